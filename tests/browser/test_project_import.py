"""Importing interventions in a browser: from a sheet to a saved import, and back."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_every_page import problems_on
from tests.villages.intervention_sheets import cells, register, sheet
from villages.models import Neighbourhood, Output, Village

pytestmark = pytest.mark.browser


@pytest.fixture
def workbook(demo, tmp_path):
    """New, changed, unchanged and refused rows of the agency whose person signs in."""
    village = Village.objects.get(name="Sukomulyo")
    places = Neighbourhood.objects.filter(village=village)[:2]
    rows = [cells(village, rw=place.rw, rt=place.rt, tahun=2025) for place in places]
    rows += [cells(village, rt="099"), cells(village, volume="9 KK", sumber_dana="Hibah")]
    mine = [row for row in register() if row["opd"] == "Perkim"]
    rows += [mine[0] | {"rencana": 77}, *mine[1:]]
    path = tmp_path / "kegiatan.xlsx"
    path.write_bytes(sheet(*rows).read())
    return path


def fitness(page):
    """What is wrong with the page that is open, on a desk and on a phone."""
    found = []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        found += problems_on(page, page.url)
    return found


def test_an_agency_imports_its_list_and_takes_it_back(demo, open_page, workbook):
    before = Output.objects.count()
    page = open_page("opd")
    page.goto(f"{demo.url}/kegiatan/")
    page.get_by_role("link", name="Impor dari Excel").click()
    page.get_by_label("Berkas").set_input_files(workbook)
    page.get_by_role("button", name="Unggah dan periksa").click()

    page.wait_for_url("**/impor/*/")
    assert page.get_by_text("2 baris ditolak. Betulkan berkasnya").is_visible()
    problems = fitness(page)
    page.get_by_role("button", name="yang benar saja").click()
    page.get_by_text("Impor disimpan; kondisi RT sudah dihitung ulang.").wait_for()
    assert Output.objects.count() == before + 2
    assert Output.objects.filter(planned=77).exists()
    problems += fitness(page)
    page.get_by_role("link", name="Batalkan impor ini…").click()
    page.get_by_role("heading", name="Batalkan impor").wait_for()
    problems += fitness(page)
    page.get_by_role("button", name="Batalkan impor").click()

    page.get_by_text("Impor dibatalkan; isi lama kembali seperti semula.").wait_for()
    assert Output.objects.count() == before
    assert not Output.objects.filter(planned=77).exists()
    assert problems + page.complaints == []
