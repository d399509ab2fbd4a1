"""Needs against plans as pages and as a file: the right rows, filters, scope and order."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_agency, make_district, make_village
from tests.villages.planning import LIGHT, make_needs, make_plan

pytestmark = pytest.mark.django_db
INDICATORS, VILLAGES = "villages:needs-indicators", "villages:needs-villages"
YEAR = timezone.localdate().year


@pytest.fixture
def two_villages():
    """Alun, light and partly planned for by PUPR; Bantar in Pajarakan, with a few poor roads."""
    pupr = make_agency(short_name="PUPR")
    (alun,) = make_needs(LIGHT, name="Alun", code="35.13.14.2001")
    district = make_district(code="35.13.16", name="Pajarakan")
    (bantar,) = make_needs({"poor_road_m": 300}, name="Bantar", district=district)
    make_plan(alun, "2b", 600, agency=pupr, status="budgeted")
    return alun, bantar, pupr


@pytest.fixture
def needs_of(client):
    """(remaining, planned, uncovered) by code as the page of indicators shows it to a person."""

    def read(user, **query):
        client.force_login(user)
        response = client.get(reverse(INDICATORS), query)
        assert response.status_code == 200
        rows = response.context["needs"]
        return {row.code: (row.remaining, row.planned_total, row.uncovered) for row in rows}

    return read


@pytest.fixture
def listed(client):
    """Names of the villages in the order of their page."""

    def read(user, **query):
        client.force_login(user)
        response = client.get(reverse(VILLAGES), query)
        assert response.status_code == 200
        return [row.village.name for row, __ in response.context["page"]]

    return read


@pytest.mark.parametrize("name", [INDICATORS, VILLAGES])
def test_pages_need_a_role_and_are_only_read(client, django_user_model, citra, name):
    client.force_login(django_user_model.objects.create_user("tamu"))
    assert client.get(reverse(name)).status_code == 403

    client.force_login(citra)
    assert client.post(reverse(name)).status_code == 405


def test_indicators_are_summed_over_all_villages(needs_of, two_villages, citra):
    found = needs_of(citra)

    assert len(found) == 16
    assert found["2b"] == (1100, 600, 500)
    assert found["3a"] == (96, 0, 96)
    assert found["7a"] == (0, 0, 0)


def test_indicators_by_village_district_and_indicator(needs_of, two_villages, citra):
    assert needs_of(citra, q="bantar")["2b"] == (300, 0, 300)
    assert needs_of(citra, kecamatan="35.13.16")["2b"] == (300, 0, 300)
    assert needs_of(citra, kriteria="2b") == {"2b": (1100, 600, 500)}


def test_indicators_of_an_earlier_year(client, needs_of, two_villages, citra):
    make_plan(two_villages[1], "2b", 200, delivered=100)

    assert needs_of(citra, q="bantar", tahun="2022")["2b"] == (300, 100, 200)
    assert needs_of(citra, q="bantar", tahun="2023")["2b"] == (200, 100, 100)
    text = client.get(reverse(INDICATORS), {"tahun": "2022"}).content.decode()
    assert "Kebutuhan menurut kondisi tahun 2022; rencana menurut keadaan hari ini." in text


def test_a_filter_by_agency_leaves_the_villages_it_plans_for(needs_of, two_villages, citra):
    *__, pupr = two_villages
    make_plan(two_villages[0], "2b", 100)

    found = needs_of(citra, opd=pupr.pk)

    assert found == {"2b": (800, 600, 100)}
    assert needs_of(citra, opd=make_agency().pk) == {}


def test_villages_are_sorted_by_score_unless_told(listed, two_villages, citra):
    make_needs({"poor_road_m": 800}, name="Cendana")

    assert listed(citra) == ["Alun", "Cendana", "Bantar"]
    assert listed(citra, urut="desa") == ["Alun", "Bantar", "Cendana"]
    assert listed(citra, urut="-desa") == ["Cendana", "Bantar", "Alun"]
    assert listed(citra, urut="belum") == ["Bantar", "Cendana", "Alun"]


def test_villages_of_one_indicator_are_those_that_need_it(client, listed, two_villages, citra):
    assert listed(citra, kriteria="3a") == ["Alun"]
    assert listed(citra, kriteria="2b", urut="kurang") == ["Alun", "Bantar"]
    assert listed(citra, kriteria="2b", urut="-kurang") == ["Bantar", "Alun"]

    text = client.get(reverse(VILLAGES), {"kriteria": "2b"}).content.decode()
    assert "dengan kebutuhan 2b Kualitas Permukaan Jalan Lingkungan" in text
    assert "<strong>200 m</strong>" in text


def test_sorting_by_an_indicator_without_one_changes_nothing(listed, two_villages, citra):
    assert listed(citra, urut="kurang") == ["Alun", "Bantar"]


def test_villages_show_the_score_that_plans_lead_to(client, two_villages, citra):
    client.force_login(citra)

    row, __ = client.get(reverse(VILLAGES)).context["page"][0]

    assert (row.now.total, row.after.total, row.slum_rt_count) == (25, 20, 1)


def test_assistants_see_their_own_villages(needs_of, listed, two_villages, ani, budi, vina):
    two_villages[1].village.assistants.add(ani)

    assert listed(ani) == ["Bantar"]
    assert needs_of(ani)["2b"] == (300, 0, 300)
    assert listed(budi) == []
    assert listed(vina) == ["Alun", "Bantar"]


@pytest.mark.parametrize("name", [INDICATORS, VILLAGES])
@pytest.mark.parametrize(
    "query", [{"kecamatan": "99.99.99"}, {"tahun": "1999"}, {"kriteria": "9z"}, {"opd": "x"}]
)
def test_nothing_is_shown_under_an_impossible_filter(client, two_villages, citra, name, query):
    client.force_login(citra)

    text = client.get(reverse(name), query).content.decode()

    assert "Tidak ada yang ditampilkan sampai saringannya dibetulkan." in text
    assert "Alun" not in text


@pytest.mark.parametrize("name", [INDICATORS, VILLAGES])
def test_empty_pages_say_what_is_missing(client, citra, name):
    client.force_login(citra)

    assert (
        "belum ada desa dengan baseline terverifikasi" in client.get(reverse(name)).content.decode()
    )


def test_villages_whose_condition_nobody_knows_are_counted(client, two_villages, citra):
    make_village()
    client.force_login(citra)

    assert "1 desa belum dihitung" in client.get(reverse(INDICATORS)).content.decode()


def test_export_has_a_row_per_village_and_indicator(client, two_villages, citra):
    client.force_login(citra)

    response = client.get(reverse("villages:needs-export", args=["csv"]), {"q": "alun"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 17
    assert lines[0].startswith(
        "Kode desa;Desa;Kecamatan;Tahun kondisi;Subkriteria;Nama subkriteria;Satuan;Kebutuhan;Dari "
        "(data dasar);Rencana diusulkan;Rencana dianggarkan;Rencana berjalan;"
    )
    assert lines[5] == (
        f"35.13.14.2001;Alun;Kraksaan;{YEAR};2b;Kualitas Permukaan Jalan Lingkungan;m;800;1000;0;600;0;"
        "600;200;PUPR: 600;1;1;0;25;Kumuh ringan;20;Kumuh ringan"
    )


def test_export_follows_the_filters(client, two_villages, citra):
    client.force_login(citra)

    response = client.get(reverse("villages:needs-export", args=["csv"]), {"kriteria": "2b"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(";")[1] for line in lines[1:]] == ["Alun", "Bantar"]


@pytest.mark.parametrize("name", [INDICATORS, VILLAGES])
def test_pages_ask_no_more_for_three_villages_than_for_one(client, citra, name):
    client.force_login(citra)
    counts = []
    for number in (1, 2):
        for __ in range(number):
            (rt,) = make_needs(LIGHT)
            make_plan(rt, agency=make_agency())
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name))
        counts.append(len(queries))

    assert counts[0] == counts[1]
