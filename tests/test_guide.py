"""The user guide: a page per role, help for every page, and words and pictures that stay true."""

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from PIL import Image

from kotaku.guide import GUIDES, HELP, help_for, help_row, own_guide
from kotaku.guide_pictures import PICTURES
from kotaku.guide_tasks import TASKS
from tests.addresses import url_names
from tests.guide_pictures import FOLDER, SHOTS

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "kotaku/templates"
MAX_PICTURE, MAX_PICTURES = 60_000, 900_000
# Nobody is signed in there, or nobody looks at it; and the guide needs no help of its own.
WITHOUT_HELP = {"healthz", "login", "logout", "guide", "guide-role"}
READERS = {
    "asisten-kota": "ani",
    "bappeda": "citra",
    "opd": "dedi",
    "pengamat": "vina",
    "admin": "adi",
}


def page_of(client, key):
    return client.get(reverse("guide-role", args=[key])).content.decode()


def ids(text):
    return re.findall(r'\sid="([^"]+)"', text)


# --- the pages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "person"), READERS.items())
def test_everybody_reads_every_guide_and_their_own_comes_first(client, key, person, request):
    client.force_login(request.getfixturevalue(person))

    index = client.get(reverse("guide"))

    assert index.context["own"].key == key
    assert index.context["guides"][0].key == key
    assert index.content.decode().count("peran Anda") == 1
    assert {guide.key: page_of(client, guide.key).count("<h1>") for guide in GUIDES} == {
        guide.key: 1 for guide in GUIDES
    }


def test_a_superuser_reads_the_guide_of_admins(adi):
    adi.is_superuser = True
    adi.groups.clear()

    assert own_guide(adi).key == "admin"


def test_there_is_no_guide_of_an_unknown_role(client, vina):
    client.force_login(vina)

    assert client.get("/panduan/bupati/").status_code == 404


@pytest.mark.parametrize("key", READERS)
def test_ids_are_unique_and_every_task_has_one(client, vina, key):
    client.force_login(vina)

    found = ids(page_of(client, key))

    assert len(found) == len(set(found))
    assert {task.key for guide in GUIDES if guide.key == key for task in guide.tasks} <= set(found)


def links(text, here):
    """Addresses of a page, those within it written out."""
    found = (html.unescape(link) for link in re.findall(r'href="([^"]+)"', text))
    return {here + link if link.startswith("#") else link for link in found}


@pytest.mark.parametrize(("key", "person"), READERS.items())
def test_links_of_a_guide_lead_somewhere(client, village, key, person, request):
    client.force_login(request.getfixturevalue(person))
    here = reverse("guide-role", args=[key])
    everything = links(client.get(here).content.decode(), here)
    everything |= links(client.get(reverse("guide")).content.decode(), reverse("guide"))

    dead = []
    for link in everything:
        path, __, fragment = link.partition("#")
        if path.startswith(settings.STATIC_URL):
            assert finders.find(path.removeprefix(settings.STATIC_URL))
            continue
        answer = client.get(path)
        is_there = not fragment or fragment in ids(answer.content.decode())
        if answer.status_code != 200 or not is_there:
            dead.append((link, answer.status_code))

    assert dead == []


def test_a_link_to_a_page_stands_only_where_the_reader_may_open_it(client, vina):
    client.force_login(vina)

    text = page_of(client, "bappeda")

    assert f'href="{reverse("villages:decree-add")}"' not in text
    assert f'href="{reverse("villages:review-list")}">Buka' in text


def test_pages_of_the_guide_ask_the_database_for_the_reader_only(
    client, citra, django_assert_max_num_queries
):
    client.force_login(citra)

    with django_assert_max_num_queries(4):
        page_of(client, "bappeda")


# --- help on each page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("person", READERS.values())
def test_every_page_has_help_that_exists(client, person, request):
    user = request.getfixturevalue(person)
    client.force_login(user)
    there = {guide.key: set(ids(page_of(client, guide.key))) for guide in GUIDES}
    names = {name for name, __ in url_names()} - WITHOUT_HELP

    helpless = []
    for name in names:
        found = help_for(name, own_guide(user))
        if found is None or found[1].key not in there[found[0].key]:
            helpless.append(name)

    assert helpless == []


def test_no_help_is_left_over():
    """Each row of the table is the first that fits some page, and each task belongs to a guide."""
    used = {help_row(name) for name, __ in url_names()}

    assert [row for row in HELP if row not in used] == []
    assert {key for guide in GUIDES for key in guide.task_keys} == set(TASKS)


def test_help_stays_within_ones_own_guide_where_it_can():
    guides = {guide.key: guide for guide in GUIDES}

    assert help_for("villages:decree-detail", guides["bappeda"])[1].key == "menyusun-sk"
    assert help_for("villages:decree-detail", guides["opd"])[1].key == "membaca-sk"
    assert help_for("villages:baseline-queue", guides["opd"])[0].key == "bappeda"
    assert help_for("villages:import-list", guides["opd"])[1].key == "impor-kegiatan"


def test_each_page_links_to_its_help(client, ani):
    client.force_login(ani)

    pages = {name: client.get(reverse(name)).content.decode() for name in ("home", "guide")}

    assert 'href="/panduan/asisten-kota/#mulai">Bantuan halaman ini<' in pages["home"]
    assert "Bantuan halaman ini" not in pages["guide"].split("<footer")[1]


def test_nobody_is_offered_help_before_signing_in(client, db):
    assert "Bantuan halaman ini" not in client.get(reverse("login")).content.decode()


# --- words and pictures ----------------------------------------------------------------------------------


def task_texts():
    return {
        task.key: (TEMPLATES / task.template).read_text(encoding="utf-8") for task in TASKS.values()
    }


def test_tasks_are_told_in_a_few_steps():
    steps = {key: text.count("<li>") for key, text in task_texts().items()}

    assert {key: count for key, count in steps.items() if not 3 <= count <= 7} == {}
    assert [key for key, text in task_texts().items() if "<dt>" not in text] == []


def test_buttons_and_menus_are_named_as_on_screen():
    """What stands in bold is a text of a template or of a form."""
    sources = [
        path.read_text(encoding="utf-8")
        for app in ("kotaku", "villages", "workshops")
        for path in sorted((ROOT / app).rglob("*"))
        if path.suffix in (".html", ".py")
        and "migrations" not in path.parts
        and "guide" not in str(path.relative_to(ROOT))
    ]
    everything = "\n".join(sources).lower()
    invented = [
        (key, word)
        for key, text in task_texts().items()
        for word in map(html.unescape, re.findall(r"<b>(.*?)</b>", text))
        if not re.search(r'["”“>]' + re.escape(word.lower()) + r'["<”“]', everything)
    ]

    assert invented == []


def test_every_picture_is_used_taken_and_kept():
    names = {picture.name for picture in PICTURES.values()}

    assert set(PICTURES) <= set(TASKS)
    assert len(names) == len(PICTURES)
    assert set(SHOTS) == names
    assert {path.stem for path in FOLDER.iterdir()} == names


def test_pictures_are_small_and_as_large_as_the_page_says():
    expected = {picture.name: (picture.width, picture.height) for picture in PICTURES.values()}

    sizes, weights = {}, {}
    for path in FOLDER.iterdir():
        weights[path.stem] = path.stat().st_size
        with Image.open(path) as image:
            sizes[path.stem] = image.size

    assert sizes == expected
    assert {name: weight for name, weight in weights.items() if weight > MAX_PICTURE} == {}
    assert sum(weights.values()) <= MAX_PICTURES


def test_pictures_say_what_is_on_them_and_load_when_seen(client, vina):
    client.force_login(vina)

    images = re.findall(r"<img [^>]+>", page_of(client, "bappeda"))

    assert len(images) > 8
    for image in images:
        assert re.search(r'alt="[^"]{30,}"', image)
        assert re.search(r'width="1000" height="\d+" loading="lazy"', image)
