"""The page of a decree, and who may see or change it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_decree, make_location, make_neighbourhood, make_village

pytestmark = pytest.mark.django_db


def url(name, decree=None):
    return reverse(f"villages:{name}", args=[decree.pk] if decree else [])


def page(client, decree):
    response = client.get(url("decree-detail", decree))
    assert response.status_code == 200
    return response.content.decode()


# --- who may ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["decree-list", "decree-add"])
def test_pages_need_login(client, name):
    assert client.get(url(name)).status_code == 302


@pytest.mark.parametrize("who", ["ani", "dedi", "vina", "adi"])
@pytest.mark.parametrize(
    "name", ["decree-edit", "decree-enforce", "decree-revoke", "decree-delete", "location-add"]
)
def test_changing_needs_the_role(client, request, who, name):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url(name, make_decree())).status_code == 403
    assert client.get(url("decree-add")).status_code == 403


@pytest.mark.parametrize("who", ["ani", "dedi", "vina"])
@pytest.mark.parametrize("name", ["decree-detail", "decree-file", "decree-check", "decree-history"])
def test_drafts_are_hidden(client, request, who, name):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url(name, make_decree(status="draft"))).status_code == 404


def test_a_person_without_a_role_reads_nothing(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("tamu"))

    assert client.get(url("decree-list")).status_code == 403
    assert client.get(url("decree-detail", make_decree())).status_code == 403


# --- the page -----------------------------------------------------------------------------------------


def test_the_page_adds_up_hectares_and_authority(client, vina):
    village = make_village(name="Kebonagung")
    decree = make_decree()
    for name, area in (("A", "9.99"), ("B", "10"), ("C", "14.99"), ("D", "15")):
        make_location(decree, village, area_name=name, area_ha=area)
    client.force_login(vina)

    words = page(client, decree)
    sums = client.get(url("decree-detail", decree)).context["page"].authorities

    assert "49,98 ha" in words
    assert [(str(row.name), row.count, str(row.area_ha)) for row in sums] == [
        ("Kabupaten/kota", 1, "9.990000"),
        ("Provinsi", 2, "24.990000"),
        ("Pusat", 1, "15.000000"),
    ]


def test_the_page_shows_locations_as_the_regulation_wants_them(client, vina):
    village = make_village(name="Kebonagung", kind="desa")
    decree = make_decree()
    location = make_location(
        decree,
        village,
        area_name="Pesisir",
        total=48,
        level="moderate",
        legality="legal",
        considerations=12,
        latitude="-7.7455",
        longitude="113.4064",
    )
    for rw, rt in (("002", "005"), ("001", "001"), ("001", "002"), ("001", "003")):
        location.neighbourhoods.add(make_neighbourhood(village, rw=rw, rt=rt))
    client.force_login(vina)

    words = " ".join(page(client, decree).split())

    assert "RW 001: RT 001–003; RW 002: RT 005" in words
    assert "-7.7455, 113.4064" in words
    assert "Kec. Kraksaan" in words
    assert "2 (B1)" in words
    assert "Peremajaan" in words


def test_another_priority_than_the_rule_gives_is_pointed_out(client, vina):
    decree = make_decree()
    make_location(
        decree, make_village(), level="heavy", legality="legal", considerations=15, priority=4
    )
    client.force_login(vina)

    assert "menurut aturan: 1" in page(client, decree)


def test_locations_without_rts_are_pointed_out(client, vina):
    client.force_login(vina)

    words = page(client, make_decree(villages=[make_village(), make_village()]))

    assert "2 lokasi belum dirinci sampai RT." in words


def test_villages_are_linked_for_those_who_may_see_them(client, ani, vina, village):
    other = make_village()
    decree = make_decree(villages=[village, other])

    client.force_login(ani)
    words = page(client, decree)
    assert village.get_absolute_url() in words
    assert other.get_absolute_url() not in words
    assert other.name in words

    client.force_login(vina)
    assert other.get_absolute_url() in page(client, decree)


def test_the_chain_is_linked_both_ways(client, vina):
    older = make_decree(number="OLD")
    newer = make_decree(number="NEW", amends=older)
    draft = make_decree(number="DRAFT", amends=older, status="draft")
    client.force_login(vina)

    older_page, newer_page = page(client, older), page(client, newer)

    assert newer.get_absolute_url() in older_page
    assert older.get_absolute_url() in newer_page
    assert draft.get_absolute_url() not in older_page


def test_a_location_that_was_taken_over_names_the_decree(client, vina):
    village = make_village()
    older = make_decree(villages=[village])
    older.locations.update(in_force=False)
    newer = make_decree(number="NEW", amends=older, villages=[village])
    client.force_login(vina)

    assert client.get(url("decree-detail", older)).context["page"].rows[0].successor == newer
    assert "Diambil alih" in page(client, older)


def five_years_ago(days):
    today = timezone.localdate()
    return date(today.year - 5, today.month, min(today.day, 28)) + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (-40, "sudah lima tahun"),
        (100, "perlu ditinjau kembali paling lambat"),
        (300, ""),
    ],
)
def test_the_page_warns_before_and_after_five_years(client, vina, days, sentence):
    client.force_login(vina)

    words = page(client, make_decree(decided_on=five_years_ago(days)))

    assert ("message" in words) is bool(sentence)
    assert sentence in words


def test_an_ended_decree_warns_of_nothing(client, vina):
    client.force_login(vina)

    words = page(client, make_decree(status="replaced", decided_on=date(2010, 1, 1)))

    assert "ditinjau" not in words


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_for_three_locations(
    client, citra, rows, django_assert_num_queries
):
    decree = make_decree(replaces=make_decree())
    for __ in range(rows):
        village = make_village()
        make_location(decree, village).neighbourhoods.add(make_neighbourhood(village))
    client.force_login(citra)

    with django_assert_num_queries(11):
        client.get(url("decree-detail", decree))
