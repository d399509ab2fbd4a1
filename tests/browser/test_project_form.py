"""Registering an intervention and planning it in a real browser."""

import pytest

from tests.browser.conftest import PHONE
from villages.models import Output, Project

pytestmark = pytest.mark.browser
KEBONAGUNG = "35.13.14.2014"


def test_the_sum_of_the_sources_stands_below_while_typing(demo, open_page):
    page = open_page("opd")
    page.goto(f"{demo.url}/kegiatan/tambah/?desa={KEBONAGUNG}")
    line = page.locator(".share-line--sum")

    page.fill("#id_budget_rp", "300.000.000")
    page.fill("#id_state_rp", "250.000.000")

    assert line.locator("output").inner_text() == "Rp\u00a0250.000.000"
    assert "share-line--differs" in line.get_attribute("class")

    page.fill("#id_self_help_rp", "50000000")

    assert line.locator("output").inner_text() == "Rp\u00a0300.000.000"
    assert "share-line--differs" not in line.get_attribute("class")
    assert page.complaints == []


def test_a_project_is_registered_and_planned_on_a_phone(demo, open_page):
    page = open_page("opd", viewport=PHONE)
    page.goto(f"{demo.url}/kegiatan/tambah/")
    page.select_option("#id_desa", KEBONAGUNG)
    page.click("main button:has-text('Lanjut')")
    page.fill("#id_name", "Paving RW 004")
    page.select_option("#id_scheme", "programme")
    page.fill("#id_regency_rp", "80.000.000")
    page.click("main button:has-text('Simpan')")
    page.click("text=Tambah keluaran")
    page.click("text=2b Kualitas Permukaan")
    page.get_by_label("RT 001 RW 004").fill("60,5")
    page.click("main button:has-text('Simpan rencana')")
    page.wait_for_selector("text=Rencana untuk 1 RT disimpan.")

    project = Project.objects.get(name="Paving RW 004")
    assert (project.budget_rp, project.agency.short_name) == (80_000_000, "Perkim")
    assert float(Output.objects.get(project=project).planned) == 60.5
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(width) == 0
    assert page.complaints == []
