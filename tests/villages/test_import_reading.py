"""Baseline sheets as offices write them: headings, places, files."""

from decimal import Decimal

import pytest

from tests.factories import make_baseline
from tests.villages import hell
from tests.villages.import_sheets import (
    GOOD_TOTAL,
    csv_sheet,
    only_finding,
    places,
    plan_of,
    row,
    sheet,
    sheet_of,
    state_of,
)
from villages.exports.baseline_sheet import template_workbook
from villages.import_plan import State
from villages.sheet import HEADINGS


def test_unknown_columns_are_named(village):
    plan = plan_of(sheet([*row(village), "x"], headings=[*HEADINGS, "Keterangan"]))

    assert "Keterangan" in only_finding(plan).message
    assert not plan.has_errors


@pytest.mark.parametrize("heading", ["7b", "luas_ha", "kode_desa", "rt"])
def test_a_missing_column_is_an_error(village, heading):
    at = HEADINGS.index(heading)
    cells = row(village)

    plan = plan_of(
        sheet([*cells[:at], *cells[at + 1 :]], headings=[*HEADINGS[:at], *HEADINGS[at + 1 :]])
    )

    assert heading in only_finding(plan).message
    assert plan.has_errors
    assert plan.rows == []


VARIANTS = (
    "Kode Desa", "Nama Desa/Kelurahan", "RW", "No. RT", "Luas (Ha)", "Jml Bangunan",
    "Jumlah Jiwa", "Kepala Keluarga", "Panjang Jalan (m)", "Panjang Drainase", "1.a",
    "1b. Kepadatan Bangunan", "Ketidaksesuaian dengan Persyaratan Teknis Bangunan", "Volume 2a",
    "2B", *HEADINGS[15:],
)  # fmt: skip


def test_headings_are_recognised_in_their_variants(village):
    title = ["Isian baseline 2022"]
    file = sheet_of(hell.xlsx([title, [], VARIANTS, row(village)]), "varian.xlsx")

    plan = plan_of(file)

    assert (plan.findings, state_of(plan, 4)) == ([], State.NEW)
    assert plan.rows[0].total == GOOD_TOTAL


@pytest.mark.parametrize("write", [str, lambda code: int(code.replace(".", "")), " {} ".format])
def test_a_village_code_may_lose_its_dots(village, write):
    plan = plan_of(sheet(row(village, kode_desa=write(village.code))))

    assert (plan.rows[0].code, state_of(plan)) == (village.code, State.NEW)


def test_a_row_without_a_village_is_refused(village):
    plan = plan_of(sheet(row(village, kode_desa=None)))

    assert places(plan) == [(2, "kode_desa", "error")]


@pytest.mark.parametrize(("rt", "rw"), [("RT 3 / RW 2", None), (3, 2), ("03", "II"), ("RT003", "")])
def test_an_rt_may_be_written_in_many_ways(village, rt, rw):
    (planned,) = plan_of(sheet(row(village, rt, rw=rw or ("2" if rt == "RT003" else rw)))).rows

    assert (planned.rw, planned.rt) == ("002", "003")


def test_the_row_that_adds_up_is_left_out(village):
    total = ["", "Jumlah", "", "", *[5] * 22]

    plan = plan_of(sheet(row(village), total))

    assert len(plan.rows) == 1
    assert places(plan) == [(3, "", "warning")]


def test_text_numbers_of_a_csv_are_read_the_indonesian_way(village):
    values = {"luas_ha": "2,5", "panjang_jalan_m": "1.000,50", "1a": "80", "2b": "300,5"}

    (planned,) = plan_of(csv_sheet(row(village, values=values))).rows

    assert planned.values["panjang_jalan_m"] == Decimal("1000.50")
    assert planned.total == GOOD_TOTAL


def test_several_files_make_one_plan(village):
    plan = plan_of(sheet(row(village, "001")), csv_sheet(row(village, "002")))

    assert [(item.file, item.rt) for item in plan.rows] == [(0, "001"), (1, "002")]


def test_a_file_that_cannot_be_read_leaves_the_others(village):
    broken = sheet_of(b"bukan excel", "rusak.xlsx")

    plan = plan_of(broken, sheet(row(village)))

    assert places(plan) == [(0, "", "error")]
    assert plan.counts["accepted"] == 1


def test_a_file_without_such_a_table_is_refused(db):
    plan = plan_of(sheet_of(hell.xlsx([["Nama", "Alamat"], ["Ani", "Kraksaan"]]), "lain.xlsx"))

    assert "Judul kolom tidak ditemukan" in only_finding(plan).message


@pytest.mark.parametrize("rows", [[], [["", "Jumlah", "", "", *[5] * 22]]])
def test_a_file_without_a_single_rt_is_refused(village, rows):
    plan = plan_of(sheet(*rows))

    assert places(plan, "file") == [(0, "", "error")]
    assert "tidak berisi satu RT pun" in plan.findings[0].message


def test_a_template_without_rts_is_refused(village):
    empty = template_workbook(make_baseline(village)).read()

    assert "tidak berisi satu RT pun" in only_finding(plan_of(sheet_of(empty, "t.xlsx"))).message
