"""The user guide in a real browser: fit for everybody, its pictures there, and help that leads to it."""

import pytest

from kotaku.guide import GUIDES
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_every_page import problems_on

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(live_server, open_page, vina):
    page = open_page("vina")
    page.base = live_server.url
    return page


def test_every_guide_is_fit_for_everybody_and_shows_its_pictures(reader):
    problems = []

    for path in ("/panduan/", *(f"/panduan/{guide.key}/" for guide in GUIDES)):
        for viewport in (DESKTOP, PHONE):
            reader.set_viewport_size(viewport)
            reader.goto(reader.base + path)
            problems += problems_on(reader, f"{path} at {viewport['width']} px")
        for image in reader.locator("main img").all():
            image.scroll_into_view_if_needed()
            reader.wait_for_function("image => image.complete", arg=image.element_handle())
            if not image.evaluate("image => image.naturalWidth"):
                problems.append(f"{path}: {image.get_attribute('src')} is missing")

    assert problems + reader.complaints == []


def test_help_of_a_page_leads_to_its_part_and_is_not_printed(reader):
    reader.goto(reader.base + "/satu-data/")
    reader.emulate_media(media="print")
    is_printed = reader.get_by_role("link", name="Bantuan halaman ini").is_visible()
    reader.emulate_media(media="screen")

    reader.get_by_role("link", name="Bantuan halaman ini").click()

    assert reader.url == reader.base + "/panduan/pengamat/#kebutuhan"
    assert reader.get_by_role("heading", name="Melihat kebutuhan yang belum tercakup").is_visible()
    assert not is_printed
