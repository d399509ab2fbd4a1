"""Parts of a workshop: adding, changing and deleting each kind, its files included."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from tests.factories import make_agency, make_follow_up, make_recommendation, make_workshop
from tests.villages.documents import CONTENTS, PDF, archive, upload
from tests.villages.pictures import facts, picture
from tests.workshops.things import make_material
from workshops.actions.workshop import save_part
from workshops.models import Material, Participant, Recommendation, StrategicIssue, WorkshopSession

pytestmark = pytest.mark.django_db
SESSION = {"kind": "panel", "title": "Panel", "day": "2021-11-29"}


@pytest.fixture
def as_citra(client, citra):
    client.force_login(citra)
    return client


def url(act, workshop, part, *key):
    return reverse(f"workshops:part-{act}", args=[workshop.pk, part, *key])


def add(client, workshop, part, answers):
    return client.post(url("add", workshop, part), answers)


def test_a_session_is_added(as_citra, workshop, citra):
    answers = SESSION | {"starts": "09:00", "ends": "10:30", "speakers": "Kepala, Bappeda"}

    response = add(as_citra, workshop, "sesi", answers)

    session = WorkshopSession.objects.get()
    assert response.url == f"{workshop.get_absolute_url()}#sesi"
    assert (session.hours, session.speaker_list) == ("09.00–10.30", ["Kepala, Bappeda"])
    assert session.history.get().history_user == citra


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"day": "2021-12-01"}, {"day": ["Pilih hari lokakarya: 29–30 November 2021."]}),
        ({"day": ""}, {"day": ["Isi harinya."]}),
        ({"ends": "09:00"}, {"starts": ["Isi jam mulainya juga."]}),
        ({"starts": "10:00", "ends": "09:00"}, {"ends": ["Jam selesai setelah jam mulai."]}),
        ({"kind": ""}, {"kind": ["Pilih jenis sesinya."]}),
    ],
)
def test_a_wrong_session_is_said_at_its_field(as_citra, workshop, answers, errors):
    form = add(as_citra, workshop, "sesi", SESSION | answers).context["form"]

    assert form.errors == errors


def test_save_and_add_another_comes_back(as_citra, workshop):
    response = add(as_citra, workshop, "sesi", SESSION | {"lagi": "1"})

    assert response.url == url("add", workshop, "sesi")


def test_a_session_from_which_something_came_stays(as_citra, workshop):
    session = WorkshopSession.objects.create(
        workshop=workshop, kind="panel", title="Panel", day=date(2021, 11, 29)
    )
    StrategicIssue.objects.create(workshop=workshop, text="Isu", session=session)

    response = as_citra.post(url("delete", workshop, "sesi", session.pk), follow=True)

    assert "Ubah dahulu asalnya" in response.content.decode()
    assert WorkshopSession.objects.exists()


def test_a_session_of_another_workshop_is_not_offered(as_citra, workshop):
    other = WorkshopSession.objects.create(
        workshop=make_workshop(), kind="panel", title="Lain", day=date(2021, 11, 29)
    )

    form = add(as_citra, workshop, "isu", {"text": "Isu", "session": other.pk}).context["form"]

    assert list(form.errors) == ["session"]


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        (
            {"men_attended": "2"},
            {"organisation": ["Pilih OPD atau tulis lembaga lain, salah satu."]},
        ),
        (
            {"organisation": "LKM"},
            {"men_invited": ["Isi sedikitnya satu orang yang diundang atau hadir."]},
        ),
        ({"organisation": "LKM", "men_attended": "banyak"}, {"men_attended": None}),
        ({"organisation": "LKM", "men_attended": "-1"}, {"men_attended": None}),
    ],
)
def test_a_wrong_participant_is_said_at_its_field(as_citra, workshop, answers, errors):
    form = add(as_citra, workshop, "peserta", answers).context["form"]

    assert list(form.errors) == list(errors)
    for field, messages in errors.items():
        assert messages is None or form.errors[field] == messages


def test_a_participant_is_added_once(as_citra, workshop):
    answers = {"organisation": " LKM  Maju ", "women_attended": "2"}
    add(as_citra, workshop, "peserta", answers)

    form = add(as_citra, workshop, "peserta", answers).context["form"]

    assert Participant.objects.get().organisation == "LKM Maju"
    assert form.non_field_errors() == ["Peserta ini sudah tercatat."]


def test_a_recommendation_is_added_with_agencies_and_villages(as_citra, workshop, village, dlh):
    answers = {
        "text": "Tinjau",
        "topic": "review",
        "addressed_to": [dlh.pk],
        "villages": [village.pk],
    }

    add(as_citra, workshop, "rekomendasi", answers)

    recommendation = Recommendation.objects.get()
    assert list(recommendation.addressed_to.all()) == [dlh]
    assert list(recommendation.villages.all()) == [village]


def test_a_recommendation_is_addressed_to_somebody(as_citra, workshop):
    make_agency(is_active=False)

    form = add(as_citra, workshop, "rekomendasi", {"text": "T", "topic": "review"}).context["form"]

    assert form.errors == {"addressed_to": ["Pilih sedikitnya satu OPD."]}
    assert not form.fields["addressed_to"].queryset.exists()


def test_two_people_change_a_recommendation(as_citra, workshop, dlh, perkim, kartika):
    recommendation = make_recommendation(workshop, text="Lama", addressed_to=[dlh])
    recommendation.save()
    theirs = Recommendation.objects.get()
    theirs.text = "Dari Kartika"
    save_part(part=theirs, by=kartika, relations={"addressed_to": [dlh, perkim]})
    answers = {"text": "Dari Citra", "topic": "review", "addressed_to": [dlh.pk], "version": 1}

    form = as_citra.post(url("edit", workshop, "rekomendasi", recommendation.pk), answers).context[
        "form"
    ]

    assert form.changed_by == kartika
    assert [(row.name, row.mine, row.theirs) for row in form.conflicts] == [
        ("text", "Dari Citra", "Dari Kartika"),
        ("addressed_to", "DLH", "DLH, Perkim"),
    ]


def test_a_recommendation_with_follow_up_stays(as_citra, workshop):
    recommendation = make_recommendation(workshop)
    make_follow_up(recommendation=recommendation, status="dropped")

    as_citra.post(url("delete", workshop, "rekomendasi", recommendation.pk))

    assert Recommendation.objects.exists()


def test_a_part_is_deleted_after_asking(as_citra, workshop, citra):
    issue = StrategicIssue.objects.create(workshop=workshop, text="Isu lama")
    address = url("delete", workshop, "isu", issue.pk)

    asked = as_citra.get(address).content.decode()
    as_citra.post(address)

    assert "Isu lama" in asked
    assert not StrategicIssue.objects.exists()
    assert StrategicIssue.history.first().history_user == citra


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_a_part_is_found_in_its_own_workshop_only(as_citra, workshop, act):
    issue = StrategicIssue.objects.create(workshop=make_workshop(), text="Isu")

    assert as_citra.get(url(act, workshop, "isu", issue.pk)).status_code == 404


# --- files ------------------------------------------------------------------------------------------------


def sent(client, name, material):
    return client.get(
        reverse(f"workshops:material-{name}", args=[material.workshop_id, material.pk])
    )


@pytest.mark.parametrize("suffix", CONTENTS)
def test_every_kind_of_document_is_kept_and_sent_as_what_it_is(as_citra, workshop, citra, suffix):
    file = upload(CONTENTS[suffix], "Bahan rapat.bin")

    add(as_citra, workshop, "materi", {"kind": "paper", "title": "Bahan", "upload": file})

    material = Material.objects.get()
    response = sent(as_citra, "file", material)
    assert (material.file_name, material.uploaded_by) == (f"Bahan rapat.bin{suffix}", citra)
    assert material.file.name.startswith("materials/")
    assert "Bahan" not in material.file.name
    assert b"".join(response.streaming_content) == CONTENTS[suffix]
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><script>alert(1)</script>", "halaman web"),
        (archive("word/document.xml", "word/vbaProject.bin"), "makro"),
        (b"", "kosong"),
    ],
)
def test_other_content_is_refused_whatever_its_name(as_citra, workshop, content, words):
    answers = {"kind": "paper", "title": "Bahan", "upload": upload(content, "Bahan.pdf")}

    form = add(as_citra, workshop, "materi", answers).context["form"]

    assert words in form.errors["upload"][0]
    assert not Material.objects.exists()


def test_a_file_is_needed(as_citra, workshop):
    form = add(as_citra, workshop, "materi", {"kind": "paper", "title": "Bahan"}).context["form"]

    assert form.errors == {"upload": ["Pilih berkasnya."]}


def test_a_chosen_file_waits_until_the_form_is_right(as_citra, workshop):
    first = add(as_citra, workshop, "materi", {"kind": "paper", "upload": upload(PDF, "SK.pdf")})
    ticket = first.context["form"].data["held"]
    assert "<strong>SK.pdf</strong>" in first.content.decode()

    add(as_citra, workshop, "materi", {"kind": "paper", "title": "SK", "held": ticket})

    material = Material.objects.get()
    assert material.file_name == "SK.pdf"
    with material.file.open() as file:
        assert file.read() == PDF


@pytest.mark.parametrize("is_held", [False, True])
def test_a_photo_keeps_nothing_but_the_picture(as_citra, workshop, is_held):
    content = picture(exif=facts(), size=(900, 600))
    answers = {"kind": "photo", "title": "Foto", "upload": upload(content, "IMG.JPEG")}
    if is_held:
        first = add(as_citra, workshop, "materi", answers | {"title": ""})
        answers = answers | {"held": first.context["form"].data["held"]}
        del answers["upload"]

    add(as_citra, workshop, "materi", answers)

    photo = Material.objects.get()
    kept = b"".join(sent(as_citra, "file", photo).streaming_content)
    small = b"".join(sent(as_citra, "thumbnail", photo).streaming_content)
    assert photo.file_name == "IMG.jpg"
    assert b"Rahasia" not in kept + small
    assert not Image.open(BytesIO(kept)).getexif()
    assert Image.open(BytesIO(small)).width == 400


def test_a_document_is_no_photo(as_citra, workshop):
    answers = {"kind": "photo", "title": "Foto", "upload": upload(PDF)}

    form = add(as_citra, workshop, "materi", answers).context["form"]

    assert "bukan foto" in form.errors["upload"][0]


def test_what_a_file_is_called_can_be_changed(as_citra, workshop):
    material = make_material(workshop)

    as_citra.post(
        url("edit", workshop, "materi", material.pk),
        {"kind": "slides", "title": "Paparan", "version": 1},
    )

    material.refresh_from_db()
    assert (material.kind, material.title, material.file_name) == ("slides", "Paparan", "Bahan.pdf")


def test_a_document_does_not_become_a_photo(as_citra, workshop):
    material = make_material(workshop)

    form = as_citra.post(
        url("edit", workshop, "materi", material.pk), {"kind": "photo", "title": "F", "version": 1}
    ).context["form"]

    assert list(form.errors) == ["kind"]


def test_a_file_that_is_gone_is_not_found(as_citra, workshop):
    material = make_material(workshop)
    material.file.storage.delete(material.file.name)

    assert sent(as_citra, "file", material).status_code == 404
    assert sent(as_citra, "thumbnail", material).status_code == 404
