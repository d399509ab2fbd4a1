"""What an attendance sheet says, however it is written."""

from io import BytesIO

import pytest

from tests.factories import make_agency
from tests.workshops.sheets import GROUP, PERSON, TWELVE, sheet
from villages.imports.cells import UnreadableFile
from workshops.imports.attendance import MAX_ROWS, read_attendance
from workshops.models import Participant

pytestmark = pytest.mark.django_db


def read(workshop, content, name="Hadir.xlsx"):
    return read_attendance(BytesIO(content), name, workshop)


def rows_of(attendance):
    return [(row.body, row.name, *row.counts.values()) for row in attendance.rows]


def test_one_person_per_row_below_a_title(workshop, dlh):
    content = sheet(*TWELVE, above=[["DAFTAR HADIR LOKAKARYA"], [None]])

    attendance = read(workshop, content)

    assert (attendance.row_count, attendance.findings, attendance.attended) == (12, [], 12)
    assert rows_of(attendance)[0] == ("Bappeda", "Peserta 1", 1, 0, 1, 0)
    by_agency = [row.name for row in attendance.rows if row.agency == dlh]
    assert by_agency == ["Peserta 5", "Peserta 6"]  # by its name and by its short name


def test_one_delegation_per_row(workshop):
    content = sheet(["Bappeda", 2, 1, 2, None], ["LKM", None, None, "3", 0], headings=GROUP)

    attendance = read(workshop, content)

    assert rows_of(attendance) == [("Bappeda", "", 2, 1, 2, 0), ("LKM", "", 0, 0, 3, 0)]


def test_a_csv_file_is_read_too(workshop):
    content = "instansi;nama;L/P;hadir\nBappeda;Kepala;P;ya\nLKM;Ketua;l;tidak\n".encode(
        "utf-8-sig"
    )

    attendance = read(workshop, content, "hadir.csv")

    assert rows_of(attendance) == [
        ("Bappeda", "Kepala", 0, 1, 0, 1),
        ("LKM", "Ketua", 1, 0, 0, 0),
    ]


def test_people_without_names_add_up(workshop):
    rows = [[1, None, "LKM", None, sex] for sex in ("L", "L", "Perempuan")]

    assert rows_of(read(workshop, sheet(*rows))) == [("LKM", "", 2, 1, 2, 1)]


def test_sums_below_the_table_are_no_participants(workshop):
    rows = [TWELVE[0], [None, "JUMLAH", None, None, None, None], [None, None, "Total", None, "1"]]

    assert read(workshop, sheet(*rows)).row_count == 1


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ([1, "Ani", None, None, "P"], "instansi", "Instansinya kosong."),
        ([1, "Ani", "LKM", None, "X"], "jenis_kelamin", "Laki-laki atau perempuan belum jelas."),
        ([1, "Ani", "LKM", None, None], "jenis_kelamin", "Laki-laki atau perempuan belum jelas."),
        ([1, "A" * 151, "LKM", None, "P"], "nama", "Lebih dari 150 huruf."),
        ([1, "Peserta 1", "Bappeda", None, "P"], "nama", "Peserta 1 sudah tertulis di baris 2."),
    ],
)
def test_a_row_that_cannot_be_saved_is_named(workshop, row, column, words):
    attendance = read(workshop, sheet(TWELVE[0], row))

    assert [(item.row, item.column, item.message) for item in attendance.findings] == [
        (3, column, words)
    ]
    assert (len(attendance.rows), attendance.refused_count) == (1, 1)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["1,5", None, None, None], "diundang_l"),
        ([None, None, None, -1], "hadir_p"),
        ([None, None, "banyak", None], "hadir_l"),
        ([10_001, None, None, None], "diundang_l"),
        ([0, 0, 0, 0], ""),
    ],
)
def test_numbers_that_are_none_are_named(workshop, cells, column):
    attendance = read(workshop, sheet(["LKM", *cells], headings=GROUP))

    assert [item.column for item in attendance.findings] == [column]
    assert attendance.rows == []


def test_what_is_stored_already_is_compared(workshop):
    agency = make_agency(name="Badan Perencanaan", short_name="Bappeda")
    same = {"men_invited": 1, "men_attended": 1}
    Participant.objects.create(workshop=workshop, agency=agency, name="Peserta 1", **same)
    Participant.objects.create(workshop=workshop, agency=agency, name="Peserta 2", men_invited=1)

    attendance = read(workshop, sheet(*TWELVE[:3]))

    assert [row.state for row in attendance.rows] == ["unchanged", "changed", "new"]
    assert attendance.rows[1].changes == [(1, 0), (0, 1), (0, 0), (0, 1)]
    assert [number for number, __ in attendance.tiles] == [1, 1, 1, 0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (sheet(), "Tidak ada baris peserta"),
        (sheet(["a", "b"], headings=["Kode", "Desa"]), "Tidak ada daftar hadir di berkas ini."),
        (
            sheet(["A", "P", 1], headings=["Nama", "L/P", "Hadir"]),
            "Kolom tidak ditemukan: instansi",
        ),
        (b"%PDF-1.4", "Isi berkas ini PDF"),
        (b"", "kosong"),
    ],
)
def test_what_is_no_attendance_sheet_is_refused(workshop, content, words):
    with pytest.raises(UnreadableFile, match=words):
        read(workshop, content)


def test_as_many_rows_as_allowed_and_not_one_more(workshop):
    rows = [[n, f"Orang {n}", "LKM", None, "L"] for n in range(MAX_ROWS + 1)]

    assert len(read(workshop, sheet(*rows[:-1])).rows) == MAX_ROWS
    with pytest.raises(UnreadableFile, match="Paling banyak"):
        read(workshop, sheet(*rows, headings=PERSON))
