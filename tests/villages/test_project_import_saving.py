"""What saving a sheet of interventions writes: projects, outputs, budgets, history, conditions."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_agency,
    make_baseline,
    make_neighbourhood,
    make_output,
    make_project,
)
from tests.villages.intervention_sheets import cells, imported, preview, sheet
from villages.actions.condition import refresh_conditions
from villages.actions.importing import PreviewOutdated, import_save
from villages.models import Condition, Output, Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def rt(village):
    """RT 001 RW 001 of ani's village."""
    return make_neighbourhood(village, "001", "001")


def shares(project):
    return {str(source): int(amount) for source, amount in project.shares}


def test_a_row_is_a_delivered_output_of_a_project(village, rt):
    batch = imported(sheet(cells(village)))

    project = Project.objects.get()
    assert (project.name, project.year, project.village) == ("Jalan Paving", 2023, village)
    assert (project.scheme, project.status, project.agency) == ("programme", "finished", None)
    assert (project.budget_rp, shares(project)) == (60_000_000, {"regency": 60_000_000})
    output = project.outputs.get()
    assert (output.neighbourhood, output.indicator, output.delivered) == (rt, "2b", 40)
    assert (output.planned, output.delivered_on) == (None, date(2023, 12, 31))
    assert (output.source, output.cost_rp, len(output.row_key)) == ("regency", 60_000_000, 64)
    assert (batch.status, batch.created_count) == ("saved", 1)


def test_rows_of_an_activity_make_one_project(village, rt):
    make_neighbourhood(village, "001", "002")
    rows = [
        cells(village, anggaran=10),
        cells(village, rt="002", kegiatan="  jalan  PAVING ", sumber_dana="Swadaya", anggaran=5),
        cells(village, kegiatan="Drainase", kriteria="4c", sumber_dana=None, anggaran=7),
        cells(village, tahun=2022, anggaran=None),
    ]

    imported(sheet(*rows))

    found = {
        (project.name, project.year): (project.outputs.count(), shares(project))
        for project in Project.objects.all()
    }
    assert found == {
        ("Jalan Paving", 2023): (2, {"regency": 10, "self_help": 5}),
        ("Drainase", 2023): (1, {"other": 7}),
        ("Jalan Paving", 2022): (1, {}),
    }


@pytest.mark.parametrize(
    ("sources", "scheme"),
    [
        (["DANA KELURAHAN / ADK / APBD KEL", "Dana Desa"], "village_fund"),
        (["SWADAYA", None], "self_help"),
        (["SWADAYA", "APBD"], "programme"),
        (["APBN PUSAT (Kementrian PUPR)", "APBN"], "programme"),
        ([None, None], "programme"),
    ],
)
def test_the_scheme_follows_from_the_sources(village, rt, sources, scheme):
    rows = [
        cells(village, sumber_dana=source, volume=number)
        for number, source in enumerate(sources, start=1)
    ]

    imported(sheet(*rows))

    assert Project.objects.get().scheme == scheme


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([{"volume": 40}, {"volume": 41}], "finished"),
        ([{"volume": 40}, {"volume": None, "rencana": 41}], "running"),
        ([{"volume": None, "rencana": 41}], "proposed"),
        ([{"volume": None, "rencana": 41, "status": "Dianggarkan"}, {"volume": 3}], "budgeted"),
    ],
)
def test_the_status_follows_from_what_was_delivered(village, rt, rows, status):
    imported(sheet(*(cells(village, **row) for row in rows)))

    assert Project.objects.get().status == status


def test_scheme_agency_and_day_can_be_written(village, rt):
    agency = make_agency(short_name="Perkim")
    row = cells(
        village, skema="padat karya", opd="perkim", selesai_pada="17 Agustus 2023", rencana=50
    )

    imported(sheet(row))

    project, output = Project.objects.get(), Output.objects.get()
    assert (project.scheme, project.agency) == ("padat_karya", agency)
    assert (output.delivered_on, output.planned) == (date(2023, 8, 17), 50)


def test_a_source_that_nobody_knows_is_kept_as_written(village, rt):
    imported(sheet(cells(village, sumber_dana="Hibah Jepang")))

    output = Output.objects.get()
    assert (output.source, output.note) == ("other", "Sumber dana tertulis: Hibah Jepang")
    assert shares(output.project) == {"other": 60_000_000}


def test_an_existing_project_is_joined_and_its_budget_grows(village, rt):
    project = make_project(village, name="Jalan paving", year=2023)

    imported(sheet(cells(village), cells(village, volume=41, sumber_dana="Swadaya", anggaran=9)))

    project.refresh_from_db()
    assert project.outputs.count() == 2
    assert shares(project) == {"regency": 160_000_000, "self_help": 9}
    assert (project.budget_rp, project.status, project.version) == (160_000_009, "running", 2)


def test_a_cancelled_project_is_not_joined(village, rt):
    make_project(
        village, name="Jalan paving", year=2023, status="cancelled", cancel_reason="Tidak jadi"
    )

    imported(sheet(cells(village)))

    assert Project.objects.exclude(status="cancelled").get().outputs.count() == 1


def test_conditions_are_brought_up_to_date(village, ani, citra):
    make_baseline(village, year=2022, records=1, status="verified", by=ani, verifier=citra)
    refresh_conditions([village])

    imported(sheet(cells(village, volume=60.5)))

    left = dict(Condition.objects.values_list("year", "poor_road_m"))
    assert (left[2022], left[2023]) == (Decimal("300.5"), 240)


def test_the_history_says_who_and_why(village, rt, citra):
    batch = imported(sheet(cells(village)), by=citra)

    for model in (Project, Output):
        entry = model.history.get()
        assert (entry.history_type, entry.history_user) == ("+", citra)
        assert entry.history_change_reason == f"impor #{batch.pk}"


def test_the_same_file_again_changes_nothing(village, rt):
    file = sheet(cells(village), cells(village, volume=7, anggaran="Rp 1.500.000"))
    imported(file)

    batch = preview(sheet(cells(village), cells(village, volume="7,0", anggaran=1_500_000)))

    assert (batch.unchanged_count, batch.row_count, batch.findings) == (2, 2, [])
    with pytest.raises(ValidationError, match="Tidak ada yang perlu disimpan"):
        import_save(batch=batch, by=None)
    assert Output.objects.count() == 2


def test_the_same_row_twice_is_the_same_output(village, rt):
    imported(sheet(cells(village), cells(village, kegiatan="JALAN PAVING")))

    assert Output.objects.count() == 1
    assert Project.objects.get().budget_rp == 60_000_000


def test_rows_that_are_refused_stop_everything(village, rt):
    batch = preview(sheet(cells(village), cells(village, rt="009")))

    with pytest.raises(ValidationError, match="Ada baris yang ditolak"):
        import_save(batch=batch, by=None)

    assert not Project.objects.exists()
    import_save(batch=batch, by=None, accept_valid=True)
    assert Output.objects.get().neighbourhood == rt


def test_a_preview_that_no_longer_holds_is_renewed(village, rt):
    batch = preview(sheet(cells(village)))
    make_project(village, name="Jalan Paving", year=2023)

    with pytest.raises(PreviewOutdated):
        import_save(batch=batch, by=None)

    assert not Output.objects.exists()
    batch.refresh_from_db()
    assert batch.plan[0]["project"] == Project.objects.get().pk
    import_save(batch=batch, by=None)
    assert Project.objects.get().outputs.count() == 1


def test_an_rt_that_was_removed_since_the_preview_is_refused(village, rt):
    batch = preview(sheet(cells(village)))
    rt.delete()

    with pytest.raises(PreviewOutdated):
        import_save(batch=batch, by=None)

    batch.refresh_from_db()
    assert (batch.accepted_count, batch.findings[0]["rule"]) == (0, "unknown_rt")


def test_only_who_may_import_projects_saves(village, rt, vina, citra):
    batch = preview(sheet(cells(village)), by=citra)

    with pytest.raises(PermissionDenied):
        import_save(batch=batch, by=vina)

    assert not Project.objects.exists()


def test_saving_asks_as_much_for_many_rows_as_for_one(village, rt):
    make_project(village, name="Jalan 0", year=2023)
    counts = []
    for numbers in (range(1, 3), range(3, 43)):  # one of two projects is there already
        names = [f"Jalan {n % 2 * n}" for n in numbers]
        rows = [
            cells(village, volume=n, kegiatan=name) for n, name in zip(numbers, names, strict=True)
        ]
        batch = preview(sheet(*rows))
        with CaptureQueriesContext(connection) as queries:
            import_save(batch=batch, by=None)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_an_output_with_a_key_of_another_row_is_not_touched(village, rt):
    project = make_project(village, name="Jalan Paving", year=2023)
    output = make_output(project, rt, delivered=40, delivered_on=date(2023, 12, 31))

    batch = imported(sheet(cells(village)))

    assert [row["state"] for row in batch.plan] == ["new"]
    output.refresh_from_db()
    assert (output.version, Output.objects.count()) == (1, 2)
