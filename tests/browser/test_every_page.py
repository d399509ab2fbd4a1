"""Every page that a role can open, in a real browser, on a desk and on a phone.

No serious finding of axe, no violation of the content security policy, no script error, and no sideways
scrolling of the page. Which pages there are is read from the addresses themselves.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client

from tests.addresses import page_addresses
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser

# The second assistant and the second reviewer see what the first ones see, of other villages.
ROLES = ["asisten", "bappeda", "opd", "pengamat", "admin"]


def pages_of(username):
    """Paths of all HTML pages this person gets with status 200."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    for path in page_addresses():
        response = client.get(path)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            yield path


def problems_on(page, url):
    """What is wrong with a page that was opened."""
    violations = Axe().run(page).response["violations"]
    found = [
        f"{url}: {item['id']} {[node['html'][:160] for node in item['nodes'][:3]]}"
        for item in violations
        if item["impact"] in ("serious", "critical")
    ]
    width = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return found + ([f"{url}: scrolls sideways by {width} px"] if width > 0 else [])


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
        problems += problems_on(page, f"{path} on a phone")

    assert len(paths) > 5
    assert problems + page.complaints == []
