"""Two baselines of a village side by side: figures, page and workbook."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from tests.factories import (
    make_baseline,
    make_neighbourhood,
    make_record,
    make_user,
    move_baseline,
)
from tests.villages.reviewing import text_of
from villages.queries.comparison import compare


def page_address(village, query=""):
    return reverse("villages:baseline-compare", args=[village.code]) + query


def file_address(village, query=""):
    return reverse("villages:baseline-compare-export", args=[village.code]) + query


@pytest.fixture
def pair(village, ani):
    """2019: RT 001 and 002; 2022: RT 001 with less irregular buildings, RT 002 gone, RT 003 new."""
    first = make_neighbourhood(village, rt="001", hamlet="=1+1")
    old = make_baseline(village, year=2019, by=ani)
    make_record(old, first, by=ani)
    make_record(old, make_neighbourhood(village, rt="002"), by=ani)
    move_baseline(old, "verified", by=ani)
    new = make_baseline(village, year=2022, kind="replication", by=ani)
    make_record(new, first, by=ani, irregular_buildings=0, area_ha="3.25")
    make_record(new, make_neighbourhood(village, rt="003"), by=ani)
    move_baseline(new, "verified", by=ani)
    return old, new


# --- figures --------------------------------------------------------------------------------


def test_village_figures_then_and_now(pair):
    comparison = compare(*pair)

    assert (comparison.total.old, comparison.total.new, comparison.total.change) == (26, 24, -2)
    area = comparison.denominators[0]
    assert (area.old, area.new, area.change) == (5, Decimal("5.75"), Decimal("0.75"))
    code, volume, percent, score = (
        getattr(comparison.indicators[0], name) for name in ("code", "volume", "percent", "score")
    )
    assert (code, volume.unit) == ("1a", "unit")
    assert (volume.old, volume.new, volume.change) == (120, 60, -60)
    assert (percent.old, percent.new, percent.change) == (60, 30, -30)
    assert (score.old, score.new, score.change) == (3, 1, -2)


def test_criteria_are_averages_of_the_sums(pair):
    """Buildings: (60 + 26) / 3, then (30 + 26) / 3; nothing else changed."""
    criteria = compare(*pair).criteria

    assert round(criteria[0].old, 4) == Decimal("28.6667")
    assert round(criteria[0].new, 4) == Decimal("18.6667")
    assert round(criteria[0].change, 4) == -10
    assert [row.change for row in criteria[1:]] == [0] * 6


def test_rts_by_rw_and_rt_with_what_changed(pair):
    rts = compare(*pair).rts

    assert [(str(rt.neighbourhood), str(rt.state_label)) for rt in rts] == [
        ("RT 001 RW 001", "Berubah"),
        ("RT 002 RW 001", "Tidak ada lagi"),
        ("RT 003 RW 001", "Baru"),
    ]
    changed = [(cell.measure.heading, cell.old, cell.new) for cell in rts[0].changed_cells]
    assert changed == [("luas_ha", Decimal("2.5"), Decimal("3.25")), ("1a", 60, 0)]
    assert (rts[0].total.old, rts[0].total.new, rts[0].total.change) == (26, 23, -3)
    assert (rts[1].total.new, rts[1].total.change, rts[1].changed_cells) == (None, None, [])


def test_rts_by_level(pair):
    levels = [(row.label, row.old, row.new) for row in compare(*pair).levels]

    assert levels == [
        ("Kumuh berat", 0, 0),
        ("Kumuh sedang", 0, 0),
        ("Kumuh ringan", 2, 2),
        ("Tidak kumuh", 0, 0),
    ]


def test_rts_without_a_score_are_counted_and_left_out_of_the_sums(village, ani, pair):
    draft = make_baseline(village, year=2024, by=ani)
    make_record(draft, village.neighbourhoods.first(), by=ani)
    make_record(draft, by=ani, irregular_buildings=None)

    comparison = compare(pair[1], draft)

    assert [(row.label, row.old, row.new) for row in comparison.levels][-1] == (
        "Belum dinilai",
        0,
        1,
    )
    assert comparison.denominators[1].new == 100


def test_without_an_earlier_baseline_there_are_no_differences(pair):
    comparison = compare(None, pair[0])

    assert (comparison.total.old, comparison.total.new, comparison.total.change) == (None, 26, None)
    assert comparison.columns == ("new",)
    assert (comparison.appeared, comparison.vanished, comparison.differing) == ([], [], [])


@pytest.mark.parametrize("rts", [1, 3])
def test_comparison_takes_one_query(village, ani, rts, django_assert_num_queries):
    old = make_baseline(village, year=2019, records=rts, by=ani)
    new = make_baseline(village, year=2022, by=ani)
    for place in village.neighbourhoods.all():
        make_record(new, place, by=ani, irregular_buildings=10)

    with django_assert_num_queries(1):
        comparison = compare(old, new)
        assert len([rt for rt in comparison.rts if rt.changed_cells]) == rts


# --- page -----------------------------------------------------------------------------------


def test_page_compares_the_latest_two(client, vina, village, ani, pair):
    make_baseline(village, year=2017, records=1, by=ani, status="verified")
    client.force_login(vina)

    response = client.get(page_address(village))

    comparison = response.context["comparison"]
    assert (comparison.old.baseline, comparison.new.baseline) == pair
    text = text_of(response)
    assert "Lama: 2019 (Awal). Baru: 2022 (Replikasi)." in text
    assert "1a <del>60</del> 0" in text
    assert "Luas verifikasi <del>2,5</del> 3,25" in text


@pytest.mark.parametrize(
    "query", ["?a=2019-awal&b=2022-replikasi", "?a=2022-replikasi&b=2019-awal", "?b=2019-awal"]
)
def test_the_earlier_one_is_always_the_old_one(client, vina, village, pair, query):
    client.force_login(vina)

    comparison = client.get(page_address(village, query)).context["comparison"]

    assert (comparison.old.baseline, comparison.new.baseline) == pair


def test_kinds_of_one_year_follow_the_programme(client, vina, village, ani):
    for kind in ("endline", "initial", "replication"):
        make_baseline(village, year=2022, kind=kind, records=1, by=ani, status="verified")
    client.force_login(vina)

    comparison = client.get(page_address(village)).context["comparison"]

    assert (comparison.old.baseline.kind, comparison.new.baseline.kind) == (
        "replication",
        "endline",
    )


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?a=2019-awal&b=2019-awal", "Pilih dua baseline yang berbeda."),
        ("?a=2018-awal&b=2019-awal", "Baseline itu tidak ada di desa ini."),
        ("?a=abc", "Baseline itu tidak ada di desa ini."),
        ("?a=&b=2019-awal", "Pilih satu baseline."),
    ],
)
def test_an_impossible_choice_is_explained(client, vina, village, pair, query, message):
    client.force_login(vina)

    response = client.get(page_address(village, query))

    assert message in text_of(response)
    assert response.context["comparison"] is None
    assert client.get(file_address(village, query)).url == page_address(village)


@pytest.mark.parametrize("baselines", [0, 1])
def test_one_baseline_cannot_be_compared(client, vina, village, ani, baselines):
    for year in range(2019, 2019 + baselines):
        make_baseline(village, year=year, records=1, by=ani, status="verified")
    client.force_login(vina)

    response = client.get(page_address(village))

    assert "Perbandingan memerlukan sedikitnya dua baseline desa ini." in text_of(response)


def test_readers_compare_verified_baselines_only(client, vina, ani, village, pair):
    make_baseline(village, year=2024, records=1, by=ani)
    query = "?a=2022-replikasi&b=2024-awal"

    client.force_login(vina)
    assert client.get(page_address(village, query)).context["comparison"] is None
    client.force_login(ani)
    assert client.get(page_address(village, query)).context["comparison"] is not None


def test_comparison_hides_the_villages_of_others(client, budi, village, pair):
    client.force_login(budi)

    assert client.get(page_address(village)).status_code == 404
    assert client.get(file_address(village)).status_code == 404


def test_comparison_needs_login_and_a_role(client, db, village, pair):
    assert client.get(page_address(village)).status_code == 302
    client.force_login(make_user())
    assert client.get(page_address(village)).status_code == 403
    assert client.get(file_address(village)).status_code == 403


@pytest.mark.parametrize("rts", [1, 3])
def test_page_query_count(client, vina, ani, village, rts, django_assert_num_queries):
    for year in (2019, 2022):
        make_baseline(village, year=year, records=rts, by=ani, status="verified")
    client.force_login(vina)

    with django_assert_num_queries(7):
        response = client.get(page_address(village, "?kolom=semua"))

    assert len(response.context["comparison"].rts) == 2 * rts


# --- workbook -------------------------------------------------------------------------------


@pytest.fixture
def workbook(client, vina, village, pair):
    village.name = '=HYPERLINK("http://x","y")'
    village.save()
    client.force_login(vina)
    response = client.get(file_address(village))
    name = f"banding-{village.code}-2019-awal-2022-replikasi.xlsx"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    return openpyxl.load_workbook(BytesIO(response.getvalue()))


def test_workbook_of_the_village(workbook):
    rows = {row[0]: row[1:] for row in workbook["Desa"].iter_rows(values_only=True) if row[0]}

    assert rows["Nilai kekumuhan"] == (None, 26, 24, -2)
    assert rows["Tingkat"] == (None, "Kumuh ringan", "Kumuh ringan", None)
    assert rows["Luas verifikasi"] == ("ha", 5, 5.75, 0.75)
    assert rows["Volume"] == ("Satuan", "2019 (Awal)", "2022 (Replikasi)", "Selisih")


def test_workbook_of_the_rts(workbook):
    headings, *rows = workbook["RT"].iter_rows(values_only=True)

    assert headings[:5] == ("RW", "RT", "Dusun", "Keadaan", "Nilai 2019 (Awal)")
    assert headings[9:11] == (
        "Luas verifikasi (ha) 2019 (Awal)",
        "Luas verifikasi (ha) 2022 (Replikasi)",
    )
    assert rows[0][:11] == (
        "001",
        "001",
        "=1+1",
        "Berubah",
        26,
        23,
        -3,
        "Kumuh ringan",
        "Kumuh ringan",
        2.5,
        3.25,
    )
    assert [row[3] for row in rows] == ["Berubah", "Tidak ada lagi", "Baru"]
    assert (rows[1][4], rows[1][5], rows[1][10]) == (26, None, None)
    assert len(headings) == 9 + 2 * 22


def test_workbook_runs_no_formula(workbook):
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    assert any("=HYPERLINK" in str(cell.value) for cell in cells)
