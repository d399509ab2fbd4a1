"""What is out of step between needs, decrees and projects: each check finds its own, and nothing else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    make_agency,
    make_decree,
    make_district,
    make_location,
    make_organisation,
    make_output,
    make_project,
    make_user,
    make_village,
)
from tests.villages.planning import LIGHT, make_needs, make_plan
from villages.models import Handover, Village
from villages.queries.out_of_step import CHECKS, out_of_step

pytestmark = pytest.mark.django_db
LIST, DETAIL = "villages:out-of-step-list", "villages:out-of-step-detail"
KEYS = (
    "tanpa-kegiatan",
    "luar-sk",
    "tanpa-nilai",
    "dua-opd",
    "tanpa-hasil",
    "belum-serah-terima",
    "berlebih",
    "tanpa-baseline",
)
ADDRESSES = [(LIST, []), *((DETAIL, [key]) for key in KEYS)]


def found(key, villages=None):
    """(label, RT, detail) of every row of a check."""
    checks = out_of_step(Village.objects.all() if villages is None else villages)
    check = next(item for item in checks if item.key == key)
    return [(row.label, row.rt, row.detail) for row in map(check.show, check.rows)]


def in_decree(*neighbourhoods):
    """Name the RTs in a decree in force."""
    location = make_location(make_decree(), neighbourhoods[0].village)
    location.neighbourhoods.add(*neighbourhoods)
    return location


def delivered(neighbourhood, **fields):
    project = make_project(neighbourhood.village, status="finished", **fields)
    make_output(project, neighbourhood, delivered=50, delivered_on=date(2023, 5, 1))
    return project


# --- each check ---------------------------------------------------------------------------------------------


def test_needs_without_programme_score_somewhere_and_are_planned_nowhere():
    """Poor roads of 20 % score nothing; unsafe water is planned for; drains score in one of two RTs."""
    first, __ = make_needs(
        {"poor_road_m": 200, "unsafe_water_households": 96, "missing_drain_m": 300},
        {"missing_drain_m": 100},
    )
    make_plan(first, "3a", 1)

    assert found("tanpa-kegiatan") == [("4b drainase belum ada", "", "400 m di 2 RT")]


def test_a_cancelled_project_is_no_programme():
    (rt,) = make_needs({"missing_drain_m": 300})
    make_plan(rt, "4b", 300, status="cancelled", cancel_reason="Batal")

    assert found("tanpa-kegiatan") == [("4b drainase belum ada", "", "300 m di 1 RT")]


def test_projects_outside_the_decree_are_open_and_aim_at_none_of_its_rts():
    inside, outside = make_needs({"poor_road_m": 800}, {"poor_road_m": 800})
    in_decree(inside)
    make_plan(inside, name="Di dalam")
    make_plan(outside, name="Di luar", year=2026, agency=make_agency(short_name="PUPR"))
    make_plan(outside, name="Sudah selesai", status="finished")

    assert found("luar-sk") == [("Di luar", "", "PUPR, 2026, berjalan")]


def test_a_project_tied_to_a_location_is_inside():
    (rt,) = make_needs({"poor_road_m": 800})
    location = make_location(make_decree(), rt.village)
    make_plan(rt, location=location)

    assert found("luar-sk") == []


def test_a_decree_that_ended_names_nothing():
    (rt,) = make_needs({"poor_road_m": 800})
    make_location(make_decree(status="revoked"), rt.village).neighbourhoods.add(rt)
    make_plan(rt, name="Paving")

    assert [label for label, *__ in found("luar-sk")] == ["Paving"]


@pytest.mark.parametrize(("length", "rows"), [("249.94", 1), ("249.95", 0)])
def test_a_plan_aims_at_nothing_where_the_indicator_scores_0(length, rows):
    (rt,) = make_needs({"poor_road_m": length})
    make_plan(rt, "2b", 50, name="Paving")

    assert len(found("tanpa-nilai")) == rows
    if rows:
        assert found("tanpa-nilai") == [
            (
                "2b jalan rusak: Paving",
                "RT 001 RW 001",
                "pelaksana belum diisi, rencana 50 m, sisa kebutuhan 249,94 m",
            )
        ]


def test_two_agencies_on_the_same_rt_and_indicator():
    first, second = make_needs({"poor_road_m": 800}, {"poor_road_m": 800})
    pupr, perkim = make_agency(short_name="PUPR"), make_agency(short_name="Perkim")
    make_plan(first, "2b", 100, agency=pupr, name="A")
    make_plan(first, "2b", 50, agency=perkim, name="B")
    make_plan(first, "2b", 10, name="Dana desa")
    make_plan(first, "3a", 10, agency=perkim, name="C")
    make_plan(second, "2b", 10, agency=pupr, name="D")
    make_plan(second, "2b", 10, agency=pupr, name="E")
    make_plan(second, "2b", 10, agency=perkim, status="finished", name="F")

    assert [row[0] for row in found("dua-opd")] == ["2b jalan rusak: A", "2b jalan rusak: B"]


@pytest.mark.parametrize(("planned", "rows"), [(300, 0), (301, 1)])
def test_more_is_planned_than_needed(planned, rows):
    """500 m are planned already where 800 m remain."""
    (rt,) = make_needs({"poor_road_m": 800})
    make_plan(rt, "2b", 500)
    make_plan(rt, "2b", planned)

    expected = ("2b jalan rusak", "RT 001 RW 001", "rencana 801 m, kebutuhan 800 m")
    assert found("berlebih") == [expected][:rows]


def test_what_adds_up_to_the_need_is_not_more():
    (rt,) = make_needs({"flooded_area_ha": "0.3"})
    make_plan(rt, "4a", "0.1")
    make_plan(rt, "4a", "0.2")

    assert found("berlebih") == []

    make_plan(rt, "4a", "0.000001")

    assert len(found("berlebih")) == 1


def test_where_nothing_is_needed_a_plan_is_not_called_too_large():
    """It is called aimed at nothing."""
    (rt,) = make_needs({"poor_road_m": 0})
    make_plan(rt, "2b", 5)

    assert found("berlebih") == []
    assert len(found("tanpa-nilai")) == 1


def test_plans_where_no_survey_says_what_is_needed():
    (rt,) = make_needs({"poor_road_m": 800})
    unknown = rt.village.neighbourhoods.create(rw="009", rt="009")
    make_plan(rt, name="Diketahui")
    make_plan(unknown, name="Tidak diketahui")

    assert [(row[0], row[1]) for row in found("tanpa-baseline")] == [
        ("2b jalan rusak: Tidak diketahui", "RT 009 RW 009")
    ]
    assert found("tanpa-nilai") == []


def test_finished_projects_without_delivered_output():
    (rt,) = make_needs({"poor_road_m": 800})
    make_plan(rt, name="Hanya rencana", status="finished", year=2025)
    make_project(rt.village, name="Kosong", status="finished", year=2024)
    make_plan(rt, name="Berjalan")
    delivered(rt, name="Ada hasil")

    assert [row[0] for row in found("tanpa-hasil")] == ["Hanya rencana", "Kosong"]


def test_delivered_outputs_that_nobody_took_over():
    (rt,) = make_needs({"poor_road_m": 800})
    kpp = make_organisation(rt.village)
    delivered(rt, name="A", year=2023)
    delivered(rt, name="B", year=2022, maintainer=kpp)
    done = delivered(rt, name="C")
    Handover.objects.create(project=done, maintainer=kpp, handed_over_on=date(2023, 6, 1))

    assert found("belum-serah-terima") == [
        ("A", "", "pelaksana belum diisi, 2023, selesai, KPP belum ditunjuk"),
        ("B", "", "pelaksana belum diisi, 2022, selesai"),
    ]


def test_where_all_is_in_step_nothing_is_found():
    (rt,) = make_needs({"poor_road_m": 800})
    in_decree(rt)
    make_plan(rt, "2b", 800)

    for check in out_of_step(Village.objects.all()):
        assert list(check.rows) == [], check.key


# --- the pages ----------------------------------------------------------------------------------------------


@pytest.fixture
def drains():
    """Missing drains in Alun (Kraksaan) and Bantar (Pajarakan), planned by nobody."""
    (alun,) = make_needs({"missing_drain_m": 300}, name="Alun", code="35.13.14.2001")
    district = make_district(code="35.13.16", name="Pajarakan")
    (bantar,) = make_needs({"missing_drain_m": 800}, name="Bantar", district=district)
    return alun, bantar


def counts(client, **query):
    response = client.get(reverse(LIST), query)
    assert response.status_code == 200
    return {check.key: count for check, count in response.context["checks"]}


def names(client, key, **query):
    response = client.get(reverse(DETAIL, args=[key]), query)
    assert response.status_code == 200
    return [row.village for row in response.context["page"]]


def test_list_counts_each_check_and_says_what_to_do(client, citra, drains):
    client.force_login(citra)

    assert counts(client)["tanpa-kegiatan"] == 2
    assert set(counts(client).values()) == {0, 2}
    text = client.get(reverse(LIST)).content.decode()
    assert "Usulkan kegiatannya" in text
    assert text.count("Tidak ada.") == len(CHECKS) - 1


def test_pages_follow_place(client, citra, drains):
    client.force_login(citra)

    assert counts(client, kecamatan="35.13.16")["tanpa-kegiatan"] == 1
    assert names(client, "tanpa-kegiatan", q="alun") == ["Alun"]
    assert names(client, "tanpa-kegiatan", kecamatan="99.99.99") == []


def test_people_see_their_own_villages(client, ani, budi, vina, drains):
    drains[0].village.assistants.add(ani)

    for person, villages in ((ani, ["Alun"]), (budi, []), (vina, ["Alun", "Bantar"])):
        client.force_login(person)
        assert names(client, "tanpa-kegiatan") == villages
        assert counts(client)["tanpa-kegiatan"] == len(villages)


def test_each_row_leads_to_where_it_is_put_right(client, citra, drains):
    client.force_login(citra)
    text = client.get(reverse(DETAIL, args=["tanpa-kegiatan"])).content.decode()

    assert 'href="/satu-data/35.13.14.2001/?kriteria=4b#rt"' in text


def test_an_unknown_check_is_not_found(client, citra):
    client.force_login(citra)

    assert client.get(reverse(DETAIL, args=["apa-saja"])).status_code == 404


def test_without_findings_the_page_says_so(client, citra):
    client.force_login(citra)

    text = client.get(reverse(DETAIL, args=["dua-opd"])).content.decode()

    assert "Tidak ada temuan: semuanya selaras." in text


def test_pages_need_a_role(client):
    client.force_login(make_user("tamu"))

    assert client.get(reverse(LIST)).status_code == 403
    assert client.get(reverse(DETAIL, args=["dua-opd"])).status_code == 403


def test_export_has_exactly_the_rows_of_the_list(client, citra, drains):
    client.force_login(citra)
    address = reverse("villages:out-of-step-export", args=["tanpa-kegiatan", "csv"])

    response = client.get(address, {"q": "alun"})

    assert b"".join(response.streaming_content).decode("utf-8-sig").splitlines() == [
        "Kode desa;Desa;Kecamatan;RT;Temuan;Keterangan",
        "35.13.14.2001;Alun;Kraksaan;;4b drainase belum ada;300 m di 1 RT",
    ]


def everything_wrong():
    """A village in which every check finds something."""
    (rt,) = make_needs(LIGHT | {"flooded_area_ha": "0.1"}, village=make_village())
    make_plan(rt, "2b", 700, agency=make_agency())
    make_plan(rt, "2b", 700, agency=make_agency())
    make_plan(rt, "4a", 1)
    make_plan(rt.village.neighbourhoods.create(rw="009", rt="009"))
    make_project(rt.village, status="finished")
    delivered(rt)


@pytest.mark.parametrize(("name", "args"), ADDRESSES, ids=str)
def test_pages_ask_no_more_for_three_villages_than_for_one(client, citra, name, args):
    client.force_login(citra)
    asked = []
    for number in (1, 2):
        for __ in range(number):
            everything_wrong()
        address = reverse(name, args=args)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        asked.append(len(queries))
        if args:
            assert len(response.context["page"].object_list) >= 2 * number - 1

    assert asked[0] == asked[1]


def test_every_check_is_tested():
    assert tuple(check.key for check in out_of_step(Village.objects.all())) == KEYS
