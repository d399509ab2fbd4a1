"""``load_demo``: refused where it does no good, and never doing anything twice."""

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from tests.factories import make_village
from villages.actions import delete_baseline
from villages.models import Baseline, Village

PASSWORD = "kotaku-demo-2021"


def load(*arguments):
    """What the command says."""
    output = StringIO()
    call_command("load_demo", *arguments, stdout=output)
    return output.getvalue()


@pytest.fixture
def demo(db, settings):
    """The demo on a development machine."""
    settings.DEBUG = True
    return load()


def everything():
    """Every row of every table."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
    }


def test_it_is_refused_outside_debug(db):
    with pytest.raises(CommandError, match="DEBUG=true"):
        load()

    assert not User.objects.exists()


def test_forced_outside_debug_it_gives_passwords_that_nobody_knows(db):
    words = load("--force")

    person = User.objects.get(username="bappeda")
    assert not person.check_password(PASSWORD)
    assert person.check_password(words.split()[-1])


def test_the_second_time_changes_nothing(demo):
    before = everything()

    words = load()

    assert everything() == before
    assert words == "The demo is already there; nothing was changed.\n"


def test_what_people_changed_stays_changed(demo):
    village = Village.objects.get(name="Sukokerto")
    village.assistants.clear()
    village.boundary = None
    village.save()
    draft = Baseline.objects.editable().get(village__name="Kebonagung")
    delete_baseline(baseline=draft, by=User.objects.get(username="asisten"))
    User.objects.filter(username="bappeda").update(first_name="Ibu Citra")
    before = everything()

    load()

    assert everything() == before


def test_villages_that_are_there_keep_their_names(db, settings):
    settings.DEBUG = True
    make_village(code="35.13.14.2014", name="Kebon Agung")

    load()

    village = Village.objects.get(code="35.13.14.2014")
    assert (village.name, village.neighbourhoods.count()) == ("Kebon Agung", 14)
    assert village.boundary["note"] == "Batas ilustratif, bukan batas resmi"
