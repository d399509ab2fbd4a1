"""Geometry of the charts: what SVG reads, at the edges and beyond them."""

from decimal import Decimal

import pytest

from kotaku.charts import Bar, Mark, Piece, horizontal_bars, line_chart, shares, stacked_bars


def test_bars_are_percents_of_the_maximum():
    rows = [("Jalan", Decimal("45.2"), "45,2 %"), ("Drainase", 25, "25 %")]

    assert horizontal_bars(rows) == (
        Bar("Jalan", "45,2 %", width="45.20%"),
        Bar("Drainase", "25 %", width="25.00%"),
    )


def test_bars_follow_another_maximum():
    (bar,) = horizontal_bars([("Nilai", 26, "26")], maximum=80)

    assert bar.width == "32.50%"


@pytest.mark.parametrize(
    ("number", "width"), [(-3, "0.00%"), (0, "0.00%"), (100, "100.00%"), (175, "100.00%")]
)
def test_bars_stay_inside_their_box(number, width):
    (bar,) = horizontal_bars([("Jalan", number, "")])

    assert bar.width == width


@pytest.mark.parametrize(
    ("other", "marker"), [(None, ""), (0, "0.00%"), (Decimal("51"), "51.00%"), (120, "100.00%")]
)
def test_marker_shows_the_value_to_compare_with(other, marker):
    (bar,) = horizontal_bars([("Jalan", 30, "30 %", other)])

    assert bar.marker == marker


def test_no_rows_no_bars():
    assert horizontal_bars([]) == ()


def test_shares_lie_end_to_end():
    assert shares([("verified", 1), ("draft", 2), ("none", 1)]) == [
        Piece("verified", 1, x="0.00%", width="25.00%"),
        Piece("draft", 2, x="25.00%", width="50.00%"),
        Piece("none", 1, x="75.00%", width="25.00%"),
    ]


def test_shares_of_nothing_are_empty():
    assert shares([("verified", 0), ("none", 0)]) == [
        Piece("verified", 0, x="0.00%", width="0.00%"),
        Piece("none", 0, x="0.00%", width="0.00%"),
    ]
    assert shares([]) == []


def test_stacked_bars_are_as_long_as_their_sum():
    bars = stacked_bars([("1", (6, 2), "8"), ("2", (10, 6), "16")], ["Laki-laki", "Perempuan"])

    assert [bar.value for bar in bars] == ["8", "16"]
    assert bars[0].pieces == (
        Piece("Laki-laki", 6, x="0.00%", width="37.50%"),
        Piece("Perempuan", 2, x="37.50%", width="12.50%"),
    )
    assert bars[1].pieces[1] == Piece("Perempuan", 6, x="62.50%", width="37.50%")


def test_stacked_bars_of_nothing_are_empty():
    assert stacked_bars([], ["Laki-laki"]) == ()
    assert stacked_bars([("1", (0,), "0")], ["Laki-laki"])[0].pieces == (
        Piece("Laki-laki", 0, x="0.00%", width="0.00%"),
    )


def test_lines_join_neighbouring_points():
    chart = line_chart(
        [("1", Decimal("12.5"), 0), ("2", 50, 100)], ["Fisik", "Keuangan"], maximum=100
    )

    physical, financial = chart.lines
    assert [(point.x, point.y) for point in physical.points] == [
        ("0.00%", "87.50%"),
        ("100.00%", "50.00%"),
    ]
    assert [(left.label, right.label) for left, right in physical.segments] == [("1", "2")]
    assert [point.y for point in financial.points] == ["100.00%", "0.00%"]
    assert [mark.label for mark in chart.heights] == ["0", "20", "40", "60", "80", "100"]


def test_a_missing_value_leaves_a_gap():
    (line,) = line_chart([("1", 1), ("2", None), ("3", 3), ("4", 4)], ["Luas"]).lines

    assert [point.label for point in line.points] == ["1", "3", "4"]
    assert [(left.label, right.label) for left, right in line.segments] == [("3", "4")]


@pytest.mark.parametrize(
    ("largest", "marks"),
    [
        (0, ["0", "1"]),
        (1, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (7, ["0", "2", "4", "6", "8"]),
        (83, ["0", "20", "40", "60", "80", "100"]),
        (Decimal("120.5"), ["0", "25", "50", "75", "100", "125"]),
        (2100, ["0", "500", "1000", "1500", "2000", "2500"]),
    ],
)
def test_the_axis_ends_at_a_round_number(largest, marks):
    chart = line_chart([("1", largest)], ["Luas"])

    assert [mark.label for mark in chart.heights] == marks


def test_a_single_value_stands_in_the_middle():
    chart = line_chart([("2021", 4)], ["Luas"])

    assert chart.lines[0].points[0].x == "50.00%"
    assert chart.labels == (Mark("2021", "50.00%", "middle"),)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (8, ["1", "2", "3", "4", "5", "6", "7", "8"]),
        (9, ["1", "3", "5", "7", "9"]),
        (10, ["1", "3", "5", "7", "10"]),
        (60, ["1", "9", "17", "25", "33", "41", "49", "60"]),
    ],
)
def test_labels_keep_apart_and_name_both_ends(count, shown):
    chart = line_chart([(number, number) for number in range(1, count + 1)], ["Fisik"])

    assert [mark.label for mark in chart.labels] == shown
    assert (chart.labels[0].anchor, chart.labels[-1].anchor) == ("start", "end")


def test_years_are_wider_than_weeks():
    chart = line_chart([(year, 1) for year in range(2019, 2027)], ["Nilai"])

    assert [mark.label for mark in chart.labels] == ["2019", "2021", "2023", "2026"]


def test_no_rows_no_points():
    chart = line_chart([], ["Fisik"])

    assert (chart.lines[0].points, chart.labels) == ((), ())
