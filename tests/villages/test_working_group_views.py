"""Working groups: list, page, members, contacts, and the warning at the end of their term."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_agency, make_group, make_member
from villages.actions.working_group import save_group
from villages.models import WorkingGroup, WorkingGroupMember

pytestmark = pytest.mark.django_db
LIST = reverse("villages:working-group-list")
ADD = reverse("villages:working-group-add")
ANSWERS = {
    "name": "Pokja PKP",
    "decree_number": "188/77/2021",
    "decided_on": "2021-03-01",
    "term_from": "2021-03-01",
    "term_to": "2024-03-01",
}


def day(days):
    return timezone.localdate() + timedelta(days=days)


def url(name, group, *more):
    return reverse(f"villages:{name}", args=[group.pk, *more])


def exported(client):
    response = client.get(reverse("villages:working-group-export", args=["csv"]))
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content), delimiter=";"))


# --- the end of the term --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "is_ending", "words"),
    [
        (-1, True, "Masa tugas Pokja ini habis"),
        (0, True, "0 hari lagi"),
        (90, True, "90 hari lagi"),
        (91, False, None),
    ],
)
def test_the_page_warns_in_time(client, vina, days, is_ending, words):
    group = make_group(term_to=day(days))
    client.force_login(vina)

    text = client.get(url("working-group-detail", group)).content.decode()

    assert group.is_ending == is_ending
    assert WorkingGroup.objects.ending().exists() == is_ending
    assert ("message--warning" in text) == is_ending
    assert words is None or words in text


def test_a_group_that_another_followed_warns_no_more(db):
    make_group(term_to=day(-30))
    make_group(term_to=day(400))

    assert not WorkingGroup.objects.ending().exists()


# --- the list -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["188/2", "188/1"]),
        ({"q": "perkim"}, ["188/2"]),
        ({"q": "188/1"}, ["188/1"]),
        ({"masa": "bertugas"}, ["188/2"]),
        ({"masa": "lewat"}, ["188/1"]),
        ({"masa": "berakhir"}, ["188/2"]),
        ({"urut": "nomor"}, ["188/1", "188/2"]),
        ({"masa": "kapan"}, []),
    ],
)
def test_filters_narrow_the_list(client, vina, query, found):
    make_group(decree_number="188/1", term_from=day(-900), term_to=day(-400))
    group = make_group(decree_number="188/2", term_to=day(20))
    make_member(group, make_agency(name="Dinas Perumahan", short_name="Perkim"))
    client.force_login(vina)

    page = client.get(LIST, query).context["page"]

    assert [group.decree_number for group in page] == found


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count(client, citra, rows, django_assert_num_queries):
    for __ in range(rows):
        make_member()
    client.force_login(citra)

    with django_assert_num_queries(8):
        response = client.get(LIST)

    assert len(response.context["page"].object_list) == rows


# --- contacts -------------------------------------------------------------------------------------------


@pytest.fixture
def group(dedi):
    """A group of dedi's agency and another one, whose contact is 0812-77."""
    group = make_group()
    make_member(group, make_agency(staff=[dedi]), role="Ketua", order=1)
    make_member(group, make_agency(), contact_person="Sekretaris dinas", contact="0812-77", order=2)
    return group


@pytest.mark.parametrize(
    ("person", "sees"), [("citra", True), ("adi", True), ("dedi", True), ("vina", False)]
)
def test_contacts_are_for_those_who_work_together(client, group, person, sees, request):
    client.force_login(request.getfixturevalue(person))

    pages = [
        client.get(url(name, group)).content.decode()
        for name in ("working-group-detail", "working-group-history")
    ]

    assert ["0812-77" in page for page in pages] == [sees, sees]
    assert all("Sekretaris dinas" in page for page in pages)
    rows = exported(client)
    assert [row["kedudukan"] for row in rows] == ["Ketua", "Anggota"]
    assert [row.get("kontak") for row in rows] == (["", "0812-77"] if sees else [None, None])


def test_contacts_of_another_group_stay_hidden(client, group, dedi):
    other = make_member(contact="0813-88").group
    client.force_login(dedi)

    assert "0813-88" not in client.get(url("working-group-detail", other)).content.decode()
    assert "0813-88" not in [row["kontak"] for row in exported(client)]


# --- entering and changing ------------------------------------------------------------------------------


def test_a_group_is_entered_with_its_members(client, citra):
    agency = make_agency(name="Bappeda Kabupaten", short_name="Bappeda")
    client.force_login(citra)

    client.post(ADD, ANSWERS)
    group = WorkingGroup.objects.get()
    client.post(
        url("member-add", group),
        {"agency": agency.pk, "role": "Ketua", "order": "1", "contact": "0812"},
    )

    member = group.members.get()
    assert (str(group), str(member), member.contact) == (
        "Pokja PKP 2021–2024",
        "Bappeda, Ketua",
        "0812",
    )
    assert member.history.get().history_user == citra


def test_what_is_missing_is_said_at_each_field(client, citra):
    make_group(decree_number="188/77/2021")
    client.force_login(citra)

    missing = client.post(ADD, {"name": ""}).context["form"]
    wrong = client.post(ADD, ANSWERS | {"term_to": "2020-01-01"}).context["form"]

    assert missing.errors == {
        "name": ["Isi namanya, misalnya Pokja PKP."],
        "decree_number": ["Isi nomor SK Pokja."],
        "decided_on": ["Isi tanggal SK."],
        "term_from": ["Isi awal masa tugas."],
        "term_to": ["Isi akhir masa tugas."],
    }
    assert wrong.errors == {
        "decree_number": ["Pokja dengan nomor SK ini sudah terdaftar."],
        "term_to": ["Masa tugas tidak boleh berakhir sebelum dimulai."],
    }


def test_who_saves_second_sees_what_the_first_changed(client, citra, kartika):
    group = make_group(**ANSWERS)
    group.refresh_from_db()
    group.term_to = day(10)
    save_group(group=group, by=kartika)
    client.force_login(citra)

    answers = ANSWERS | {"term_to": "2025-03-01", "version": 1}
    form = client.post(url("working-group-edit", group), answers).context["form"]

    assert [conflict.label for conflict in form.conflicts] == ["Masa tugas sampai"]


def test_an_agency_is_a_member_once(client, citra, group):
    member = group.members.first()
    client.force_login(citra)

    form = client.post(
        url("member-add", group), {"agency": member.agency_id, "role": "Ketua", "order": "3"}
    ).context["form"]

    assert list(form.errors) == ["agency"]
    assert member.agency not in form.fields["agency"].queryset


def test_a_member_is_changed(client, citra, group):
    member = group.members.first()
    client.force_login(citra)
    answers = {"agency": member.agency_id, "role": "Wakil ketua", "order": "2", "version": 1}

    client.post(url("member-edit", group, member.pk), answers)

    member.refresh_from_db()
    assert (member.role, member.order, member.version) == ("Wakil ketua", 2, 2)


def test_a_member_leaves_after_asking_and_stays_in_the_history(client, citra, group):
    member = group.members.first()
    address = url("member-remove", group, member.pk)
    client.force_login(citra)

    asked = client.get(address).content.decode()
    client.post(address)

    assert f"Keluarkan {member.agency} dari Pokja ini?" in asked
    assert not WorkingGroupMember.objects.filter(pk=member.pk).exists()
    history = client.get(url("working-group-history", group)).content.decode()
    assert f"Anggota {member.agency} dihapus" in history
