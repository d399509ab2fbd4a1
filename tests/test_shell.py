"""What every page has: the frame, the headers, privacy, and friendly refusals."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.test import Client
from django.urls import get_resolver, path, reverse
from django.urls.resolvers import RoutePattern

from kotaku import urls as portal
from villages import locks

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def crash(request):
    """A fault of the portal."""
    raise RuntimeError("rahasia dapur")


def forbid(request):
    """An act that is refused, with its reason."""
    raise PermissionDenied("Desa ini di luar wilayah Anda.")


def misread(request):
    """A request that makes no sense."""
    raise SuspiciousOperation("rahasia dapur")


urlpatterns = [
    path("rusak/", crash),
    path("terlarang/", forbid),
    path("aneh/", misread),
    *portal.urlpatterns,
]
handler403 = portal.handler403
with_faults = pytest.mark.urls("tests.test_shell")


@pytest.fixture
def lenient(client, vina):
    """Vina's client, which gets the error page instead of the exception."""
    client.raise_request_exception = False
    client.force_login(vina)
    return client


# --- the frame ----------------------------------------------------------------------


def test_every_page_has_language_title_and_a_way_past_the_header(client, vina):
    client.force_login(vina)

    text = client.get("/").content.decode()

    assert '<html lang="id">' in text
    assert "<title>Beranda – Portal Kotaku Kabupaten Probolinggo</title>" in text
    assert '<a class="skip-link" href="#content">Langsung ke isi halaman</a>' in text
    assert text.count("<h1>") == 1


SECTIONS = [
    "Beranda",
    "Desa",
    "SK Kumuh",
    "Baseline",
    "Kegiatan",
    "Satu data",
    "Lokakarya",
    "Tindak lanjut",
    "Tinjauan",
]
MORE = [
    "Kelengkapan",
    "Kelembagaan",
    "Pengurangan luas kumuh",
    "Dokumen",
    "Pokja PKP",
]


@pytest.mark.parametrize(
    ("person", "sections", "more"),
    [
        ("ani", SECTIONS, [*MORE, "Impor", "Panduan"]),
        ("citra", [*SECTIONS, "Antrean"], [*MORE, "Impor", "Panduan"]),
        ("dedi", SECTIONS, [*MORE, "Impor", "Panduan"]),
        ("vina", SECTIONS, [*MORE, "Panduan"]),
        ("adi", SECTIONS, [*MORE, "Impor", "Panduan"]),
    ],
)
def test_navigation_offers_what_the_role_may_open(client, person, sections, more, request):
    client.force_login(request.getfixturevalue(person))

    context = client.get("/").context

    assert [str(section.label) for section in context["sections"]] == sections
    assert [str(section.label) for section in context["more_sections"]] == more
    for section in (*context["sections"], *context["more_sections"]):
        assert client.get(section.url).status_code == 200


def test_navigation_marks_the_menu_that_holds_where_one_is(client, ani):
    client.force_login(ani)

    text = client.get(reverse("villages:import-list")).content.decode()

    assert re.findall(r'aria-current="true">([^<]+)<', text) == ["Impor"]
    assert '<summary class="is-current">Lainnya</summary>' in text


def test_navigation_marks_where_one_is(client, vina):
    client.force_login(vina)

    text = client.get(reverse("villages:village-list")).content.decode()

    assert re.findall(r'aria-current="true">([^<]+)<', text) == ["Desa"]


def test_menu_of_the_person(client, adi, vina):
    client.force_login(vina)
    reader = client.get("/").content.decode()
    client.force_login(adi)
    administrator = client.get("/").content.decode()

    assert "<summary>Vina</summary>" in reader
    assert f'<form method="post" action="{reverse("logout")}">' in reader
    assert "Administrasi" not in reader
    assert '<a href="/admin/">Administrasi</a>' in administrator


# --- privacy ----------------------------------------------------------------------

PUBLIC = {"login", "healthz"}
SAMPLES = {
    "StepConverter": "selesai",
    "VillageCodeConverter": "35.13.14.2014",
    "BaselineKindConverter": "awal",
    "SubjectConverter": "sk-kumuh",
    "YearConverter": "2022",
    "ThreeDigitsConverter": "001",
    "TableFormatConverter": "csv",
    "PartConverter": "sesi",
    "ActConverter": "catat",
    "IntConverter": "1",
}


def walk(resolver=None, start="/"):
    """(name, path) of every address of the portal and its admin, filled with samples."""
    for pattern in (resolver or get_resolver()).url_patterns:
        address = start + _filled(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from walk(pattern, address)
        else:
            yield pattern.name, address


def _filled(pattern):
    if not isinstance(pattern, RoutePattern):
        return re.sub(r"\([^)]*\)", "1", str(pattern)).strip("^$").replace("\\", "")
    text = str(pattern)
    for name, converter in pattern.converters.items():
        sample = SAMPLES.get(type(converter).__name__, "x")
        text = re.sub(rf"<(\w+:)?{name}>", sample, text)
    return text


def test_every_address_is_private_unless_it_says_otherwise(client, db):
    answers = {
        (name, address): client.get(address) for name, address in walk() if name not in PUBLIC
    }

    leaks = {
        key: response.status_code
        for key, response in answers.items()
        if response.status_code != 302 or not response.url.startswith("/masuk/?next=")
    }
    assert leaks == {}
    assert len(answers) > 60


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_addresses_need_no_login(client, db, name):
    assert client.get(reverse(name)).status_code == 200


def test_a_fragment_gets_a_refusal_instead_of_the_login_page(client, db):
    response = client.get("/", headers={"HX-Request": "true"})

    assert response.status_code == 401
    assert response.content.decode() == (
        "Sesi Anda berakhir. Masuk lagi di tab lain, lalu lanjutkan di sini."
    )


# --- headers ----------------------------------------------------------------------


@with_faults
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/kata-sandi/", 200),
        ("/tidak-ada/", 404),
        ("/keluar/", 405),
        ("/admin/", 403),
        ("/rusak/", 500),
        ("/aneh/", 400),
        ("/healthz", 200),
    ],
)
def test_every_answer_carries_the_policy(lenient, address, status):
    response = lenient.get(address, follow=True)

    assert response.status_code == status
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_redirects_to_https_carry_the_policy_and_then_hsts(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True

    plain = client.get("/masuk/")
    secure = client.get("/masuk/", secure=True)

    assert (plain.status_code, plain.url) == (301, "https://testserver/masuk/")
    assert plain.headers["Content-Security-Policy"] == POLICY
    assert secure.headers["Strict-Transport-Security"] == (
        "max-age=31536000; includeSubDomains; preload"
    )


def test_pages_hold_nothing_that_the_policy_forbids(client, citra):
    client.force_login(citra)

    for address in ("/", "/kata-sandi/", "/tidak-ada/"):
        text = client.get(address).content.decode()
        assert " style=" not in text
        assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
        assert re.findall(r"\bon\w+=", text) == []


# --- refusals ----------------------------------------------------------------------


@with_faults
@pytest.mark.parametrize(
    ("address", "status", "heading", "words"),
    [
        ("/tidak-ada/", 404, "Halaman tidak ditemukan", "di luar wilayah Anda"),
        (
            "/terlarang/",
            403,
            "Anda tidak berhak membuka halaman ini",
            "Desa ini di luar wilayah Anda.",
        ),
        ("/rusak/", 500, "Portal sedang bermasalah", "bukan karena isian Anda"),
        ("/aneh/", 400, "Permintaan tidak dapat dibaca", "Belum ada yang disimpan."),
    ],
)
def test_refusals_are_friendly_and_lead_back(lenient, address, status, heading, words):
    response = lenient.get(address)

    text = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in text
    assert words in text
    assert '<a class="btn btn-primary" href="/">Ke beranda</a>' in text
    assert "rahasia dapur" not in text


def test_a_missing_permission_is_explained(client, vina):
    client.force_login(vina)

    text = client.get(reverse("villages:baseline-queue")).content.decode()

    assert "Halaman atau tindakan ini untuk peran lain di portal." in text
    assert "Anda masuk sebagai Vina." in text


def test_strangers_get_a_friendly_404_too(client, db):
    text = client.get("/tidak-ada/").content.decode()

    assert "<h1>Halaman tidak ditemukan</h1>" in text
    assert "banner__user" not in text


def test_a_stale_form_is_explained(db):
    response = Client(enforce_csrf_checks=True).post(reverse("login"), {"username": "sari"})

    assert response.status_code == 403
    assert "<h1>Halaman ini sudah kedaluwarsa</h1>" in response.content.decode()


def test_an_unknown_host_is_refused_in_words(client, db):
    response = client.get("/masuk/", headers={"host": "jahat.contoh"})

    assert response.status_code == 400
    assert "<h1>Permintaan tidak dapat dibaca</h1>" in response.content.decode()


def test_the_error_page_needs_nothing_to_work(client, settings):
    """No database, no translation, no manifest of static files."""
    text = (settings.BASE_DIR / "kotaku/templates/500.html").read_text(encoding="utf-8")

    assert re.findall(r"{%\s*(\w+)", text) == ["get_static_prefix"] * 3
    for name in re.findall(r"get_static_prefix %}([^\"]+)", text):
        assert finders.find(name)


# --- health ----------------------------------------------------------------------


def test_health_is_well(client, db):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response.headers["Cache-Control"]


def test_health_fails_without_the_locks(client, db):
    locks.lift(connection)

    response = client.get("/healthz")

    locks.arm(connection)
    assert (response.status_code, response.content) == (503, b"not ready")


def test_health_answers_without_https(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz").status_code == 200


# --- production ----------------------------------------------------------------------

PRODUCTION = {
    "DEBUG": "false",
    "SECRET_KEY": "Qm8z0d-Vx3kT7w_Jr5bNp2yLh9sFcEaG4uXiKoW6tZqRvY1jMdPnBeAgHfUs",
    "ALLOWED_HOSTS": "kotaku.probolinggokab.go.id",
    "CSRF_TRUSTED_ORIGINS": "https://kotaku.probolinggokab.go.id",
    "PROXY_COUNT": "1",
    "SECURE_SSL_REDIRECT": "true",
}


def run(*arguments, **environment):
    """A fresh Python with this environment and no ``.env``."""
    program = (
        "import environ, sys; environ.Env.read_env = staticmethod(lambda *a, **k: None); "
        "from django.core.management import execute_from_command_line as execute; "
        "execute(['manage.py', *sys.argv[1:]])"
    )
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", program, *arguments],
        cwd=settings.BASE_DIR,
        env={**kept, "DJANGO_SETTINGS_MODULE": "kotaku.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_passes_the_deployment_checks():
    result = run("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("missing", ["SECRET_KEY"])
def test_production_does_not_start_without_its_secret(missing):
    result = run("check", **{name: PRODUCTION[name] for name in PRODUCTION if name != missing})

    assert result.returncode != 0
    assert f"Set the {missing} environment variable" in result.stderr


def test_debug_is_off_unless_asked_for():
    result = run("diffsettings", **{key: PRODUCTION[key] for key in PRODUCTION if key != "DEBUG"})

    assert result.returncode == 0
    assert not re.search(r"^DEBUG = True", result.stdout, re.MULTILINE)
