"""The list of community organisations and the file of its rows."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from tests.factories import (
    make_district,
    make_organisation,
    make_project,
    make_village,
)

pytestmark = pytest.mark.django_db
LIST = reverse("villages:organisation-list")
EXPORT = reverse("villages:organisation-export", args=["csv"])


def names(client, **query):
    page = client.get(LIST, query).context["page"]
    return [organisation.name for organisation in page]


def exported(client, **query):
    content = b"".join(client.get(EXPORT, query).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content), delimiter=";"))


@pytest.fixture
def three(village):
    """An LKM and a KPP of ani's village, and a KSM elsewhere that no longer works."""
    other = make_village(name="Rangkang", district=make_district(code="35.13.16"))
    make_organisation(village, "lkm", name="Sejahtera", chair="Siti", men=7, women=5)
    make_organisation(village, "kpp", name="Bersih", established_year=2020)
    make_organisation(other, "ksm", name="Maju", is_active=False, men=9)


def test_everybody_sees_the_organisations_of_their_villages(client, three, ani, budi, vina):
    client.force_login(ani)
    assert names(client) == ["Bersih", "Sejahtera"]
    client.force_login(budi)
    assert names(client) == []
    client.force_login(vina)
    assert names(client) == ["Bersih", "Sejahtera", "Maju"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "siti"}, ["Sejahtera"]),
        ({"q": "rangkang maju"}, ["Maju"]),
        ({"jenis": "kpp"}, ["Bersih"]),
        ({"kecamatan": "35.13.16"}, ["Maju"]),
        ({"aktif": "tidak"}, ["Maju"]),
        ({"aktif": "ya", "urut": "-nama"}, ["Sejahtera", "Bersih"]),
        ({"urut": "-anggota"}, ["Sejahtera", "Maju", "Bersih"]),
        ({"jenis": "koperasi"}, []),
    ],
)
def test_filters_narrow_the_list(client, vina, three, query, found):
    client.force_login(vina)

    assert names(client, **query) == found
    assert [row["nama"] for row in exported(client, **query)] == found


def test_an_impossible_filter_is_explained(client, vina, three):
    client.force_login(vina)

    text = client.get(LIST, {"jenis": "koperasi"}).content.decode()

    assert "Pilih salah satu dari daftar ini." in text
    assert "Tidak ada yang ditampilkan sampai saringannya dibetulkan." in text


def test_projects_are_counted_once_by_what_they_are_for(client, vina, village):
    builder, keeper = (make_organisation(village, kind) for kind in ("ksm", "kpp"))
    for __ in range(2):
        make_project(village, builder=builder, maintainer=keeper)
    make_project(village, maintainer=keeper)
    client.force_login(vina)

    page = client.get(LIST, {"urut": "jenis"}).context["page"]

    counts = {row.kind: (row.built_count, row.maintained_count) for row in page}
    assert counts == {"ksm": (2, 0), "kpp": (0, 3)}


# --- contacts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "contact"), [("ani", "0812"), ("citra", "0812"), ("adi", "0812")]
)
def test_the_file_holds_contacts_for_those_who_work_with_them(
    client, village, person, contact, request
):
    make_organisation(village, contact=contact)
    client.force_login(request.getfixturevalue(person))

    assert [row["kontak"] for row in exported(client)] == [contact]


@pytest.mark.parametrize("person", ["dedi", "vina"])
def test_the_file_of_others_has_no_such_column(client, village, person, request):
    make_organisation(village, contact="0812")
    client.force_login(request.getfixturevalue(person))

    assert "kontak" not in exported(client)[0]
    assert names(client, q="0812") == []


# --- cost -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count(client, citra, rows, django_assert_num_queries):
    for __ in range(rows):
        village = make_village()
        make_project(village, builder=make_organisation(village, "ksm"))
    client.force_login(citra)

    with django_assert_num_queries(7):
        response = client.get(LIST)

    assert len(response.context["page"].object_list) == rows
