"""The register of interventions: the right rows, what they add up to, the same rows as a sheet."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories import (
    make_agency,
    make_decree,
    make_district,
    make_location,
    make_neighbourhood,
    make_output,
    make_project,
    make_village,
)
from villages.queries.waiting import overdue_projects

pytestmark = pytest.mark.django_db
LIST = reverse("villages:project-list")


@pytest.fixture
def register(client, vina, village):
    """Three interventions, read by vina: inside a location, aimed at a decreed RT, and outside."""
    client.force_login(vina)
    sukomulyo = make_village(
        name="Sukomulyo", district=make_district(code="35.13.16", name="Pajarakan")
    )
    dlh, perkim = make_agency(short_name="DLH"), make_agency(short_name="Perkim")
    location = make_location(make_decree(), village)
    decreed = make_neighbourhood(sukomulyo)
    make_location(make_decree(), sukomulyo).neighbourhoods.add(decreed)
    road = make_project(
        village, name="Paving gang", agency=dlh, year=2021, location=location, status="finished"
    )
    make_output(road, planned=50, delivered=45, delivered_on=date(2021, 9, 1))
    water = make_project(
        sukomulyo,
        name="Sambungan air",
        agency=perkim,
        year=2023,
        budget_rp=300,
        regency_rp=0,
        state_rp=300,
    )
    make_output(water, decreed, indicator="3a", planned=20)
    make_output(water, decreed, indicator="2b", planned="10.5")
    self_help = make_project(
        sukomulyo,
        name="Kerja bakti",
        scheme="self_help",
        organisation="Warga",
        year=2023,
        budget_rp=50,
        regency_rp=0,
        self_help_rp=50,
        status="cancelled",
        cancel_reason="Hujan",
    )
    return {"road": road, "water": water, "self_help": self_help, "perkim": perkim.pk}


def names(client, **query):
    """Names of the interventions listed, in order."""
    response = client.get(LIST, query)
    assert response.status_code == 200
    return [project.name for project in response.context["page"]]


ROAD, WATER, HELP = "Paving gang", "Sambungan air", "Kerja bakti"


def test_latest_year_first(client, register):
    assert names(client) == [HELP, WATER, ROAD]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "paving"}, [ROAD]),
        ({"q": "sukomulyo air"}, [WATER]),
        ({"q": "warga"}, [HELP]),
        ({"kecamatan": "35.13.16"}, [HELP, WATER]),
        ({"tahun": "2021"}, [ROAD]),
        ({"skema": "self_help"}, [HELP]),
        ({"status": "finished"}, [ROAD]),
        ({"kriteria": "2b"}, [WATER, ROAD]),
        ({"kriteria": "3a"}, [WATER]),
        ({"sumber": "state"}, [WATER]),
        ({"sumber": "regency"}, [ROAD]),
        ({"sk": "dalam"}, [WATER, ROAD]),
        ({"sk": "luar"}, [HELP]),
        ({"sk": "luar", "tahun": "2021"}, []),
        ({"status": "nonsense"}, []),
        ({"kriteria": "9z"}, []),
        ({"opd": "x"}, []),
        ({"tahun": "besok"}, []),
    ],
)
def test_filters(client, register, query, found):
    assert names(client, **query) == found


def test_filters_by_village_and_agency(client, register, village):
    assert names(client, desa=village.code) == [ROAD]
    assert names(client, opd=register["perkim"]) == [WATER]


def test_a_location_without_rts_leaves_others_outside(client, register):
    """An empty place among those named must not make every answer unknown."""
    make_location(make_decree(), make_village(), area_name="Tanpa RT")

    assert names(client, sk="luar") == [HELP]


def test_an_rt_of_a_revoked_decree_is_outside(client, register, village):
    rt = make_neighbourhood(village)
    make_location(make_decree(status="revoked"), village).neighbourhoods.add(rt)
    make_output(register["self_help"], rt)

    assert names(client, sk="luar") == [HELP]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("kegiatan", [HELP, ROAD, WATER]),
        ("anggaran", [HELP, WATER, ROAD]),
        ("-anggaran", [ROAD, WATER, HELP]),
        ("desa", [ROAD, HELP, WATER]),
        ("tahun", [ROAD, HELP, WATER]),
        ("opd", [ROAD, WATER, HELP]),
        ("-keluaran", [WATER, ROAD, HELP]),
        ("drop table", []),
    ],
)
def test_sorting(client, register, order, found):
    assert names(client, urut=order) == found


def test_totals_are_those_of_the_filtered_rows(client, register):
    everything = client.get(LIST).context["totals"]
    of_2023 = client.get(LIST, {"tahun": "2023"}).context["totals"]

    assert (everything.count, everything.budget_rp) == (3, 100_000_350)
    assert (everything.cancelled_count, everything.cancelled_rp) == (1, 50)
    assert [
        (row.indicator.code, float(row.planned), float(row.delivered))
        for row in everything.indicators
    ] == [("2b", 60.5, 45.0), ("3a", 20.0, 0.0)]
    assert (of_2023.count, of_2023.budget_rp) == (2, 350)
    assert [row.indicator.code for row in of_2023.indicators] == ["2b", "3a"]
    assert float(of_2023.indicators[0].planned) == 10.5


def test_the_page_shows_them(client, register):
    words = client.get(LIST).content.decode()

    assert "3 kegiatan, anggaran Rp\u00a0100.000.350" in words
    assert "(termasuk 1 dibatalkan, Rp\u00a050)" in words


def test_an_impossible_filter_adds_up_to_nothing(client, register):
    response = client.get(LIST, {"tahun": "besok"})

    assert response.context["totals"].count == 0
    assert "Pilih salah satu dari daftar ini." in response.content.decode()


def test_an_assistant_sees_the_own_villages(client, register, ani):
    client.force_login(ani)

    assert names(client) == [ROAD]
    assert [
        village.name
        for village in client.get(LIST).context["filterset"].form["desa"].field.queryset
    ] == ["Kebonagung"]


def test_nothing_recorded_yet(client, citra):
    client.force_login(citra)

    assert "Belum ada kegiatan yang tercatat" in client.get(LIST).content.decode()
    assert "cocok dengan saringan" in client.get(LIST, {"q": "x"}).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count(client, citra, rows, django_assert_num_queries):
    for __ in range(rows):
        project = make_project(make_village(), agency=make_agency())
        make_output(project)
        make_output(project, delivered=1, delivered_on=date(2022, 1, 1))
    client.force_login(citra)

    with django_assert_num_queries(12):
        assert len(client.get(LIST).context["page"]) == rows


# --- as a sheet --------------------------------------------------------------------------------------


def sheet(client, form="xlsx", **query):
    response = client.get(reverse("villages:project-export", args=[form]), query)
    return b"".join(response.streaming_content)


def test_the_sheet_has_a_row_per_output_in_the_columns_of_the_import(client, register, village):
    content = load_workbook(BytesIO(sheet(client))).active
    heading, *rows = [list(row) for row in content.iter_rows(values_only=True)]

    road, water = register["road"], register["water"]
    first, second = water.outputs.order_by("indicator")
    assert heading == [
        *["tahun", "kode_desa", "desa", "rw", "rt", "kriteria", "volume", "kegiatan"],
        *["sumber_dana", "anggaran", "rencana", "selesai_pada", "skema", "opd", "status", "kunci"],
    ]
    assert len(rows) == 4
    assert rows[0][2:10] == [
        *["Sukomulyo", None, None, None, None, "Kerja bakti", "Swadaya", 50],
    ]
    assert rows[0][-1] == f"K{register['self_help'].pk}"
    assert rows[1][3:10] == ["001", "001", "2b", None, "Sambungan air", "APBN", 300]
    assert rows[1][10:] == [
        *[10.5, None, "Program OPD", "Perkim", "Berjalan", f"K{water.pk}-O{first.pk}"],
    ]
    assert (rows[2][5], rows[2][9], rows[2][-1]) == ("3a", None, f"K{water.pk}-O{second.pk}")
    assert rows[3][:8] == [2021, village.code, "Kebonagung", "001", "001", "2b", 45, "Paving gang"]
    assert rows[3][11].date() == date(2021, 9, 1)
    assert rows[3][-1] == f"K{road.pk}-O{road.outputs.get().pk}"


def test_the_sheet_holds_the_filtered_rows(client, register):
    lines = sheet(client, "csv", tahun="2021").decode("utf-8-sig").splitlines()

    assert len(lines) == 2
    assert ";001;001;2b;45;Paving gang;APBD kabupaten;100000000;50;2021-09-01;" in lines[1]


def test_sheet_query_count(client, citra, django_assert_max_num_queries):
    for __ in range(5):
        make_output(make_project(agency=make_agency()))
    client.force_login(citra)

    with django_assert_max_num_queries(9):
        assert len(sheet(client, "csv").splitlines()) == 6


# --- what waits --------------------------------------------------------------------------------------


def waiting(user):
    return [(item.label, item.detail) for group in overdue_projects(user) for item in group.items]


def test_what_runs_past_its_end_waits_for_those_who_keep_it(village, ani, budi, citra, dedi, vina):
    yesterday = timezone.localdate() - timedelta(days=1)
    late = {"scheme": "padat_karya", "ends_on": yesterday}
    make_project(village, name="Terlambat", **late)
    make_output(
        make_project(village, name="Hampir", **late), delivered=1, delivered_on=date(2022, 1, 1)
    )
    make_project(village, name="Hari ini", scheme="padat_karya", ends_on=timezone.localdate())
    make_project(village, name="Selesai", status="finished", **late)
    make_project(village, name="Milik OPD", ends_on=yesterday, agency=make_agency(staff=[dedi]))

    assert [name for name, __ in waiting(ani)] == ["Terlambat", "Hampir"]
    assert waiting(ani)[0][1].endswith(": belum ada hasil")
    assert waiting(ani)[1][1].endswith(": statusnya masih berjalan")
    assert [name for name, __ in waiting(dedi)] == ["Milik OPD"]
    assert len(waiting(citra)) == 3
    assert waiting(budi) == waiting(vina) == []


def test_the_list_shows_what_is_late(client, citra, village):
    make_project(village, name="Terlambat", ends_on=date(2022, 1, 1))
    make_project(village, ends_on=date(2022, 1, 1), status="finished")
    client.force_login(citra)

    assert names(client, status="lewat") == ["Terlambat"]


# --- on the village page -----------------------------------------------------------------------------


def village_words(client, village):
    return client.get(village.get_absolute_url()).content.decode()


def test_the_village_page_shows_the_latest(client, vina, village):
    for year in range(2018, 2025):
        make_project(village, name=f"Kegiatan tahun {year}", year=year)
    client.force_login(vina)

    words = village_words(client, village)

    assert "Kegiatan tahun 2024" in words
    assert "Kegiatan tahun 2019" not in words
    assert "Semua kegiatan (7)" in words
    assert "Anggaran seluruhnya Rp\u00a0700.000.000" in words
    assert "Tambah kegiatan" not in words


@pytest.mark.parametrize(("person", "may"), [("ani", True), ("citra", True), ("dedi", False)])
def test_the_village_page_offers_to_add(client, village, person, may, request):
    client.force_login(request.getfixturevalue(person))

    assert ("Tambah kegiatan" in village_words(client, village)) is may
