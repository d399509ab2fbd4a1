"""The uploaded workbook given back with its wrong cells marked."""

from io import BytesIO

import openpyxl
import pytest

from tests.villages import hell
from tests.villages.uploading import address, counts, csv_file, sheet_row, upload, workbook
from villages.sheet import DATA_SHEET, HEADINGS

NOTE_COLUMN = len(HEADINGS) + 1
RED, YELLOW = "FFFBE0E0", "FFFFF3CD"


@pytest.fixture(autouse=True)
def _signed_in(client, ani):
    client.force_login(ani)


@pytest.fixture
def wrong(village):
    """A sheet whose second row has more irregular buildings than buildings."""
    return workbook(sheet_row(village), sheet_row(village, "002", irregular_buildings=101))


def marked(client, batch):
    """The content of the marked workbook of an import's only file."""
    response = client.get(address("marked", batch, batch.files.get().pk))
    assert response.status_code == 200, response
    return b"".join(response.streaming_content)


def sheet_of(content):
    return openpyxl.load_workbook(BytesIO(content)).worksheets[0]


def column(heading):
    return HEADINGS.index(heading) + 1


def test_wrong_cells_are_coloured_and_explained(client, wrong):
    sheet = sheet_of(marked(client, upload(client, {"isian.xlsx": wrong})))

    cell = sheet.cell(3, column("1a"))
    assert (cell.value, cell.fill.fgColor.rgb) == (101, RED)
    assert "101 unit melebihi jumlah bangunan (100 unit)" in cell.comment.text
    right = sheet.cell(2, column("1a"))
    assert (right.value, right.comment, right.fill.fill_type) == (60, None, None)
    assert sheet.title == DATA_SHEET


def test_a_note_sums_up_the_findings_of_a_row(client, wrong):
    sheet = sheet_of(marked(client, upload(client, {"isian.xlsx": wrong})))

    notes = [sheet.cell(row, NOTE_COLUMN).value for row in (1, 2, 3)]
    assert notes[:2] == ["catatan_pemeriksaan", None]
    assert notes[2].startswith("[Ditolak] 1a: 101 unit melebihi")


def test_warnings_are_marked_in_their_own_colour(client, village):
    row = sheet_row(village)
    row[1] = "Desa Lain"

    cell = sheet_of(marked(client, upload(client, {"isian.xlsx": workbook(row)}))).cell(2, 2)

    assert (cell.value, cell.fill.fgColor.rgb) == ("Desa Lain", YELLOW)
    assert "Kebonagung" in cell.comment.text


def test_an_empty_cell_is_marked_too(client, village):
    row = sheet_row(village, "")

    cell = sheet_of(marked(client, upload(client, {"isian.xlsx": workbook(row)}))).cell(2, 4)

    assert (cell.value, cell.fill.fgColor.rgb) == (None, RED)
    assert cell.comment.text


def test_formulas_are_never_written_back(client, village):
    row = sheet_row(village, irregular_buildings="=cmd|'/c calc'!A1")
    content = hell.xlsx(
        [HEADINGS, row, sheet_row(village, "002")],
        prepare=lambda book, sheet: sheet.write_formula(2, 4, "=1/0", None, "#DIV/0!"),
    )

    sheet = sheet_of(marked(client, upload(client, {"isian.xlsx": content})))

    assert {cell.data_type for cells in sheet.iter_rows() for cell in cells} <= {"s", "n"}
    assert sheet.cell(2, column("1a")).value == "=cmd|'/c calc'!A1"
    assert sheet.cell(3, column("luas_ha")).value == "#DIV/0!"


def test_the_marked_workbook_mended_is_accepted(client, village, wrong):
    book = openpyxl.load_workbook(BytesIO(marked(client, upload(client, {"isian.xlsx": wrong}))))
    book.worksheets[0].cell(3, column("1a")).value = 100
    mended = BytesIO()
    book.save(mended)

    batch = upload(client, {"isian-diperiksa.xlsx": mended.getvalue()})

    assert counts(batch) == (2, 0, 0, 0)
    assert batch.findings == []


def test_marking_again_replaces_the_notes(client, wrong):
    first = marked(client, upload(client, {"isian.xlsx": wrong}))

    sheet = sheet_of(marked(client, upload(client, {"isian.xlsx": first})))

    assert [cell.value for cell in sheet[1]].count("catatan_pemeriksaan") == 1
    assert sheet.cell(3, NOTE_COLUMN).value.startswith("[Ditolak] 1a: 101 unit melebihi")


def test_a_csv_comes_back_as_a_workbook(client, village):
    content = csv_file(sheet_row(village, people="12 KK"))
    batch = upload(client, {"isian desa.csv": content})

    response = client.get(address("marked", batch, batch.files.get().pk))

    assert 'filename="isian desa-diperiksa.xlsx"' in response["Content-Disposition"]
    cell = sheet_of(b"".join(response.streaming_content)).cell(2, column("jumlah_penduduk"))
    assert (cell.value, cell.fill.fgColor.rgb) == ("12 KK", RED)


def test_a_sheet_without_its_columns_says_so_at_the_top(client, village):
    headings = [heading for heading in HEADINGS if heading != "luas_ha"]
    row = sheet_row(village)
    del row[4]

    sheet = sheet_of(
        marked(client, upload(client, {"isian.xlsx": workbook(row, headings=headings)}))
    )

    assert "luas_ha" in sheet.cell(1, len(headings) + 1).value
    assert sheet.cell(2, 1).value == village.code
