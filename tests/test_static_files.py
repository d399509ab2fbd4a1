"""Static files as production has them: collected, hashed, kept by browsers for ever.

Compression is left to `.ci/run`, which collects with the real storage; it takes ten seconds.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse


@pytest.fixture
def collected(settings, tmp_path):
    """What collectstatic makes of our files."""
    backend = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def fetch(client, address):
    """(status, Cache-Control) of a static file."""
    response = client.get(address)
    response.close()
    return response.status_code, response.get("Cache-Control")


@pytest.mark.django_db
def test_pages_lead_to_hashed_files(client, collected):
    page = client.get(reverse("login")).content.decode()
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)

    answers = {fetch(client, address) for address in addresses}

    assert any(re.search(r"bootstrap\.min\.[0-9a-f]{12}\.css$", address) for address in addresses)
    assert answers == {(200, "max-age=315360000, public, immutable")}


def test_stylesheets_lead_to_hashed_images(collected):
    [stylesheet] = (collected / "vendor" / "leaflet").glob("leaflet.????????????.css")

    images = re.findall(r"url\(\"?(images/[^)\"]+)", stylesheet.read_text(encoding="utf-8"))

    assert images
    assert all((stylesheet.parent / image).is_file() for image in images)
    assert all(re.search(r"\.[0-9a-f]{12}\.png$", image) for image in images)


@pytest.mark.parametrize("name", ["kotaku.css", "print.css"])
def test_our_stylesheets_close_every_block_that_they_open(name):
    """One brace too few, and all that follows holds on phones only."""
    text = (Path(settings.BASE_DIR) / "kotaku/static/kotaku" / name).read_text(encoding="utf-8")

    depth = 0
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert 0 <= depth <= 2

    assert depth == 0
