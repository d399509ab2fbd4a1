"""Whose follow-ups are whose, how a due date stands, and what the database refuses."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import make_follow_up, make_user, make_village
from tests.workshops.things import make_note
from workshops.models import FollowUp, FollowUpNote

pytestmark = pytest.mark.django_db


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def test_who_sees_which_follow_ups(follow_up, ani, budi, citra, dedi, vina):
    elsewhere = make_follow_up(villages=[make_village(assistants=[budi])])
    nowhere = make_follow_up()

    seen = {
        user.username: set(FollowUp.objects.visible_to(user))
        for user in (ani, budi, citra, dedi, vina, make_user())
    }

    everything = {follow_up, elsewhere, nowhere}
    assert seen.pop("ani") == {follow_up}
    assert seen.pop("budi") == {elsewhere}
    assert [seen.pop(name) for name in ("citra", "dedi", "vina")] == [everything] * 3
    assert list(seen.values()) == [set()]


def test_who_changes_which_follow_ups(follow_up, ani, citra, dedi, vina):
    other = make_follow_up()

    def editable(user):
        return set(FollowUp.objects.editable_by(user))

    assert editable(citra) == {follow_up, other}
    assert editable(dedi) == {follow_up}
    assert editable(ani) == editable(vina) == set()


def test_mine_are_those_i_took_and_those_of_my_agency_that_nobody_took(perkim, dedi, citra):
    free = make_follow_up(perkim)
    taken_by_me = make_follow_up(perkim, assignee=dedi)
    make_follow_up(perkim, assignee=citra)
    make_follow_up()

    assert set(FollowUp.objects.mine(dedi)) == {free, taken_by_me}


@pytest.mark.parametrize(
    ("status", "days", "words"),
    [
        ("planned", -12, "terlambat 12 hari"),
        ("running", -1, "terlambat 1 hari"),
        ("running", 0, "tenggat hari ini"),
        ("planned", 1, "1 hari lagi"),
        ("done", 0, "dilaporkan tepat waktu"),
        ("done", -3, "dilaporkan 3 hari setelah tenggat"),
        ("confirmed", 5, "selesai tepat waktu"),
        ("dropped", -5, ""),
    ],
)
def test_due_dates_in_words(status, days, words):
    follow_up = make_follow_up(status=status, due_on=today(days))

    assert follow_up.due_words == words


def test_only_what_is_open_is_overdue():
    late = [make_follow_up(status=status, due_on=today(-1)) for status in FollowUp.Status]
    make_follow_up(due_on=today())

    assert set(FollowUp.objects.overdue()) == set(late[:2])
    assert [row.is_overdue for row in late] == [True, True, False, False, False]
    assert not FollowUp.objects.overdue(on=today(-1)).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"status": "lost"},
        {"status": "done"},
        {"status": "done", "result": "Tercapai", "done_at": timezone.now()},
        {"status": "confirmed", "result": "Tercapai"},
        {"status": "dropped"},
        {"status": "dropped", "drop_reason": "Keliru"},
        {"drop_reason": "Keliru"},
        {"confirmed_at": timezone.now()},
        {"due_on": date(2023, 1, 1)},
    ],
)
def test_database_refuses_what_no_act_could_make(change):
    follow_up = make_follow_up()

    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(pk=follow_up.pk).update(**change)


@pytest.mark.parametrize("status", ["done", "confirmed"])
def test_database_refuses_a_result_that_is_empty(status):
    follow_up = make_follow_up(status=status)

    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(pk=follow_up.pk).update(result="")


def test_an_agency_is_asked_once_unless_it_was_released(recommendation, perkim):
    make_follow_up(perkim, recommendation=recommendation, status="dropped")
    make_follow_up(perkim, recommendation=recommendation)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_follow_up(perkim, recommendation=recommendation)


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "sung"},
        {"text": ""},
        {"act": "moved", "text": "Cuaca"},
        {"due_to": date(2022, 1, 1)},
        {"link": "https://contoh.id/", "link_label": "Luar"},
        {"link": "//contoh.id/", "link_label": "Luar"},
        {"link": "/desa/", "link_label": ""},
    ],
)
def test_database_refuses_a_note_that_says_nothing_or_leads_outside(follow_up, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_note(follow_up, **fields)


def test_notes_cannot_be_changed_or_deleted(follow_up):
    note = make_note(follow_up, text="Mulai")

    for change in (
        lambda: FollowUpNote.objects.filter(pk=note.pk).update(text="Lain"),
        note.delete,
    ):
        with pytest.raises(IntegrityError, match="note locked"), transaction.atomic():
            change()

    assert follow_up.notes.get().text == "Mulai"
