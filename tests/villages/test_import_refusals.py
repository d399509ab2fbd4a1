"""What an import refuses, and what it finds doubtful."""

import pytest

from tests.factories import (
    make_baseline,
    make_neighbourhood,
    make_record,
    make_village,
    move_baseline,
)
from tests.villages.import_sheets import (
    GOOD,
    imported,
    only_finding,
    places,
    plan_of,
    row,
    sheet,
    state_of,
)
from villages.import_plan import State
from villages.sheet import HEADINGS, MEASURE_BY_HEADING

# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "column", "words"),
    [
        ({"4a": -0.611192}, "4a", "negatif"),
        ({"1a": 80.5}, "1a", "bukan bilangan bulat"),
        ({"1a": 101}, "1a", "melebihi jumlah bangunan (100 unit)"),
        ({"jumlah_kk": 0}, "3a", "jumlah KK kosong atau 0"),
        ({"jumlah_kk": 401}, "jumlah_kk", "melebihi jumlah penduduk"),
        ({"1a": "delapan puluh"}, "1a", "bukan angka"),
        ({"3a": "96 KK"}, "3a", "Tulis 96 saja"),
        ({"2b": "1.234"}, "2b", "Tulis 1234 atau 1,234"),
        ({"1a": "#N/A"}, "1a", "#N/A"),
        ({"jumlah_bangunan": 2_000_000}, "jumlah_bangunan", "terlalu besar"),
        ({"luas_ha": 1_000_000}, "luas_ha", "terlalu besar"),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_write(village, values, column, words):
    plan = plan_of(sheet(row(village, "001", values), row(village, "002")))

    errors = [finding for finding in plan.findings if finding.is_error]
    assert (errors[0].row, errors[0].column) == (2, column)
    assert words in errors[0].text
    assert (state_of(plan, 2), state_of(plan, 3)) == (State.REFUSED, State.NEW)


@pytest.mark.parametrize(
    ("values", "accepted"),
    [({"1a": 100}, True), ({"1a": 101}, False), ({"4a": 0}, True), ({"4a": -0.000001}, False)],
)
def test_bounds_of_a_volume(village, values, accepted):
    (planned,) = plan_of(sheet(row(village, values=values))).rows

    assert planned.is_accepted is accepted


def test_households_may_be_as_many_as_people(village):
    (planned,) = plan_of(sheet(row(village, values={"jumlah_penduduk": 120}))).rows

    assert planned.is_accepted


def test_a_formula_that_was_never_calculated_is_refused(village):
    def uncalculated(book, page):
        page.write_formula(1, HEADINGS.index("1a"), "=1+1", None, "")

    plan = plan_of(sheet(row(village, values={"1a": None}), prepare=uncalculated))

    assert places(plan) == [(2, "1a", "error")]
    assert "simpan ulang" in only_finding(plan).advice


def test_fractions_in_several_columns_are_said_once(village):
    values = {"3a": 0.277778, "6a": 0.14, "7a": 0.5}

    finding = only_finding(plan_of(sheet(row(village, values=values))))

    assert finding.columns == ("3a", "6a", "7a")
    assert "3a: 0,277778; 6a: 0,14; 7a: 0,5" in finding.message
    assert "tergeser" in finding.advice


def test_everything_wrong_with_a_row_is_said_at_once(village):
    values = {"1a": "banyak", "4a": -1, "3a": 500}

    plan = plan_of(sheet(row(village, values=values)))

    assert {finding.column for finding in plan.findings} == {"1a", "4a", "3a"}


def test_what_follows_from_a_cell_that_cannot_be_read_is_not_said(village):
    plan = plan_of(sheet(row(village, values={"jumlah_kk": "banyak"})))

    assert places(plan) == [(2, "jumlah_kk", "error")]


@pytest.mark.parametrize("rt", ["", "RT 01/02", "12A", "000", "RT 01 dan 02"])
def test_an_rt_that_cannot_be_read_is_refused(village, rt):
    plan = plan_of(sheet(row(village, rt)))

    assert places(plan) == [(2, "rt", "error")]
    assert state_of(plan) == State.REFUSED


def test_the_same_rt_twice_is_refused_in_both_rows(village):
    plan = plan_of(sheet(row(village, "1"), row(village, "002"), row(village, "RT 001")))

    assert places(plan, "repeated") == [(2, "rt", "error"), (4, "rt", "error")]
    assert "baris 4" in plan.findings[0].message
    assert [item.state for item in plan.rows] == [State.REFUSED, State.NEW, State.REFUSED]


def test_the_same_rt_in_another_sheet_or_file_is_named_there(village):
    def second_sheet(book, page):
        other = book.add_worksheet("RW 2")
        other.write_row(0, 0, HEADINGS)
        other.write_row(1, 0, row(village))

    plan = plan_of(sheet(row(village), prepare=second_sheet), sheet(row(village), name="b.xlsx"))

    first, *__ = plan.findings
    assert "lembar “RW 2” baris 2" in first.message
    assert "berkas ke-2 baris 2" in first.message
    assert plan.counts["accepted"] == 0


def test_a_village_outside_ones_scope_is_as_unknown_as_none(village, ani):
    others = make_village(name="Rangkang")
    nowhere = make_village(name="Tidak Ada")
    rows = sheet(row(others), row(nowhere), row(village))
    code = nowhere.code
    nowhere.delete()

    plan = plan_of(rows, user=ani)

    assert places(plan) == [(2, "kode_desa", "error"), (3, "kode_desa", "error")]
    first, second = (finding.text for finding in plan.findings)
    assert first.replace(others.code, code) == second
    assert state_of(plan, 4) == State.NEW
    assert plan.rows[0].village == "Rangkang"  # as written in the file


def test_nothing_of_a_strange_village_shows(ani):
    others = make_village(name="Rangkang")
    strange = sheet([others.code, "x", "001", "001", *GOOD.values()])

    (planned,) = plan_of(strange, user=ani).rows

    assert planned.village == "x"
    assert planned.total is None


@pytest.mark.parametrize(
    ("status", "word"), [("submitted", "diajukan"), ("verified", "verifikasi")]
)
def test_a_locked_baseline_refuses_changes_by_name(village, status, word):
    imported(sheet(row(village)))
    baseline = village.baselines.get()
    move_baseline(baseline, status)

    plan = plan_of(sheet(row(village, values={"1a": 81}), row(village, "002")))

    assert [item.state for item in plan.rows] == [State.REFUSED, State.REFUSED]
    assert str(baseline) in plan.findings[0].message
    assert word in plan.findings[0].message


def test_rows_that_a_locked_baseline_already_holds_are_unchanged(village):
    imported(sheet(row(village)))
    move_baseline(village.baselines.get(), "verified")

    plan = plan_of(sheet(row(village)))

    assert state_of(plan) == State.UNCHANGED
    assert plan.findings == []


def test_a_returned_baseline_takes_changes(village):
    imported(sheet(row(village)))
    move_baseline(village.baselines.get(), "returned")

    assert state_of(plan_of(sheet(row(village, values={"1a": 81})))) == State.CHANGED


# --- warnings -------------------------------------------------------------------------------------


def warnings_of(plan):
    return [(finding.rule, finding.column) for finding in plan.findings if not finding.is_error]


def test_a_name_that_contradicts_the_code_is_a_warning(village):
    plan = plan_of(sheet(row(village, "001", desa="Rangkang")))

    assert warnings_of(plan) == [("village_name", "desa")]
    assert "Kebonagung" in only_finding(plan).message
    assert state_of(plan) == State.NEW


@pytest.mark.parametrize("name", ["KEBON AGUNG", "Desa Kebonagung", "kel. kebonagung", None])
def test_a_name_may_be_written_in_many_ways(village, name):
    assert plan_of(sheet(row(village, desa=name))).findings == []


def test_changes_by_more_than_half_are_doubtful(village):
    before = make_baseline(village, year=2020, kind="initial")
    make_record(before, make_neighbourhood(village, "001", "001"), **measures(GOOD))
    move_baseline(before, "verified")

    exactly_half = {"1a": 40, "7b": 45, "3a": 120, "jumlah_kk": 130, "6b": 61}
    plan = plan_of(sheet(row(village, values=exactly_half | {"4b": 379})))

    assert warnings_of(plan) == [("big_change", "4b")]


def measures(values):
    return {MEASURE_BY_HEADING[key].field: str(value) for key, value in values.items()}


def test_the_latest_verified_baseline_before_counts(village):
    place = make_neighbourhood(village, "001", "001")
    for year, irregular, status in ((2018, 80, "verified"), (2020, 10, "verified"), (2021, 80, "")):
        baseline = make_baseline(village, year=year)
        make_record(baseline, place, **measures(GOOD | {"1a": irregular}))
        if status:
            move_baseline(baseline, status)

    plan = plan_of(sheet(row(village)))

    assert warnings_of(plan) == [("big_change", "1a")]
    assert "10 menjadi 80" in only_finding(plan).message


def test_nothing_lacking_anywhere_is_doubtful(village):
    zero = dict.fromkeys(("1a", "2b", "3a", "4b", "6b", "7b"), 0)

    assert warnings_of(plan_of(sheet(row(village, values=zero)))) == [("all_zero", "")]


def test_an_rt_larger_than_its_village_is_doubtful(village):
    values = {"luas_ha": 300.5}

    assert warnings_of(plan_of(sheet(row(village, values=values)))) == [
        ("larger_than_village", "luas_ha")
    ]


def test_hidden_rows_are_read_and_named(village):
    plan = plan_of(
        sheet(row(village), prepare=lambda book, page: page.set_row(1, None, None, {"hidden": 1}))
    )

    assert places(plan) == [(2, "", "warning")]
    assert state_of(plan) == State.NEW
