"""Writing down reviews in the matrix itself, with the keyboard, on a desk and on a phone."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from villages.models import Review

pytestmark = pytest.mark.browser


def cell(page, village, subject):
    """The cell of a village and a subject, whatever stands in it."""
    row = page.locator("tr", has=page.get_by_role("link", name=village, exact=True))
    return row.locator("td").nth(["RP2KPKPK", "SK Kumuh", "Pokja", "Pendukung"].index(subject))


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_review_is_written_down_in_place(demo, open_page, viewport):
    page = open_page("bappeda", viewport=viewport)
    page.goto(f"{demo.url}/tinjauan/")
    place = cell(page, "Sukokerto", "Pokja")

    place.get_by_role("link", name="Isi").press("Enter")
    page.get_by_label("Status").and_(page.locator(":focus")).wait_for()
    page.get_by_label("Status").select_option("done")
    place.get_by_role("button", name="Simpan").click()
    place.get_by_text("Tulis temuannya sebelum tinjauan diselesaikan.").wait_for()
    place.get_by_label("Temuan").fill("Pokja desa aktif")
    place.get_by_role("button", name="Simpan").click()
    place.get_by_text("Pokja desa aktif").wait_for()

    assert place.get_by_text("Selesai").is_visible()
    assert place.get_by_role("link", name="Ubah").evaluate(
        "link => link === document.activeElement"
    )
    review = Review.objects.get(village__name="Sukokerto", subject="pokja")
    assert (review.status, review.finding) == ("done", "Pokja desa aktif")
    width = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert width == 0
    assert page.complaints == []


def test_giving_up_leaves_the_cell_as_it_was(demo, open_page):
    page = open_page("bappeda")
    page.goto(f"{demo.url}/tinjauan/")
    place = cell(page, "Kebonagung", "SK Kumuh")

    place.get_by_role("link", name="Ubah").click()
    place.get_by_label("Temuan").fill("Batal saja")
    place.get_by_role("button", name="Batal").click()
    place.get_by_text("Dua RT di tepi pantai").wait_for()

    assert not Review.objects.filter(finding="Batal saja").exists()
    page.goto(f"{demo.url}/")  # nothing holds the page back
    assert page.url == f"{demo.url}/"


def test_a_broken_connection_is_said_and_loses_nothing(demo, open_page):
    page = open_page("bappeda")
    page.goto(f"{demo.url}/tinjauan/")
    place = cell(page, "Sukokerto", "Pokja")
    place.get_by_role("link", name="Isi").click()
    place.get_by_label("Temuan").fill("Belum terkirim")

    page.context.set_offline(True)
    place.get_by_role("button", name="Simpan").click()
    place.get_by_text("Belum tersimpan").wait_for()
    kept = place.get_by_label("Temuan").input_value()
    page.context.set_offline(False)
    place.get_by_role("button", name="Simpan").click()
    place.get_by_role("link", name="Isi").or_(place.get_by_role("link", name="Ubah")).wait_for()

    assert kept == "Belum terkirim"
    assert Review.objects.get(village__name="Sukokerto", subject="pokja").finding == kept


def test_without_javascript_the_cell_leads_to_the_form(demo, open_page):
    page = open_page("asisten", java_script_enabled=False)
    page.goto(f"{demo.url}/tinjauan/")

    cell(page, "Sukokerto", "Pokja").get_by_role("link", name="Isi").click()
    page.get_by_label("Status").select_option("running")
    page.get_by_label("Temuan").fill("Belum ada wakil desa")
    page.get_by_role("button", name="Simpan").click()

    assert "Tinjauan Pokja Sukokerto" in page.get_by_role("status").inner_text()
    review = Review.objects.get(village__name="Sukokerto", subject="pokja")
    assert (review.status, review.finding) == ("running", "Belum ada wakil desa")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_the_menu_of_sections_works_with_the_keyboard(demo, open_page, viewport):
    page = open_page("bappeda", viewport=viewport)
    page.goto(f"{demo.url}/")
    menu = page.locator("details.sections__more")

    menu.locator("summary").press("Enter")
    box = menu.locator("ul").bounding_box()
    page.keyboard.press("Escape")

    assert box["x"] >= 0
    assert box["x"] + box["width"] <= viewport["width"]
    assert not menu.locator("ul").is_visible()
    assert menu.locator("summary").evaluate("item => item === document.activeElement")
    menu.locator("summary").press("Enter")
    menu.get_by_role("link", name="Kelengkapan").click()
    page.wait_for_url("**/kelengkapan/")


def test_the_menu_opens_without_javascript(demo, open_page):
    page = open_page("pengamat", java_script_enabled=False)
    page.goto(f"{demo.url}/")

    page.get_by_text("Lainnya").click()
    page.get_by_role("link", name="Kelembagaan").click()

    assert page.url == f"{demo.url}/kelembagaan/"
