"""Geometry of the charts: what SVG reads, at the edges and beyond them."""

from decimal import Decimal

import pytest

from kotaku.charts import Bar, Piece, horizontal_bars, shares


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
