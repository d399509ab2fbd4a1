"""Entering the locations of a decree."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_decree,
    make_district,
    make_location,
    make_neighbourhood,
    make_village,
)
from villages.actions.location import save_location
from villages.models import DecreeLocation, Neighbourhood

pytestmark = pytest.mark.django_db
ANSWERS = {"area_name": "Pesisir", "area_ha": "4,5"}


@pytest.fixture
def bappeda(client, citra):
    """The browser of citra."""
    client.force_login(citra)
    return client


@pytest.fixture
def kebonagung():
    return make_village(name="Kebonagung", code="35.13.14.2014")


def add_url(decree, code="35.13.14.2014"):
    return reverse("villages:location-add", args=[decree.pk]) + (f"?desa={code}" if code else "")


def edit_url(location, name="location-edit"):
    return reverse(f"villages:{name}", args=[location.decree_id, location.pk])


def errors(response):
    return dict(response.context["form"].errors)


# --- choosing the village -------------------------------------------------------------------------------


def test_the_village_comes_first_by_district(bappeda, kebonagung):
    make_village(name="Alun")
    make_village(name="Sukomulyo", district=make_district(code="35.13.16", name="Pajarakan"))

    form = bappeda.get(add_url(make_decree(), code="")).context["form"]

    names = [
        (group, [name[:4] for __, name in rows]) for group, rows in form.fields["desa"].choices[1:]
    ]
    assert names == [("Kraksaan", ["Alun", "Kebo"]), ("Pajarakan", ["Suko"])]


@pytest.mark.parametrize("code", ["35.13.99.2001", "x"])
def test_a_wrong_code_asks_again(bappeda, kebonagung, code):
    response = bappeda.get(add_url(make_decree(), code=code))

    assert errors(response) == {"desa": ["Desa dengan kode itu tidak ada. Pilih dari daftar."]}


# --- adding ---------------------------------------------------------------------------------------------


def test_a_location_is_added_with_chosen_and_typed_rts(bappeda, kebonagung):
    decree = make_decree(status="draft")
    known = make_neighbourhood(kebonagung, rw="001", rt="001")
    answers = ANSWERS | {
        "neighbourhoods": [known.pk],
        "more_neighbourhoods": "RT 2 RW 1\r\n\r\n RT 003 / RW 001\n",
        "total": "48",
        "level": "moderate",
        "legality": "legal",
        "considerations": "9",
        "priority": "5",
        "latitude": "-7,7455",
        "longitude": "113,4064",
    }

    response = bappeda.post(add_url(decree), answers)

    location = DecreeLocation.objects.get()
    assert response.url == decree.get_absolute_url()
    assert [str(rt) for rt in location.neighbourhoods.order_by("rt")] == [
        "RT 001 RW 001",
        "RT 002 RW 001",
        "RT 003 RW 001",
    ]
    assert (str(location.area_ha), str(location.latitude)) == ("4.500000", "-7.745500")
    assert (location.total, location.considerations, location.priority) == (48, 9, 5)


def test_one_can_go_on_to_the_next_location(bappeda, kebonagung):
    decree = make_decree(status="draft")

    response = bappeda.post(add_url(decree), ANSWERS | {"lagi": "1"})

    assert response.url == add_url(decree, code="")


def test_a_village_without_rts_asks_for_typed_ones(bappeda, kebonagung):
    form = bappeda.get(add_url(make_decree(status="draft"))).context["form"]

    assert "neighbourhoods" not in form.fields
    assert "more_neighbourhoods" in form.fields


def test_rts_of_other_villages_are_not_offered_and_not_taken(bappeda, kebonagung):
    make_neighbourhood(kebonagung)
    other = make_neighbourhood(make_village())

    response = bappeda.post(
        add_url(make_decree(status="draft")), ANSWERS | {"neighbourhoods": [other.pk]}
    )

    assert list(errors(response)) == ["neighbourhoods"]


def test_what_cannot_be_read_is_asked_and_nothing_is_made(bappeda, kebonagung):
    answers = ANSWERS | {"more_neighbourhoods": "RT 1 RW 1\n04/09"}

    response = bappeda.post(add_url(make_decree(status="draft")), answers)

    assert "04/09" in errors(response)["more_neighbourhoods"][0]
    assert not Neighbourhood.objects.exists()


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"area_name": " "}, "area_name", "Isi nama lokasi."),
        ({"area_ha": ""}, "area_ha", "Isi luas lokasi dalam hektare."),
        ({"area_ha": "0"}, "area_ha", "Luas harus lebih dari 0 ha."),
        ({"area_ha": "-1"}, "area_ha", "Tulis angka 0 atau lebih."),
        ({"area_ha": "1.250"}, "area_ha", "dua cara"),
        ({"total": "81"}, "total", "Nilai kekumuhan paling tinggi 80."),
        ({"considerations": "2"}, "considerations", "Nilai pertimbangan lain 3 sampai 15."),
        ({"considerations": "16"}, "considerations", "Nilai pertimbangan lain 3 sampai 15."),
        ({"latitude": "7,7455", "longitude": "113,4"}, "latitude", "tanpa tanda minus"),
        ({"latitude": "113,4", "longitude": "-7,7"}, "latitude", "tertukar"),
        ({"latitude": "-7,7"}, "longitude", "keduanya"),
        ({"latitude": "-7,7", "longitude": "timur"}, "longitude", "bukan koordinat"),
        ({"latitude": "-7,7", "longitude": "10"}, "latitude", "di luar Indonesia"),
    ],
)
def test_wrong_answers_are_explained_at_their_field(bappeda, kebonagung, answers, field, words):
    response = bappeda.post(add_url(make_decree(status="draft")), ANSWERS | answers)

    assert list(errors(response)) == [field]
    assert words in errors(response)[field][0]
    assert not DecreeLocation.objects.exists()


def test_an_rt_twice_in_a_decree_is_refused_at_the_field(bappeda, kebonagung):
    decree = make_decree(status="draft")
    rt = make_neighbourhood(kebonagung)
    make_location(decree, kebonagung, area_name="Pasar").neighbourhoods.add(rt)

    response = bappeda.post(add_url(decree), ANSWERS | {"neighbourhoods": [rt.pk]})

    assert errors(response) == {
        "neighbourhoods": ["RT 001 RW 001 sudah termasuk lokasi “Pasar” dalam SK ini."]
    }


def test_a_typed_rt_twice_is_refused_where_no_boxes_are_shown(bappeda, kebonagung):
    decree = make_decree(status="draft")
    first = ANSWERS | {"more_neighbourhoods": "RT 1 RW 1"}
    bappeda.post(add_url(decree), first)

    response = bappeda.post(add_url(decree), first | {"area_name": "Pasar"})

    assert "sudah termasuk lokasi “Pesisir”" in response.content.decode()
    assert DecreeLocation.objects.count() == 1


# --- changing -------------------------------------------------------------------------------------------


def as_posted(location, **answers):
    """What the form sends when only ``answers`` were changed."""
    stored = {
        "area_name": location.area_name,
        "area_ha": "5",
        "neighbourhoods": [rt.pk for rt in location.neighbourhoods.all()],
        "version": location.version,
    }
    return stored | answers


def test_a_location_is_changed(bappeda, kebonagung):
    location = make_location(
        make_decree(status="draft"), kebonagung, latitude="-7.7", longitude="113.4"
    )

    form = bappeda.get(edit_url(location)).context["form"]
    bappeda.post(edit_url(location), as_posted(location, area_ha="6,25"))

    location.refresh_from_db()
    assert form["latitude"].value() == "-7.700000"
    assert (str(location.area_ha), location.latitude, location.version) == ("6.250000", None, 2)


def test_a_location_in_force_changes_with_a_reason(bappeda, kebonagung):
    location = make_location(make_decree(), kebonagung)

    refused = bappeda.post(edit_url(location), as_posted(location))
    bappeda.post(edit_url(location), as_posted(location, area_ha="6", reason="Salah ketik"))

    assert errors(refused) == {"reason": ["Tulis alasan perubahan; SK ini sudah berlaku."]}
    assert location.history.first().history_change_reason == "Salah ketik"


def test_the_second_to_save_sees_what_the_first_changed(bappeda, citra, kartika, kebonagung):
    first, second, third = (make_neighbourhood(kebonagung) for __ in range(3))
    location = make_location(make_decree(status="draft"), kebonagung)
    location.neighbourhoods.add(first)
    answers = as_posted(location, neighbourhoods=[first.pk, third.pk], total="30")
    theirs = DecreeLocation.objects.get()
    theirs.area_ha = 8
    save_location(location=theirs, neighbourhoods=[first, second], by=kartika)

    form = bappeda.post(edit_url(location), answers).context["form"]

    assert form.changed_by == kartika
    assert [(row.name, row.mine, row.theirs, row.choice) for row in form.conflicts] == [
        ("area_ha", "5", "8", "theirs"),
        ("neighbourhoods", "RW 001: RT 001, 003", "RW 001: RT 001, 002", "mine"),
    ]

    chosen = {"choice-neighbourhoods": "theirs", "choice-area_ha": "mine"}
    bappeda.post(edit_url(location), answers | chosen | {"version": form.data["version"]})
    location.refresh_from_db()
    assert set(location.neighbourhoods.all()) == {first, second}
    assert (location.area_ha, location.total, location.version) == (5, 30, 3)


def test_a_location_belongs_to_its_decree(bappeda, kebonagung):
    location = make_location(make_decree(), kebonagung)
    path = reverse("villages:location-edit", args=[make_decree().pk, location.pk])

    assert bappeda.get(path).status_code == 404


# --- deleting -------------------------------------------------------------------------------------------


def test_a_location_of_a_draft_is_deleted_after_asking(bappeda, kebonagung):
    location = make_location(make_decree(status="draft"), kebonagung)

    assert bappeda.get(edit_url(location, "location-delete")).status_code == 200
    bappeda.post(edit_url(location, "location-delete"))

    assert not DecreeLocation.objects.exists()


def test_deleting_from_a_decree_in_force_needs_a_reason(bappeda, kebonagung):
    decree = make_decree(villages=[make_village()])
    location = make_location(decree, kebonagung)
    path = edit_url(location, "location-delete")

    assert errors(bappeda.post(path)) == {"reason": ["Tulis alasan menghapus lokasi ini."]}
    bappeda.post(path, {"reason": "Salah desa"})

    assert decree.locations.count() == 1


def test_the_last_location_of_a_decree_in_force_stays(bappeda, kebonagung):
    location = make_location(make_decree(), kebonagung)

    response = bappeda.post(edit_url(location, "location-delete"), {"reason": "Salah desa"})

    assert "SK yang berlaku memuat sedikitnya satu lokasi." in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_takes_as_many_queries_for_three_rts(
    bappeda, kebonagung, rows, django_assert_num_queries
):
    for __ in range(rows):
        make_neighbourhood(kebonagung)
    location = make_location(make_decree(), kebonagung)

    with django_assert_num_queries(10):
        bappeda.get(edit_url(location))
