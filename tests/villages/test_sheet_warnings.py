"""What is odd about a sheet, and how findings show what was seen."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from villages.imports.cells import FormulaError, MergedRange, Row, Sheet, Uncalculated
from villages.imports.findings import Finding, seen
from villages.imports.sheet_warnings import sheet_warnings
from villages.imports.table import Column, find_table

COLUMNS = tuple(Column(name, name) for name in ("kode_desa", "rw", "rt", "luas_ha", "1a"))
HEADINGS = tuple(column.name for column in COLUMNS)
DATA = ("35.13.14.2014", "002", "001", 0.848808, 21)


def warnings_of(*rows, **properties):
    numbered = tuple(Row(number, cells) for number, cells in enumerate(rows, start=1))
    table = find_table(Sheet("Isian", numbered, **properties), COLUMNS)
    return [(item.row, item.value, item.message) for item in sheet_warnings(table)]


def test_nothing_odd():
    assert warnings_of(HEADINGS, DATA) == []


def test_a_hidden_sheet():
    assert warnings_of(HEADINGS, DATA, hidden=True) == [
        (None, "", "Lembar ini tersembunyi, tetapi tetap dibaca.")
    ]


def test_hidden_rows_of_the_table():
    assert warnings_of(HEADINGS, DATA, DATA, hidden_rows=frozenset({1, 3})) == [
        (3, "", "Baris ini tersembunyi, tetapi tetap dibaca.")
    ]


def test_unknown_columns():
    assert warnings_of((*HEADINGS, "Catatan"), DATA) == [
        (1, "Catatan", "Kolom F (“Catatan”) tidak dikenal dan tidak dibaca.")
    ]


def test_merged_cells_among_the_data():
    merged = (MergedRange("A1:D1", 1, 1), MergedRange("A2:A3", 2, 3), MergedRange("B1:B3", 1, 3))

    assert warnings_of(HEADINGS, DATA, DATA, merged=merged) == [
        (2, "A2:A3", "Sel A2:A3 digabung; hanya sel pertamanya yang berisi."),
        (2, "B1:B3", "Sel B1:B3 digabung; hanya sel pertamanya yang berisi."),
    ]


def test_a_stray_value():
    assert warnings_of(HEADINGS, DATA, stray="XFD7") == [
        (None, "XFD7", "Sel XFD7 tidak dibaca: hanya 60 kolom pertama yang dibaca.")
    ]


# Findings


def test_a_finding_as_part_of_a_report():
    finding = Finding("RT", 2, "4a", "error", "−0,61", "Kurang dari nol.", "Tulis 0 atau lebih.")

    assert json.loads(json.dumps(finding.as_dict())) == {
        "sheet": "RT",
        "row": 2,
        "column": "4a",
        "severity": "error",
        "value": "−0,61",
        "message": "Kurang dari nol.",
        "advice": "Tulis 0 atau lebih.",
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (" 12  KK\n", "12 KK"),
        (1234.5, "1.234,5"),
        (Decimal("-0.61"), "−0,61"),
        (True, "BENAR"),
        (float("nan"), "nan"),
        (date(2026, 9, 4), "04-09-2026"),
        (datetime(2026, 9, 4), "04-09-2026"),  # noqa: DTZ001
        (datetime(2026, 9, 4, 7, 30), "04-09-2026 07.30"),  # noqa: DTZ001
        (FormulaError("#N/A"), "#N/A"),
        (Uncalculated(), "(rumus)"),
        ("x" * 100, "x" * 59 + "…"),
        (1e300, "1" + ".000" * 14 + ".0" + "…"),
    ],
)
def test_a_value_as_it_was_seen(value, text):
    assert seen(value) == text
