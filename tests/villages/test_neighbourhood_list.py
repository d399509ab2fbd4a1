"""The list of RTs as last verified: the right rows, as a page and as a file."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_baseline, make_district, make_record, make_village
from tests.villages.surveying import deliver
from villages.actions import submit_baseline, verify_baseline
from villages.actions.condition import refresh_conditions

pytestmark = pytest.mark.django_db
LIST = "villages:neighbourhood-list"
NOT_SLUM = {"irregular_buildings": 0, "missing_drain_m": 0, "waste_system_households": 0}


@pytest.fixture
def listed(client, ani):
    """RTs of the list as "Desa RW/RT", for a person."""

    def rows(user, **query):
        client.force_login(user)
        response = client.get(reverse(LIST), query)
        assert response.status_code == 200
        return [_name(record) for record in response.context["page"]]

    return rows


def _name(record):
    place = record.neighbourhood
    return f"{record.baseline.village.name} {place.rw}/{place.rt}"


@pytest.fixture
def survey(ani, citra):
    """A verified baseline with so many light RTs (26) and so many that are not slum (13)."""

    def make(village, *, light=1, not_slum=0, **fields):
        baseline = make_baseline(village, records=light, by=ani, **fields)
        for __ in range(not_slum):
            make_record(baseline, by=ani, **NOT_SLUM)
        village.assistants.add(ani)
        submit_baseline(baseline=baseline, by=ani, note="Sudah diperiksa di lapangan.")
        return verify_baseline(baseline=baseline, by=citra)

    return make


def test_list_needs_login(client):
    assert client.get(reverse(LIST)).status_code == 302


def test_list_needs_a_role(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("tamu"))

    assert client.get(reverse(LIST)).status_code == 403
    assert client.get(reverse("villages:neighbourhood-export", args=["csv"])).status_code == 403


def test_list_is_only_read(client, citra):
    client.force_login(citra)

    assert client.post(reverse(LIST)).status_code == 405


def test_list_holds_the_last_verified_baseline_of_each_village(listed, survey, ani, citra):
    alun, bantar = make_village(name="Alun"), make_village(name="Bantar")
    survey(alun, light=2, year=2020)
    survey(alun, light=1, year=2022)
    survey(bantar, light=1, year=2021)
    make_baseline(bantar, records=5, by=ani, year=2023)

    assert listed(citra) == ["Alun 001/003", "Bantar 001/001"]
    assert listed(citra, tahun="2020") == ["Alun 001/001", "Alun 001/002"]
    assert listed(citra, tahun="2021") == ["Alun 001/001", "Alun 001/002", "Bantar 001/001"]


@pytest.mark.parametrize(
    ("level", "names"),
    [
        ("", ["Alun 001/001", "Alun 001/002", "Alun 001/003"]),
        ("kumuh", ["Alun 001/001", "Alun 001/002"]),
        ("light", ["Alun 001/001", "Alun 001/002"]),
        ("not_slum", ["Alun 001/003"]),
        ("heavy", []),
        ("purba", []),
    ],
)
def test_list_by_level(listed, survey, citra, level, names):
    survey(make_village(name="Alun"), light=2, not_slum=1)

    assert listed(citra, tingkat=level) == names


@pytest.fixture
def delivered(survey):
    """Alun of 2022 with two light RTs; the first falls below 16 in 2023, the other by a point."""
    village = make_village(name="Alun")
    survey(village, light=2)
    for indicator, volume in (("6b", 120), ("7b", 80), ("2b", 60)):
        deliver(village, "001", 2023, indicator, volume)
    deliver(village, "002", 2023, "2b", 60)
    refresh_conditions([village])
    return village


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"kondisi": "light"}, ["Alun 001/002"]),
        ({"kondisi": "kumuh", "tahun": "2023"}, ["Alun 001/002"]),
        ({"kondisi": "kumuh", "tahun": "2022"}, ["Alun 001/001", "Alun 001/002"]),
        ({"kondisi": "not_slum"}, ["Alun 001/001"]),
        ({"kondisi": "not_slum", "tingkat": "light"}, ["Alun 001/001"]),
        ({"kondisi": "not_slum", "tingkat": "not_slum"}, []),
        ({"urut": "kondisi"}, ["Alun 001/001", "Alun 001/002"]),
        ({"urut": "-kondisi"}, ["Alun 001/002", "Alun 001/001"]),
        ({"kondisi": "purba"}, []),
        ({"tahun": "2019"}, []),
    ],
)
def test_list_by_condition_of_a_year(listed, delivered, citra, query, names):
    assert listed(citra, **query) == names


def test_list_shows_both_scores(client, delivered, citra):
    client.force_login(citra)

    rows = client.get(reverse(LIST), {"tahun": "2023"}).context["page"]

    assert [(row.total, row.condition_total, row.condition_level) for row in rows] == [
        (26, 15, "not_slum"),
        (26, 25, "light"),
    ]


def test_list_stands_in_the_present_year(client, delivered, citra):
    client.force_login(citra)

    filterset = client.get(reverse(LIST)).context["filterset"]

    assert filterset.year == timezone.localdate().year
    assert filterset.years[-1] == 2022


def test_list_by_district_and_name(listed, survey, citra):
    survey(make_village(name="Alun"))
    survey(make_village(name="Bantar", district=make_district(code="35.13.16", name="Pajarakan")))

    assert listed(citra, kecamatan="35.13.16") == ["Bantar 001/001"]
    assert listed(citra, q="alu") == ["Alun 001/001"]


def test_list_is_sorted_by_score(listed, survey, citra):
    survey(make_village(name="Alun"), not_slum=1)

    assert listed(citra, urut="nilai") == ["Alun 001/002", "Alun 001/001"]
    assert listed(citra, urut="-nilai") == ["Alun 001/001", "Alun 001/002"]


def test_assistants_see_their_own_villages_and_readers_all(listed, survey, budi, vina, ani):
    survey(make_village(name="Alun"))

    assert listed(budi) == []
    assert listed(vina) == listed(ani) == ["Alun 001/001"]


def test_nothing_is_shown_under_an_impossible_filter(client, survey, citra):
    survey(make_village(name="Alun"))
    client.force_login(citra)

    text = client.get(reverse(LIST), {"kecamatan": "99.99.99"}).content.decode()

    assert "Tidak ada yang ditampilkan sampai saringannya dibetulkan." in text
    assert "Alun" not in text


def test_export_has_exactly_the_rows_of_the_list(client, survey, citra):
    survey(make_village(name="=Alun", code="35.13.14.2001"), light=1, not_slum=1)
    client.force_login(citra)

    response = client.get(
        reverse("villages:neighbourhood-export", args=["csv"]),
        {"tingkat": "light", "tahun": "2022"},
    )

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        "Kode desa;Desa;Kecamatan;RW;RT;Tahun baseline;Luas verifikasi (ha);Jumlah bangunan;"
        "Jumlah penduduk;Jumlah KK;Nilai menurut baseline;Tingkat menurut baseline;Tahun kondisi;"
        "Nilai kondisi;Tingkat kondisi",
        "35.13.14.2001;'=Alun;Kraksaan;001;001;2022;2,5;100;400;120;26;Kumuh ringan;"
        "2022;26;Kumuh ringan",
    ]


def test_list_asks_no_more_for_three_rows_than_for_one(client, survey, citra):
    client.force_login(citra)
    survey(make_village())
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(LIST))
    for __ in range(2):
        survey(make_village())

    with CaptureQueriesContext(connection) as three:
        response = client.get(reverse(LIST))

    assert len(response.context["page"].object_list) == 3
    assert len(three) == len(one)
