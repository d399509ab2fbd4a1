"""What decrees and locations know about themselves, and what the database refuses."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from tests.factories import make_decree, make_location, make_village
from villages.models import DecreeLocation, SlumDecree

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("decided", "due"),
    [
        (date(2021, 2, 1), date(2026, 2, 1)),
        (date(2020, 2, 29), date(2025, 3, 1)),
        (date(2019, 12, 31), date(2024, 12, 31)),
    ],
)
def test_review_is_due_five_years_on(decided, due):
    assert SlumDecree(decided_on=decided).review_due_on == due


@pytest.mark.parametrize(
    ("decided", "today", "is_due"),
    [
        (date(2021, 2, 1), date(2026, 1, 31), False),
        (date(2021, 2, 1), date(2026, 2, 1), True),
        (date(2020, 2, 28), date(2025, 2, 28), True),
    ],
)
def test_due_for_review_on_the_day_itself(decided, today, is_due):
    make_decree(decided_on=decided)

    assert SlumDecree.objects.due_for_review(on=today).exists() is is_due


@pytest.mark.parametrize("status", ["draft", "replaced", "revoked"])
def test_only_what_is_in_force_is_due(status):
    decree = make_decree(decided_on=date(2010, 1, 1), status=status)

    assert not SlumDecree.objects.due_for_review().exists()
    assert (decree.is_due_for_review, decree.days_to_review) == (False, None)


def test_days_to_review():
    decree = make_decree(decided_on=timezone.localdate().replace(month=1, day=1))

    assert decree.days_to_review == (decree.review_due_on - timezone.localdate()).days
    assert not decree.is_due_for_review


def test_drafts_are_visible_to_those_who_keep_them(citra, adi, ani, dedi, vina):
    draft, known = make_decree(status="draft"), make_decree()

    for user in (citra, adi):
        assert set(SlumDecree.objects.visible_to(user)) == {draft, known}
    for user in (ani, dedi, vina):
        assert list(SlumDecree.objects.visible_to(user)) == [known]


def refused(act, **arguments):
    with pytest.raises(IntegrityError), transaction.atomic():
        act(**arguments)


def test_a_number_stands_once():
    make_decree(number="188/1")

    refused(make_decree, number="188/1")


def test_the_database_refuses_both_links_at_once():
    refused(make_decree, amends=make_decree(), replaces=make_decree())


def test_the_database_refuses_a_decree_that_replaces_itself():
    decree = make_decree()

    refused(SlumDecree.objects.filter(pk=decree.pk).update, replaces=decree)


def test_the_database_refuses_the_same_location_in_force_twice():
    village = make_village()
    make_decree(villages=[village])

    refused(make_decree, villages=[village])


def test_the_same_location_may_stand_in_a_draft_and_in_what_is_in_force():
    village = make_village()
    make_decree(villages=[village])
    make_decree(status="draft", villages=[village])

    assert DecreeLocation.objects.in_force().count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"area_ha": 0},
        {"area_ha": -1},
        {"priority": 0},
        {"priority": 10},
        {"considerations": 2},
        {"considerations": 16},
    ],
)
def test_the_database_refuses_impossible_values(fields):
    refused(make_location, decree=make_decree(), village=make_village(), **fields)


def test_a_decree_that_another_amends_is_kept():
    decree = make_decree()
    make_decree(amends=decree)

    with pytest.raises(ProtectedError):
        decree.delete()


def test_a_village_of_a_decree_is_kept():
    village = make_village()
    make_decree(villages=[village])

    with pytest.raises(ProtectedError):
        village.delete()


def test_a_decree_decided_tomorrow_is_not_due():
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert not make_decree(decided_on=tomorrow).is_due_for_review
