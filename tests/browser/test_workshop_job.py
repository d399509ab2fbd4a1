"""From a workshop to what came of it, as its people do it on a phone.

Bappeda records a workshop with two sessions, twelve participants from a sheet and three recommendations, and
turns each into follow-ups for two agencies; one agency works on its own, attaches evidence and finishes it;
Bappeda confirms, and prints the report.
"""

import pytest
from django.urls import reverse

from tests.browser.conftest import PHONE
from tests.villages.documents import PDF
from tests.workshops.sheets import TWELVE, sheet
from workshops.models import FollowUp, Workshop

pytestmark = pytest.mark.browser

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE = "Lokakarya TA 2026"
TASKS = ("Tinjau SK Kumuh", "Pelihara drainase", "Data baseline lagi")


def follow(page, words):
    """Click the one thing in the content that is called so."""
    page.locator("main").get_by_text(words, exact=True).first.click()


def saved(page):
    """What the portal says after saving; the page must not scroll sideways."""
    words = page.locator(".message--success").inner_text()
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    return words


def record(page, url):
    page.goto(url + reverse("workshops:workshop-list"))
    follow(page, "Catat lokakarya")
    page.get_by_label("Judul").fill(TITLE)
    page.get_by_label("Tahun anggaran").fill("2026")
    page.get_by_label("Hari pertama").fill("2026-11-23")
    page.get_by_label("Hari terakhir").fill("2026-11-24")
    page.get_by_label("Bentuk").select_option("Campuran")
    page.get_by_label("Tempat").fill("Pendopo")
    page.get_by_label("Penyelenggara").fill("Bappeda")
    follow(page, "Simpan")
    assert saved(page).startswith("Lokakarya disimpan.")


def add_sessions(page):
    follow(page, "Tambah sesi")
    for title, day, button in (
        ("Panel OPD", "2026-11-23", "Simpan, lalu tambah lagi"),
        ("Diskusi kelompok", "2026-11-24", "Simpan"),
    ):
        page.get_by_label("Jenis").select_option("Panel")
        page.get_by_label("Judul sesi").fill(title)
        page.get_by_label("Hari", exact=True).fill(day)
        page.get_by_label("Mulai").fill("09:00")
        page.get_by_label("Pembicara").fill("Kepala bidang, Bappeda")
        follow(page, button)
        assert saved(page) == "Sesi disimpan."


def import_participants(page):
    follow(page, "Impor daftar hadir")
    page.get_by_label("Daftar hadir").set_input_files(
        {"name": "Hadir.xlsx", "mimeType": XLSX, "buffer": sheet(*TWELVE)}
    )
    follow(page, "Unggah dan periksa")
    page.get_by_text("Belum ada yang disimpan.").wait_for()
    follow(page, "Simpan 12 baris")
    assert saved(page) == "Daftar hadir disimpan: 12 baris baru, 0 berubah."


def recommend(page):
    follow(page, "Tambah rekomendasi")
    for number, text in enumerate(TASKS, start=1):
        page.get_by_label("Rekomendasi", exact=True).fill(text)
        page.get_by_label("Topik").select_option("Peninjauan")
        page.get_by_label("Perkim", exact=True).check()
        page.get_by_label("DLH", exact=True).check()
        page.get_by_label("Kebonagung – Kraksaan").check()
        follow(page, "Simpan" if number == len(TASKS) else "Simpan, lalu tambah lagi")
        assert saved(page) == "Rekomendasi disimpan."


def plan(page):
    for __ in TASKS:
        page.locator("main a.btn-primary", has_text="Buat tindak lanjut").first.click()
        page.get_by_label("Tenggat").fill("2027-03-31")
        page.locator("main").get_by_role("button", name="Buat tindak lanjut").click()
        assert saved(page) == "2 tindak lanjut dibuat."


def work_on_it(page, url):
    page.goto(url + reverse("home"))
    page.locator("main").get_by_role("link", name=TASKS[0]).first.click()
    follow(page, "Catat kemajuan")
    page.get_by_label("Yang sudah dikerjakan").fill("Rapat dengan kecamatan")
    page.get_by_label("Halaman portal sebagai bukti").select_option("Desa Kebonagung")
    follow(page, "Simpan catatan")
    assert saved(page) == "Kemajuan dicatat."
    follow(page, "Laporkan selesai")
    page.get_by_label("Berkas bukti").set_input_files(
        {"name": "Berita acara.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.locator("main form").get_by_role("button", name="Laporkan selesai").click()
    page.locator(".error-summary", has_text="Tulis hasilnya.").wait_for()
    page.get_by_text("Berita acara.pdf").wait_for()
    page.get_by_label("Hasil", exact=True).fill("SK ditinjau bersama kecamatan.")
    page.locator("main form").get_by_role("button", name="Laporkan selesai").click()
    assert saved(page).startswith("Dilaporkan selesai.")


def confirm(page, url):
    page.goto(url + reverse("home"))
    page.locator("main").get_by_role("link", name=TASKS[0]).first.click()
    page.get_by_role("link", name="Berita acara.pdf").wait_for()
    page.get_by_role("link", name="Desa Kebonagung").wait_for()
    follow(page, "Konfirmasi selesai")
    page.locator("main form").get_by_role("button", name="Konfirmasi selesai").click()
    assert saved(page) == "Tindak lanjut dikonfirmasi selesai."


def test_from_a_workshop_to_what_came_of_it_on_a_phone(demo, open_page):
    bappeda, opd = open_page("bappeda", viewport=PHONE), open_page("opd", viewport=PHONE)

    record(bappeda, demo.url)
    add_sessions(bappeda)
    import_participants(bappeda)
    recommend(bappeda)
    plan(bappeda)
    workshop = Workshop.objects.get(title=TITLE)
    planned = FollowUp.objects.filter(recommendation__workshop=workshop)
    assert {(row.agency.short_name, row.task) for row in planned} == {
        (agency, task) for agency in ("Perkim", "DLH") for task in TASKS
    }

    work_on_it(opd, demo.url)
    confirm(bappeda, demo.url)

    bappeda.goto(demo.url + workshop.get_absolute_url())
    follow(bappeda, "Laporan untuk dicetak")
    bappeda.emulate_media(media="print")
    report = bappeda.locator("main").inner_text()
    for words in ("12 orang hadir", "Panel OPD", "SK ditinjau bersama kecamatan.", "1 selesai"):
        assert words in report
    assert bappeda.locator(".sections").is_hidden()
    with bappeda.expect_download() as download:
        bappeda.emulate_media(media="screen")
        follow(bappeda, "unduh sebagai PDF")
    assert download.value.suggested_filename == "laporan-lokakarya-ta-2026.pdf"
    assert bappeda.complaints + opd.complaints == []
