"""The share of one agency: its field, what it promised and delivered, and what nobody covers of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_agency, make_output, make_project, make_user, make_village
from tests.villages.planning import LIGHT, make_needs, make_plan
from villages.models import Agency, Village
from villages.queries.agency import field_of, promises
from villages.scoring import Criterion

pytestmark = pytest.mark.django_db
PAGE = "villages:agency-share"


@pytest.fixture
def pupr():
    """Works on roads and drains."""
    return make_agency(short_name="PUPR", criteria="24")


@pytest.fixture
def opened(client):
    def open_as(user, **query):
        client.force_login(user)
        response = client.get(reverse(PAGE), query)
        assert response.status_code == 200
        return response

    return open_as


def needs(response):
    return [
        (item.village.name, item.need.code, item.need.uncovered)
        for item in response.context["page"]
    ]


# --- the field ----------------------------------------------------------------------------------------------


def test_field_is_what_was_set(pupr):
    field = field_of(pupr)

    assert field.criteria == (Criterion.ROADS, Criterion.DRAINAGE)
    assert field.codes == ["2a", "2b", "4a", "4b", "4c"]
    assert field.is_set


def test_field_follows_from_outputs_where_none_was_set():
    agency = make_agency()
    project = make_project(agency=agency)
    make_output(project, indicator="6b")
    make_output(project, indicator="3a", delivered=5, delivered_on=date(2023, 1, 1))

    field = field_of(agency)

    assert (field.criteria, field.is_set) == ((Criterion.WATER, Criterion.WASTE), False)


def test_an_agency_without_both_has_no_field(opened, citra):
    agency = make_agency()

    assert field_of(agency).codes == []
    text = opened(citra, opd=agency.pk).content.decode()
    assert "Bidang kerja OPD ini belum ditetapkan dan kegiatannya belum ada." in text


@pytest.mark.parametrize("digits", ["8", "42", "22", "x"])
def test_a_field_holds_the_digits_of_criteria_in_their_order(digits):
    with pytest.raises(ValidationError):
        Agency(name="X", short_name="X", criteria=digits).full_clean()


def test_admin_chooses_the_field_by_name(client, adi, pupr):
    client.force_login(adi)
    address = reverse("admin:villages_agency_change", args=[pupr.pk])

    text = client.get(address).content.decode()
    assert text.count(" checked") == 3  # roads, drains, and active
    client.post(address, {"name": "Dinas PU", "short_name": "PUPR", "criteria": ["6", "3"]})

    pupr.refresh_from_db()
    assert pupr.criteria == "36"
    assert pupr.history.first().criteria == "36"


# --- promised and delivered ---------------------------------------------------------------------------------


def test_promises_are_summed_by_year_and_indicator(pupr):
    (rt,) = make_needs({"poor_road_m": 800})
    make_plan(rt, "2b", 100, delivered=80, agency=pupr, year=2023, status="finished")
    make_plan(rt, "2b", 50, agency=pupr, year=2023)
    make_plan(rt, "4b", 70, agency=pupr, year=2024)
    make_plan(rt, "2b", 999, agency=pupr, year=2023, status="cancelled", cancel_reason="Batal")
    make_plan(rt, "2b", 999, agency=make_agency(), year=2023)

    found = promises(pupr, Village.objects.all())

    assert [(row.year, row.code, row.projects, row.planned, row.delivered) for row in found] == [
        (2024, "4b", 1, 70, 0),
        (2023, "2b", 2, 150, 80),
    ]


def test_projects_are_counted_by_status(opened, citra, pupr):
    (rt,) = make_needs({"poor_road_m": 800})
    for status in ("proposed", "running", "running", "cancelled"):
        make_plan(rt, agency=pupr, status=status, cancel_reason="Batal")

    counts = opened(citra, opd=pupr.pk).context["counts"]

    assert [count for __, count in counts] == [1, 0, 2, 0, 1]


# --- what nobody covers -------------------------------------------------------------------------------------


def test_needs_in_the_field_are_those_that_score_and_nobody_covers(opened, citra, pupr):
    """Alun: 40 % of the roads are left; its drains are covered, its water is another's field."""
    (alun,) = make_needs(
        {"poor_road_m": 800, "missing_drain_m": 300, "unsafe_water_households": 96}, name="Alun"
    )
    make_needs({"poor_road_m": 249, "unserved_road_m": 900}, name="Bantar")
    make_plan(alun, "2b", 400, agency=make_agency())
    make_plan(alun, "4b", 300, agency=pupr)

    assert needs(opened(citra, opd=pupr.pk)) == [("Bantar", "2a", 900), ("Alun", "2b", 400)]
    assert needs(opened(citra, opd=pupr.pk, kriteria="2b")) == [("Alun", "2b", 400)]
    assert needs(opened(citra, opd=pupr.pk, q="bantar")) == [("Bantar", "2a", 900)]
    assert needs(opened(citra, opd=pupr.pk, kriteria="3a")) == []


def test_agency_staff_see_their_own_unless_they_choose(opened, dedi, pupr):
    other = make_agency()
    pupr.staff.add(dedi)

    assert opened(dedi).context["agency"] == pupr
    assert opened(dedi, opd=other.pk).context["agency"] == other
    assert "Pilih OPD di atas" in opened(dedi, opd="").content.decode()


def test_others_choose_an_agency(opened, citra, pupr):
    response = opened(citra)

    assert response.context["agency"] is None
    assert "Pilih OPD di atas, lalu tekan Terapkan." in response.content.decode()


def test_assistants_see_the_share_in_their_villages(opened, ani, pupr):
    mine, __ = (make_needs({"poor_road_m": 800}, name=name)[0] for name in ("Alun", "Bantar"))
    mine.village.assistants.add(ani)
    make_plan(mine, agency=pupr, planned=1)

    response = opened(ani, opd=pupr.pk)

    assert needs(response) == [("Alun", "2b", 799)]
    assert sum(count for __, count in response.context["counts"]) == 1


def test_an_impossible_filter_shows_nothing(opened, citra, pupr):
    text = opened(citra, opd=pupr.pk, kecamatan="99.99.99").content.decode()

    assert "Tidak ada yang ditampilkan sampai saringannya dibetulkan." in text


def test_page_needs_a_role(client):
    client.force_login(make_user("tamu"))

    assert client.get(reverse(PAGE)).status_code == 403


def test_export_has_the_needs_of_the_page(client, citra, pupr):
    make_needs({"poor_road_m": 800}, name="Alun", code="35.13.14.2001")
    make_needs({"missing_drain_m": 800}, name="Bantar")
    client.force_login(citra)
    address = reverse("villages:agency-export", args=["csv"])

    response = client.get(address, {"opd": pupr.pk, "kriteria": "2b"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1:] == [
        "35.13.14.2001;Alun;Kraksaan;2b;Kualitas Permukaan Jalan Lingkungan;m;800;0;800;1;1"
    ]


def test_export_without_an_agency_is_empty(client, citra):
    make_village()
    client.force_login(citra)

    response = client.get(reverse("villages:agency-export", args=["csv"]))

    assert len(b"".join(response.streaming_content).splitlines()) == 1


def test_page_asks_no_more_for_three_villages_than_for_one(client, citra, pupr):
    client.force_login(citra)
    address = f"{reverse(PAGE)}?opd={pupr.pk}"
    counts = []
    for number in (1, 2):
        for __ in range(number):
            make_plan(make_needs(LIGHT)[0], agency=pupr)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1]
