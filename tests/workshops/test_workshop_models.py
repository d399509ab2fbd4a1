"""What workshops and their parts know about themselves, and what the database refuses."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import make_agency, make_workshop
from tests.workshops.things import make_material
from workshops.models import Participant, Workshop, WorkshopSession
from workshops.models.workshop import day_span

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2021, 11, 29), date(2021, 11, 29), "29 November 2021"),
        (date(2021, 11, 29), date(2021, 11, 30), "29–30 November 2021"),
        (date(2021, 11, 30), date(2021, 12, 1), "30 November – 1 Desember 2021"),
        (date(2021, 12, 31), date(2022, 1, 1), "31 Desember 2021 – 1 Januari 2022"),
    ],
)
def test_days_are_written_as_people_write_them(first, last, words):
    assert day_span(first, last) == words


@pytest.mark.parametrize(
    "fields",
    [
        {"mode": "hybrid", "place": ""},
        {"mode": "onsite", "place": ""},
        {"mode": "radio"},
        {"last_day": date(2021, 11, 28)},
        {"budget_year": 1999},
    ],
)
def test_database_refuses_an_impossible_workshop(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_workshop(**fields)


def test_a_wrong_last_day_is_said_at_its_field():
    workshop = Workshop(first_day=date(2021, 11, 29), last_day=date(2021, 11, 28))

    with pytest.raises(ValidationError) as refused:
        workshop.clean()

    assert list(refused.value.error_dict) == ["last_day"]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "dance"},
        {"starts": time(9), "ends": time(9)},
        {"ends": time(9)},
    ],
)
def test_database_refuses_an_impossible_session(workshop, fields):
    defaults = {"kind": "panel", "title": "Panel", "day": workshop.first_day}

    with pytest.raises(IntegrityError), transaction.atomic():
        WorkshopSession.objects.create(workshop=workshop, **defaults | fields)


def test_a_session_tells_its_hours_and_speakers(workshop):
    session = WorkshopSession(
        starts=time(9), ends=time(10, 30), speakers="Kepala Bappeda\n\n  Camat Kraksaan \n"
    )

    assert session.hours == "09.00–10.30"
    assert session.speaker_list == ["Kepala Bappeda", "Camat Kraksaan"]


@pytest.mark.parametrize(
    "fields",
    [
        {"men_attended": 1},
        {"organisation": "LKM", "men_attended": 0},
        {"organisation": "LKM", "agency": True, "men_attended": 1},
    ],
)
def test_database_refuses_a_participant_of_nobody_or_of_two_bodies(workshop, fields):
    if fields.get("agency"):
        fields = fields | {"agency": make_agency()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.create(workshop=workshop, **fields)


@pytest.mark.parametrize("is_agency", [True, False])
def test_database_refuses_a_participant_twice(workshop, is_agency):
    body = {"agency": make_agency()} if is_agency else {"organisation": "LKM"}
    Participant.objects.create(workshop=workshop, name="Sekretaris", men_attended=1, **body)

    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.create(workshop=workshop, name="Sekretaris", men_attended=1, **body)


def test_database_refuses_a_material_without_file(workshop):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_material(workshop, file="")
