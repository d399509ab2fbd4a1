"""The page of a community organisation, its form, its history, and who may see its contact."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import make_organisation, make_project, make_village
from villages.actions.organisation import save_organisation
from villages.models import CommunityOrganisation, Handover

pytestmark = pytest.mark.django_db
ADD = reverse("villages:organisation-add")


def url(name, organisation):
    return reverse(f"villages:organisation-{name}", args=[organisation.pk])


def answers(village=None, **changes):
    known = {"kind": "lkm", "name": "Sejahtera", "chair": "Siti", "men": "7", "women": "5"}
    return known | ({"village": village.code} if village else {}) | changes


# --- the page -------------------------------------------------------------------------------------------


def test_the_page_shows_what_was_built_and_what_is_maintained(client, vina, village):
    builder, keeper = (make_organisation(village, kind) for kind in ("ksm", "kpp"))
    project = make_project(village, name="Paving", builder=builder)
    Handover.objects.create(project=project, maintainer=keeper, handed_over_on=date(2022, 1, 5))
    client.force_login(vina)

    built = client.get(url("detail", builder)).context["page"]
    maintained = client.get(url("detail", keeper)).content.decode()

    assert (built.built, built.maintained) == ((project,), ())
    assert "Paving" in maintained
    assert "5 Jan 2022" in maintained


def test_the_one_it_was_handed_to_maintains_it(client, vina, village):
    planned, real = make_organisation(village), make_organisation(village)
    project = make_project(village, maintainer=planned)
    Handover.objects.create(project=project, maintainer=real, handed_over_on=date(2022, 1, 5))
    client.force_login(vina)

    assert client.get(url("detail", planned)).context["page"].maintained == ()
    assert client.get(url("detail", real)).context["page"].maintained == (project,)


@pytest.mark.parametrize(
    ("person", "sees"), [("ani", 1), ("citra", 1), ("adi", 1), ("dedi", 0), ("vina", 0)]
)
def test_the_contact_is_for_those_who_work_with_it(client, village, person, sees, request):
    organisation = make_organisation(village, contact="0812-3344")
    client.force_login(request.getfixturevalue(person))

    pages = [client.get(url(name, organisation)).content.decode() for name in ("detail", "history")]

    assert [page.count("0812-3344") for page in pages] == [sees, sees]


@pytest.mark.parametrize("projects", [1, 3])
def test_page_query_count(client, citra, village, projects, django_assert_num_queries):
    organisation = make_organisation(village, "ksm")
    for __ in range(projects):
        make_project(village, builder=organisation)
    client.force_login(citra)

    with django_assert_num_queries(7):
        response = client.get(url("detail", organisation))

    assert len(response.context["page"].built) == projects


# --- registering ----------------------------------------------------------------------------------------


def test_an_assistant_registers_an_organisation(client, ani, village):
    client.force_login(ani)

    response = client.post(ADD, answers(village, name=" Sumber   Makmur ", contact="0812"))

    organisation = CommunityOrganisation.objects.get()
    assert response.url == organisation.get_absolute_url()
    assert (organisation.name, organisation.members, organisation.version) == (
        "Sumber Makmur",
        12,
        1,
    )
    assert organisation.history.get().history_user == ani


def test_only_ones_own_villages_are_offered(client, ani, village):
    client.force_login(ani)

    form = client.post(ADD, answers(make_village())).context["form"]

    assert list(form.fields["village"].queryset) == [village]
    assert form.errors == {"village": ["Pilih salah satu desa dalam daftar."]}


def test_the_village_named_in_the_address_is_chosen(client, ani, village):
    client.force_login(ani)

    text = client.get(ADD, {"desa": village.code}).content.decode()

    assert f'<option value="{village.code}" selected>' in text


def test_what_is_missing_is_said_at_each_field(client, citra):
    client.force_login(citra)

    form = client.post(ADD, {"established_year": "85", "men": "x"}).context["form"]

    assert form.errors == {
        "village": ["Pilih desanya."],
        "kind": ["Pilih jenisnya."],
        "name": ["Isi nama kelembagaan."],
        "established_year": ["Tulis tahun dengan empat angka, 1990 atau sesudahnya."],
        "men": ["“x” bukan angka. Tulis angkanya saja."],
    }


@pytest.mark.parametrize("name", ["Sejahtera", "SEJAHTERA", " sejahtera "])
def test_the_same_organisation_is_refused_twice(client, ani, village, name):
    make_organisation(village, "lkm", name="Sejahtera")
    client.force_login(ani)

    form = client.post(ADD, answers(village, name=name)).context["form"]

    assert form.errors == {"name": ["Kelembagaan ini sudah terdaftar di desa itu."]}


def test_another_kind_may_have_the_same_name(client, ani, village):
    make_organisation(village, "kpp", name="Sejahtera")
    client.force_login(ani)

    assert client.post(ADD, answers(village)).status_code == 302


# --- changing -------------------------------------------------------------------------------------------


def test_an_organisation_is_changed(client, ani, village):
    organisation = make_organisation(village, "lkm", name="Sejahtera")
    client.force_login(ani)

    client.post(url("edit", organisation), answers(chair="Budi", version=1))

    organisation.refresh_from_db()
    assert (organisation.chair, organisation.version) == ("Budi", 2)
    assert organisation.history.first().history_user == ani


def test_who_saves_second_sees_what_the_first_changed(client, ani, citra, village):
    organisation = make_organisation(village, "lkm", name="Sejahtera", chair="Siti")
    organisation.chair = "Rahma"
    save_organisation(organisation=organisation, by=citra)
    client.force_login(ani)

    response = client.post(url("edit", organisation), answers(chair="Budi", version=1))

    conflict = response.context["form"].conflicts[0]
    assert (conflict.mine, conflict.theirs) == ("Budi", "Rahma")
    assert "Diubah oleh Citra" in response.content.decode()
    organisation.refresh_from_db()
    assert organisation.chair == "Rahma"


def test_the_kind_stays_once_a_project_names_it(client, citra, village):
    organisation = make_organisation(village, "ksm", name="Sejahtera")
    make_project(village, builder=organisation)
    client.force_login(citra)

    form = client.post(url("edit", organisation), answers(kind="kpp", version=1)).context["form"]

    assert form.errors == {
        "kind": ["Jenisnya tidak dapat diubah lagi: sudah ada kegiatan yang menyebutnya."]
    }


def test_an_organisation_is_switched_off_and_on_again(client, ani, village):
    organisation = make_organisation(village)
    client.force_login(ani)

    off = client.post(url("activate", organisation), {"aktif": "0"}, follow=True)
    client.post(url("activate", organisation), {"aktif": "0"})
    on = client.post(url("activate", organisation), {"aktif": "1"}, follow=True)

    assert f"{organisation} dinonaktifkan." in off.content.decode()
    assert f"{organisation} diaktifkan kembali." in on.content.decode()
    organisation.refresh_from_db()
    assert (organisation.is_active, organisation.version) == (True, 3)
    reasons = [row.history_change_reason for row in organisation.history.all()[:2]]
    assert reasons == ["Diaktifkan kembali", "Dinonaktifkan"]
