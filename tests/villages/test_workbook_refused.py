"""Files from hell: each refused with a message that says what to do, and the process alive."""

import tracemalloc
import zipfile
from io import BytesIO

import pytest

from tests.villages import hell
from villages.imports import limits
from villages.imports.cells import UnreadableFile
from villages.imports.workbook import read_sheets

HEADINGS = ["kode_desa", "rw", "rt", "luas_ha"]
DATA = ["35.13.14.2014", "002", "001", 0.848808]
BROKEN = "Berkas ini rusak atau terpotong. Buka dan simpan ulang di Excel, lalu unggah lagi."
NO_WORKBOOK = "Tidak ada buku kerja Excel di dalam berkas ini. Unggah berkas Excel (.xlsx)."
NO_EXCEL = (
    "Isi berkas ini bukan Excel. Bila ini CSV, ubah akhiran namanya menjadi .csv; "
    "bila bukan, simpan ulang sebagai Excel (.xlsx)."
)
LOCKED = (
    "Berkas ini terkunci kata sandi. Buka di Excel, hapus kata sandinya, simpan, "
    "lalu unggah sekali lagi."
)
OLD = (
    "Ini berkas Excel lama (.xls). Buka di Excel, pilih Simpan Sebagai → Buku Kerja Excel (.xlsx), "
    "lalu unggah hasilnya."
)
OTHER_WORKBOOK = (
    "Berkas ini buku kerja jenis lain (.xlsb atau .ods). Simpan sebagai Excel (.xlsx), "
    "lalu unggah hasilnya."
)
TOO_MANY_CELLS = (
    "Berkas ini berisi terlalu banyak sel. Hapus baris dan kolom kosong yang berformat, "
    "atau salin isinya ke berkas baru."
)
UNSAFE = "Berkas ini tidak aman dibaca. Salin isinya ke berkas Excel baru, lalu unggah berkas itu."


def read(content, filename="isian.xlsx"):
    return read_sheets(BytesIO(content), filename)


def refusal(content, filename="isian.xlsx"):
    with pytest.raises(UnreadableFile) as caught:
        read(content, filename)
    return str(caught.value)


def not_a_table(kind):
    return f"Isi berkas ini {kind}, bukan tabel. Unggah berkas Excel (.xlsx) atau CSV (.csv)."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Berkas ini kosong (0 byte). Periksa berkasnya, lalu unggah sekali lagi."),
        (hell.pdf(), not_a_table("PDF")),
        (hell.jpeg(), not_a_table("gambar")),
        (hell.html(), not_a_table("halaman web atau XML")),
        (b"kode_desa;rw;rt\n35.13.14.2014;002;001\n", NO_EXCEL),
        (hell.password_protected(), LOCKED),
        (hell.locked_zip(), "Berkas ini terkunci kata sandi. Unggah berkas tanpa kata sandi."),
        (hell.old_xls(), OLD),
        (hell.docx(), NO_WORKBOOK),
        (hell.zipped({"foto.jpg": hell.jpeg()}), NO_WORKBOOK),
        (hell.ods(), OTHER_WORKBOOK),
        (hell.zipped({"xl/workbook.bin": b"\0"}), OTHER_WORKBOOK),
        (hell.xlsx([HEADINGS, DATA])[:-200], BROKEN),
        (hell.xlsx([HEADINGS, DATA])[:100], BROKEN),
        (hell.lying_zip_bomb(), BROKEN),
        (hell.crafted("<row><c><v>1</v></row>"), BROKEN),
        (hell.crafted('<row r="satu"/>'), BROKEN),
        (hell.crafted('<row><c r="1A"><v>1</v></c></row>'), BROKEN),
        (hell.crafted('<row><c t="s"><v>9</v></c></row>'), BROKEN),
        (hell.crafted(workbook_rels="<Relationships/>"), "Berkas ini tidak berisi data."),
        (hell.crafted(workbook=hell.WORKBOOK.replace('name="Isian"', "")), BROKEN),
        (hell.zipped({"_rels/.rels": hell.ROOT_RELS}), BROKEN),
        (hell.zipped({"_rels/.rels": hell.ROOT_RELS}, compression=zipfile.ZIP_BZIP2), BROKEN),
        (hell.crafted(sheet=hell.ENTITY_BOMB), UNSAFE),
        (hell.crafted(sheet=hell.OUTSIDE_ENTITY), UNSAFE),
        (hell.deep_xml(200), TOO_MANY_CELLS),
        (hell.xlsx([]), "Berkas ini tidak berisi data."),
        (hell.xlsx([["", " "]]), "Berkas ini tidak berisi data."),
        (b"x" * (5 * 1024 * 1024 + 1), "Berkas ini lebih besar dari 5 MB."),
        (hell.zip_bomb(), "Isi berkas ini lebih dari 40 MB setelah dibuka."),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_refused_with_what_to_do(content, message):
    assert refusal(content).startswith(message)


@pytest.mark.parametrize(
    ("filename", "content", "message"),
    [
        ("isian.csv", hell.xlsx([HEADINGS]), "Isi berkas ini bukan CSV. Bila ini Excel,"),
        ("isian.csv", hell.pdf(), not_a_table("PDF")),
        ("isian.csv", hell.html(), not_a_table("halaman web atau XML")),
        ("isian.xls", hell.html(), OLD),
        ("isian.pdf", hell.pdf(), "Unggah berkas Excel (.xlsx) atau CSV (.csv)."),
        ("isian", b"a;b", "Unggah berkas Excel (.xlsx) atau CSV (.csv)."),
    ],
)
def test_refused_by_its_name(filename, content, message):
    assert refusal(content, filename).startswith(message)


def test_a_row_of_millions_of_cells_is_refused():
    """29 kB that would take openpyxl most of a gigabyte."""
    content = hell.wide_row(limits.MAX_ELEMENTS)

    assert len(content) < 40_000
    assert refusal(content) == TOO_MANY_CELLS


def test_a_row_of_empty_cells_takes_no_memory():
    content = hell.wide_row(100_000)
    tracemalloc.start()
    message = refusal(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert message.startswith("Berkas ini tidak berisi data.")
    assert peak < 1_000_000


def test_sixty_thousand_rows_are_refused():
    rows = "".join(hell.xml_row(number, [1, 2]) for number in range(1, 60_001))

    assert refusal(hell.crafted(rows)) == (
        "Lembar “Isian” berisi lebih dari 10.000 baris. Bagi menjadi beberapa berkas."
    )


def test_ten_thousand_rows_are_read():
    rows = "".join(hell.xml_row(number, [number]) for number in range(1, 10_002))

    (sheet,) = read(hell.crafted(rows))
    assert len(sheet.rows) == 10_001


def test_too_many_sheets_are_refused():
    def prepare(book, _sheet):
        for number in range(limits.MAX_SHEETS):
            book.add_worksheet(f"RT {number}")

    assert refusal(hell.xlsx([["x"]], prepare=prepare)).startswith(
        "Berkas ini berisi lebih dari 30 lembar."
    )


def test_a_damaged_file_is_read_or_refused():
    content = hell.xlsx([HEADINGS, DATA])
    outcomes = set()
    for position in range(0, len(content), 7):
        try:
            read(content[:position] + b"\xff" + content[position + 1 :])
        except UnreadableFile:
            outcomes.add("refused")
        else:
            outcomes.add("read")

    assert outcomes == {"read", "refused"}
