"""Registering and changing decrees: drafts become part of a chain without loops."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_decree
from villages.actions.decree import save_decree
from villages.models import SlumDecree


def make_draft(**fields):
    return make_decree(status="draft", decided_on=date(2023, 5, 2), **fields)


def refused(act, **arguments):
    """The words with which an act is refused."""
    with pytest.raises(ValidationError) as caught:
        act(**arguments)
    return " ".join(caught.value.messages)


def test_a_new_decree_is_a_draft_with_a_history(citra):
    decree = SlumDecree(
        number=" 188.45 / 7 ", decided_on=date(2021, 2, 1), subject="Lokasi", status="in_force"
    )

    saved = save_decree(decree=decree, by=citra)

    saved.refresh_from_db()
    assert (saved.status, saved.number, saved.version) == ("draft", "188.45 / 7", 1)
    assert saved.history.get().history_user == citra


def test_a_decree_in_force_changes_with_a_reason_only(citra):
    decree = make_decree()
    decree.subject = "Perihal yang benar"

    words = refused(save_decree, decree=decree, by=citra, reason="  ")
    save_decree(decree=decree, by=citra, reason="Salah ketik")

    latest = decree.history.first()
    assert words == "Tulis alasan perubahan; SK ini bukan rancangan lagi."
    assert (latest.subject, latest.history_change_reason) == ("Perihal yang benar", "Salah ketik")
    assert latest.version == 2


def test_a_decree_in_force_keeps_its_place_among_the_decrees(citra):
    older, decree = make_decree(), make_decree()
    decree.amends = older

    words = refused(save_decree, decree=decree, by=citra, reason="Terlupa")

    assert words == "Hubungan dengan SK lain hanya dapat diubah selama rancangan."


def test_saving_does_not_change_the_status(citra):
    decree = make_draft()
    decree.status = "in_force"

    save_decree(decree=decree, by=citra)

    decree.refresh_from_db()
    assert decree.status == "draft"


@pytest.mark.parametrize("status", ["draft", "replaced", "revoked"])
@pytest.mark.parametrize("link", ["amends", "replaces"])
def test_only_a_decree_in_force_can_be_amended_or_replaced(citra, link, status):
    other = make_decree(status=status)
    decree = make_draft()
    setattr(decree, link, other)

    words = refused(save_decree, decree=decree, by=citra)

    assert words == f"SK {other.number} tidak berlaku; pilih SK yang berlaku."


def test_a_decree_cannot_amend_and_replace_at_once(citra):
    decree = make_draft()
    decree.amends, decree.replaces = make_decree(), make_decree()

    words = refused(save_decree, decree=decree, by=citra)

    assert words == "Pilih salah satu: SK ini mengubah atau menggantikan SK lain."


@pytest.mark.parametrize("link", ["amends", "replaces"])
def test_a_decree_cannot_refer_to_itself(citra, link):
    decree = make_draft()
    setattr(decree, link, decree)

    words = refused(save_decree, decree=decree, by=citra)

    assert words == "SK tidak dapat mengubah atau menggantikan dirinya sendiri, juga lewat SK lain."


def test_a_chain_of_decrees_has_no_loop(citra):
    first = make_draft()
    second = make_decree(amends=first)
    third = make_decree(replaces=second)
    first.amends = third

    words = refused(save_decree, decree=first, by=citra)

    assert words == "SK tidak dapat mengubah atau menggantikan dirinya sendiri, juga lewat SK lain."


def test_an_amendment_is_not_older_than_what_it_amends(citra):
    older = make_decree(decided_on=date(2021, 2, 1))
    decree = make_decree(status="draft", decided_on=date(2021, 1, 31))
    decree.amends = older

    words = refused(save_decree, decree=decree, by=citra)

    assert words == f"Tanggal ini sebelum SK {older.number} yang diubah atau digantikan."


def test_a_number_stands_once(citra):
    make_decree(number="188 / 1")
    decree = SlumDecree(number="188  /  1", decided_on=date(2021, 2, 1), subject="Lokasi")

    words = refused(save_decree, decree=decree, by=citra)

    assert words == "SK Kumuh dengan Nomor SK telah ada."
