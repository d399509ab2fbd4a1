"""The register of decrees: the right rows, as a page and as a file."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories import make_decree, make_district, make_location, make_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(citra, client):
    """Three decrees, read by citra."""
    client.force_login(citra)
    pajarakan = make_district(code="35.13.16", name="Pajarakan")
    kebonagung = make_village(name="Kebonagung")
    sukomulyo = make_village(name="Sukomulyo", district=pajarakan)
    old = make_decree(
        number="188/1", decided_on=date(2015, 3, 1), status="replaced", villages=[kebonagung]
    )
    new = make_decree(number="188/2", decided_on=date(2021, 2, 1), replaces=old)
    make_location(new, kebonagung, area_name="Pesisir", area_ha="7.25")
    make_location(new, sukomulyo, area_name="Pasar", area_ha="2")
    draft = make_decree(
        number="188/3", decided_on=timezone.localdate(), status="draft", subject="Perubahan"
    )
    return old, new, draft


def numbers(client, **query):
    """Numbers of the decrees listed, in order."""
    response = client.get(reverse("villages:decree-list"), query)
    assert response.status_code == 200
    return [decree.number for decree in response.context["page"]]


def test_latest_first(client, register):
    assert numbers(client) == ["188/3", "188/2", "188/1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "188/2"}, ["188/2"]),
        ({"q": "perubahan"}, ["188/3"]),
        ({"q": "kebonagung"}, ["188/2", "188/1"]),
        ({"q": "pesisir 188"}, ["188/2"]),
        ({"status": "in_force"}, ["188/2"]),
        ({"tahun": "2015"}, ["188/1"]),
        ({"kecamatan": "35.13.16"}, ["188/2"]),
        ({"tinjau": "1"}, ["188/2"]),
        ({"q": "188/1", "status": "in_force"}, []),
        ({"status": "nonsense"}, []),
        ({"tahun": "besok"}, []),
        ({"kecamatan": "99"}, []),
    ],
)
def test_filters(client, register, query, found):
    assert numbers(client, **query) == found


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("nomor", ["188/1", "188/2", "188/3"]),
        ("tanggal", ["188/1", "188/2", "188/3"]),
        ("-luas", ["188/2", "188/1", "188/3"]),
        ("lokasi", ["188/3", "188/1", "188/2"]),
        ("drop table", []),
    ],
)
def test_sorting(client, register, order, found):
    assert numbers(client, urut=order) == found


def test_sums_are_those_of_the_decree_whatever_is_searched(client, register):
    page = client.get(reverse("villages:decree-list"), {"q": "pesisir"}).context["page"]

    assert (page[0].location_count, page[0].area_total_ha) == (2, 9.25)


def test_a_decree_of_five_years_says_that_it_is_due(client, register):
    words = client.get(reverse("villages:decree-list"), {"q": "188/2"}).content.decode()

    assert "1 Feb 2026" in words
    assert "Perlu ditinjau" in words
    assert "9,25" in words


def test_drafts_are_seen_by_those_who_keep_them(client, register, vina, ani):
    for user in (vina, ani):
        client.force_login(user)

        assert numbers(client) == ["188/2", "188/1"]
        assert numbers(client, status="draft") == []
        assert "Rancangan" not in client.get(reverse("villages:decree-list")).content.decode()


def test_an_empty_register_says_so(client, vina):
    client.force_login(vina)

    words = client.get(reverse("villages:decree-list")).content.decode()

    assert "Belum ada SK Kumuh yang terdaftar." in words
    assert "Tambah SK" not in words


def test_csv_has_the_filtered_rows(client, register):
    response = client.get(reverse("villages:decree-export", args=["csv"]), {"q": "pesisir"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()

    assert lines == [
        "nomor;tanggal;tentang;ditandatangani oleh;status;keterangan;mengubah;menggantikan;"
        "tinjau paling lambat;jumlah lokasi;luas (ha)",
        "188/2;2021-02-01;Penetapan lokasi kumuh;;Berlaku;;;188/1;2026-02-01;2;9,25",
    ]


def test_xlsx_has_the_filtered_rows_in_their_order(client, register):
    response = client.get(reverse("villages:decree-export", args=["xlsx"]), {"urut": "nomor"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active

    assert [row[0].value for row in sheet.iter_rows()] == ["nomor", "188/1", "188/2", "188/3"]
    assert sheet["K3"].value == 9.25


def test_files_hold_no_drafts_for_readers(client, register, vina):
    client.force_login(vina)

    response = client.get(reverse("villages:decree-export", args=["csv"]))

    assert b"188/3" not in b"".join(response.streaming_content)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("decree-list", 9), ("decree-export", 7)])
def test_query_count(client, citra, rows, name, queries, django_assert_num_queries):
    for __ in range(rows):
        make_decree(villages=[make_village(), make_village()], replaces=make_decree())
    client.force_login(citra)
    path = reverse(f"villages:{name}", args=["csv"] if name == "decree-export" else [])

    with django_assert_num_queries(queries):
        response = client.get(path)
        b"".join(response)
