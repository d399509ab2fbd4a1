"""Trying out plans in a browser: answered while typing, and with nothing but buttons without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from villages.models import Project

pytestmark = pytest.mark.browser
PAGE = "/satu-data/35.13.14.2014/coba/"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_typing_shows_the_score_and_saving_registers_projects(demo, open_page, viewport):
    page = open_page("bappeda", viewport=viewport)
    page.goto(demo.url + PAGE)
    page.locator("details.trial summary").first.click()
    line = page.locator(".trial__line").first
    expect(page.locator("#trial-result")).to_contain_text("Belum ada volume yang dicoba.")

    hint = line.locator(".trial__hint").inner_text()
    line.locator("input").fill(hint.split("→")[0])
    expect(page.locator("#trial-result")).to_contain_text("1 keluaran dicoba")
    expect(line.locator(".trial__score")).to_contain_text("→")

    page.get_by_role("button", name="Isi usulan terkecil").click()
    expect(page.locator("#trial-result dd").last).to_contain_text("→ 0")

    page.get_by_label("Nama kegiatan").fill("Penataan Kebonagung")
    page.get_by_label("OPD").select_option(label="Perkim")
    page.get_by_role("button", name="Simpan usulan").click()
    expect(page.get_by_role("status").first).to_contain_text("kegiatan diusulkan.")

    assert Project.objects.filter(name__startswith="Penataan Kebonagung – ").count() > 1
    assert page.complaints == []


def test_trying_works_without_javascript(demo, open_page):
    page = open_page("pengamat", java_script_enabled=False)
    page.goto(demo.url + PAGE)

    page.get_by_role("button", name="Isi usulan terkecil").click()
    assert "keluaran dicoba" in page.inner_text("#trial-result")
    assert page.get_by_role("button", name="Simpan usulan").count() == 0

    page.locator(".trial__line input").first.fill("banyak")
    page.get_by_role("button", name="Hitung").click()
    assert "“banyak” bukan angka." in page.inner_text(".error-summary")
