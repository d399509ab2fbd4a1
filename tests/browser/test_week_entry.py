"""Entering a week of padat karya on a phone: on one screen, findings while typing, no scripts needed."""

from datetime import date

import pytest
from django.urls import reverse

from kotaku import roles
from tests.browser.conftest import PHONE
from tests.factories import make_disbursement, make_user, make_village, make_week, make_work

pytestmark = pytest.mark.browser

TYPED = {
    "men": "8",
    "women": "2",
    "poor_workers": "7",
    "person_days": "60",
    "wages_rp": "6.000.000",
    "materials_rp": "2.000.000",
    "physical_percent": "20",
}


@pytest.fixture
def work(live_server, sync_roles):
    """A project of a village that ani assists, with one week."""
    ani = make_user("ani", role=roles.ASSISTANT, first_name="Ani")
    project = make_work(make_village(assistants=[ani]), name="Jalan RW 001")
    make_disbursement(project)
    make_week(project)
    return project


@pytest.fixture
def address(live_server, work):
    return live_server.url + reverse("villages:week-edit", args=[work.pk, 2])


def fill(page, **values):
    for name, value in (TYPED | values).items():
        page.fill(f"#id_{name}", value)


def test_a_week_takes_one_screen(open_page, address):
    page = open_page("ani", viewport=PHONE)
    page.goto(address)

    first = page.locator("#id_starts_on").bounding_box()
    last = page.locator("#id_financial_percent").bounding_box()
    button = page.get_by_role("button", name="Simpan", exact=True).bounding_box()

    assert page.evaluate("window.scrollY") == 0
    assert first["y"] > 0
    assert last["y"] + last["height"] <= button["y"]
    assert button["y"] + button["height"] <= PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.inner_text("#id_men_before") == "lalu 8"


def test_findings_follow_what_is_typed_and_the_week_is_saved(open_page, address, work):
    page = open_page("ani", viewport=PHONE)
    page.goto(address)
    fill(page, poor_workers="11", physical_percent="5")
    page.locator("#id_poor_workers_result", has_text="MBR 11 orang").wait_for()
    page.locator("#id_physical_percent_result .finding--blocking").wait_for()
    page.locator("#week-summary", has_text="Perlu dibetulkan: 2").wait_for()
    assert page.evaluate("document.activeElement.id") == "id_physical_percent"

    page.fill("#id_poor_workers", "7")
    page.fill("#id_note", "Sebagian longsor")
    page.locator("#week-summary", has_text="Peringatan: 1").wait_for()
    page.get_by_role("button", name="Simpan", exact=True).click()

    page.locator(".message--success", has_text="Minggu 2 disimpan.").wait_for()
    week = work.weeks.get(number=2)
    assert (week.starts_on, week.workers, week.wages_rp) == (date(2021, 9, 13), 10, 6_000_000)
    assert page.complaints == []


def test_it_works_without_scripts(open_page, address, work):
    page = open_page("ani", viewport=PHONE, java_script_enabled=False)
    page.goto(address)
    fill(page, poor_workers="11")
    page.click("text=Simpan >> nth=0")
    assert "MBR 11 orang" in page.inner_text("#id_poor_workers_notes")
    assert page.input_value("#id_men") == "8"

    page.fill("#id_poor_workers", "7")
    page.click("text=Simpan >> nth=0")

    assert "Minggu 2 disimpan." in page.inner_text(".message--success")
    assert work.weeks.count() == 2
