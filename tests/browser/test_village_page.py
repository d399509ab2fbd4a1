"""The page of a village in a browser: its map, with script and without, and an earlier version restored."""

from decimal import Decimal

import pytest
from django.urls import reverse

from kotaku import roles
from tests.browser.conftest import PHONE
from tests.factories import (
    make_baseline,
    make_decree,
    make_location,
    make_record,
    make_user,
    make_village,
)
from villages import actions
from villages.actions.condition import refresh_conditions

pytestmark = pytest.mark.browser

SQUARE = [[113.40, -7.75], [113.41, -7.75], [113.41, -7.74], [113.40, -7.74], [113.40, -7.75]]


@pytest.fixture
def village(live_server, sync_roles):
    """A light slum with a boundary and a decree location whose name looks like markup."""
    ani = make_user("ani", role=roles.ASSISTANT, first_name="Ani")
    place = {"latitude": Decimal("-7.745"), "longitude": Decimal("113.405")}
    village = make_village(
        assistants=[ani],
        boundary={"type": "Polygon", "coordinates": [SQUARE]},
        boundary_area_ha=Decimal("122.05"),
        **place,
    )
    make_baseline(village, year=2020, records=1, by=ani, status="verified")
    refresh_conditions([village])
    make_location(make_decree(), village, area_name="<b>Pasar</b>", level="heavy", **place)
    return village


def test_map_is_drawn_in_the_colours_of_the_levels(open_page, live_server, village):
    page = open_page("ani")
    requests = []
    page.on("request", lambda request: requests.append(request.url))

    page.goto(live_server.url + village.get_absolute_url())
    page.locator(".map path.map__area--light").wait_for()

    assert page.locator(".map path.map__point.map__area--heavy").count() == 1
    fill = "element => getComputedStyle(element).fill"
    assert page.locator("path.map__area--light").evaluate(fill) == "rgb(255, 243, 205)"
    assert page.get_by_title("Perbesar").is_visible()
    assert all(url.startswith(live_server.url) for url in requests)
    assert page.complaints == []


def test_names_on_the_map_are_text(open_page, live_server, village):
    page = open_page("ani", viewport=PHONE)
    page.goto(live_server.url + village.get_absolute_url())

    page.locator("path.map__point").hover()

    page.locator(".leaflet-tooltip", has_text="<b>Pasar</b> – Kumuh berat").wait_for()


def test_without_script_the_page_says_it_in_words(open_page, live_server, village):
    page = open_page("ani", java_script_enabled=False)

    page.goto(live_server.url + village.get_absolute_url())

    assert not page.locator(".map").is_visible()
    assert page.get_by_text("Luas menurut batas 122,05 ha. Titik tengah -7.745000").is_visible()


def test_earlier_version_is_brought_back_without_script(open_page, live_server, village):
    ani = village.assistants.get()
    record = make_record(make_baseline(village, by=ani), village.neighbourhoods.get(), by=ani)
    record.people = 410
    actions.save_record(record=record, by=ani)
    page = open_page("ani", viewport=PHONE, java_script_enabled=False)
    place = record.neighbourhood
    address = reverse(
        "villages:record-history", args=[*record.baseline.address, place.rw, place.rt]
    )

    page.goto(live_server.url + address)
    page.get_by_role("button", name="Kembalikan isian ini").click()

    page.get_by_text("Isian dikembalikan sebagai versi baru.").wait_for()
    record.refresh_from_db()
    assert record.people == 400
