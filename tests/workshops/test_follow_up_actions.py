"""The life of a follow-up through its acts: who may, when, and what is kept."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import make_agency, make_follow_up
from workshops.actions.follow_up import (
    assign_follow_up,
    confirm_follow_up,
    drop_follow_up,
    edit_follow_up,
    finish_follow_up,
    move_due_date,
    note_progress,
    plan_follow_ups,
    return_follow_up,
)
from workshops.models import FollowUp

pytestmark = pytest.mark.django_db
DUE = date(2022, 6, 30)


def plan(recommendation, agencies, by, **options):
    return plan_follow_ups(
        recommendation=recommendation, agencies=agencies, villages=[], due_on=DUE, by=by, **options
    )


def steps(follow_up):
    return [(note.act, note.by.username, note.text) for note in follow_up.notes.all()]


def test_each_agency_gets_its_own_follow_up(recommendation, perkim, dlh, village, citra):
    made = plan_follow_ups(
        recommendation=recommendation,
        agencies=[perkim, dlh],
        villages=[village],
        due_on=DUE,
        by=citra,
    )

    assert [(row.agency, row.task, row.status) for row in made] == [
        (perkim, "Tinjau SK Kumuh", "planned"),
        (dlh, "Tinjau SK Kumuh", "planned"),
    ]
    assert {(row.due_on, row.first_due_on, row.created_by) for row in made} == {(DUE, DUE, citra)}
    assert list(made[0].villages.all()) == [village]
    assert steps(made[0]) == [("created", "citra", "")]
    assert made[0].history.first().history_user == citra


def test_an_agency_is_not_asked_twice(recommendation, perkim, dlh, citra):
    plan(recommendation, [perkim], citra)

    with pytest.raises(ValidationError) as refused:
        plan(recommendation, [perkim, dlh], citra)

    assert refused.value.message_dict == {
        "agencies": ["Sudah ditugaskan: Perkim. Hapus centangnya."]
    }
    assert FollowUp.objects.count() == 1


def test_a_released_agency_can_be_asked_again(recommendation, perkim, citra):
    (first,) = plan(recommendation, [perkim], citra)
    drop_follow_up(follow_up=first, reason="Menunggu anggaran", by=citra)

    (second,) = plan(recommendation, [perkim], citra, task="Lebih sempit")

    assert (second.task, second.status) == ("Lebih sempit", "planned")


@pytest.mark.parametrize("person", ["ani", "dedi", "vina"])
def test_planning_is_for_bappeda(recommendation, perkim, person, request):
    with pytest.raises(PermissionDenied):
        plan(recommendation, [perkim], request.getfixturevalue(person))


def test_the_first_note_starts_it(follow_up, dedi):
    note_progress(
        follow_up=follow_up, text=" Surat dikirim ", by=dedi, link="/desa/", link_label="Desa"
    )

    follow_up.refresh_from_db()
    note = follow_up.notes.get()
    assert (follow_up.status, follow_up.version) == ("running", 2)
    assert (note.text, note.link, note.by) == ("Surat dikirim", "/desa/", dedi)
    assert follow_up.history.first().history_change_reason == "Kemajuan: Surat dikirim"


def test_another_agency_may_not(dedi, perkim):
    other = make_follow_up()

    for act in (
        lambda: note_progress(follow_up=other, text="x", by=dedi),
        lambda: finish_follow_up(follow_up=other, result="x", by=dedi),
        lambda: move_due_date(follow_up=other, due_on=DUE, reason="x", by=dedi),
        lambda: assign_follow_up(follow_up=other, assignee=None, by=dedi),
    ):
        with pytest.raises(PermissionDenied):
            act()

    other.refresh_from_db()
    assert (other.status, other.version, other.notes.count()) == ("planned", 1, 0)


def test_done_needs_a_result(follow_up, dedi):
    with pytest.raises(ValidationError) as refused:
        finish_follow_up(follow_up=follow_up, result="  ", by=dedi)

    assert refused.value.message_dict == {"text": ["Tulis hasilnya."]}


def test_from_done_to_confirmed(follow_up, dedi, citra):
    finish_follow_up(follow_up=follow_up, result="SK ditinjau", by=dedi)
    confirm_follow_up(follow_up=follow_up, comment="Terima kasih", by=citra)

    follow_up.refresh_from_db()
    assert (follow_up.status, follow_up.result) == ("confirmed", "SK ditinjau")
    assert (follow_up.done_by, follow_up.confirmed_by) == (dedi, citra)
    assert steps(follow_up) == [
        ("done", "dedi", "SK ditinjau"),
        ("confirmed", "citra", "Terima kasih"),
    ]


def test_nobody_confirms_their_own_report(follow_up, citra, kartika):
    finish_follow_up(follow_up=follow_up, result="Selesai", by=citra)

    with pytest.raises(PermissionDenied):
        confirm_follow_up(follow_up=follow_up, by=citra)
    confirm_follow_up(follow_up=follow_up, by=kartika)

    follow_up.refresh_from_db()
    assert follow_up.confirmed_by == kartika


def test_agency_staff_neither_confirm_nor_drop_nor_return(follow_up, dedi, citra):
    with pytest.raises(PermissionDenied):
        drop_follow_up(follow_up=follow_up, reason="Berat", by=dedi)
    finish_follow_up(follow_up=follow_up, result="Selesai", by=citra)

    with pytest.raises(PermissionDenied):
        confirm_follow_up(follow_up=follow_up, by=dedi)
    with pytest.raises(PermissionDenied):
        return_follow_up(follow_up=follow_up, reason="Salah", by=dedi)


@pytest.mark.parametrize("status", ["done", "confirmed", "dropped"])
def test_what_is_over_can_be_opened_again_with_a_reason(status, citra):
    follow_up = make_follow_up(status=status)

    with pytest.raises(ValidationError):
        return_follow_up(follow_up=follow_up, reason=" ", by=citra)
    return_follow_up(follow_up=follow_up, reason="Fotonya keliru", by=citra)

    follow_up.refresh_from_db()
    assert follow_up.status == "running"
    assert (follow_up.done_at, follow_up.confirmed_at, follow_up.dropped_at) == (None, None, None)
    assert steps(follow_up) == [("returned", "citra", "Fotonya keliru")]


def test_a_released_one_stays_so_while_another_took_its_place(recommendation, perkim, citra):
    dropped = make_follow_up(perkim, recommendation=recommendation, status="dropped")
    make_follow_up(perkim, recommendation=recommendation)

    with pytest.raises(ValidationError, match="sudah punya tindak lanjut"):
        return_follow_up(follow_up=dropped, reason="Keliru", by=citra)


@pytest.mark.parametrize("status", ["done", "confirmed", "dropped"])
def test_what_is_over_is_not_worked_on(status, citra):
    follow_up = make_follow_up(status=status)

    for act in (
        lambda: note_progress(follow_up=follow_up, text="x", by=citra),
        lambda: finish_follow_up(follow_up=follow_up, result="x", by=citra),
        lambda: move_due_date(follow_up=follow_up, due_on=DUE, reason="x", by=citra),
        lambda: assign_follow_up(follow_up=follow_up, assignee=None, by=citra),
        lambda: drop_follow_up(follow_up=follow_up, reason="x", by=citra),
        lambda: edit_follow_up(follow_up=follow_up, villages=[], by=citra),
    ):
        with pytest.raises(ValidationError):
            act()


def test_a_due_date_moves_with_a_reason_and_the_first_stays(follow_up, dedi):
    before = follow_up.due_on

    move_due_date(follow_up=follow_up, due_on=DUE, reason="Hujan", by=dedi)
    move_due_date(follow_up=follow_up, due_on=date(2023, 1, 1), reason="Lelang ulang", by=dedi)

    follow_up.refresh_from_db()
    assert (follow_up.due_on, follow_up.first_due_on) == (date(2023, 1, 1), before)
    assert follow_up.due_reason == "Lelang ulang"
    assert list(follow_up.notes.values_list("due_from", "due_to", "text")) == [
        (before, DUE, "Hujan"),
        (DUE, date(2023, 1, 1), "Lelang ulang"),
    ]


def test_a_due_date_does_not_move_without_reason_or_to_itself(follow_up, dedi):
    with pytest.raises(ValidationError) as silent:
        move_due_date(follow_up=follow_up, due_on=DUE, reason="", by=dedi)
    with pytest.raises(ValidationError) as same:
        move_due_date(follow_up=follow_up, due_on=follow_up.due_on, reason="Hujan", by=dedi)

    assert list(silent.value.error_dict) == ["reason"]
    assert list(same.value.error_dict) == ["due_on"]


def test_only_staff_of_the_agency_are_assigned(follow_up, dedi, citra):
    assign_follow_up(follow_up=follow_up, assignee=dedi, by=citra)

    with pytest.raises(ValidationError):
        assign_follow_up(follow_up=follow_up, assignee=citra, by=citra)

    follow_up.refresh_from_db()
    assert follow_up.assignee == dedi
    assert steps(follow_up) == [("assigned", "citra", "Dedi")]


def test_another_agency_starts_without_assignee(follow_up, dedi, citra, dlh):
    assign_follow_up(follow_up=follow_up, assignee=dedi, by=citra)
    follow_up.refresh_from_db()
    follow_up.agency = dlh

    edit_follow_up(follow_up=follow_up, villages=[], by=citra)

    follow_up.refresh_from_db()
    assert (follow_up.agency, follow_up.assignee) == (dlh, None)


def test_an_agency_that_has_one_gets_no_second_by_editing(follow_up, recommendation, dlh, citra):
    make_follow_up(dlh, recommendation=recommendation)
    follow_up.agency = dlh

    with pytest.raises(ValidationError, match="sudah punya tindak lanjut"):
        edit_follow_up(follow_up=follow_up, villages=[], by=citra)


def test_a_follow_up_needs_no_recommendation(citra):
    follow_up = make_follow_up(make_agency(), task="Dari peninjauan")

    note_progress(follow_up=follow_up, text="Mulai", by=citra)

    assert follow_up.notes.count() == 1
