"""Locations of decrees: one name and one RT once per decree, and in one decree in force."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import make_decree, make_location, make_neighbourhood, make_village
from villages.actions.location import delete_location, save_location
from villages.models import DecreeLocation, Neighbourhood
from villages.rt import read_rt


def new_location(decree, village, **fields):
    return DecreeLocation(
        decree=decree, village=village, **{"area_name": "Pesisir", "area_ha": "4.5"} | fields
    )


def refused(act, **arguments):
    """The refusal of an act, by field."""
    with pytest.raises(ValidationError) as caught:
        act(**arguments)
    return getattr(caught.value, "message_dict", caught.value.messages)


def test_a_location_of_a_draft_is_not_in_force(citra):
    village = make_village()
    rt = make_neighbourhood(village)
    location = new_location(make_decree(status="draft"), village, area_name=" Pesisir  Utara ")

    save_location(location=location, neighbourhoods=[rt], by=citra)

    stored = DecreeLocation.objects.get()
    assert (stored.area_name, stored.in_force, stored.version) == ("Pesisir Utara", False, 1)
    assert list(stored.neighbourhoods.all()) == [rt]
    assert stored.history.first().history_user == citra


def test_a_location_added_to_a_decree_in_force_is_in_force_at_once(citra):
    location = new_location(make_decree(), make_village())

    save_location(location=location, neighbourhoods=[], by=citra, reason="Terlewat")

    assert DecreeLocation.objects.get().in_force
    assert location.history.first().history_change_reason == "Terlewat"


def test_changing_a_decree_in_force_needs_a_reason(citra):
    location = new_location(make_decree(), make_village())

    words = refused(save_location, location=location, neighbourhoods=[], by=citra)

    assert words == {"reason": ["Tulis alasan perubahan; SK ini sudah berlaku."]}


@pytest.mark.parametrize("status", ["replaced", "revoked"])
def test_locations_of_an_ended_decree_stay_as_they_are(citra, status):
    decree = make_decree(status=status)
    location = new_location(decree, make_village())

    words = refused(save_location, location=location, neighbourhoods=[], by=citra, reason="x")

    assert words == ["SK ini tidak berlaku lagi; lokasinya tidak dapat diubah."]


def test_typed_rts_are_found_or_made(citra):
    village = make_village()
    known = make_neighbourhood(village, rw="002", rt="004")
    location = new_location(make_decree(status="draft"), village)
    typed = [read_rt("RT 04 RW 02"), read_rt("RT 5 / RW 2")]

    save_location(location=location, neighbourhoods=[], new_neighbourhoods=typed, by=citra)

    made = Neighbourhood.objects.exclude(pk=known.pk).get()
    assert (made.rw, made.rt, made.label) == ("002", "005", "RT 5 / RW 2")
    assert made.history.get().history_user == citra
    assert set(location.neighbourhoods.all()) == {known, made}


def test_an_rt_stands_once_in_a_decree(citra):
    village = make_village()
    rt = make_neighbourhood(village)
    decree = make_decree(status="draft")
    make_location(decree, village, area_name="Pasar").neighbourhoods.add(rt)
    location = new_location(decree, village)

    words = refused(save_location, location=location, neighbourhoods=[rt], by=citra)

    assert words == {
        "neighbourhoods": ["RT 001 RW 001 sudah termasuk lokasi “Pasar” dalam SK ini."]
    }


def test_a_typed_rt_counts_like_a_chosen_one(citra):
    village = make_village()
    rt = make_neighbourhood(village)
    decree = make_decree(status="draft")
    make_location(decree, village, area_name="Pasar").neighbourhoods.add(rt)

    words = refused(
        save_location,
        location=new_location(decree, village),
        neighbourhoods=[],
        new_neighbourhoods=[read_rt("RT 1 RW 1")],
        by=citra,
    )

    assert list(words) == ["neighbourhoods"]


def test_a_name_stands_once_per_village_however_it_is_written(citra):
    village = make_village()
    decree = make_decree(status="draft")
    make_location(decree, village, area_name="Kawasan Pasar")
    location = new_location(decree, village, area_name="kawasan  pasar")

    words = refused(save_location, location=location, neighbourhoods=[], by=citra)

    assert words == {"area_name": ["Lokasi dengan nama ini sudah ada di desa itu dalam SK ini."]}


def test_a_location_may_keep_its_own_name_and_rts(citra):
    village = make_village()
    rt = make_neighbourhood(village)
    location = make_location(make_decree(status="draft"), village)
    location.neighbourhoods.add(rt)
    location.area_ha = 7

    save_location(location=location, neighbourhoods=[rt], by=citra)

    location.refresh_from_db()
    assert (location.area_ha, location.version) == (7, 2)


def test_what_is_in_force_elsewhere_is_refused(citra):
    village = make_village()
    rt = make_neighbourhood(village)
    make_location(make_decree(number="OLD"), village).neighbourhoods.add(rt)
    location = new_location(make_decree(), village)

    words = refused(save_location, location=location, neighbourhoods=[rt], by=citra, reason="x")

    assert words == [f"Pesisir, {village}: RT 001 RW 001 sudah termasuk “Kawasan 1” dalam SK OLD."]


def test_a_location_added_to_an_amendment_takes_over_from_what_it_amends(citra):
    village = make_village()
    older = make_decree(villages=[village])
    amendment = make_decree(amends=older)
    location = new_location(amendment, village, area_name="Kawasan 1")

    save_location(location=location, neighbourhoods=[], by=citra, reason="Terlewat")

    assert not older.locations.get().in_force
    assert amendment.locations.get().in_force


def test_the_amended_decree_does_not_take_back(citra):
    village = make_village()
    older = make_decree(villages=[village])
    older.locations.update(in_force=False)
    make_decree(number="NEW", amends=older, villages=[village])
    gone = older.locations.get()
    again = new_location(older, village, area_name="Kawasan 2")
    rt = make_neighbourhood(village)
    DecreeLocation.objects.in_force().get().neighbourhoods.add(rt)

    assert refused(save_location, location=gone, neighbourhoods=[], by=citra, reason="x") == [
        "Lokasi ini sudah diambil alih oleh SK perubahan."
    ]
    assert (
        "dalam SK NEW"
        in refused(save_location, location=again, neighbourhoods=[rt], by=citra, reason="x")[0]
    )


def test_a_location_leaves_a_draft_and_its_history_stays(citra):
    decree = make_decree(status="draft", villages=[make_village()])

    delete_location(location=decree.locations.get(), by=citra)

    assert not DecreeLocation.objects.exists()
    assert DecreeLocation.history.first().history_user == citra


def test_a_location_leaves_a_decree_in_force_with_a_reason(citra):
    decree = make_decree(villages=[make_village(), make_village()])
    location = decree.locations.first()

    assert list(refused(delete_location, location=location, by=citra)) == ["reason"]
    delete_location(location=location, by=citra, reason="Salah input")

    assert decree.locations.count() == 1
    assert DecreeLocation.history.first().history_change_reason == "Salah input"


def test_a_decree_in_force_keeps_its_last_location(citra):
    decree = make_decree(villages=[make_village()])

    words = refused(delete_location, location=decree.locations.get(), by=citra, reason="x")

    assert words == ["SK yang berlaku memuat sedikitnya satu lokasi."]


@pytest.mark.parametrize("who", ["ani", "dedi", "vina", "adi"])
def test_only_bappeda_keeps_locations(request, who):
    user = request.getfixturevalue(who)
    decree = make_decree(status="draft", villages=[make_village()])
    location = decree.locations.get()

    with pytest.raises(PermissionDenied):
        save_location(location=location, neighbourhoods=[], by=user)
    with pytest.raises(PermissionDenied):
        delete_location(location=location, by=user)
