"""Registering and changing a decree: its form, its file, and two people at once."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import make_decree
from villages.actions.decree import save_decree
from villages.models import SlumDecree

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
ANSWERS = {"number": "188/9", "decided_on": "2021-02-01", "subject": "Lokasi kumuh"}


def url(name, decree=None):
    return reverse(f"villages:{name}", args=[decree.pk] if decree else [])


def pdf(name="SK 2021.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


# --- registering --------------------------------------------------------------------------------------


def test_a_decree_is_registered_as_a_draft_with_its_file(client, citra):
    client.force_login(citra)

    response = client.post(url("decree-add"), ANSWERS | {"upload": pdf()})

    decree = SlumDecree.objects.get()
    assert response.url == decree.get_absolute_url()
    assert (decree.status, decree.number, decree.file_name) == ("draft", "188/9", "SK 2021.pdf")
    assert decree.file.name.startswith("decrees/")
    assert "SK" not in decree.file.name
    assert decree.history.first().history_user == citra


def test_what_is_missing_is_said_at_each_field(client, citra):
    client.force_login(citra)

    form = client.post(url("decree-add"), {"signatory": "Bupati"}).context["form"]

    assert form.errors == {
        "number": ["Isi nomor SK."],
        "decided_on": ["Isi tanggal penetapan."],
        "subject": ["Isi perihal SK."],
    }


@pytest.mark.parametrize("number", ["188 / 9", " 188  /  9 "])
def test_a_number_that_is_registered_is_refused(client, citra, number):
    make_decree(number="188 / 9")
    client.force_login(citra)

    form = client.post(url("decree-add"), ANSWERS | {"number": number}).context["form"]

    assert form.errors == {"number": ["SK dengan nomor ini sudah terdaftar."]}


def test_both_links_at_once_are_refused_at_the_field(client, citra):
    client.force_login(citra)
    both = {"amends": make_decree().pk, "replaces": make_decree().pk}

    form = client.post(url("decree-add"), ANSWERS | both).context["form"]

    assert form.errors == {
        "replaces": ["Pilih salah satu: SK ini mengubah atau menggantikan SK lain."]
    }


def test_only_decrees_in_force_are_offered(client, citra):
    offered = make_decree()
    for status in ("draft", "replaced", "revoked"):
        make_decree(status=status)
    client.force_login(citra)

    form = client.get(url("decree-add")).context["form"]

    assert list(form.fields["amends"].queryset) == [offered]


def test_a_decree_is_not_offered_itself(client, citra):
    decree = make_decree(status="draft")
    client.force_login(citra)

    answers = as_posted(decree, amends=decree.pk)
    form = client.post(url("decree-edit", decree), answers).context["form"]

    assert form.errors == {"amends": ["Pilih SK lain yang berlaku."]}


def test_a_date_before_the_amended_decree_is_refused_at_the_field(client, citra):
    older = make_decree(number="OLD", decided_on=date(2022, 1, 1))
    client.force_login(citra)

    form = client.post(url("decree-add"), ANSWERS | {"amends": older.pk}).context["form"]

    assert form.errors == {
        "decided_on": ["Tanggal ini sebelum SK OLD yang diubah atau digantikan."]
    }


# --- the file while the form is wrong -------------------------------------------------------------------


def test_a_chosen_file_waits_until_the_form_is_right(client, citra):
    client.force_login(citra)
    first = client.post(url("decree-add"), ANSWERS | {"number": "", "upload": pdf()})
    ticket = first.context["form"].data["held"]
    assert "<strong>SK 2021.pdf</strong>" in first.content.decode()

    second = client.post(url("decree-add"), ANSWERS | {"subject": "", "held": ticket})
    client.post(url("decree-add"), ANSWERS | {"held": second.context["form"].data["held"]})

    decree = SlumDecree.objects.get()
    assert decree.file_name == "SK 2021.pdf"
    with decree.file.open() as content:
        assert content.read() == PDF


def test_a_file_chosen_later_wins_over_the_one_that_waits(client, citra):
    client.force_login(citra)
    first = client.post(url("decree-add"), ANSWERS | {"number": "", "upload": pdf()})
    answers = {"held": first.context["form"].data["held"], "upload": pdf("Yang benar.pdf")}

    client.post(url("decree-add"), ANSWERS | answers)

    assert SlumDecree.objects.get().file_name == "Yang benar.pdf"


def test_the_file_that_waits_is_nobody_elses(client, citra, kartika):
    client.force_login(citra)
    first = client.post(url("decree-add"), ANSWERS | {"number": "", "upload": pdf()})
    client.force_login(kartika)

    answers = ANSWERS | {"held": first.context["form"].data["held"]}
    form = client.post(url("decree-add"), answers).context["form"]

    assert form.errors == {
        "upload": ["Berkas yang tadi dipilih sudah tidak tersimpan. Pilih lagi."]
    }


def test_what_is_not_a_pdf_is_refused_at_the_field(client, citra):
    client.force_login(citra)
    upload = pdf(content=b"\xff\xd8\xff\xe0 JFIF")

    form = client.post(url("decree-add"), ANSWERS | {"upload": upload}).context["form"]

    assert form.errors["upload"] == [
        "Isi berkas ini foto JPEG, bukan PDF. Pindai atau simpan dokumennya sebagai PDF."
    ]
    assert form.data["held"] == ""


def test_an_empty_file_is_refused_at_the_field(client, citra):
    client.force_login(citra)

    form = client.post(url("decree-add"), ANSWERS | {"upload": pdf(content=b"")}).context["form"]

    assert form.errors["upload"] == ["Berkas ini kosong. Pilih berkasnya lagi."]


# --- changing -------------------------------------------------------------------------------------------


def as_posted(decree, **answers):
    """What the form sends when only ``answers`` were changed."""
    stored = {
        "number": decree.number,
        "decided_on": decree.decided_on.isoformat(),
        "subject": decree.subject,
        "signatory": decree.signatory,
        "version": decree.version,
    }
    return stored | answers


def test_a_draft_is_changed(client, citra):
    decree = make_decree(status="draft")
    client.force_login(citra)

    response = client.post(url("decree-edit", decree), as_posted(decree, subject="Perihal baru"))

    decree.refresh_from_db()
    assert response.url == decree.get_absolute_url()
    assert (decree.subject, decree.version) == ("Perihal baru", 2)


def test_what_is_in_force_changes_with_a_reason(client, citra):
    decree = make_decree()
    client.force_login(citra)
    answers = as_posted(decree, signatory="Bupati")

    refused = client.post(url("decree-edit", decree), answers)
    client.post(url("decree-edit", decree), answers | {"reason": "Terlupa"})

    assert refused.context["form"].errors == {
        "reason": ["Tulis alasan perubahan; SK ini bukan rancangan lagi."]
    }
    assert decree.history.first().history_change_reason == "Terlupa"
    assert decree.history.first().signatory == "Bupati"


def test_the_second_to_save_sees_what_the_first_changed(client, citra, kartika):
    decree = make_decree(status="draft", subject="Lama", signatory="Bupati")
    answers = as_posted(decree, subject="Dari Kartika")
    SlumDecree.objects.filter(pk=decree.pk).update(version=1)
    theirs = SlumDecree.objects.get(pk=decree.pk)
    theirs.subject = "Dari Citra"
    save_decree(decree=theirs, by=citra)
    client.force_login(kartika)

    form = client.post(url("decree-edit", decree), answers).context["form"]

    assert form.changed_by == citra
    assert [(row.name, row.mine, row.theirs) for row in form.conflicts] == [
        ("subject", "Dari Kartika", "Dari Citra")
    ]
    assert SlumDecree.objects.get().subject == "Dari Citra"

    again = answers | {"version": form.data["version"], "choice-subject": "theirs"}
    client.post(url("decree-edit", decree), again | {"signatory": "Wakil Bupati"})
    decree.refresh_from_db()
    assert (decree.subject, decree.signatory) == ("Dari Citra", "Wakil Bupati")


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Kartika.pdf"), ("theirs", "Citra.pdf")])
def test_two_files_at_once_are_a_choice_too(client, citra, kartika, choice, kept):
    decree = make_decree(status="draft")
    answers = as_posted(decree)
    client.force_login(citra)
    client.post(url("decree-edit", decree), answers | {"upload": pdf("Citra.pdf")})
    client.force_login(kartika)

    mine = answers | {"upload": pdf("Kartika.pdf")}
    form = client.post(url("decree-edit", decree), mine).context["form"]
    assert [(row.mine, row.theirs) for row in form.conflicts] == [("Kartika.pdf", "Citra.pdf")]
    again = answers | {
        "version": form.data["version"],
        "held": form.data["held"],
        "choice-upload": choice,
    }
    client.post(url("decree-edit", decree), again)

    decree.refresh_from_db()
    assert decree.file_name == kept


def test_a_link_made_earlier_stays_offered(client, citra):
    older = make_decree(status="revoked")
    decree = make_decree(status="draft", amends=older)
    client.force_login(citra)

    form = client.get(url("decree-edit", decree)).context["form"]

    assert list(form.fields["amends"].queryset) == [older]
