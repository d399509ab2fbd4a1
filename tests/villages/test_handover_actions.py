"""Handing over to a KPP, and inspecting afterwards."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import (
    make_handover,
    make_inspection,
    make_organisation,
    make_project,
    make_village,
    make_week,
    make_work,
)
from villages.actions.handover import (
    delete_inspection,
    hand_over,
    months_after,
    plan_inspection,
    record_inspection,
    undo_handover,
)
from villages.models import Handover, Inspection, Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(village):
    """A finished project of ani's village."""
    return make_work(village, status="finished")


@pytest.fixture
def kpp(village):
    return make_organisation(village, name="Tirta Lestari")


def new_handover(project, maintainer, **fields):
    return Handover(
        project=project, maintainer=maintainer, **{"handed_over_on": date(2021, 12, 15)} | fields
    )


def errors(act, **things):
    with pytest.raises(ValidationError) as caught:
        act(**things)
    error = caught.value
    return error.message_dict if hasattr(error, "error_dict") else error.messages


def days(project):
    return [inspection.due_on for inspection in project.inspections.all()]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2021, 12, 15), 6, date(2022, 6, 15)),
        (date(2021, 12, 15), 12, date(2022, 12, 15)),
        (date(2021, 8, 31), 6, date(2022, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
    ],
)
def test_months_end_where_shorter_ones_do(day, months, later):
    assert months_after(day, months) == later


def test_handing_over_names_the_maintainer_and_proposes_inspections(ani, finished, kpp):
    hand_over(handover=new_handover(finished, kpp), by=ani)

    project = Project.objects.get(pk=finished.pk)
    assert (project.maintainer, project.version) == (kpp, 2)
    assert days(project) == [date(2022, 6, 15), date(2022, 12, 15)]
    change = project.history.first()
    assert (change.history_user, change.history_change_reason) == (ani, "Serah terima")


def test_inspections_that_are_planned_already_are_not_doubled(ani, finished, kpp):
    make_inspection(finished, due_on=date(2022, 3, 1))

    hand_over(handover=new_handover(finished, kpp), by=ani)

    assert days(finished) == [date(2022, 3, 1)]


def test_what_is_still_to_come_moves_with_the_day(ani, finished, kpp):
    handover = hand_over(handover=new_handover(finished, kpp), by=ani)
    first = finished.inspections.first()
    first.inspected_on = date(2022, 6, 16)
    first.still_there = first.good_state = first.working = first.in_use = True
    first.save()

    handover.handed_over_on = date(2021, 12, 31)
    hand_over(handover=handover, by=ani)

    assert days(finished) == [date(2022, 6, 15), date(2022, 12, 31)]
    assert handover.version == 2


def test_running_works_are_handed_over_once_all_is_done(ani, village, kpp):
    project = make_work(village)
    assert errors(hand_over, handover=new_handover(project, kpp), by=ani) == [
        "Kemajuan fisiknya belum 100 %. Isi minggu terakhirnya dulu, baru serahkan."
    ]
    week = make_week(project, physical_percent="99.99")
    assert "belum 100 %" in errors(hand_over, handover=new_handover(project, kpp), by=ani)[0]

    week.physical_percent = 100
    week.save()
    hand_over(handover=new_handover(project, kpp), by=ani)

    assert Project.objects.get(pk=project.pk).handover.maintainer == kpp


def test_other_schemes_are_finished_first(citra, village, kpp):
    project = make_project(village)

    assert errors(hand_over, handover=new_handover(project, kpp), by=citra) == [
        "Tandai kegiatan ini selesai dulu, baru serahkan."
    ]
    project.status = "finished"
    project.save()
    hand_over(handover=new_handover(project, kpp), by=citra)

    assert Handover.objects.get().project == project


def test_only_a_kpp_of_the_village_takes_over(ani, village, finished):
    ksm = make_organisation(village, kind="ksm")
    elsewhere = make_organisation(make_village())

    for maintainer in (ksm, elsewhere):
        assert errors(hand_over, handover=new_handover(finished, maintainer), by=ani) == {
            "maintainer": ["Pilih KPP di desa kegiatan ini."]
        }


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (date(2021, 9, 5), "Pekerjaan baru mulai 6 September 2021."),
        (None, "Tanggal ini belum tiba."),
    ],
)
def test_the_day_lies_between_the_start_and_today(ani, finished, kpp, day, message):
    day = day or timezone.localdate() + timedelta(days=1)
    handover = new_handover(finished, kpp, handed_over_on=day)

    assert errors(hand_over, handover=handover, by=ani) == {"handed_over_on": [message]}


def test_taking_a_handover_back_drops_what_nobody_inspected(ani, finished):
    handover = make_handover(finished)
    done = inspected(make_inspection(finished))
    make_inspection(finished, due_on=date(2022, 12, 15))

    undo_handover(handover=handover, by=ani)

    assert not Handover.objects.exists()
    assert list(finished.inspections.all()) == [done]
    assert Handover.history.first().history_type == "-"


def inspected(inspection, **answers):
    inspection.inspected_on = date(2022, 6, 17)
    inspection.inspector = "Bu Siti, KPP"
    for name in Inspection.ANSWERS:
        setattr(inspection, name, answers.get(name, True))
    inspection.save()
    return inspection


def answered(inspection, note="", **answers):
    inspection.inspected_on, inspection.note = date(2022, 6, 17), note
    for name in Inspection.ANSWERS:
        setattr(inspection, name, answers.get(name, True))
    return inspection


def test_an_inspection_is_recorded(ani, finished):
    inspection = record_inspection(inspection=answered(make_inspection(finished)), by=ani)

    assert (inspection.is_done, inspection.all_well, inspection.version) == (True, True, 2)


def test_what_is_not_well_needs_a_note(ani, finished):
    inspection = answered(make_inspection(finished), working=False)

    assert list(errors(record_inspection, inspection=inspection, by=ani)) == ["note"]
    inspection.note = "Pintu air macet; KPP memperbaiki bulan depan."
    record_inspection(inspection=inspection, by=ani)

    assert not Inspection.objects.get().all_well


def test_an_inspection_answers_all_four_questions(ani, finished):
    inspection = answered(make_inspection(finished), in_use=None, note="Belum tahu.")

    assert errors(record_inspection, inspection=inspection, by=ani) == {
        "__all__": ["Jawab keempat pertanyaan pemeriksaan."]
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        inspection.save()


def test_inspections_are_planned_after_the_work(ani, village, finished):
    running = make_work(village)

    assert errors(
        plan_inspection,
        inspection=Inspection(project=running, due_on=date(2022, 6, 1)),
        by=ani,
    ) == ["Pemeriksaan direncanakan setelah serah terima atau selesai."]
    plan_inspection(inspection=Inspection(project=finished, due_on=date(2022, 6, 1)), by=ani)

    assert days(finished) == [date(2022, 6, 1)]


def test_an_inspection_that_was_made_is_not_planned_again(ani, finished):
    inspection = inspected(make_inspection(finished))

    assert errors(plan_inspection, inspection=inspection, by=ani) == [
        "Pemeriksaan ini sudah dilakukan."
    ]


def test_overdue_is_what_nobody_made_by_its_day(finished):
    inspected(make_inspection(finished))
    late = make_inspection(finished, due_on=date(2022, 12, 15))

    assert list(Inspection.objects.overdue(on=date(2022, 12, 16))) == [late]
    assert list(Inspection.objects.overdue(on=date(2022, 12, 15))) == []


@pytest.mark.parametrize("person", ["budi", "dedi", "vina", "adi"])
def test_others_may_not(person, finished, kpp, request):
    by = request.getfixturevalue(person)
    handover, inspection = make_handover(finished, maintainer=kpp), make_inspection(finished)

    for act, thing in (
        (hand_over, {"handover": handover}),
        (undo_handover, {"handover": handover}),
        (plan_inspection, {"inspection": inspection}),
        (record_inspection, {"inspection": answered(inspection)}),
        (delete_inspection, {"inspection": inspection}),
    ):
        with pytest.raises(PermissionDenied):
            act(**thing, by=by)
    assert Handover.objects.exists()
    assert Inspection.objects.get().inspected_on is None
