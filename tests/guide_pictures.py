"""``make guide``: takes the pictures of the user guide from the demo, each of a fixed part of a page.

The demo is loaded into a database of its own that is dropped again, and served; Chromium opens the pages as
the demo accounts. Some pictures only: ``python -m tests.guide_pictures week trial``. Names, heights and
descriptions stand in ``kotaku/guide_pictures.py``; what is shown stands here.
"""

import logging
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

import django

if __name__ == "__main__":  # imported by a test, Django is set up already
    django.setup()

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from kotaku.guide_pictures import PICTURES, WIDTH
from tests.browser.conftest import CHROMIUM
from villages import locks
from villages.demo.places import KEBONAGUNG
from villages.models import Baseline, Project, SlumDecree
from workshops.models import FollowUp, Workshop

FOLDER = Path(settings.BASE_DIR) / "kotaku/static/kotaku/guide"
WINDOW = {"width": WIDTH, "height": 900}
COLOURS = 128
MARGIN = 12  # pixels above what the picture begins with
# Photographs are loaded at once; dates read as in a browser that speaks Indonesian, which Chromium's own
# language decides.
READY = """
for (const image of document.images) image.loading = "eager";
for (const field of document.querySelectorAll("input[type=date]")) {
  const value = field.value.split("-").reverse().join("/");
  field.type = "text";
  field.value = value;
}
"""


@dataclass(frozen=True)
class Shot:
    """Who looks at which page, what they do there first, and the element that the picture begins with."""

    username: str
    path: Callable[[], str]
    top: str = "main h1"
    prepare: Callable | None = None


def _draft():
    return Baseline.objects.get(village__code=KEBONAGUNG.code, status=Baseline.Status.DRAFT)


def _baseline(name, baseline, **more):
    keys = {"code": baseline.village.code, "year": baseline.year, "kind": baseline.kind}
    return reverse(name, kwargs=keys | more)


def _record():
    place = _draft().records.select_related("neighbourhood").first().neighbourhood
    return _baseline("villages:record-edit", _draft(), rw=place.rw, rt=place.rt)


def _submitted():
    return Baseline.objects.filter(status=Baseline.Status.SUBMITTED).first()


def _of_project(name, project, **more):
    return reverse(name, kwargs={"pk": project.pk} | more)


def _padat_karya(status):
    projects = Project.objects.filter(scheme=Project.Scheme.PADAT_KARYA, status=status)
    return projects.filter(village__code=KEBONAGUNG.code).first()


def _week():
    project = _padat_karya(Project.Status.RUNNING)
    number = project.weeks.order_by("-number").first().number
    return _of_project("villages:week-edit", project, number=number)


def _agency_project():
    projects = Project.objects.filter(agency__staff__username="opd", outputs__isnull=False)
    return projects.exclude(status=Project.Status.CANCELLED).order_by("-status", "pk").first()


def _follow_up():
    own = FollowUp.objects.filter(agency__staff__username="opd", status__in=FollowUp.OPEN)
    return own.first() or FollowUp.objects.first()


def _upload(page):
    """A sheet with one row changed and one that cannot be right, as the preview shows it."""
    client = Client()
    client.force_login(User.objects.get(username="asisten"))
    answer = client.get(_baseline("villages:baseline-template", _draft()))
    book = load_workbook(
        BytesIO(b"".join(answer.streaming_content if answer.streaming else [answer.content]))
    )
    sheet = book.worksheets[0]
    head = next(
        row for row in sheet.iter_rows(max_row=10) if any(c.value == "kode_desa" for c in row)
    )
    column = {cell.value: cell.column for cell in head}
    first = head[0].row + 1
    sheet.cell(first, column["jumlah_penduduk"]).value = 330
    sheet.cell(first + 1, column["1a"]).value = 999
    content = BytesIO()
    book.save(content)
    page.get_by_label("Tahun").fill(str(_draft().year))
    page.get_by_label("Jenis baseline").select_option("replication")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("input[type=file]").set_input_files(
        {"name": "kebonagung.xlsx", "mimeType": kind, "buffer": content.getvalue()}
    )
    page.get_by_role("button", name="Unggah dan periksa").click()


def _propose(page):
    page.get_by_role("button", name="Isi usulan terkecil").click()


# By the name of the picture.
SHOTS = {
    "home": Shot("bappeda", lambda: reverse("home"), "header"),
    "record": Shot("asisten", _record),
    "import": Shot("asisten", lambda: reverse("villages:import-upload"), prepare=_upload),
    "baseline": Shot("asisten", lambda: _baseline("villages:baseline-detail", _draft())),
    "review": Shot("bappeda", lambda: _baseline("villages:baseline-review", _submitted())),
    "decree": Shot(
        "bappeda",
        lambda: SlumDecree.objects.get(status=SlumDecree.Status.DRAFT).get_absolute_url(),
    ),
    "project": Shot("opd", lambda: _of_project("villages:project-detail", _agency_project())),
    "week": Shot("asisten", _week),
    "aftercare": Shot(
        "asisten",
        lambda: _of_project("villages:project-detail", _padat_karya(Project.Status.FINISHED)),
        "#foto",
    ),
    "needs": Shot("opd", lambda: reverse("villages:needs-indicators")),
    "trial": Shot(
        "bappeda",
        lambda: reverse("villages:needs-trial", args=[KEBONAGUNG.code]),
        prepare=_propose,
    ),
    "recommendations": Shot(
        "bappeda", lambda: Workshop.objects.first().get_absolute_url(), "#rekomendasi"
    ),
    "follow-up": Shot("opd", lambda: _follow_up().get_absolute_url()),
    "reviews": Shot("bappeda", lambda: reverse("villages:review-list")),
    "completeness": Shot("bappeda", lambda: reverse("villages:check-list")),
    "village": Shot("pengamat", lambda: reverse("villages:village-detail", args=[KEBONAGUNG.code])),
    "people": Shot("admin", lambda: reverse("admin:auth_user_changelist"), "#header"),
}


def main():
    """Load, serve, take, drop."""
    logging.disable(logging.INFO)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("sync_roles", verbosity=0)
        call_command("load_demo", force=True, verbosity=0, stdout=StringIO())
        server = LiveServer("127.0.0.1")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for picture in PICTURES.values():
                if not sys.argv[1:] or picture.name in sys.argv[1:]:
                    _take(browser, server.url, picture)
            browser.close()
        server.stop()
    finally:
        locks.lift(connection)
        teardown_databases(databases, verbosity=0)


def _take(browser, url, picture):
    shot = SHOTS[picture.name]
    context = browser.new_context(locale="id-ID", viewport=WINDOW)
    context.add_cookies([_session(shot.username, url)])
    page = context.new_page()
    page.goto(url + shot.path())
    if shot.prepare:
        shot.prepare(page)
    page.wait_for_load_state("networkidle")
    page.evaluate(READY)
    page.wait_for_function("() => [...document.images].every(image => image.complete)")
    content = page.screenshot(full_page=True, clip=_region(page, shot.top, picture.height))
    context.close()
    _write(content, FOLDER / f"{picture.name}.png")


def _session(username, url):
    client = Client()
    client.force_login(User.objects.get(username=username))
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def _region(page, top, height):
    """From a little above the element on, but not below the end of the page."""
    script = "e => e.getBoundingClientRect().top + window.scrollY"
    begin = page.locator(top).first.evaluate(script) - MARGIN
    last = page.evaluate("document.documentElement.scrollHeight") - height
    return {"x": 0, "y": max(0, min(begin, last)), "width": WIDTH, "height": height}


def _write(content, path):
    """As a PNG of few colours, which keeps writing sharp and the file small."""
    image = Image.open(BytesIO(content)).convert("RGB")
    path.parent.mkdir(exist_ok=True)
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
