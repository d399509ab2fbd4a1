"""The main job from end to end, as its people do it: an Excel sheet becomes a verified score.

The assistant uploads, looks at the preview, saves and submits; Bappeda returns with a comment; the assistant
reads it, mends one RT and submits again; Bappeda verifies; the village page shows the score.
"""

import pytest
from django.urls import reverse

from tests.villages.uploading import sheet_row, workbook
from villages.models import Village

pytestmark = pytest.mark.browser

COMMENT = "RT 002 RW 001: bangunan tidak teratur 60 unit, padahal di lapangan 20."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def village(demo):
    return Village.objects.get(name="Sukokerto")


@pytest.fixture
def survey(village):
    """The survey of all RTs of the village as an upload; each scores 26, so that the village does."""
    places = village.neighbourhoods.order_by("rw", "rt").values_list("rt", "rw")
    rows = [sheet_row(village, rt, rw) for rt, rw in places]
    return {"name": "Sukokerto 2022.xlsx", "mimeType": XLSX, "buffer": workbook(*rows)}


def follow(page, words):
    """Click the one thing in the content that is called so."""
    page.locator("main").get_by_text(words, exact=True).first.click()


def read(page, *words):
    """Wait until the page says all of it."""
    for text in words:
        page.locator("body").get_by_text(text).first.wait_for()


def upload_and_save(page, url, survey):
    page.goto(url + reverse("villages:import-list"))
    follow(page, "Unggah isian baseline")
    page.get_by_label("Tahun").fill("2022")
    page.get_by_label("Berkas", exact=True).set_input_files(survey)
    follow(page, "Unggah dan periksa")
    read(page, "Belum ada yang disimpan.", "Simpan semua (9 baris)", "Tidak ada temuan.")
    page.locator("summary", has_text="22 angka baru").first.click()
    read(page, "1a Ketidakteraturan Bangunan: 60")
    follow(page, "Simpan semua (9 baris)")
    read(page, "Impor disimpan sebagai draf", "Tersimpan")
    follow(page, "Sukokerto 2022 (Awal)")


def submit(page, note):
    page.locator("main").get_by_role("link", name="Ajukan").first.click()
    page.get_by_label("Catatan untuk Bappeda").fill(note)
    page.get_by_label("Isian ini sesuai hasil survei").check()
    follow(page, "Ajukan ke Bappeda")
    page.locator(".message--success").wait_for()


def open_review(page, url):
    page.goto(url + reverse("home"))
    page.get_by_role("navigation").get_by_text("Antrean").first.click()
    page.get_by_role("table").get_by_role("link", name="Sukokerto", exact=True).click()


def test_from_an_excel_sheet_to_a_verified_score(demo, open_page, village, survey):
    asisten, bappeda = open_page("asisten"), open_page("bappeda")

    upload_and_save(asisten, demo.url, survey)
    submit(asisten, "Survei bersama ketua RT.")

    open_review(bappeda, demo.url)
    read(bappeda, "Survei bersama ketua RT.", "Kumuh ringan")
    bappeda.get_by_label("Yang perlu dibetulkan").fill(COMMENT)
    bappeda.get_by_role("button", name="Kembalikan", exact=True).click()
    read(bappeda, "dikembalikan kepada asisten kota.")

    asisten.goto(demo.url + reverse("home"))
    read(asisten, COMMENT)
    asisten.locator("main").get_by_role("link", name="Sukokerto 2022 (Awal)").first.click()
    asisten.locator("main").get_by_role("link", name="RT 002 RW 001").first.click()
    read(asisten, "26")
    asisten.fill("#id_irregular_buildings", "20")
    asisten.locator("#id_irregular_buildings_result", has_text="20,00 % nilai 0").wait_for()
    asisten.locator("#score", has_text="23").wait_for()
    asisten.get_by_role("button", name="Simpan", exact=True).click()
    asisten.locator(".message--success").wait_for()
    asisten.locator("main").get_by_role("link", name="Sukokerto 2022 (Awal)").first.click()
    submit(asisten, "RT 002 sudah dibetulkan.")

    open_review(bappeda, demo.url)
    read(bappeda, "RT 002 sudah dibetulkan.", COMMENT)
    bappeda.get_by_role("button", name="Verifikasi", exact=True).click()
    read(bappeda, "Sukokerto 2022 (Awal) diverifikasi.")

    asisten.goto(demo.url + village.get_absolute_url())
    tile = asisten.locator(".tile", has_text="nilai desa").last
    assert tile.inner_text().split() == ["26", "nilai", "desa", "Kumuh", "ringan"]
    read(asisten, "Terverifikasi")
    assert asisten.complaints + bappeda.complaints == []
