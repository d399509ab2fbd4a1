"""Undoing a saved import of interventions as a whole, without touching what people did since."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    make_agency,
    make_baseline,
    make_neighbourhood,
    make_organisation,
    make_output,
    make_project,
    make_village,
)
from tests.villages.intervention_sheets import cells, imported, preview, register, sheet
from villages.actions.import_undo import import_undo, plan_undo
from villages.models import (
    Condition,
    Handover,
    Inspection,
    Locked,
    Neighbourhood,
    Output,
    Project,
    WorkWeek,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    return make_village(name="Kebonagung")


@pytest.fixture(autouse=True)
def rt(village):
    return make_neighbourhood(village, "001", "001")


def undo(batch, by=None):
    return import_undo(batch=batch, by=by)


def edit(thing, **fields):
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.version += 1
    thing.save()


def shares(project):
    project.refresh_from_db()
    return {str(source): int(amount) for source, amount in project.shares}


# --- what was created goes ---------------------------------------------------------------------------


def test_everything_that_an_import_created_goes(village, citra):
    batch = imported(sheet(cells(village), cells(village, kegiatan="Lain", volume=5)), by=citra)

    undo(batch, by=citra)

    assert not Project.objects.exists()
    assert not Output.objects.exists()
    assert Neighbourhood.objects.count() == 1
    batch.refresh_from_db()
    assert (batch.status, batch.undone_by) == ("undone", citra)
    last = Output.history.first()
    assert (last.history_type, last.history_change_reason) == ("-", f"pembatalan impor #{batch.pk}")
    assert Project.history.first().history_user == citra


def test_conditions_are_as_before(village, ani, citra):
    make_baseline(village, year=2022, records=1, status="verified", by=ani, verifier=citra)
    earlier = imported(sheet(cells(village, volume=10)))
    before = list(Condition.objects.order_by("pk").values_list("year", "poor_road_m"))
    batch = imported(sheet(cells(village)))

    undo(batch)

    assert list(Condition.objects.order_by("pk").values_list("year", "poor_road_m")) == before
    undo(earlier)
    assert set(Condition.objects.values_list("poor_road_m", flat=True)) == {before[0][1]}


def test_a_joined_project_loses_what_it_got(village):
    project = make_project(village, name="Jalan Paving", year=2023)
    batch = imported(sheet(cells(village), cells(village, volume=3, sumber_dana="CSR")))
    assert shares(project) == {"regency": 160_000_000, "private": 60_000_000}

    undo(batch)

    assert shares(project) == {"regency": 100_000_000}
    assert (project.budget_rp, project.outputs.count()) == (100_000_000, 0)


def test_undoing_one_import_after_the_other_leaves_nothing(village):
    first = imported(sheet(cells(village)))
    second = imported(sheet(cells(village, volume=5)))

    undo(second)
    undo(first)

    assert not Project.objects.exists()


def test_undoing_the_older_import_keeps_what_the_newer_wrote(village):
    first = imported(sheet(cells(village)))
    imported(sheet(cells(village, volume=5, anggaran=7)))

    undo(first)

    project = Project.objects.get()
    assert (project.outputs.get().delivered, shares(project)) == (5, {"regency": 7})


# --- what was changed comes back ---------------------------------------------------------------------


def test_changed_cells_get_their_old_values(village, rt):
    make_agency(short_name="DLH")
    other = make_neighbourhood(village, "001", "002")
    imported(sheet(cells(village)))
    (row,) = register()
    changes = {
        "rt": "002", "kriteria": "2a", "volume": 9, "selesai_pada": "1-6-2023", "rencana": 8,
        "anggaran": 5, "sumber_dana": "APBN", "kegiatan": "Lain", "tahun": 2022, "opd": "DLH",
        "status": "Berjalan", "skema": "Swadaya",
    }  # fmt: skip
    batch = imported(sheet(row | changes))
    output, project = Output.objects.get(), Project.objects.get()
    assert (output.neighbourhood, output.planned, project.name) == (other, 8, "Lain")
    assert shares(project) == {"state": 5}

    undo(batch)

    assert register() == [row]
    output.refresh_from_db()
    assert (output.neighbourhood, output.planned, output.version) == (rt, None, 3)
    assert (shares(project), project.agency) == ({"regency": 60_000_000}, None)


def test_the_budget_of_a_whole_project_comes_back(village, rt):
    project = make_project(village)
    make_output(project, rt)
    (row,) = register()
    batch = imported(sheet(row | {"anggaran": 5, "sumber_dana": "APBN"}))

    undo(batch)

    assert (shares(project), project.budget_rp) == ({"regency": 100_000_000}, 100_000_000)


# --- what people did since stays ---------------------------------------------------------------------


def test_a_cell_that_was_changed_since_stays_and_is_named(village):
    make_neighbourhood(village, "001", "002")
    imported(sheet(cells(village)))
    (row,) = register()
    batch = imported(sheet(row | {"volume": 9, "rencana": 8, "rt": "002"}))
    third = make_neighbourhood(village, "001", "003")
    edit(Output.objects.get(), delivered=11, neighbourhood=third)

    kept = {(item.place, item.column, item.written, item.now) for item in plan_undo(batch).kept}
    undo(batch)

    assert kept == {
        ("RT 003 RW 001", "Volume hasil", "9", "11"),
        ("RT 003 RW 001", "RT", "RT 002 RW 001", "RT 003 RW 001"),
    }
    output = Output.objects.get()
    assert (output.delivered, output.planned, output.neighbourhood) == (11, None, third)


def test_an_output_that_was_changed_since_stays_with_its_project(village):
    batch = imported(sheet(cells(village), cells(village, volume=5, anggaran=7)))
    edit(Output.objects.order_by("pk")[0], delivered=41)

    plan = undo(batch)

    assert [output.delivered for output in plan.stays_outputs] == [41]
    project = Project.objects.get()
    assert (project.outputs.get().delivered, shares(project)) == (41, {"regency": 60_000_000})


def test_an_output_that_was_changed_back_goes(village):
    batch = imported(sheet(cells(village)))
    edit(Output.objects.get(), delivered=41)
    edit(Output.objects.get(), delivered=40)

    undo(batch)

    assert not Project.objects.exists()


@pytest.mark.parametrize("work", [{"name": "Jalan Beton"}, {"status": "running"}, {"note": "Baik"}])
def test_a_project_that_was_changed_since_stays(village, work):
    batch = imported(sheet(cells(village)))
    edit(Project.objects.get(), **work)

    plan = undo(batch)

    project = Project.objects.get()
    assert plan.stays_projects == [project]
    assert (project.outputs.count(), shares(project)) == (0, {})


def test_a_budget_that_was_lowered_since_stays(village):
    project = make_project(village, name="Jalan Paving", year=2023)
    batch = imported(sheet(cells(village)))
    edit(project, budget_rp=1, regency_rp=1)

    (kept,) = plan_undo(batch).kept
    undo(batch)

    assert (kept.column, kept.now) == ("Anggaran", "Rp\u00a01")
    assert (shares(project), project.outputs.count()) == ({"regency": 1}, 0)


def test_what_was_deleted_since_is_counted(village):
    batch = imported(sheet(cells(village), cells(village, kegiatan="Lain")))
    Project.objects.get(name="Lain").delete()

    plan = undo(batch)

    assert plan.gone_count == 1
    assert not Project.objects.exists()


# --- when it is too late, and who may -----------------------------------------------------------------


def week(project):
    WorkWeek.objects.create(project=project, number=1, starts_on=date(2023, 5, 1))


def handover(project):
    kpp = make_organisation(project.village)
    Handover.objects.create(project=project, maintainer=kpp, handed_over_on=date(2023, 6, 1))


def inspection(project):
    Inspection.objects.create(project=project, due_on=timezone.localdate())


@pytest.mark.parametrize("record", [week, handover, inspection])
def test_nothing_is_undone_once_work_was_recorded(village, record):
    batch = imported(sheet(cells(village), cells(village, kegiatan="Lain")))
    record(Project.objects.get(name="Lain"))

    with pytest.raises(Locked, match="Pelaksanaannya sudah dicatat: Lain"):
        undo(batch)

    assert Output.objects.count() == 2


def test_work_on_a_joined_project_is_no_obstacle(village):
    project = make_project(village, name="Jalan Paving", year=2023)
    batch = imported(sheet(cells(village)))
    week(project)

    undo(batch)

    assert project.outputs.count() == 0


def test_only_what_is_saved_can_be_undone(village):
    batch = preview(sheet(cells(village)))

    with pytest.raises(ValidationError, match="Hanya impor yang sudah disimpan"):
        undo(batch)


@pytest.mark.parametrize("person", ["ani", "dedi", "vina", "adi"])
def test_nobody_else_undoes_an_import(village, citra, person, request):
    batch = imported(sheet(cells(village)), by=citra)

    with pytest.raises(PermissionDenied):
        undo(batch, by=request.getfixturevalue(person))

    assert Output.objects.count() == 1


def test_undoing_asks_as_much_for_many_rows_as_for_one(village):
    counts = []
    for numbers in (range(1, 2), range(2, 42)):
        batch = imported(sheet(*(cells(village, volume=n, kegiatan=f"J{n % 9}") for n in numbers)))
        with CaptureQueriesContext(connection) as queries:
            undo(batch)
        counts.append(len(queries))

    assert counts[0] == counts[1]
