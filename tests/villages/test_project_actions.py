"""Interventions: who may keep which, what cannot be, and how they move from step to step."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import (
    make_agency,
    make_decree,
    make_location,
    make_organisation,
    make_output,
    make_project,
    make_village,
)
from villages.actions.project import move_project, save_project
from villages.models import Project

pytestmark = pytest.mark.django_db
Status = Project.Status


def new_project(village, **fields):
    defaults = {"name": "Paving gang", "scheme": "padat_karya", "year": 2025}
    return Project(village=village, **defaults | fields)


def refused(act, **arguments):
    """The refusal of an act, by field."""
    with pytest.raises(ValidationError) as caught:
        act(**arguments)
    return getattr(caught.value, "message_dict", caught.value.messages)


# --- who ---------------------------------------------------------------------------------------------


def test_assistants_register_padat_karya_in_their_villages(village, ani):
    project = save_project(project=new_project(village, name="  Paving   gang "), by=ani)

    stored = Project.objects.get()
    assert (stored.name, stored.status, stored.version) == ("Paving gang", "proposed", 1)
    assert project.history.get().history_user == ani


@pytest.mark.parametrize("scheme", ["programme", "village_fund", "self_help"])
def test_assistants_register_nothing_else(village, ani, scheme):
    with pytest.raises(PermissionDenied):
        save_project(project=new_project(village, scheme=scheme), by=ani)

    assert not Project.objects.exists()


def test_assistants_register_nothing_elsewhere(ani):
    with pytest.raises(PermissionDenied):
        save_project(project=new_project(make_village()), by=ani)

    assert not Project.objects.exists()


def test_agency_staff_register_what_their_agency_does(dedi):
    agency = make_agency(staff=[dedi])

    save_project(project=new_project(make_village(), scheme="programme", agency=agency), by=dedi)

    assert Project.objects.get().agency == agency


def test_agency_staff_register_nothing_for_others(dedi):
    make_agency(staff=[dedi])

    with pytest.raises(PermissionDenied):
        save_project(project=new_project(make_village(), agency=make_agency()), by=dedi)


def test_readers_register_nothing(village, vina):
    with pytest.raises(PermissionDenied):
        save_project(project=new_project(village), by=vina)


@pytest.mark.parametrize("change", ["scheme", "village"])
def test_an_assistant_cannot_give_a_project_away(village, ani, change):
    project = make_project(village, scheme="padat_karya")
    values = {"scheme": "programme", "village": make_village()}
    setattr(project, change, values[change])

    with pytest.raises(PermissionDenied):
        save_project(project=project, by=ani)

    stored = Project.objects.get()
    assert (stored.scheme, stored.village, stored.version) == ("padat_karya", village, 1)


def test_an_agency_cannot_give_a_project_away(dedi):
    agency = make_agency(staff=[dedi])
    project = make_project(agency=agency)
    project.agency = make_agency()

    with pytest.raises(PermissionDenied):
        save_project(project=project, by=dedi)

    assert Project.objects.get().agency == agency


def test_another_agencys_project_cannot_be_changed(dedi):
    make_agency(staff=[dedi])
    project = make_project(agency=make_agency())

    with pytest.raises(PermissionDenied):
        save_project(project=project, by=dedi)


def test_bappeda_changes_everybodys(citra):
    project = make_project(agency=make_agency())
    project.name = "Nama yang benar"

    save_project(project=project, by=citra)

    assert Project.objects.get().name == "Nama yang benar"


# --- what cannot be ----------------------------------------------------------------------------------


def test_an_empty_budget_is_what_the_sources_pay(village, citra):
    project = new_project(village, state_rp=200_000_000, self_help_rp=None, village_fund_rp=5)

    save_project(project=project, by=citra)

    assert Project.objects.get().budget_rp == 200_000_005


@pytest.mark.parametrize("budget", [200_000_001, 199_999_999])
def test_the_sources_add_up_to_the_budget(village, citra, budget):
    project = new_project(village, budget_rp=budget, state_rp=200_000_000)

    words = refused(save_project, project=project, by=citra)

    assert list(words) == ["budget_rp"]
    assert "jumlah sumber dananya Rp\u00a0200.000.000" in words["budget_rp"][0]


def test_it_does_not_end_before_it_starts(village, citra):
    project = new_project(village, starts_on=date(2025, 5, 2), ends_on=date(2025, 5, 1))

    assert list(refused(save_project, project=project, by=citra)) == ["ends_on"]


def test_a_day_is_long_enough(village, citra):
    project = new_project(village, starts_on=date(2025, 5, 1), ends_on=date(2025, 5, 1))

    assert save_project(project=project, by=citra).pk


def test_everything_lies_in_the_village(village, citra):
    other = make_village()
    things = {
        "location": make_location(make_decree(), other),
        "builder": make_organisation(other, "ksm"),
        "maintainer": make_organisation(other, "kpp"),
    }

    for name, thing in things.items():
        words = refused(save_project, project=new_project(village, **{name: thing}), by=citra)
        assert words == {name: ["Pilih yang ada di desa kegiatan ini."]}


def test_the_location_is_in_force_when_it_is_chosen(village, citra):
    ended = make_location(make_decree(status="revoked"), village)

    words = refused(save_project, project=new_project(village, location=ended), by=citra)

    assert words == {"location": ["Pilih lokasi dari SK yang berlaku."]}


def test_a_location_chosen_earlier_stays_when_its_decree_ends(village, citra):
    project = make_project(village, location=make_location(make_decree(status="revoked"), village))
    project.name = "Lain"

    assert save_project(project=project, by=citra).location


def test_the_village_stays_while_there_are_outputs(village, citra):
    project = make_project(village)
    make_output(project)
    project.village = make_village()

    words = refused(save_project, project=project, by=citra)

    assert words == {"village": ["Desa tidak dapat diganti selama kegiatan mempunyai keluaran."]}


def test_the_village_changes_before_there_are_outputs(village, citra):
    project, other = make_project(village), make_village()
    project.village = other

    save_project(project=project, by=citra)

    assert Project.objects.get().village == other


def test_a_new_project_may_be_further_than_proposed(village, citra):
    assert save_project(project=new_project(village, status="finished"), by=citra).pk
    assert refused(save_project, project=new_project(village, status="cancelled"), by=citra)


def test_saving_does_not_move_the_status(village, citra):
    project = make_project(village, status="running")
    project.status, project.cancel_reason = "cancelled", "Diam-diam"

    save_project(project=project, by=citra)

    stored = Project.objects.get()
    assert (stored.status, stored.cancel_reason, stored.version) == ("running", "", 2)


# --- from step to step -------------------------------------------------------------------------------


@pytest.mark.parametrize("now", Status.values)
@pytest.mark.parametrize("then", Status.values)
def test_a_project_moves_along_its_steps_only(village, citra, now, then):
    reason = "Tidak ada lahan" if now == "cancelled" else ""
    project = make_project(village, status=now, cancel_reason=reason)

    try:
        moved = move_project(project=project, status=then, by=citra, reason="Sebab")
    except ValidationError:
        moved = None

    assert bool(moved) == (then in Project.STEPS[now])
    assert Project.objects.get().status == (then if moved else now)


@pytest.mark.parametrize("reason", ["", "  "])
def test_cancelling_needs_a_reason(village, citra, reason):
    project = make_project(village)

    words = refused(move_project, project=project, status="cancelled", by=citra, reason=reason)

    assert words == {"reason": ["Tulis alasan pembatalan."]}


def test_the_reason_stays_until_the_project_is_taken_up_again(village, citra):
    project = make_project(village)

    move_project(project=project, status="cancelled", by=citra, reason=" Lahan belum ada ")

    assert Project.objects.get().cancel_reason == "Lahan belum ada"
    assert project.history.first().history_change_reason == "Lahan belum ada"

    move_project(project=project, status="proposed", by=citra)

    assert Project.objects.get().cancel_reason == ""


def test_nothing_is_finished_before_it_starts(village, citra):
    project = make_project(village, starts_on=date(2026, 3, 2))
    arguments = {"project": project, "status": "finished", "by": citra}

    words = refused(move_project, **arguments, today=date(2026, 3, 1))

    assert "baru mulai 2 Maret 2026" in words[0]
    assert move_project(**arguments, today=date(2026, 3, 2)).status == "finished"


def test_only_who_may_change_a_project_moves_it(village, ani, dedi):
    project = make_project(village, agency=make_agency())

    for person in (ani, dedi):
        with pytest.raises(PermissionDenied):
            move_project(project=project, status="finished", by=person)

    assert Project.objects.get().status == "running"
