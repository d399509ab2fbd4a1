"""The page of one review, its form, evidence and history; and whom a late one waits for."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_decree, make_review, make_village
from tests.villages.documents import PDF, archive, image, upload
from villages.actions.village_review import save_review
from villages.models import Review
from villages.registry import waiting

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


@pytest.fixture
def decreed(village):
    """Ani's village, named by a decree in force."""
    make_decree(villages=[village])
    return village


def url(name, village, *more, subject="sk_kumuh"):
    return reverse(f"villages:review-{name}", args=[village.code, YEAR, subject, *more])


def answers(**changes):
    return {"status": "running", "finding": "Peta belum ada"} | changes


# --- the page and the form ------------------------------------------------------------------------------


def test_a_review_that_nobody_began_says_so(client, citra, vina, decreed):
    client.force_login(vina)
    reader = client.get(url("detail", decreed)).content.decode()
    client.force_login(citra)
    reviewer = client.get(url("detail", decreed)).content.decode()

    assert "Tinjauan ini belum dimulai." in reader
    assert url("edit", decreed) not in reader
    assert f'href="{url("edit", decreed)}">Mulai tinjauan' in reviewer


@pytest.mark.parametrize(
    ("content", "name", "stored"),
    [
        (PDF, "Bukti.pdf", "Bukti.pdf"),
        (image(), "a.pdf", "a.pdf.jpg"),
        (image("PNG"), "b.png", "b.png"),
    ],
)
def test_a_review_is_written_with_its_evidence(client, citra, decreed, content, name, stored):
    client.force_login(citra)

    data = answers(
        status="done",
        reviewer="Bidang Infrastruktur",
        reviewed_on="2022-05-02",
        link="contoh.go.id/berita",
        upload=upload(content, name),
    )
    response = client.post(url("edit", decreed), data)

    review = Review.objects.get()
    assert response.url == review.get_absolute_url()
    assert (review.reviewer, review.reviewed_on) == ("Bidang Infrastruktur", date(2022, 5, 2))
    assert (review.file_name, review.link) == (stored, "https://contoh.go.id/berita")
    sent = client.get(url("file", decreed))
    assert b"".join(sent.streaming_content) == content


def test_what_is_wrong_is_said_at_each_field(client, citra, decreed):
    client.force_login(citra)

    form = client.post(
        url("edit", decreed),
        {
            "status": "done",
            "reviewed_on": (timezone.localdate() + timedelta(days=1)).isoformat(),
            "link": "bukan alamat",
            "upload": upload(archive("[Content_Types].xml", "word/document.xml"), "a.docx"),
        },
    ).context["form"]

    assert form.errors == {
        "finding": ["Tulis temuannya sebelum tinjauan diselesaikan."],
        "reviewed_on": ["Tanggal ini belum tiba."],
        "link": ["Tulis alamat lengkap, misalnya https://contoh.go.id/berkas."],
        "upload": ["Berkas ini Word. Simpan sebagai PDF, JPEG, atau PNG, lalu pilih lagi."],
    }


def test_a_chosen_file_waits_until_the_form_is_right(client, citra, decreed):
    client.force_login(citra)
    wrong = answers(status="done", finding="", upload=upload(image(), "foto.jpg"))
    first = client.post(url("edit", decreed), wrong)

    client.post(url("edit", decreed), answers(held=first.context["form"].data["held"]))

    assert Review.objects.get().file_name == "foto.jpg"


def test_who_saves_second_sees_what_the_first_changed(client, citra, kartika, decreed):
    review = make_review(decreed, finding="Satu")
    review.finding = "Dua"
    save_review(review=review, by=kartika)
    client.force_login(citra)

    response = client.post(url("edit", decreed), answers(finding="Tiga", version=1))

    conflict = response.context["form"].conflicts[0]
    assert (conflict.mine, conflict.theirs) == ("Tiga", "Dua")
    assert Review.objects.get().finding == "Dua"


def test_history_and_earlier_evidence_stay_within_reach(client, citra, decreed):
    client.force_login(citra)
    client.post(url("edit", decreed), answers(upload=upload(PDF, "Pertama.pdf")))
    second = answers(finding="Peta ada", version=1, upload=upload(image(), "Kedua.jpg"))
    client.post(url("edit", decreed), second)

    page = client.get(url("detail", decreed)).content.decode()
    history = client.get(url("history", decreed)).content.decode()

    assert f'href="{url("file-earlier", decreed, 1)}">Pertama.pdf' in page
    assert b"".join(client.get(url("file-earlier", decreed, 1)).streaming_content) == PDF
    assert "Tinjauan diubah" in history
    assert "Peta ada" in history


def test_another_village_or_subject_has_no_history(client, citra, decreed):
    make_review(decreed)
    client.force_login(citra)

    assert client.get(url("history", decreed, subject="pokja")).status_code == 404
    assert client.get(url("detail", make_village())).status_code == 404


# --- rules ----------------------------------------------------------------------------------------------


def test_only_those_of_the_village_may_save(ani, budi, vina, decreed):
    for person in (budi, vina):
        with pytest.raises(PermissionDenied):
            save_review(review=Review(village=decreed, year=YEAR, subject="pokja"), by=person)

    save_review(review=Review(village=decreed, year=YEAR, subject="pokja"), by=ani)

    assert Review.objects.get().subject == "pokja"


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "done"},
        {"status": "done", "finding": "Ada", "reviewer": "Citra"},
        {"subject": "lain"},
    ],
)
def test_database_refuses_what_cannot_be(fields, decreed):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_review(decreed, **fields)


def test_a_subject_is_reviewed_once_a_year(decreed):
    make_review(decreed)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_review(decreed)


# --- what waits -----------------------------------------------------------------------------------------


def titles(user):
    return [group.title for group in waiting.collect(user)]


def test_late_reviews_wait_for_bappeda(citra, ani, vina, decreed):
    make_review(decreed, due_on=timezone.localdate() - timedelta(days=1200))
    make_review(decreed, subject="pokja", due_on=timezone.localdate())

    group = next(item for item in waiting.collect(citra) if "Tinjauan" in item.title)

    assert (group.title, group.total) == ("Tinjauan yang lewat batas waktu", 1)
    assert group.items[0].detail == "terlambat 1.200 hari"
    assert group.items[0].url == url("detail", decreed)
    assert "Tinjauan yang lewat batas waktu" not in titles(ani) + titles(vina)
