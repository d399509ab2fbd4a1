"""Chromium for the browser tests.

Debian's Chromium is used where it is installed. Without one these tests are skipped with a reason, unless
``REQUIRE_BROWSER=1`` (as in CI): then a missing browser is a failure.
"""

import os
import shutil
from http.cookies import SimpleCookie
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

# Playwright runs an event loop of its own in this thread; the ORM is used from outside of it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser():
    """One headless Chromium for the whole run."""
    if not CHROMIUM:
        message = "no Chromium on this machine (Debian: apt-get install chromium)"
        pytest.fail(message) if REQUIRED else pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def demo(live_server):
    """The demo data, served."""
    call_command("load_demo", force=True, verbosity=0, stdout=StringIO())
    return live_server


@pytest.fixture
def open_page(browser, live_server):
    """Open a browser page as somebody: ``open_page("asisten", viewport=PHONE)``.

    The page keeps what its console said about errors and the content security policy in ``complaints``.
    """
    contexts = []

    def open_as(username=None, *, viewport=DESKTOP, **options):
        context = browser.new_context(locale="id-ID", viewport=viewport, **options)
        contexts.append(context)
        if username:
            context.add_cookies([_session_cookie(username, live_server.url)])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: _collect(page, message))
        page.on("pageerror", lambda error: page.complaints.append(f"script: {error}"))
        return page

    yield open_as
    for context in contexts:
        context.close()


def _collect(page, message):
    if message.type == "error" or "Content Security Policy" in message.text:
        page.complaints.append(f"{page.url}: {message.text}")


def _session_cookie(username, url):
    client = Client()
    client.force_login(User.objects.get(username=username))
    cookies: SimpleCookie = client.cookies
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }
