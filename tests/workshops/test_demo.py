"""The workshop of the demo: true facts, roles and agencies only, follow-ups in every status."""

import re

import pytest

from kotaku import roles
from tests.factories import make_user
from villages.demo.agencies import load_agencies
from villages.demo.places import load_places
from villages.models import Agency
from workshops import demo
from workshops.models import FollowUp, FollowUpNote, Recommendation, Workshop


@pytest.fixture
def people(sync_roles):
    """The accounts that the demo acts through."""
    load_places()
    load_agencies()
    accounts = {
        "bappeda": make_user("bappeda", role=roles.BAPPEDA),
        "bappeda2": make_user("bappeda2", role=roles.BAPPEDA),
        "opd": make_user("opd", role=roles.AGENCY_STAFF),
    }
    Agency.objects.get(short_name="Perkim").staff.add(accounts["opd"])
    return accounts


def test_the_workshop_of_2021(people):
    demo.load_workshops(people)

    workshop = Workshop.objects.get()
    assert (workshop.budget_year, workshop.days, workshop.mode) == (
        2021,
        "29–30 November 2021",
        "virtual",
    )
    assert "Asisten Kota Mandiri" in workshop.organiser
    assert workshop.sessions.get().speaker_list == ["Bappeda Kabupaten Probolinggo"]
    assert not workshop.participants.exists()  # who came is not known
    assert Recommendation.objects.count() == 5


def test_follow_ups_stand_in_every_status_and_say_that_they_are_invented(people):
    demo.load_workshops(people)

    assert set(FollowUp.objects.values_list("status", flat=True)) == set(FollowUp.Status)
    assert all(row.task.startswith("Contoh: ") for row in FollowUp.objects.all())
    said = FollowUpNote.objects.exclude(text="").exclude(act="assigned")
    assert all(re.match("Contoh: ", note.text) for note in said)
    assert FollowUp.objects.overdue().exists()
    assert any(row.was_moved for row in FollowUp.objects.all())


def test_loading_again_changes_nothing(people):
    demo.load_workshops(people)
    before = FollowUpNote.objects.count()
    Workshop.objects.update(title="Diganti orang")

    demo.load_workshops(people)

    assert (Workshop.objects.count(), FollowUpNote.objects.count()) == (1, before)
