"""Importing an attendance sheet through its page: nothing is saved unseen, nothing is lost."""

import pytest
from django.urls import reverse

from tests.factories import make_agency
from tests.workshops.sheets import GROUP, TWELVE, as_upload, sheet
from workshops.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, citra, workshop):
    """The address of the page, opened by citra."""
    client.force_login(citra)
    return reverse("workshops:attendance-import", args=[workshop.pk])


def test_a_preview_saves_nothing(client, page, workshop):
    response = client.post(page, {"upload": as_upload(sheet(*TWELVE)), "periksa": "1"})

    text = response.content.decode()
    assert "Belum ada yang disimpan." in text
    assert "Simpan 12 baris" in text
    assert not Participant.objects.exists()


def test_the_sheet_is_chosen_once_and_saved_after_looking(client, page, workshop, citra):
    agency = make_agency(short_name="DLH")
    first = client.post(page, {"upload": as_upload(sheet(*TWELVE)), "periksa": "1"})
    ticket = first.context["form"].data["held"]

    response = client.post(page, {"held": ticket, "simpan": "1"}, follow=True)

    assert "12 baris baru, 0 berubah" in response.content.decode()
    assert workshop.participants.totals() == {
        "men_invited": 6,
        "women_invited": 6,
        "men_attended": 6,
        "women_attended": 6,
    }
    person = workshop.participants.get(agency=agency)
    assert person.history.get().history_user == citra
    assert person.history.get().history_change_reason == "Impor Daftar hadir.xlsx"
    kept = workshop.materials.get()
    assert (kept.kind, kept.file_name, kept.uploaded_by) == (
        "attendance",
        "Daftar hadir.xlsx",
        citra,
    )


def test_saving_again_changes_nothing(client, page, workshop):
    upload = {"simpan": "1"}
    client.post(page, upload | {"upload": as_upload(sheet(*TWELVE))})

    response = client.post(page, upload | {"upload": as_upload(sheet(*TWELVE))})

    assert "semua baris sudah tercatat" in response.content.decode()
    assert (workshop.participants.count(), workshop.materials.count()) == (12, 1)


def test_rows_that_are_right_can_be_saved_without_the_others(client, page, workshop):
    content = sheet(*TWELVE[:2], [3, "Ani", "LKM", None, "?"])

    preview = client.post(page, {"upload": as_upload(content)})
    client.post(page, {"held": preview.context["form"].data["held"], "simpan": "1"})

    text = preview.content.decode()
    assert "Baris 4</strong>" in text.replace(", jenis_kelamin", "")
    assert "Simpan 2 baris yang benar" in text
    assert workshop.participants.count() == 2


def test_numbers_are_updated_and_nobody_is_removed(client, page, workshop):
    stays = Participant.objects.create(workshop=workshop, organisation="KPP", men_attended=1)
    changes = Participant.objects.create(workshop=workshop, organisation="LKM", men_invited=2)
    content = sheet(["LKM", 2, None, 1, 1], headings=GROUP)

    preview = client.post(page, {"upload": as_upload(content)}).content.decode()
    client.post(page, {"upload": as_upload(content), "simpan": "1"})

    changes.refresh_from_db()
    assert "<del>0</del> 1" in preview
    assert (changes.men_attended, changes.women_attended, changes.version) == (1, 1, 2)
    assert changes.history.count() == 2
    assert workshop.participants.filter(pk=stays.pk).exists()


def test_a_csv_sheet_is_kept_and_sent_as_one(client, page, workshop):
    content = b"instansi;nama;L/P\nLKM;Ketua;L\n"

    client.post(page, {"upload": as_upload(content, "hadir.csv"), "simpan": "1"})

    material = workshop.materials.get()
    response = client.get(reverse("workshops:material-file", args=[workshop.pk, material.pk]))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert b"".join(response.streaming_content) == content


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Pilih berkas daftar hadirnya."),
        ({"held": "palsu"}, "Berkas yang tadi dipilih sudah tidak tersimpan. Pilih lagi."),
        ({"upload": as_upload(b"x", "hadir.xlsm")}, "Unggah berkas Excel (.xlsx) atau CSV (.csv)."),
        ({"upload": as_upload(b"PK", "hadir.xlsx")}, "Berkas ini rusak atau terpotong."),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field(client, page, data, words):
    form = client.post(page, data | {"simpan": "1"}).context["form"]

    assert form.errors["upload"][0].startswith(words)


def test_what_is_exported_can_be_imported_again(client, page, workshop):
    client.post(page, {"upload": as_upload(sheet(*TWELVE)), "simpan": "1"})
    address = reverse("workshops:participant-export", args=[workshop.pk, "xlsx"])
    exported = b"".join(client.get(address).streaming_content)

    attendance = client.post(page, {"upload": as_upload(exported)}).context["attendance"]

    assert [row.state for row in attendance.rows] == ["unchanged"] * 12


@pytest.mark.parametrize("rows", [1, 12])
def test_query_count_of_saving(client, page, rows, django_assert_max_num_queries):
    upload = as_upload(sheet(*TWELVE[:rows]))

    with django_assert_max_num_queries(30):
        client.post(page, {"upload": upload, "simpan": "1"})
