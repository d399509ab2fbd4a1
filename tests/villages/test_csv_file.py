"""CSV files as offices' programs write them."""

from io import BytesIO

import pytest

from villages.imports.cells import FormulaError, Row, UnreadableFile
from villages.imports.workbook import read_sheets

HEADINGS = ("kode_desa", "desa", "rw", "rt", "luas_ha")
DATA = ("35.13.14.2014", "Kebonagung", "002", "001", "0,848808")


def sheet_of(content, filename="isian.csv"):
    (sheet,) = read_sheets(BytesIO(content), filename)
    return sheet


def rows_of(content):
    return list(sheet_of(content).rows)


def refusal(content):
    with pytest.raises(UnreadableFile) as caught:
        rows_of(content)
    return str(caught.value)


def lines(*rows, delimiter=";", end="\r\n"):
    return end.join(delimiter.join(row) for row in rows) + end


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_separators_and_line_ends(delimiter, end):
    data = [*DATA[:4], f'"{DATA[4]}"'] if delimiter == "," else DATA
    content = lines(HEADINGS, data, delimiter=delimiter, end=end).encode()

    assert rows_of(content) == [Row(1, HEADINGS), Row(2, DATA)]


def test_decimal_commas_do_not_separate():
    """More commas than semicolons in each data row, fewer in the headings."""
    content = b"rw;rt;a\n1,5;2,5;3,5,5,5\n"

    assert rows_of(content)[1] == Row(2, ("1,5", "2,5", "3,5,5,5"))


def test_a_title_above_the_headings_does_not_decide_the_separator():
    content = b"Data RT, desa Kebonagung, 2026\n\nrw;rt;luas_ha;jumlah_kk\n1;2;3,5;4\n"

    assert rows_of(content) == [
        Row(1, ("Data RT, desa Kebonagung, 2026",)),
        Row(3, ("rw", "rt", "luas_ha", "jumlah_kk")),
        Row(4, ("1", "2", "3,5", "4")),
    ]


def test_the_hint_that_excel_does_not_show():
    assert rows_of(b"sep=|\r\nrw|rt\r\n1|2\r\n") == [Row(1, ("rw", "rt")), Row(2, ("1", "2"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16"])
def test_letters(encoding):
    content = "desa;luas\r\nKebon Agüng;3 m²\r\n".encode(encoding)

    assert rows_of(content) == [Row(1, ("desa", "luas")), Row(2, ("Kebon Agüng", "3 m²"))]


def test_letters_that_only_latin_1_has():
    assert rows_of(b"desa;x\r\nAg\x81ng;1\r\n")[1] == Row(2, ("Ag\x81ng", "1"))


def test_quoted_texts_may_hold_separators_quotes_and_lines():
    content = b'desa;catatan;rt\r\n"Kebon; Agung";"baris 1\r\nbaris ""2""";1\r\nLain;;2\r\n'

    assert rows_of(content)[1:] == [
        Row(2, ("Kebon; Agung", 'baris 1\r\nbaris "2"', "1")),
        Row(3, ("Lain", None, "2")),
    ]


def test_empty_rows_count_but_are_left_out():
    assert [row.number for row in rows_of(b"rw;rt\n\n;;\n  ;\n1;2\n")] == [1, 5]


def test_errors_of_formulas_that_a_spreadsheet_exported():
    assert rows_of(b"rw;rt;x\n1;#N/A;Err:502\n")[1].cells == (
        "1",
        FormulaError("#N/A"),
        FormulaError("Err:502"),
    )


def test_the_sheet_is_named_after_the_file():
    assert sheet_of(b"rw;rt\n1;2\n", "Isian Kebonagung.CSV").name == "Isian Kebonagung"


def test_one_column_is_a_table_too():
    assert rows_of(b"kode\n1\n") == [Row(1, ("kode",)), Row(2, ("1",))]


def test_values_beyond_the_last_column_are_left_out():
    assert len(rows_of(b";".join([b"x"] * 100))[0].cells) == 60


@pytest.mark.parametrize(
    "content", [b"rw;rt\n1;\x002\n", b"\xff\xfer\x00w", b"r\x00w\x00;\x00\n\x00"]
)
def test_binary_content_is_refused(content):
    assert refusal(content) == (
        "Isi berkas ini bukan teks CSV. Simpan ulang sebagai CSV UTF-8 atau Excel (.xlsx)."
    )


def test_an_open_quote_is_refused_with_its_line():
    assert refusal(b'rw;rt\n1;2\n1;"3\n1;4\n') == (
        "Tanda kutip di baris 4 tidak berpasangan. Perbaiki baris itu, "
        "atau simpan berkasnya sebagai Excel (.xlsx)."
    )


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\n\n\n", b";;;\n;;;\n"])
def test_no_data_is_refused(content):
    assert refusal(content).startswith("Berkas ini tidak berisi data.")


def test_sixty_thousand_rows_are_refused():
    assert refusal(b"1;2\n" * 60_000) == (
        "Berkas ini berisi lebih dari 10.000 baris. Bagi menjadi beberapa berkas."
    )
