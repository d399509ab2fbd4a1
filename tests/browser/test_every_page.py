"""Every page that a role can open, in a real browser, on a desk and on a phone.

No serious finding of axe, no violation of the content security policy, no script error, and no sideways
scrolling of the page. Which pages there are is read from the addresses themselves.
"""

from itertools import islice

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client

from tests.addresses import addresses
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser

# The second assistant and the second reviewer see what the first ones see, of other villages. Readers see
# one page of each name, those who write two.
ROLES = {"asisten": 2, "bappeda": 2, "opd": 1, "pengamat": 1, "admin": 1}
SEES_MOST = "bappeda"


def pages_of(username):
    """As many paths of each name as ``ROLES`` says that this person gets as an HTML page."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    for __, paths in addresses():
        yield from islice((path for path in paths if _is_page(client.get(path))), ROLES[username])


def _is_page(response):
    response.close()  # of the file that it may send
    return response.status_code == 200 and response["Content-Type"].startswith("text/html")


def hindrances_on(page, url):
    """What axe finds serious on a page that was opened."""
    return [
        f"{url}: {item['id']} {[node['html'][:160] for node in item['nodes'][:3]]}"
        for item in Axe().run(page).response["violations"]
        if item["impact"] in ("serious", "critical")
    ]


def overflow_on(page, url):
    """By how much the page as a whole scrolls sideways, where it does."""
    width = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return [f"{url}: scrolls sideways by {width} px"] if width > 0 else []


def problems_on(page, url):
    """What is wrong with a page that was opened, at the present width."""
    return hindrances_on(page, url) + overflow_on(page, url)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_fit_for_everybody(demo, open_page, role):
    page = open_page(role)
    paths = list(pages_of(role))
    problems = []

    for path in paths:
        page.set_viewport_size(DESKTOP)
        page.goto(demo.url + path)
        problems += problems_on(page, f"{path} on a desk")
        page.set_viewport_size(PHONE)
        problems += overflow_on(page, f"{path} on a phone")
        if role == SEES_MOST:  # the others see no other kinds of parts
            problems += hindrances_on(page, f"{path} on a phone")

    assert len(paths) > 5
    assert problems + page.complaints == []
