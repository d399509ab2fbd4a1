"""Finding the table in a sheet: headings as people write them, rows as people see them."""

from io import BytesIO
from pathlib import Path

import pytest

from tests.villages import hell
from villages.imports.cells import MergedRange, Row, Sheet
from villages.imports.findings import Finding
from villages.imports.sheet_warnings import sheet_warnings
from villages.imports.table import Column, HeadingProblem, column_letter, find_table
from villages.imports.workbook import read_sheets

SHARED = Path(__file__).resolve().parents[3] / "shared"
COLUMNS = (
    Column("kode_desa", "Kode desa", ("kode kelurahan", "kode")),
    Column("rw", "RW"),
    Column("rt", "RT", ("no rt",)),
    Column("luas_ha", "Luas verifikasi (ha)", ("luas", "luas rt")),
    Column("1a", "Ketidakteraturan Bangunan"),
    Column("desa", "Nama desa", required=False),
)
HEADINGS = ("kode_desa", "rw", "rt", "luas_ha", "1a")
DATA = ("35.13.14.2014", "002", "001", 0.848808, 21)


def sheet(*rows, first=1, **properties):
    """A sheet of these rows; empty ones are left out as readers do."""
    numbered = (Row(number, tuple(cells)) for number, cells in enumerate(rows, start=first))
    return Sheet("Isian", tuple(row for row in numbered if row.cells), **properties)


def values_of(table):
    return [(row.number, *row.values.values()) for row in table]


def problem_of(*rows, **properties):
    with pytest.raises(HeadingProblem) as caught:
        find_table(sheet(*rows, **properties), COLUMNS)
    return caught.value


def test_headings_and_rows():
    table = find_table(sheet(HEADINGS, DATA, (), DATA), COLUMNS)

    assert table.heading_row == 1
    assert table.positions == {"kode_desa": 0, "rw": 1, "rt": 2, "luas_ha": 3, "1a": 4}
    assert (table.unknown, table.missing) == ((), ("desa",))
    assert [row.number for row in table] == [2, 4]
    assert next(iter(table)).values == dict(zip(HEADINGS, DATA, strict=True)) | {"desa": None}


def test_columns_in_any_order():
    table = find_table(
        sheet(("1a", "desa", "luas_ha", "rt", "rw", "kode_desa"), (1, "x", 2, "03", "04", "k")),
        COLUMNS,
    )

    assert next(iter(table)).values == {
        "1a": 1,
        "desa": "x",
        "luas_ha": 2,
        "rt": "03",
        "rw": "04",
        "kode_desa": "k",
    }


@pytest.mark.parametrize(
    "heading",
    [
        "LUAS_HA",
        "Luas (ha)",
        "luas [Ha]",
        "luas",
        " Luas\nRT ",
        "Luas\u00a0RT (ha)",
        "Luas verifikasi",
        "luas verifikasi (ha)",
        "luas_ha Luas verifikasi (ha)",
        "Luas.",
        "luas-ha",
    ],
)
def test_spellings_of_a_heading(heading):
    headings = ("kode_desa", "rw", "rt", heading, "1a")

    assert find_table(sheet(headings, DATA), COLUMNS).positions["luas_ha"] == 3


@pytest.mark.parametrize(
    "heading",
    ["1A", "1 a", "1.a", "1a (unit)", "(1a)", "1a. Ketidakteraturan Bangunan", "1a\n(unit)"],
)
def test_spellings_of_a_code(heading):
    headings = ("Kode Desa", "RW", "No. RT", "luas_ha", heading)

    assert find_table(sheet(headings, DATA), COLUMNS).positions["1a"] == 4


@pytest.mark.parametrize("above", [0, 1, 5, 9])
def test_the_heading_row_within_the_first_ten(above):
    titles = [("DATA BASELINE RT", None, "luas_ha")] * above

    assert find_table(sheet(*titles, HEADINGS, DATA), COLUMNS).heading_row == above + 1


def test_no_table_below_the_tenth_row():
    assert find_table(sheet(HEADINGS, DATA, first=11), COLUMNS) is None
    assert find_table(sheet(*[("x",)] * 10, HEADINGS, DATA), COLUMNS) is None


@pytest.mark.parametrize(
    "rows", [[], [("Petunjuk pengisian",)], [("rw", "RW"), ("rt", "RT"), ("luas_ha", "ha")]]
)
def test_prose_is_no_table(rows):
    assert find_table(sheet(*rows), COLUMNS) is None


def test_headings_of_two_levels():
    """As merged cells leave them: some headings above, the codes below."""
    table = find_table(
        sheet(
            ("Kode desa", "RW", "RT", "Luas (ha)", "Bangunan gedung"),
            (None, None, None, None, "1a"),
            DATA,
        ),
        COLUMNS,
    )

    assert (table.heading_row, table.unknown) == (2, ())
    assert values_of(table) == [(3, *DATA, None)]


@pytest.mark.parametrize(
    "numbers", [(1, 2, 3, 4, 5), ("1", "2", "3", "4", "5"), ("(1)", "(2)", "(3)", "(4)", "(5)")]
)
def test_the_row_that_numbers_the_columns_is_no_data(numbers):
    table = find_table(sheet(HEADINGS, numbers, DATA), COLUMNS)

    assert [row.number for row in table] == [3]


def test_rows_that_are_empty_in_our_columns_are_left_out():
    table = find_table(sheet((*HEADINGS, "Catatan"), DATA, (None,) * 5 + ("lihat foto",)), COLUMNS)

    assert [row.number for row in table] == [2]


def test_rows_filled_in_beforehand_can_be_told():
    table = find_table(
        sheet((*HEADINGS, "desa"), ("35.13.14.2014", *[None] * 4, "x"), DATA), COLUMNS
    )

    assert [row.is_empty(besides=("kode_desa", "desa")) for row in table] == [True, False]


def test_unknown_headings_are_named_with_their_letter():
    table = find_table(sheet((*HEADINGS, None, "Catatan  petugas", 2019), DATA), COLUMNS)

    assert table.unknown == (("Catatan petugas", "G"), ("2019", "H"))


def test_all_missing_columns_are_named_at_once():
    problem = problem_of((), ("kode_desa", "rw", "rt", "luas"), DATA)

    assert (problem.missing, problem.repeated) == (("1a",), ())
    assert problem.findings == (
        Finding(
            "Isian",
            2,
            "",
            "error",
            "",
            "Kolom tidak ditemukan: 1a.",
            "Tambahkan judul kolom itu di baris 2.",
        ),
    )
    assert problem_of(("rw", "rt", "desa")).missing == ("kode_desa", "luas_ha", "1a")


def test_headings_merged_sideways_are_named():
    problem = problem_of(
        ("kode_desa", "rw", None, "luas_ha", "1a"),
        DATA,
        merged=(MergedRange("B1:C1", 1, 1), MergedRange("A5:A6", 5, 6)),
    )

    assert problem.missing == ("rt",)
    assert problem.findings[0].advice == (
        "Pisahkan sel judul yang digabung (B1:C1): satu judul untuk satu kolom."
    )


def test_headings_that_mean_the_same_column():
    problem = problem_of(("kode_desa", "rw", "rt", "luas_ha", "1a", "Luas RT (ha)"), DATA)

    assert (problem.missing, problem.repeated) == ((), ("luas_ha",))
    assert problem.findings == (
        Finding(
            "Isian",
            1,
            "luas_ha",
            "error",
            "",
            "Kolom luas_ha ada lebih dari satu kali: D, F.",
            "Sisakan satu kolom saja untuk luas_ha.",
        ),
    )


def test_a_name_goes_before_the_variant_of_another_column():
    columns = (Column("a", "A", ("volume",)), Column("volume", "V"), Column("x", "X"))

    assert find_table(sheet(("a", "volume", "x")), columns).positions == {
        "a": 0,
        "volume": 1,
        "x": 2,
    }


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (59, "BH")])
def test_column_letter(index, letter):
    assert column_letter(index) == letter


def test_letter_of_a_column():
    table = find_table(sheet(HEADINGS, DATA), COLUMNS)

    assert (table.letter("1a"), table.letter("desa")) == ("E", "")


# The whole way


def test_from_a_workbook_to_rows():
    def prepare(_book, sheet):
        sheet.set_row(3, None, None, {"hidden": True})

    content = hell.xlsx([["DATA RT"], [], HEADINGS, DATA, DATA], prepare=prepare)
    (found,) = read_sheets(BytesIO(content), "isian.xlsx")
    table = find_table(found, COLUMNS)

    assert values_of(table) == [(4, *DATA, None), (5, *DATA, None)]
    assert [(item.row, item.severity) for item in sheet_warnings(table)] == [(4, "warning")]


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not on this machine")
def test_the_baseline_of_pekalongan():
    path = SHARED / "data" / "pekalongan" / "baseline-2019-barat-selatan.xlsx"
    (found,) = read_sheets(BytesIO(path.read_bytes()), path.name)
    table = find_table(found, COLUMNS)
    rows = list(table)

    assert (table.heading_row, len(rows), rows[0].number, rows[-1].number) == (1, 195, 2, 196)
    assert rows[0].values == {
        "kode_desa": "33.75.01.1003",
        "desa": "Podosugih",
        "rw": "002",
        "rt": "001",
        "luas_ha": 0.848808,
        "1a": 21,
    }
