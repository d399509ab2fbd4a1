"""Files from hell through the page: each is named, and the good one beside it is previewed."""

from zipfile import ZipFile

import pytest

from tests.villages import hell
from tests.villages.uploading import address, counts, save, sheet_row, text_of, upload, workbook
from villages.models import Baseline

HOSTILE = {
    "laporan.xlsx": (hell.pdf(), "Isi berkas ini PDF, bukan tabel."),
    "foto.xlsx": (hell.jpeg(), "Isi berkas ini gambar, bukan tabel."),
    "web.xlsx": (hell.html(), "Isi berkas ini halaman web atau XML, bukan tabel."),
    "lama.xls": (hell.old_xls(), "Ini berkas Excel lama (.xls)."),
    "rahasia.xlsx": (hell.password_protected(), "Berkas ini terkunci kata sandi."),
    "terkunci.xlsx": (hell.locked_zip(), "Berkas ini terkunci kata sandi."),
    "bom.xlsx": (hell.zip_bomb(), "lebih dari 40 MB setelah dibuka"),
    "bohong.xlsx": (hell.lying_zip_bomb(), "Berkas ini rusak atau terpotong."),
    "lebar.xlsx": (hell.wide_row(2_100_000), "Berkas ini berisi terlalu banyak sel."),
    "entitas.xlsx": (hell.crafted(sheet=hell.ENTITY_BOMB), "Berkas ini tidak aman dibaca."),
    "surat.xlsx": (hell.docx(), "Tidak ada buku kerja Excel di dalam berkas ini."),
    "catatan.txt": (b"kode_desa;desa", "Unggah berkas Excel (.xlsx) atau CSV (.csv)."),
    "judul.csv": (b"nama;alamat\r\nAni;Kraksaan\r\n", "Judul kolom tidak ditemukan"),
}


@pytest.fixture(autouse=True)
def _signed_in(client, ani):
    client.force_login(ani)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_named_and_the_good_one_previewed(client, village, name):
    content, says = HOSTILE[name]

    batch = upload(client, {name: content, "isian.xlsx": workbook(sheet_row(village))})

    page = text_of(client.get(batch.get_absolute_url()))
    assert f"<strong>{name}</strong>" in page
    assert says in page
    assert counts(batch) == (1, 0, 0, 0)
    assert "Simpan 1 baris yang benar saja" in page
    save(client, batch, valid_only=True)
    assert Baseline.objects.get().total == 26


def test_a_hostile_file_alone_leaves_nothing_to_save(client, village):
    batch = upload(client, {"laporan.xlsx": hell.pdf()})

    page = text_of(client.get(batch.get_absolute_url()))
    assert "Tidak ada baris yang dapat disimpan." in page
    assert "Simpan semua" not in page
    assert "yang benar saja</button>" not in page


def test_an_empty_file_is_said(client, village):
    batch = upload(client, {"kosong.xlsx": b"", "isian.xlsx": workbook(sheet_row(village))})

    page = text_of(client.get(batch.get_absolute_url()))
    assert "Berkas ini kosong (0 byte)." in page
    assert counts(batch) == (1, 0, 0, 0)


def test_an_unreadable_file_cannot_be_marked_and_says_why(client, village):
    batch = upload(client, {"laporan.xlsx": hell.pdf()})

    response = client.get(address("marked", batch, batch.files.get().pk), follow=True)

    assert response.redirect_chain[-1][0] == batch.get_absolute_url()
    assert "Isi berkas ini PDF, bukan tabel." in text_of(response)


def test_a_file_name_is_text_and_not_markup(client, village):
    batch = upload(client, {"<b>isian.csv": b"x", f"{'panjang' * 40}.csv": b"x"})

    page = text_of(client.get(batch.get_absolute_url()))
    assert "<b>isian" not in page
    names = [file.name for file in batch.files.all()]
    assert [(len(name), name[-4:]) for name in names] == [(12, ".csv"), (150, ".csv")]


def test_cells_are_text_and_not_markup(client, village):
    row = sheet_row(village, irregular_buildings="<script>alert(1)</script>")
    batch = upload(client, {"isian.xlsx": workbook(row)})

    page = text_of(client.get(batch.get_absolute_url()))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_the_kept_workbook_is_what_was_uploaded(client, village):
    content = workbook(sheet_row(village))
    item = upload(client, {"isian.xlsx": content}).files.get()

    with item.file.open("rb") as file:
        assert file.read() == content
        file.seek(0)
        assert "xl/workbook.xml" in ZipFile(file).namelist()
