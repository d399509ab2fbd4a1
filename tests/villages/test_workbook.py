"""Uploaded workbooks: rows as the person sees them, whatever program wrote the file."""

import tracemalloc
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.villages import hell
from villages.imports import limits
from villages.imports.cells import FormulaError, MergedRange, Row, Uncalculated
from villages.imports.workbook import read_sheets

SHARED = Path(__file__).resolve().parents[3] / "shared"
HEADINGS = ["kode_desa", "rw", "rt", "luas_ha"]
DATA = ["35.13.14.2014", "002", "001", 0.848808]


def read(content, filename="isian.xlsx"):
    return read_sheets(BytesIO(content), filename)


def rows_of(content, filename="isian.xlsx"):
    (sheet,) = read(content, filename)
    return list(sheet.rows)


def test_rows_with_their_numbers():
    (sheet,) = read(hell.xlsx([HEADINGS, [], DATA]))

    assert sheet.name == "Isian"
    assert sheet.rows == (Row(1, tuple(HEADINGS)), Row(3, tuple(DATA)))
    assert (sheet.hidden, sheet.hidden_rows, sheet.merged, sheet.stray) == (
        False,
        frozenset(),
        (),
        "",
    )


def test_a_workbook_that_openpyxl_wrote():
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active.append([*DATA[:3], None, True, 12, 1.5])
    content = BytesIO()
    book.save(content)

    assert rows_of(content.getvalue()) == [
        Row(1, tuple(HEADINGS)),
        Row(2, ("35.13.14.2014", "002", "001", None, True, 12, 1.5)),
    ]


def test_blank_texts_are_nothing():
    assert rows_of(hell.xlsx([["a", "  ", "\u00a0", "b", "\n"], [" "]])) == [
        Row(1, ("a", None, None, "b"))
    ]


def test_dates_stay_dates():
    def prepare(book, sheet):
        dates = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_datetime(1, 0, datetime(2026, 9, 4), dates)  # noqa: DTZ001
        sheet.write_number(1, 1, 0.5, book.add_format({"num_format": "hh:mm"}))
        sheet.write_number(1, 2, 12, book.add_format({"num_format": '#,##0" m"'}))
        sheet.write_number(1, 3, 1e10, dates)

    __, row = rows_of(hell.xlsx([["x"]], prepare=prepare))

    assert row.cells == (datetime(2026, 9, 4), time(12), 12, 10_000_000_000)  # noqa: DTZ001


def test_iso_dates_and_odd_values():
    row = (
        '<row><c t="d"><v>2026-09-04</v></c><c t="d"><v>besok</v></c><c><v>NaN x</v></c>'
        "<c><v>-12</v></c><c><v>1e3</v></c><c t='b'><v>0</v></c></row>"
    )

    assert rows_of(hell.crafted(row)) == [
        Row(1, (date(2026, 9, 4), "besok", "NaN x", -12, 1000.0, False))
    ]


def test_rich_and_escaped_shared_texts():
    def prepare(book, sheet):
        sheet.write_rich_string(0, 0, "RT ", book.add_format({"bold": True}), "01")
        sheet.write_string(0, 1, "dua\nbaris")

    assert rows_of(hell.xlsx([], prepare=prepare)) == [Row(1, ("RT 01", "dua\nbaris"))]


def test_reading_aids_of_shared_texts_are_left_out():
    shared = f'<sst xmlns="{hell.MAIN}"><si><t>RT</t><rPh sb="0" eb="1"><t>aid</t></rPh></si></sst>'
    rels = hell.WORKBOOK_RELS.replace(
        "</Relationships>",
        f'<Relationship Id="r2" Type="{hell.RELATIONS}/sharedStrings" Target="/xl/strings.xml"/>'
        "</Relationships>",
    )
    content = hell.crafted(
        '<row><c t="s"><v>0</v></c></row>', workbook_rels=rels, **{"xl/strings.xml": shared}
    )

    assert rows_of(content) == [Row(1, ("RT",))]


@pytest.mark.parametrize("name", ["http://purl.oclc.org/ooxml/spreadsheetml/main", hell.MAIN])
def test_strict_and_prefixed_xml(name):
    sheet = (
        f'<x:worksheet xmlns:x="{name}"><x:sheetData><x:row><x:c><x:v>7</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )

    assert rows_of(hell.crafted(sheet=sheet)) == [Row(1, (7,))]


def test_utf_16_xml():
    sheet = f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{hell.MAIN}"><sheetData>'
    sheet += f"{hell.xml_row(1, ['kode_desa', 3])}</sheetData></worksheet>"

    assert rows_of(hell.crafted(sheet=sheet.encode("utf-16"))) == [Row(1, ("kode_desa", 3))]


def test_a_macro_workbook_is_read_as_any_other():
    assert rows_of(hell.xlsx([HEADINGS]), "isian.XLSM") == [Row(1, tuple(HEADINGS))]


def test_a_wrong_dimension_hides_no_rows():
    parts = hell.parts_of(hell.xlsx([HEADINGS, DATA, DATA]))
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b'ref="A1:D3"', b'ref="A1"')

    assert b'<dimension ref="A1"/>' in parts[name]
    assert len(rows_of(hell.zipped(parts))) == 3


def test_a_stray_cell_in_the_last_corner_costs_nothing():
    content = hell.crafted(
        hell.xml_row(1, HEADINGS) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    tracemalloc.start()
    (sheet,) = read(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert sheet.rows == (Row(1, tuple(HEADINGS)),)
    assert sheet.stray == "XFD1048576"
    assert peak < 2_000_000


def test_a_value_far_below_is_a_row_with_its_number():
    content = hell.crafted(hell.xml_row(1, HEADINGS) + hell.xml_row(1048576, ["x"]))

    assert rows_of(content) == [Row(1, tuple(HEADINGS)), Row(1048576, ("x",))]


def test_the_last_column_that_is_read():
    content = hell.crafted('<row r="1"><c r="BH1"><v>1</v></c><c r="BI1"><v>2</v></c></row>')
    (sheet,) = read(content)

    assert sheet.rows[0].cells == (None,) * (limits.MAX_COLUMNS - 1) + (1,)
    assert sheet.stray == "BI1"


def test_hidden_rows_and_sheets_are_read_and_named():
    def prepare(book, sheet):
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_row(5, None, None, {"hidden": True})
        other = book.add_worksheet("Lama")
        other.write(0, 0, "x")
        other.hide()
        secret = book.add_worksheet("Daftar")
        secret.write(0, 0, "y")
        secret.very_hidden()

    isian, *others = read(hell.xlsx([HEADINGS, DATA, DATA], prepare=prepare))

    assert isian.hidden_rows == {2}
    assert [row.number for row in isian.rows] == [1, 2, 3]
    assert [(sheet.name, sheet.hidden) for sheet in others] == [("Lama", True), ("Daftar", True)]


def test_merged_cells_are_named():
    def prepare(_book, sheet):
        sheet.merge_range("A1:D1", "DATA RT")
        sheet.merge_range("A4:A6", "35.13.14.2014")

    (sheet,) = read(hell.xlsx([[], HEADINGS], prepare=prepare))

    assert sheet.merged == (MergedRange("A1:D1", 1, 1), MergedRange("A4:A6", 4, 6))
    assert sheet.rows[0] == Row(1, ("DATA RT",))


def test_chart_sheets_are_passed_over():
    def prepare(book, sheet):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Isian!$A$1:$A$2"})
        book.add_chartsheet("Grafik").set_chart(chart)

    assert [sheet.name for sheet in read(hell.xlsx([["x"]], prepare=prepare))] == ["Isian"]


# Formulas


@pytest.mark.parametrize("code", ["#N/A", "#DIV/0!", "#REF!", "#NAME?", "#VALUE!"])
def test_errors_of_formulas(code):
    def prepare(_book, sheet):
        sheet.write_formula(0, 1, "=1/0", None, code)
        sheet.write_string(0, 2, code)

    ((__, cells),) = rows_of(hell.xlsx([["x"]], prepare=prepare))

    assert cells == ("x", FormulaError(code), FormulaError(code))
    assert cells[1].message == f"Rumus di sel ini menghasilkan {code}."
    assert cells[1].advice == "Perbaiki rumusnya atau ganti dengan angkanya."


def test_results_of_formulas():
    row = (
        '<row><c><f>1+1</f><v>2</v></c><c t="str"><f>A1</f><v>abc</v></c>'
        '<c t="str"><f>""</f><v></v></c><c><f>0</f><v>0</v></c></row>'
    )

    assert rows_of(hell.crafted(row)) == [Row(1, (2, "abc", None, 0))]


def test_formulas_never_calculated_by_openpyxl():
    book = openpyxl.Workbook()
    book.active.append(["x", "=1+1"])
    content = BytesIO()
    book.save(content)

    ((__, cells),) = rows_of(content.getvalue())

    assert cells == ("x", Uncalculated())
    assert cells[1].message == "Rumus di sel ini belum dihitung."
    assert cells[1].advice == (
        "Buka dan simpan ulang berkasnya di Excel, atau ganti rumus dengan angkanya."
    )


def test_the_zero_that_xlsxwriter_stores_is_no_result():
    def prepare(_book, sheet):
        sheet.write_formula(0, 1, "=1+1")
        sheet.write_formula(0, 2, "=1+1", None, 2)
        sheet.write_number(0, 3, 0)

    assert rows_of(hell.xlsx([["x"]], prepare=prepare)) == [Row(1, ("x", Uncalculated(), 2, 0))]


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not on this machine")
@pytest.mark.parametrize(
    ("name", "rows", "last"),
    [
        ("baseline-2019-barat-selatan.xlsx", 196, ("33.75.02.1004", "Kauman", "014", "006")),
        ("interventions-barat-selatan.xlsx", 516, (2023, "33.75.02.1004", "Kauman", "014")),
    ],
)
def test_the_sheets_of_pekalongan(name, rows, last):
    content = (SHARED / "data" / "pekalongan" / name).read_bytes()
    (sheet,) = read(content, name)
    expected = openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True)

    assert (len(sheet.rows), sheet.rows[-1].number, sheet.rows[-1].cells[:4]) == (rows, rows, last)
    width = max(len(row.cells) for row in sheet.rows)
    assert [(*row.cells, *[None] * (width - len(row.cells))) for row in sheet.rows] == list(
        expected
    )
