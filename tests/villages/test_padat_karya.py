"""The recap of padat karya: what it counts, how it sums, and as a file."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories import (
    make_district,
    make_neighbourhood,
    make_output,
    make_project,
    make_village,
    make_week,
    make_work,
)
from villages.queries.padat_karya import recap_of, recorded_works

pytestmark = pytest.mark.django_db
URL = reverse("villages:padat-karya")


@pytest.fixture
def rangkang():
    return make_village(name="Rangkang", district=make_district(name="Pajarakan"))


def workbook(client, **query):
    response = client.get(reverse("villages:padat-karya-export", args=["xlsx"]), query)
    content = BytesIO(b"".join(response.streaming_content))
    return [list(row) for row in load_workbook(content)["Data"].iter_rows(values_only=True)]


def deliver(project, code, volume):
    make_output(
        project,
        make_neighbourhood(project.village),
        indicator=code,
        delivered=volume,
        delivered_on=date(2021, 11, 13),
    )


def test_workers_are_those_of_the_busiest_week(citra, village):
    project = make_work(village, households_helped=50)
    make_week(project, 1, men=8, women=2, poor_workers=9)
    make_week(project, 2, men=12, women=4, poor_workers=5, person_days=96, wages_rp=9_600_000)
    make_week(project, 3, men=10, women=6, poor_workers=16, person_days=90, wages_rp=9_000_000)

    (row,) = recap_of(recorded_works(citra)).rows

    assert (row.village, row.year, row.projects) == (village, 2021, 1)
    assert (row.workers, row.men, row.women, row.poor) == (16, 12, 4, 5)
    assert (row.person_days, row.wages_rp, row.rate_rp) == (Decimal(246), 24_600_000, 100_000)
    assert (row.materials_rp, row.wage_share, row.households) == (6_000_000, Decimal("80.4"), 50)


def test_projects_of_a_village_and_year_are_one_row(citra, village, rangkang):
    make_week(make_work(village, households_helped=50))
    make_week(make_work(village, households_helped=None))
    make_week(make_work(village, year=2022))
    make_week(make_work(rangkang))

    recap = recap_of(recorded_works(citra))

    assert [(row.village.name, row.year, row.projects, row.workers) for row in recap.rows] == [
        ("Kebonagung", 2022, 1, 10),
        ("Kebonagung", 2021, 2, 20),
        ("Rangkang", 2021, 1, 10),
    ]
    total = recap.total
    assert (total.projects, total.workers, total.person_days) == (4, 40, Decimal(240))
    assert (total.wages_rp, total.households) == (24_000_000, 50)


def test_only_padat_karya_that_has_begun_counts(citra, village):
    for status in ("proposed", "budgeted", "cancelled"):
        make_week(make_work(village, status=status, cancel_reason="Batal"))
    make_project(village)
    make_week(make_work(village, status="finished", cancel_reason=""))
    make_work(village)

    (row,) = recap_of(recorded_works(citra)).rows

    assert (row.projects, row.workers, row.person_days) == (2, 10, Decimal(60))


def test_results_are_summed_by_subkriteria(citra, village, rangkang):
    first, second = make_work(village), make_work(rangkang)
    deliver(first, "4b", "120.5")
    deliver(first, "4b", 80)
    deliver(first, "2b", 100)
    deliver(second, "2b", 55)
    make_output(second)  # planned only
    deliver(make_project(village), "2b", 999)  # not padat karya

    recap = recap_of(recorded_works(citra))

    shown = [[(item.code, item.volume) for item in row.delivered] for row in recap.rows]
    assert shown == [[("2b", 100), ("4b", Decimal("200.5"))], [("2b", 55)]]
    assert [(item.code, item.volume) for item in recap.total.delivered] == [
        ("2b", 155),
        ("4b", Decimal("200.5")),
    ]


def test_nothing_recorded_is_nothing(citra):
    recap = recap_of(recorded_works(citra))

    assert recap.rows == []
    assert (recap.total.rate_rp, recap.total.wage_share) == (None, None)


def test_the_page_shows_rows_and_totals(client, vina, village, rangkang):
    deliver(make_week(make_work(village, households_helped=50)).project, "2b", "100.5")
    make_week(make_work(rangkang), wages_rp=6_500_000)
    client.force_login(vina)

    text = " ".join(client.get(URL).content.decode().split())

    assert "2 kegiatan dalam 2 baris" in text
    assert "pekerja: 16 laki-laki, 4 perempuan; 14 di antaranya MBR" in text
    assert "Rp 12.500.000" in text
    assert "2b: 100,5 m" in text
    assert f"skema=padat_karya&amp;desa={village.code}&amp;tahun=2021" in text
    assert "minggu dengan pekerja terbanyak" in text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"tahun": "2021"}, ["Kebonagung", "Rangkang"]),
        ({"tahun": "2022"}, ["Kebonagung"]),
        ({"tahun": "2019"}, []),
        ({"tahun": "abc"}, []),
        ({"desa": "35.13.99.9999"}, []),
    ],
)
def test_filters_by_year(client, vina, village, rangkang, query, names):
    make_work(village)
    make_work(village, year=2022)
    make_work(rangkang)
    client.force_login(vina)

    rows = client.get(URL, query).context["recap"].rows

    assert [row.village.name for row in rows] == names


def test_filters_by_district_and_village(client, vina, village, rangkang):
    make_work(village)
    make_work(rangkang)
    client.force_login(vina)

    by_district = client.get(URL, {"kecamatan": rangkang.district.code}).context["recap"].rows
    by_village = client.get(URL, {"desa": village.code}).context["recap"].rows

    assert [row.village for row in by_district] == [rangkang]
    assert [row.village for row in by_village] == [village]


def test_assistants_see_their_villages_only(client, ani, village, rangkang):
    make_work(village)
    make_work(rangkang)
    client.force_login(ani)

    response = client.get(URL)

    assert [row.village for row in response.context["recap"].rows] == [village]
    assert "Rangkang" not in response.content.decode()


def test_nothing_to_show_is_said(client, vina):
    client.force_login(vina)

    assert "Belum ada padat karya yang berjalan" in client.get(URL).content.decode()
    filtered = client.get(URL, {"tahun": "2021"}).content.decode()
    assert "Tidak ada yang ditampilkan sampai saringannya dibetulkan." in filtered


def test_the_file_holds_the_filtered_rows(client, vina, village, rangkang):
    deliver(make_week(make_work(village, households_helped=50)).project, "2b", "100.5")
    make_work(rangkang)
    client.force_login(vina)

    headings, *rows = workbook(client, desa=village.code)

    (row,) = rows
    values = dict(zip(headings, row, strict=True))
    assert (values["Desa"], values["Tahun"], values["HOK"]) == ("Kebonagung", 2021, 60)
    assert (values["Upah (Rp)"], values["Upah per HOK (Rp)"]) == (6_000_000, 100_000)
    assert (values["Hasil 2b (m)"], values["Hasil 4b (m)"]) == (100.5, None)


def test_the_recap_asks_as_often_for_three_villages_as_for_one(client, vina):
    client.force_login(vina)
    deliver(make_week().project, "2b", 10)
    client.get(URL)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    for __ in range(2):
        deliver(make_week().project, "2b", 10)
    with CaptureQueriesContext(connection) as three:
        response = client.get(URL)

    assert len(response.context["recap"].rows) == 3
    assert len(three) == len(one)


def test_home_shows_the_last_padat_karya(client, vina, village):
    make_week(make_work(village))
    make_week(make_work(village, year=2020), men=20, person_days=100)
    client.force_login(vina)

    tiles = client.get("/").context["tiles"]

    shown = [(tile.figure, tile.label) for tile in tiles if "padat karya" in tile.label]
    assert shown == [
        (10, "pekerja padat karya 2021"),
        (Decimal(60), "HOK padat karya 2021"),
        (6, "juta rupiah upah padat karya 2021"),
    ]
    assert tiles[-1].url == f"{URL}?tahun=2021"


def test_home_without_padat_karya_has_no_tiles_of_it(client, vina):
    client.force_login(vina)

    assert not [tile for tile in client.get("/").context["tiles"] if "padat karya" in tile.label]
