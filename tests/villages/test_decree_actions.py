"""Decrees come into force, amend, replace and end; nothing is in force twice."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.factories import make_decree, make_location, make_neighbourhood, make_village
from villages.actions.decree import delete_decree, enforce_decree, revoke_decree, save_decree
from villages.models import DecreeLocation, SlumDecree


def make_draft(**fields):
    return make_decree(status="draft", decided_on=date(2023, 5, 2), **fields)


def in_force():
    """Area names of the locations that are in force, by decree number."""
    locations = DecreeLocation.objects.in_force().select_related("decree").order_by("pk")
    return [(row.decree.number, row.area_name) for row in locations]


def refused(act, **arguments):
    """The words with which an act is refused."""
    with pytest.raises(ValidationError) as caught:
        act(**arguments)
    return " ".join(caught.value.messages)


@pytest.mark.parametrize("who", ["ani", "dedi", "vina", "adi"])
def test_only_bappeda_keeps_decrees(request, who):
    user = request.getfixturevalue(who)
    decree = make_draft(villages=[make_village()])

    for act in (save_decree, enforce_decree, delete_decree):
        with pytest.raises(PermissionDenied):
            act(decree=decree, by=user)
    with pytest.raises(PermissionDenied):
        revoke_decree(decree=decree, by=user, reason="Salah")


# --- coming into force ----------------------------------------------------------------------------


def test_enforcing_brings_the_locations_into_force(citra):
    decree = make_draft(villages=[make_village(), make_village()])

    enforce_decree(decree=decree, by=citra)

    decree.refresh_from_db()
    assert decree.status == "in_force"
    assert decree.locations.in_force().count() == 2
    assert decree.locations.first().history.first().history_user == citra


def test_enforcing_needs_a_location(citra):
    assert refused(enforce_decree, decree=make_draft(), by=citra) == (
        "SK ini belum memuat satu lokasi pun."
    )


def test_enforcing_waits_for_the_date_of_the_decree(citra):
    tomorrow = timezone.localdate() + timedelta(days=1)
    decree = make_decree(status="draft", decided_on=tomorrow, villages=[make_village()])

    assert refused(enforce_decree, decree=decree, by=citra) == (
        "Tanggal penetapannya masih di depan."
    )


def test_a_decree_comes_into_force_once(citra):
    decree = make_decree(villages=[make_village()])

    assert refused(enforce_decree, decree=decree, by=citra) == (
        "Hanya rancangan yang dapat diberlakukan."
    )


def test_enforcing_names_every_location_that_is_in_force_elsewhere(citra):
    village, other = make_village(name="Kebonagung"), make_village(name="Rangkang")
    older = make_decree(number="OLD", villages=[village])
    rt = make_neighbourhood(other)
    make_location(older, other, area_name="Pesisir").neighbourhoods.add(rt)
    decree = make_draft()
    make_location(decree, village, area_name="  kawasan  1 ")
    make_location(decree, other, area_name="Utara").neighbourhoods.add(rt)

    words = refused(enforce_decree, decree=decree, by=citra)

    assert "Kebonagung sudah ada dalam SK OLD yang berlaku." in words
    assert "Utara, Rangkang: RT 001 RW 001 sudah termasuk “Pesisir” dalam SK OLD." in words
    assert in_force() == [("OLD", "Kawasan 1"), ("OLD", "Pesisir")]


def test_the_same_name_in_another_village_is_another_location(citra):
    make_decree(number="OLD", villages=[make_village()])
    decree = make_draft(number="NEW", villages=[make_village()])

    enforce_decree(decree=decree, by=citra)

    assert in_force() == [("OLD", "Kawasan 1"), ("NEW", "Kawasan 1")]


# --- amending -------------------------------------------------------------------------------------


def test_an_amendment_takes_over_what_it_restates_and_leaves_the_rest(citra):
    village = make_village()
    rt = make_neighbourhood(village)
    older = make_decree(number="OLD")
    make_location(older, village, area_name="Pesisir")
    make_location(older, village, area_name="Pasar").neighbourhoods.add(rt)
    make_location(older, village, area_name="Sungai")
    decree = make_draft(number="NEW", amends=older)
    make_location(decree, village, area_name="PESISIR")
    make_location(decree, village, area_name="Pusat").neighbourhoods.add(rt)

    enforce_decree(decree=decree, by=citra)

    older.refresh_from_db()
    assert older.status == "in_force"
    assert in_force() == [("OLD", "Sungai"), ("NEW", "PESISIR"), ("NEW", "Pusat")]


def test_a_second_amendment_takes_over_from_the_first(citra):
    village = make_village()
    older = make_decree(number="OLD", villages=[village])
    older.locations.update(in_force=False)
    make_decree(number="FIRST", amends=older, villages=[village])
    decree = make_draft(number="SECOND", amends=older, villages=[village])

    enforce_decree(decree=decree, by=citra)

    assert in_force() == [("SECOND", "Kawasan 1")]


def test_an_amendment_does_not_take_over_from_strangers(citra):
    village = make_village()
    make_decree(number="STRANGER", villages=[village])
    decree = make_draft(amends=make_decree(), villages=[village])

    words = refused(enforce_decree, decree=decree, by=citra)

    assert "SK STRANGER yang berlaku" in words


def test_what_it_amends_must_still_be_in_force(citra):
    older = make_decree(number="OLD")
    decree = make_draft(amends=older, villages=[make_village()])
    revoke_decree(decree=older, by=citra, reason="Dicabut lebih dahulu")

    words = refused(enforce_decree, decree=decree, by=citra)

    assert words == "SK OLD tidak berlaku lagi, jadi tidak dapat diubah atau digantikan."


# --- replacing and revoking -------------------------------------------------------------------------


def test_a_replaced_decree_ends_with_its_amendments(citra):
    village, other = make_village(), make_village()
    older = make_decree(number="OLD", villages=[village])
    amendment = make_decree(number="AMENDMENT", amends=older, villages=[other])
    decree = make_draft(number="NEW", replaces=older, villages=[village])

    enforce_decree(decree=decree, by=citra)

    for ended in (older, amendment):
        ended.refresh_from_db()
        assert ended.status == "replaced"
        assert ended.history.first().history_change_reason == "SK NEW berlaku"
    assert in_force() == [("NEW", "Kawasan 1")]


def test_revoking_ends_a_decree_and_its_amendments_with_the_reason(citra):
    older = make_decree(villages=[make_village()])
    amendment = make_decree(amends=older, villages=[make_village()])

    revoke_decree(decree=older, by=citra, reason="  Putusan PTUN ")

    for ended in (older, amendment):
        ended.refresh_from_db()
        assert (ended.status, ended.status_note) == ("revoked", "Putusan PTUN")
    assert in_force() == []


def test_revoking_needs_a_reason(citra):
    decree = make_decree(villages=[make_village()])

    assert refused(revoke_decree, decree=decree, by=citra, reason=" ") == (
        "Tulis alasan atau dasar pencabutan."
    )


@pytest.mark.parametrize("status", ["draft", "replaced", "revoked"])
def test_only_what_is_in_force_can_be_revoked(citra, status):
    decree = make_decree(status=status)

    assert refused(revoke_decree, decree=decree, by=citra, reason="Salah") == (
        "Hanya SK yang berlaku dapat dicabut."
    )


# --- deleting ---------------------------------------------------------------------------------------


def test_a_draft_is_deleted_and_its_history_stays(citra):
    decree = make_draft(villages=[make_village()])
    pk = decree.pk

    delete_decree(decree=decree, by=citra)

    assert not SlumDecree.objects.exists()
    assert not DecreeLocation.objects.exists()
    gone = SlumDecree.history.filter(id=pk).first()
    assert (gone.history_type, gone.history_user) == ("-", citra)
    assert DecreeLocation.history.first().history_type == "-"


@pytest.mark.parametrize("status", ["in_force", "replaced", "revoked"])
def test_what_was_in_force_cannot_be_deleted(citra, status):
    decree = make_decree(status=status)

    assert refused(delete_decree, decree=decree, by=citra) == (
        "SK yang pernah berlaku tidak dapat dihapus."
    )


def test_a_draft_that_others_refer_to_cannot_be_deleted(citra):
    decree = make_draft()
    make_decree(amends=decree)

    assert refused(delete_decree, decree=decree, by=citra) == (
        "SK lain mengubah atau menggantikan SK ini."
    )
