"""Static files are what they claim to be: vendored ones unchanged, every reference leads to a file."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

STATIC = settings.BASE_DIR / "kotaku" / "static"
VENDOR = STATIC / "vendor"
MANIFEST = json.loads((VENDOR / "MANIFEST.json").read_bytes())
STYLESHEETS = sorted(STATIC.rglob("*.css"))
TEMPLATES = sorted(
    path for app in ("kotaku", "villages") for path in (settings.BASE_DIR / app).rglob("*.html")
)
CSS_URL = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')]+)""")
STATIC_TAG = re.compile(r"""{% static ["']([^"']+)["']|{% get_static_prefix %}([^"']+)""")


def relative(path):
    return str(Path(path).relative_to(settings.BASE_DIR))


def test_vendored_files_are_those_of_the_manifest():
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "MANIFEST.json"
    }

    assert found == {
        f"{package}/{name}": digest
        for package, entry in MANIFEST.items()
        for name, digest in entry["sha256"].items()
    }


def test_manifest_has_the_locked_versions():
    locked = json.loads((settings.BASE_DIR / "package-lock.json").read_bytes())["packages"]

    for package, entry in MANIFEST.items():
        assert entry["version"] == locked[f"node_modules/{package}"]["version"]
        assert entry["integrity"] == locked[f"node_modules/{package}"]["integrity"]


@pytest.mark.parametrize("package", MANIFEST)
def test_vendored_package_brings_its_licence(package):
    assert (VENDOR / package / "LICENSE").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("stylesheet", STYLESHEETS, ids=relative)
def test_stylesheet_names_existing_files_only(stylesheet):
    names = CSS_URL.findall(stylesheet.read_text(encoding="utf-8"))

    assert [name for name in names if not (stylesheet.parent / name).is_file()] == []


@pytest.mark.parametrize("path", sorted(VENDOR.rglob("*.[cj]s*")), ids=relative)
def test_vendored_file_names_no_source_map(path):
    """collectstatic would look for the map and fail."""
    assert b"sourceMappingURL" not in path.read_bytes()


@pytest.mark.parametrize("template", TEMPLATES, ids=relative)
def test_template_names_existing_static_files_only(template):
    text = template.read_text(encoding="utf-8")
    names = [tag or prefixed for tag, prefixed in STATIC_TAG.findall(text)]

    assert [name for name in names if finders.find(name) is None] == []
