"""The exported list edited and imported again: only changed cells change, whatever else is in it."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import make_agency, make_neighbourhood, make_output, make_project, make_village
from tests.villages.intervention_sheets import (
    cells,
    imported,
    only,
    plan_of,
    register,
    rules,
    sheet,
    states,
)
from villages.models import Output, Project
from villages.project_sheet import ALL_HEADINGS


@pytest.fixture
def village(citra):
    return make_village(name="Kebonagung")


@pytest.fixture
def places(village):
    """RT 001, 002 and 003."""
    return [make_neighbourhood(village, "001", f"{n:03}") for n in (1, 2, 3)]


@pytest.fixture
def paid(village, places):
    """A project whose budget is what its two outputs cost."""
    imported(
        sheet(cells(village), cells(village, rt="002", sumber_dana="Swadaya", anggaran=5_000_000))
    )
    return Project.objects.get()


@pytest.fixture
def planned(village, places):
    """A project with a budget for all of its two planned outputs."""
    project = make_project(village, name="Drainase", agency=make_agency(short_name="PUPR"))
    make_output(project, places[0], indicator="4c", planned=20)
    make_output(project, places[1], indicator="4c", planned="12.5")
    return project


def changes_of(plan):
    """{(row, heading): (old, new)} of what saving would change."""
    return {
        (row.number, heading): tuple(pair)
        for row in plan.rows
        for heading, pair in row.changes.items()
    }


def shares(project):
    project.refresh_from_db()
    return {str(source): int(amount) for source, amount in project.shares}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_uploaded_as_it_came_changes_nothing(client, citra, paid, planned, village, form):
    make_project(village, name="=1+1", organisation="CV Maju", regency_rp=0, state_rp=100_000_000)
    make_project(
        village, status="cancelled", cancel_reason="x", state_rp=40_000_000, regency_rp=60_000_000
    )
    output = planned.outputs.first()
    output.delivered, output.delivered_on = "19.25", date(2022, 5, 4)
    output.save()
    client.force_login(citra)
    response = client.get(reverse("villages:project-export", args=[form]))
    content = b"".join(response.streaming_content)

    plan = plan_of(SimpleUploadedFile(f"kegiatan.{form}", content), user=citra)

    assert plan.findings == []
    assert states(plan) == ["unchanged"] * 6


def test_only_the_cells_that_were_edited_change(paid, places):
    rows = register()
    rows[0] |= {"volume": 45, "selesai_pada": "1 Juni 2023"}
    rows[1] |= {"rt": "003", "kriteria": "2a", "rencana": 50}

    plan = plan_of(sheet(*rows))
    imported(sheet(*rows))

    day = date(2023, 12, 31)
    assert changes_of(plan) == {
        (2, "volume"): (40, 45),
        (2, "selesai_pada"): (day, date(2023, 6, 1)),
        (3, "rt"): ("RT 002 RW 001", "RT 003 RW 001"),
        (3, "kriteria"): ("2b", "2a"),
        (3, "rencana"): (None, 50),
    }
    first, second = paid.outputs.order_by("pk")
    assert (first.delivered, first.delivered_on, first.version) == (45, date(2023, 6, 1), 2)
    assert (second.neighbourhood, second.indicator, second.planned) == (places[2], "2a", 50)
    assert (second.delivered, second.cost_rp) == (40, 5_000_000)


def test_an_empty_cell_keeps_what_is_stored(paid):
    emptied = dict.fromkeys(set(ALL_HEADINGS) - {"kode_desa", "desa", "kunci"})

    plan = plan_of(sheet(*register(**emptied)))

    assert (states(plan), plan.findings) == (["unchanged", "unchanged"], [])


def test_the_old_file_still_finds_an_edited_output(paid, village):
    imported(sheet(*register(volume=45)))

    plan = plan_of(sheet(cells(village)))

    assert states(plan) == ["unchanged"]
    assert rules(plan) == [(2, "known_already", "warning")]


def test_another_indicator_must_fit_the_volumes(planned):
    rows = register()
    rows[1] |= {"kriteria": "3a", "rencana": None}  # 12,5 m are planned

    plan = plan_of(sheet(*rows))

    assert rules(plan) == [(3, "fractional", "error")]
    assert "12,5 bukan bilangan bulat, padahal satuannya KK" in only(plan).message


def test_cells_of_the_project_change_it_for_all_rows(paid):
    agency = make_agency(short_name="DLH")
    rows = register()
    rows[0] |= {"kegiatan": "Jalan Beton", "opd": "dlh", "status": "Berjalan"}
    rows[1] |= {"tahun": 2022, "skema": "Padat karya"}

    imported(sheet(*rows))

    paid.refresh_from_db()
    assert (paid.name, paid.agency, paid.status) == ("Jalan Beton", agency, "running")
    assert (paid.year, paid.scheme, paid.version) == (2022, "padat_karya", 2)


def test_rows_that_change_a_project_differently_are_refused(paid):
    rows = register()
    rows[0]["kegiatan"], rows[1]["kegiatan"] = "Jalan A", "Jalan B"

    plan = plan_of(sheet(*rows))

    assert states(plan) == ["changed", "refused"]
    assert rules(plan) == [(3, "disagrees", "error")]


def test_a_delivery_gets_its_day(planned):
    rows = register()
    rows[0]["volume"] = 20
    rows[1] |= {"volume": 12, "selesai_pada": "4-5-2022"}

    imported(sheet(*rows))

    days = planned.outputs.order_by("pk").values_list("delivered", "delivered_on")
    assert list(days) == [(20, date(2022, 12, 31)), (12, date(2022, 5, 4))]


# --- money -----------------------------------------------------------------------------------------------


def test_the_budget_follows_what_an_output_costs(paid):
    rows = register()
    rows[0]["anggaran"] = 70_000_000
    rows[1]["sumber_dana"] = "Dana desa"

    imported(sheet(*rows))

    assert shares(paid) == {"regency": 70_000_000, "village_fund": 5_000_000}
    assert paid.budget_rp == 75_000_000


def test_a_budget_of_its_own_stays_and_that_is_said(paid):
    Project.objects.filter(pk=paid.pk).update(budget_rp=100_000_000, regency_rp=95_000_000)

    plan = plan_of(sheet(*register(anggaran=1)))
    imported(sheet(*register(anggaran=1)))

    assert [finding.rule for finding in plan.findings] == ["budget_stays", "budget_stays"]
    assert shares(paid) == {"regency": 95_000_000, "self_help": 5_000_000}
    assert set(paid.outputs.values_list("cost_rp", flat=True)) == {1}


def test_the_budget_of_a_whole_project_changes_in_its_first_row(planned):
    rows = register()
    rows[0] |= {"anggaran": "Rp 120.000.000", "sumber_dana": "APBN"}

    imported(sheet(*rows))

    assert shares(planned) == {"state": 120_000_000}
    assert planned.budget_rp == 120_000_000
    assert set(planned.outputs.values_list("cost_rp", "source")) == {(None, "")}


def test_a_budget_of_several_sources_is_changed_on_its_page(planned):
    Project.objects.filter(pk=planned.pk).update(regency_rp=60_000_000, state_rp=40_000_000)
    rows = register()
    rows[0]["anggaran"] = 5

    plan = plan_of(sheet(*rows))

    assert rules(plan) == [(2, "shared_money", "error")]


# --- more and less than what was exported ------------------------------------------------------------------


def test_a_row_without_its_key_makes_another_output(planned, village):
    rows = register()
    rows.append(rows[0] | {"kunci": None, "rt": "003", "anggaran": None})

    imported(sheet(*rows))

    assert planned.outputs.count() == 3


def test_a_project_without_outputs_gets_one(village, places):
    project = make_project(village, name="Septik", status="finished")
    (row,) = register()
    assert row["kunci"] == f"K{project.pk}"

    filled = sheet(row | {"rw": "001", "rt": "002", "kriteria": "5b", "volume": 7})
    imported(filled)

    output = project.outputs.get()
    assert (output.neighbourhood, output.indicator, output.delivered) == (places[1], "5b", 7)
    assert (output.cost_rp, shares(project)) == (None, {"regency": 100_000_000})
    again = plan_of(sheet(row | {"rw": "001", "rt": "002", "kriteria": "5b", "volume": 7}))
    assert states(again) == ["unchanged"]


def test_half_an_output_is_refused(village, places):
    make_project(village)
    (row,) = register()

    plan = plan_of(sheet(row | {"rw": "001", "rt": "002"}))

    assert rules(plan) == [(2, "incomplete", "error")]


def test_the_same_key_twice_is_refused_unless_it_says_the_same(paid):
    first, second = register()

    plan = plan_of(sheet(first, first, second, second | {"volume": 1}))

    assert states(plan) == ["unchanged", "unchanged", "unchanged", "refused"]
    assert rules(plan) == [(3, "merged", "warning"), (5, "repeated_key", "error")]


def test_a_key_of_another_village_is_refused(paid):
    other = make_village()
    make_neighbourhood(other, "001", "001")
    (row, __) = register(kode_desa=other.code, desa=other.name)

    assert only(plan_of(sheet(row))).rule == "unknown_key"


def test_a_deleted_output_is_refused_by_its_key(paid):
    row, __ = register()
    Output.objects.order_by("pk")[0].delete()

    assert only(plan_of(sheet(row))).rule == "unknown_key"


@pytest.mark.parametrize(
    ("status", "advice"),
    [("Dibatalkan", "Batalkan di halaman"), ("Diusulkan", "Langkah yang mungkin: Berjalan.")],
)
def test_a_status_moves_by_its_steps(paid, status, advice):
    row, __ = register(status=status)

    plan = plan_of(sheet(row))

    assert only(plan).rule == "status"
    assert advice in only(plan).advice


# --- who ---------------------------------------------------------------------------------------------------


def test_what_others_keep_is_refused_when_it_changes(planned, dedi):
    make_agency(staff=[dedi])
    rows = register()
    rows[1]["rencana"] = 99

    plan = plan_of(sheet(*rows), user=dedi)

    assert states(plan) == ["unchanged", "refused"]
    assert "“Drainase” dikelola PUPR" in only(plan).message


def test_moving_to_another_rt_needs_the_right_too(planned, dedi):
    make_agency(staff=[dedi])
    rows = register()
    rows[1]["rt"] = "003"

    assert states(plan_of(sheet(*rows), user=dedi)) == ["unchanged", "refused"]


def test_nobody_gives_a_project_away(planned, dedi):
    planned.agency.staff.add(dedi)
    make_agency(short_name="DLH")

    plan = plan_of(sheet(*register(opd="DLH")), user=dedi)

    assert [finding.rule for finding in plan.findings] == ["gives_away", "gives_away"]


def test_the_template_is_a_sheet_that_can_be_imported(client, citra, village, places):
    client.force_login(citra)
    response = client.get(reverse("villages:import-projects-template"))
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames == ["Kegiatan", "Petunjuk", "Daftar RT", "Pilihan"]
    known = [tuple(cell.value for cell in row) for row in book["Daftar RT"].iter_rows(min_row=2)]
    assert known == [(village.code, "Kebonagung", "001", f"00{n}") for n in (1, 2, 3)]
    headings = [cell.value for cell in book["Kegiatan"][1]]
    for heading, value in cells(village).items():
        book["Kegiatan"].cell(2, headings.index(heading) + 1).value = value
    content = BytesIO()
    book.save(content)

    plan = plan_of(SimpleUploadedFile("isi.xlsx", content.getvalue()), user=citra)

    assert rules(plan) == [(2, "no_survey", "warning")]
    assert states(plan) == ["new"]
