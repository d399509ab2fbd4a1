"""Enforcing, revoking and deleting a decree: each asks first and says what will happen."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import make_decree, make_location, make_village
from villages.models import SlumDecree

pytestmark = pytest.mark.django_db


def url(name, decree):
    return reverse(f"villages:{name}", args=[decree.pk])


def words_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def bappeda(client, citra):
    """The browser of citra."""
    client.force_login(citra)
    return client


def test_asking_changes_nothing(bappeda):
    decree = make_decree(status="draft", villages=[make_village()])

    for name in ("decree-enforce", "decree-revoke", "decree-delete"):
        assert bappeda.get(url(name, decree)).status_code == 200

    assert SlumDecree.objects.get().status == "draft"


def test_enforcing_says_what_an_amendment_does(bappeda):
    village = make_village(name="Kebonagung")
    older = make_decree(number="OLD", villages=[village])
    make_location(older, village, area_name="Sungai", area_ha="3.5")
    decree = make_decree(
        status="draft", decided_on=date(2023, 1, 1), amends=older, villages=[village]
    )

    words = words_of(bappeda.get(url("decree-enforce", decree)))

    assert "SK ini berlaku dengan 1 lokasi seluas 5,00 ha." in words
    assert "SK OLD tetap berlaku, dengan perubahan di bawah ini." in words
    assert "Kawasan 1, Kebonagung (SK OLD) diatur oleh “Kawasan 1” dalam SK ini." in words
    assert "Sungai, Kebonagung" in words
    assert "Berlakukan SK</button>" in words


def test_enforcing_happens_once_confirmed(bappeda):
    older = make_decree(villages=[make_village()])
    decree = make_decree(status="draft", replaces=older, villages=[make_village()])

    response = bappeda.post(url("decree-enforce", decree))

    older.refresh_from_db()
    decree.refresh_from_db()
    assert response.url == decree.get_absolute_url()
    assert (older.status, decree.status) == ("replaced", "in_force")


def test_what_speaks_against_enforcing_is_listed_without_a_button(bappeda):
    village = make_village()
    older = make_decree(number="OLD", villages=[village])
    decree = make_decree(status="draft", villages=[village])

    words = words_of(bappeda.get(url("decree-enforce", decree)))

    assert "SK ini belum dapat diberlakukan" in words
    assert "sudah ada dalam SK OLD yang berlaku." in words
    assert older.get_absolute_url() in words
    assert "Berlakukan SK</button>" not in words


def test_enforcing_against_an_obstacle_is_refused_with_its_reason(bappeda):
    decree = make_decree(status="draft")

    response = bappeda.post(url("decree-enforce", decree), follow=True)

    assert "SK ini belum memuat satu lokasi pun." in words_of(response)
    assert SlumDecree.objects.get().status == "draft"


def test_revoking_names_every_decree_that_ends(bappeda):
    decree = make_decree(number="OLD")
    make_decree(number="AMENDMENT", amends=decree)

    words = words_of(bappeda.get(url("decree-revoke", decree)))

    assert "SK OLD dan lokasi-lokasinya tidak berlaku lagi." in words
    assert "SK AMENDMENT dan lokasi-lokasinya tidak berlaku lagi." in words


def test_revoking_needs_a_reason_and_shows_it(bappeda):
    decree = make_decree()

    refused = bappeda.post(url("decree-revoke", decree), {"reason": ""})
    response = bappeda.post(url("decree-revoke", decree), {"reason": "Putusan PTUN"}, follow=True)

    assert refused.context["form"].errors == {"reason": ["Tulis alasan atau dasar pencabutan."]}
    assert "Putusan PTUN" in words_of(response)
    assert SlumDecree.objects.get().status == "revoked"


def test_revoking_a_draft_is_refused(bappeda):
    decree = make_decree(status="draft")

    response = bappeda.post(url("decree-revoke", decree), {"reason": "Salah"})

    assert "Hanya SK yang berlaku dapat dicabut." in words_of(response)


def test_deleting_a_draft(bappeda):
    decree = make_decree(status="draft", villages=[make_village(name="Kebonagung")])

    assert "Kawasan 1, Kebonagung" in words_of(bappeda.get(url("decree-delete", decree)))
    response = bappeda.post(url("decree-delete", decree))

    assert response.url == reverse("villages:decree-list")
    assert not SlumDecree.objects.exists()


def test_deleting_what_is_in_force_is_refused(bappeda):
    decree = make_decree()

    response = bappeda.post(url("decree-delete", decree), follow=True)

    assert "SK yang pernah berlaku tidak dapat dihapus." in words_of(response)
    assert SlumDecree.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_takes_as_many_queries_for_three_locations(
    bappeda, rows, django_assert_num_queries
):
    older = make_decree()
    decree = make_decree(status="draft", amends=older)
    for __ in range(rows):
        village = make_village()
        make_location(older, village)
        make_location(decree, village)

    with django_assert_num_queries(10):
        bappeda.get(url("decree-enforce", decree))
