"""What the demo holds: villages, people, decrees, and baselines in every state."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from villages.demo import decrees, figures, projects
from villages.models import (
    Agency,
    Baseline,
    CommunityOrganisation,
    Condition,
    DecreeLocation,
    Output,
    PlanningDocument,
    Project,
    Review,
    SlumDecree,
    SlumReduction,
    Village,
    WorkingGroup,
)
from villages.queries.findings import checked_records
from villages.queries.work import WorkRecord
from villages.queries.work_waiting import due_inspections, missing_weeks


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demo on a development machine, made once for all tests of this file; what it said."""
    output = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEBUG=True):
            call_command("load_demo", stdout=output)
        yield output.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db):
    """The demo, and what the command said."""
    return loaded


def baseline(name, year):
    return Baseline.objects.get(village__name=name, year=year)


def test_every_role_has_an_account(demo):
    roles = {
        user.username: [group.name for group in user.groups.all()] for user in User.objects.all()
    }

    assert roles == {
        "asisten": ["Asisten Kota"],
        "asisten2": ["Asisten Kota"],
        "bappeda": ["Bappeda"],
        "bappeda2": ["Bappeda"],
        "opd": ["OPD"],
        "pengamat": ["Pengamat"],
        "admin": ["Admin"],
    }
    assert "asisten2    Asisten Kota  kotaku-demo-2021" in demo
    assert User.objects.get(username="opd").agencies.get().short_name == "Perkim"
    assert Agency.objects.count() == 10


def test_an_account_can_enter(demo, client):
    answer = client.post("/masuk/", {"username": "asisten", "password": "kotaku-demo-2021"})

    assert (answer.status_code, answer.url) == (302, "/")


def test_the_five_villages_have_their_assistants(demo):
    villages = {
        village.code: (village.name, village.district.name, village.assistants.get().username)
        for village in Village.objects.all()
    }

    assert villages == {
        "35.13.14.2006": ("Rangkang", "Kraksaan", "asisten"),
        "35.13.14.2014": ("Kebonagung", "Kraksaan", "asisten"),
        "35.13.14.2018": ("Asembagus", "Kraksaan", "asisten2"),
        "35.13.16.2010": ("Sukokerto", "Pajarakan", "asisten"),
        "35.13.16.2011": ("Sukomulyo", "Pajarakan", "asisten2"),
    }


def test_boundaries_say_that_they_are_invented(demo):
    notes = {village.boundary["note"] for village in Village.objects.all()}

    assert notes == {"Batas ilustratif, bukan batas resmi"}
    assert all(100 < village.boundary_area_ha < 600 for village in Village.objects.all())


def test_baselines_stand_in_every_state(demo):
    found = Baseline.objects.order_by("village__name", "year")

    assert [(row.village.name, row.year, row.kind, row.status) for row in found] == [
        ("Asembagus", 2022, "initial", "returned"),
        ("Kebonagung", 2019, "initial", "verified"),
        ("Kebonagung", 2022, "replication", "draft"),
        ("Rangkang", 2022, "initial", "submitted"),
        ("Sukomulyo", 2019, "initial", "verified"),
        ("Sukomulyo", 2022, "replication", "verified"),
    ]
    assert {row.surveyor for row in found} == {"Data ilustratif"}
    assert all(8 <= row.records.count() <= 14 for row in found)


def test_steps_were_taken_by_the_people_who_may(demo):
    steps = [(event.act, event.by.username) for event in baseline("Asembagus", 2022).events.all()]

    assert steps == [("opened", "asisten2"), ("submitted", "asisten2"), ("returned", "bappeda")]
    record = baseline("Rangkang", 2022).records.first()
    assert record.history.first().history_user.username == "asisten"


def test_the_draft_has_something_to_find(demo):
    rows = checked_records(baseline("Kebonagung", 2022))
    rules = [{finding.rule for finding in row.findings} for row in rows]

    assert "above_denominator" in rules[1]
    assert rules[2] >= {"big_change"}
    assert "missing" in rules[3]
    assert not any(finding.blocking for finding in rows[0].findings)


def test_rts_are_of_several_levels(demo):
    levels = set(baseline("Sukomulyo", 2022).records.values_list("level", flat=True))

    assert levels == {"not_slum", "light", "moderate"}


@pytest.mark.parametrize("position", range(14))
def test_figures_stay_within_their_denominators(position):
    limits = figures.denominators(position)
    volumes = figures.volumes(figures.DENSE_COAST, position, limits)

    assert limits["households"] <= limits["people"]
    assert volumes["waste_system_households"] <= limits["households"]
    assert volumes["fire_equipment_buildings"] <= limits["buildings"]


def test_one_decree_is_in_force_and_one_is_a_draft(demo):
    in_force, draft = SlumDecree.objects.order_by("decided_on")

    assert (in_force.status, in_force.locations.in_force().count()) == ("in_force", 5)
    assert (draft.status, draft.amends) == ("draft", in_force)
    assert DecreeLocation.objects.filter(area_name__contains="(contoh)").count() == 6
    assert in_force.number == decrees.NUMBER


def test_interventions_stand_in_every_scheme_and_status(demo):
    rows = Project.objects.filter(name__endswith="(contoh)", note=projects.NOTE)

    assert rows.count() == len(projects.PROJECTS)
    assert set(rows.values_list("status", flat=True)) == set(Project.Status.values)
    assert {row.village.name for row in rows} == {
        "Asembagus",
        "Kebonagung",
        "Rangkang",
        "Sukokerto",
        "Sukomulyo",
    }
    cancelled = rows.get(status="cancelled")
    assert cancelled.cancel_reason == "Lahannya belum tersedia (contoh)."


def test_interventions_were_recorded_by_those_who_keep_them(demo):
    own = Project.objects.filter(agency__short_name="Perkim", note=projects.NOTE)

    assert own.count() >= 3
    assert {row.history.last().history_user.username for row in own} == {"opd"}


def test_delivered_outputs_lower_the_needs_of_their_rts(demo):
    output = Output.objects.filter(
        project__name="Peningkatan jalan lingkungan RW 002 (contoh)", delivered=120
    ).get()
    conditions = output.neighbourhood.conditions
    before, after = conditions.get(year=2020), conditions.get(year=2021)

    assert before.poor_road_m - after.poor_road_m == 120


def test_conditions_follow_from_what_was_verified_and_delivered(demo):
    call_command("rebuild_conditions", "--check", stdout=StringIO())

    years = Condition.objects.filter(neighbourhood__village__name="Kebonagung").values("year")
    assert years.order_by("year").first() == {"year": 2019}
    assert years.order_by("year").last() == {"year": timezone.localdate().year}


def test_one_reduction_is_confirmed(demo):
    reduction = SlumReduction.objects.get()

    assert (reduction.village.name, reduction.confirmed_by.username) == ("Sukomulyo", "bappeda")
    assert reduction.confirmed_ha == reduction.proposed_ha > 0


def test_padat_karya_of_2021_is_recorded_week_by_week(demo):
    works = Project.objects.filter(scheme="padat_karya", year=2021)

    assert {(work.village.name, work.budget_rp, work.status) for work in works} == {
        (name, 300_000_000, "finished")
        for name in ("Asembagus", "Kebonagung", "Rangkang", "Sukokerto", "Sukomulyo")
    }
    records = [WorkRecord(work) for work in works]
    assert {(record.days, record.spent_rp) for record in records} == {(60, 300_000_000)}
    assert sorted(record.wage_share >= 70 for record in records) == [False, True, True, True, True]
    assert not [
        item
        for record in records
        for week in record.weeks
        for item in week.findings
        if item.blocking
    ]
    assert {photo.stage for work in works for photo in work.photos.all()} == {0, 50, 100}
    assert works.filter(handover__isnull=True).get().village.name == "Sukokerto"


def test_one_padat_karya_goes_on_today(demo):
    work = Project.objects.get(scheme="padat_karya", status="running")
    today = timezone.localdate()

    assert work.starts_on < today < work.ends_on
    assert work.weeks.last().starts_on < today
    assert labels_of(missing_weeks, "asisten") == [work.name]
    assert labels_of(due_inspections, "asisten") == ["Padat karya 2021 Desa Rangkang (contoh)"]


def labels_of(provider, username):
    user = User.objects.get(username=username)
    return [item.label for group in provider(user) for item in group.items]


def test_every_village_has_an_owner_a_builder_and_one_group_that_ended(demo):
    found = CommunityOrganisation.objects.values_list("village__name", "kind", "is_active")

    villages = {name for name, kind, __ in found if kind == "lkm"}
    assert villages == {"Asembagus", "Kebonagung", "Rangkang", "Sukokerto", "Sukomulyo"}
    assert [name for name, __, is_active in found if not is_active] == ["Rangkang"]
    assert all("(contoh)" in row.name for row in CommunityOrganisation.objects.all())


def test_reviews_stand_in_every_state_and_two_are_late(demo):
    year = timezone.localdate().year
    reviews = Review.objects.filter(year=year)

    assert set(reviews.values_list("status", flat=True)) == {"not_begun", "running", "done"}
    assert reviews.overdue().count() == 2
    assert Review.objects.filter(year=2022, status="done").count() == 5


def test_documents_and_the_working_group_warn(demo):
    assert PlanningDocument.objects.count() == 4
    assert PlanningDocument.objects.ending().count() == 2
    assert [row.is_ending for row in WorkingGroup.objects.all()] == [True]
    assert WorkingGroup.objects.get().members.count() == 6
