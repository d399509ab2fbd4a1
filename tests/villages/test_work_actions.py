"""Acts on weeks and money of padat karya: who may, when, and what the checks hold back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import make_disbursement, make_project, make_week, make_work
from villages.actions.work import delete_disbursement, delete_week, save_disbursement, save_week
from villages.models import Disbursement, Project, WorkWeek

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(village):
    """A running project of ani's village that received its first stage."""
    project = make_work(village)
    make_disbursement(project)
    return project


def new_week(project, number=1, **fields):
    values = {
        "starts_on": date(2021, 9, 6) + timedelta(weeks=number - 1),
        "days": 6,
        "men": 8,
        "women": 2,
        "poor_workers": 7,
        "person_days": Decimal(60),
        "wages_rp": 6_000_000,
        "materials_rp": 2_000_000,
        "physical_percent": Decimal(10 * number),
        "financial_percent": Decimal(8 * number),
    }
    return WorkWeek(project=project, number=number, **values | fields)


def new_stage(project, stage=2, **fields):
    values = {"disbursed_on": date(2021, 9, 27), "amount_rp": 120_000_000}
    return Disbursement(project=project, stage=stage, **values | fields)


def errors(act, **things):
    with pytest.raises(ValidationError) as caught:
        act(**things)
    error = caught.value
    return error.message_dict if hasattr(error, "error_dict") else error.messages


def test_a_week_is_saved_with_its_history(ani, work):
    week = save_week(week=new_week(work), by=ani)

    assert (week.version, week.workers, week.spent_rp) == (1, 10, 8_000_000)
    week.men = 9
    save_week(week=week, by=ani)
    latest, first = WorkWeek.history.filter(id=week.pk)
    assert (latest.men, latest.version, latest.history_user) == (9, 2, ani)
    assert (first.men, first.history_type) == (8, "+")


def test_a_blocking_finding_holds_the_week_back_at_its_field(ani, work):
    found = errors(save_week, week=new_week(work, poor_workers=11), by=ani)

    assert list(found) == ["poor_workers"]
    assert found["poor_workers"][0].startswith("MBR 11 orang, padahal pekerja hanya 10.")
    assert work.weeks.count() == 0


def test_a_warning_does_not_hold_the_week_back(ani, work):
    week = save_week(week=new_week(work, wages_rp=9_000_000), by=ani)

    assert work.weeks.get() == week


def test_progress_may_fall_with_a_note(ani, work):
    make_week(work, physical_percent=40, financial_percent=8)

    assert list(errors(save_week, week=new_week(work, 2), by=ani)) == ["physical_percent"]
    save_week(week=new_week(work, 2, note="Sebagian longsor karena banjir."), by=ani)

    assert work.weeks.count() == 2


def test_more_than_was_received_needs_a_note(ani, village):
    project = make_work(village)

    assert list(errors(save_week, week=new_week(project), by=ani)) == ["materials_rp"]
    save_week(week=new_week(project, note="Ditalangi LKM sampai tahap 1 cair."), by=ani)

    assert project.weeks.count() == 1


def test_a_number_is_used_once(ani, work):
    make_week(work)

    assert errors(save_week, week=new_week(work), by=ani) == {
        "__all__": ["Minggu ini sudah diisi."]
    }


def test_a_week_to_come_is_not_recorded(ani, village):
    today = timezone.localdate()
    project = make_work(village, starts_on=today, ends_on=today + timedelta(days=60))
    week = new_week(project, starts_on=today + timedelta(days=1))

    assert errors(save_week, week=week, by=ani) == {"starts_on": ["Tanggal ini belum tiba."]}


@pytest.mark.parametrize("status", ["proposed", "budgeted"])
def test_no_weeks_before_the_work_begins(ani, village, status):
    project = make_work(village, status=status)

    (message,) = errors(save_week, week=new_week(project), by=ani)

    assert message.startswith("Kegiatan ini belum dikerjakan.")


def test_weeks_of_a_finished_project_may_be_entered_later(ani, work):
    Project.objects.get(pk=work.pk)
    work.status = "finished"
    work.save()

    save_week(week=new_week(work), by=ani)

    assert work.weeks.count() == 1


def test_a_cancelled_project_keeps_its_record_as_it_is(ani, village):
    project = make_work(village, status="cancelled", cancel_reason="Lahan tidak tersedia.")
    week, stage = make_week(project), make_disbursement(project)

    for act, thing in (
        (save_week, {"week": week}),
        (delete_week, {"week": week}),
        (save_disbursement, {"disbursement": stage}),
        (delete_disbursement, {"disbursement": stage}),
    ):
        assert errors(act, **thing, by=ani) == [
            "Kegiatan ini dibatalkan; catatannya tidak dapat diubah."
        ]


def test_only_padat_karya_keeps_weeks_and_stages(citra, village):
    project = make_project(village)

    for act, thing in (
        (save_week, {"week": new_week(project)}),
        (save_disbursement, {"disbursement": new_stage(project)}),
    ):
        assert errors(act, **thing, by=citra) == [
            "Hanya kegiatan padat karya mempunyai catatan ini."
        ]


@pytest.mark.parametrize("person", ["budi", "dedi", "vina", "adi"])
def test_others_may_not(person, work, request):
    by = request.getfixturevalue(person)
    week, stage = make_week(work), work.disbursements.get()

    for act, thing in (
        (save_week, {"week": week}),
        (delete_week, {"week": week}),
        (save_disbursement, {"disbursement": stage}),
        (delete_disbursement, {"disbursement": stage}),
    ):
        with pytest.raises(PermissionDenied):
            act(**thing, by=by)
    assert (work.weeks.count(), work.disbursements.count()) == (1, 1)


def test_bappeda_may(citra, work):
    save_week(week=new_week(work), by=citra)
    save_disbursement(disbursement=new_stage(work), by=citra)

    assert (work.weeks.count(), work.disbursements.count()) == (1, 2)


def test_a_deleted_week_stays_in_the_history(ani, work):
    week = make_week(work)

    delete_week(week=week, by=ani)

    assert work.weeks.count() == 0
    gone = WorkWeek.history.filter(id=week.pk).first()
    assert (gone.history_type, gone.history_user) == ("-", ani)


def test_stages_add_up_to_at_most_the_budget(ani, work):
    save_disbursement(disbursement=new_stage(work, amount_rp=180_000_000), by=ani)

    found = errors(save_disbursement, disbursement=new_stage(work, 3, amount_rp=1), by=ani)

    assert found == {
        "amount_rp": [
            "Semua pencairan menjadi Rp\u00a0300.000.001, melebihi anggaran Rp\u00a0300.000.000."
        ]
    }


def test_changing_a_stage_counts_it_once(ani, work):
    stage = work.disbursements.get()
    stage.amount_rp = 300_000_000

    save_disbursement(disbursement=stage, by=ani)

    assert (stage.version, work.disbursements.get().amount_rp) == (2, 300_000_000)


def test_a_stage_to_come_is_not_recorded(ani, work):
    tomorrow = timezone.localdate() + timedelta(days=1)

    found = errors(save_disbursement, disbursement=new_stage(work, disbursed_on=tomorrow), by=ani)

    assert found == {"disbursed_on": ["Tanggal ini belum tiba."]}


def test_a_stage_is_recorded_once(ani, work):
    found = errors(save_disbursement, disbursement=new_stage(work, 1), by=ani)

    assert found == {"__all__": ["Tahap ini sudah ada."]}


@pytest.mark.parametrize(
    "fields",
    [
        {"poor_workers": 11},
        {"person_days": Decimal("60.1")},
        {"physical_percent": Decimal("100.01")},
    ],
)
def test_the_database_refuses_an_impossible_week(work, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_week(work, **fields)
