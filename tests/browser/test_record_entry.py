"""Entering an RT in a browser: the score while typing, saving by itself, and what happens when that fails."""

import time

import pytest
from django.urls import reverse

from kotaku import roles
from tests.browser.conftest import PHONE
from tests.factories import make_baseline, make_record, make_user, make_village
from villages.models import MEASURE_FIELDS, NeighbourhoodRecord

pytestmark = pytest.mark.browser

EMPTY = dict.fromkeys(MEASURE_FIELDS)


@pytest.fixture
def record(live_server, sync_roles):
    """An empty RT of a village that ani assists."""
    ani = make_user("ani", role=roles.ASSISTANT, first_name="Ani")
    village = make_village(assistants=[ani])
    return make_record(make_baseline(village, by=ani), **EMPTY)


@pytest.fixture
def page(open_page, live_server, record):
    page = open_page("ani", viewport=PHONE)
    page.goto(live_server.url + record.get_absolute_url())
    return page


def leave(page, field):
    """Go on to the next field, which is when a browser reports a change."""
    page.locator(f"#id_{field}").press("Tab")


def says(page, words):
    page.locator("#autosave", has_text=words).wait_for()


def stored(record, field):
    return getattr(NeighbourhoodRecord.objects.get(pk=record.pk), field)


def own_autosaves(page, record):
    return lambda request: (
        request.headers.get("hx-request") and request.url.endswith(record.get_absolute_url())
    )


def test_score_and_findings_follow_what_is_typed(page, record):
    page.fill("#id_buildings", "100")
    page.fill("#id_irregular_buildings", "80")
    page.locator("#id_irregular_buildings_result", has_text="80,00 % nilai 5").wait_for()
    page.locator("#score", has_text="Kurang 20 isian").wait_for()

    page.fill("#id_irregular_buildings", "101")

    page.locator("#id_irregular_buildings_result", has_text="101 unit melebihi").wait_for()
    assert page.complaints == []


def test_a_change_is_saved_without_moving_the_cursor(page, record):
    page.fill("#id_buildings", "100")
    leave(page, "buildings")

    says(page, "Tersimpan")

    assert stored(record, "buildings") == 100
    assert page.input_value("#id_version") == "2"
    assert page.evaluate("document.activeElement.id") == "id_people"
    assert page.complaints == []


def test_leaving_warns_of_what_is_not_saved_and_only_of_that(page, record, live_server):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_buildings").press_sequentially("100")
    leave(page, "buildings")
    says(page, "Tersimpan")
    page.goto(live_server.url + record.get_absolute_url())
    assert asked == []

    page.locator("#id_people").press_sequentially("400")
    page.goto(live_server.url + record.baseline.get_absolute_url())

    assert asked == ["beforeunload"]
    assert stored(record, "people") is None


def test_enter_saves_what_was_just_typed(page, record):
    page.fill("#id_buildings", "100")
    page.press("#id_buildings", "Enter")
    page.locator(".message--success").wait_for()
    assert stored(record, "buildings") == 100


def test_the_button_waits_for_a_slow_save_and_meets_no_conflict(page, record):
    is_autosave = own_autosaves(page, record)

    def slowly(route):
        if is_autosave(route.request):
            time.sleep(1.5)
        route.continue_()

    page.route("**/rt/**", slowly)
    page.fill("#id_buildings", "100")
    with page.expect_request(is_autosave):
        leave(page, "buildings")
    page.fill("#id_people", "400")
    page.press("#id_people", "Enter")

    page.locator(".message--success").wait_for()
    assert (stored(record, "buildings"), stored(record, "people")) == (100, 400)
    assert stored(record, "version") == 3


def test_a_broken_connection_is_said_and_nothing_is_lost(page, record):
    page.context.set_offline(True)
    page.fill("#id_buildings", "100")
    leave(page, "buildings")
    says(page, "Belum tersimpan: sambungan terputus.")
    page.context.set_offline(False)

    page.press("#id_people", "Enter")

    page.locator(".message--success").wait_for()
    assert stored(record, "buildings") == 100


def test_a_session_that_ended_is_said(page, record):
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_buildings", "100")
    leave(page, "buildings")

    says(page, "Anda sudah keluar. Masuk lagi di tab lain")

    assert page.input_value("#id_buildings") == "100"
    assert stored(record, "buildings") is None


def test_the_form_fits_a_phone(page, record):
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    unit = page.locator("#id_area_ha_unit").bounding_box()
    assert unit["x"] + unit["width"] <= PHONE["width"]


def test_it_works_without_scripts(open_page, live_server, record):
    page = open_page("ani", java_script_enabled=False)
    page.goto(live_server.url + record.get_absolute_url())
    page.fill("#id_buildings", "100")
    page.fill("#id_irregular_buildings", "80")

    page.click("text=Simpan >> nth=0")

    assert "80,00 % nilai 5" in page.inner_text("#id_irregular_buildings_result")
    assert stored(record, "irregular_buildings") == 80


def test_the_address_of_the_live_score_stores_nothing(page, record):
    score = reverse("villages:record-score", args=[*record.baseline.address, "001", "001"])
    with page.expect_response(lambda response: response.url.endswith(score)):
        page.fill("#id_buildings", "100")
    assert stored(record, "version") == 1
