"""Planning documents: list, page, form, file, and the warning before their years run out."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_document, make_village
from tests.villages.documents import PDF, image, upload
from villages.actions.document import save_document
from villages.models import PlanningDocument

pytestmark = pytest.mark.django_db
LIST = reverse("villages:document-list")
ADD = reverse("villages:document-add")
YEAR = timezone.localdate().year
ANSWERS = {
    "kind": "rp2kpkpk",
    "title": "RP2KPKPK 2021",
    "year_from": "2021",
    "year_to": "2025",
    "status": "final",
}


def url(name, document, *more):
    return reverse(f"villages:document-{name}", args=[document.pk, *more])


def titles(client, **query):
    return [document.title for document in client.get(LIST, query).context["page"]]


# --- when its years run out -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year_to", "is_ending", "is_expired", "words"),
    [
        (YEAR - 1, True, True, "Masa berlaku habis"),
        (YEAR, True, False, "Berakhir tahun ini"),
        (YEAR + 1, True, False, "Berakhir tahun depan"),
        (YEAR + 2, False, False, None),
    ],
)
def test_a_document_warns_in_time(client, vina, year_to, is_ending, is_expired, words):
    document = make_document(year_to=year_to)
    client.force_login(vina)

    text = client.get(LIST).content.decode()

    assert (document.is_ending, document.is_expired) == (is_ending, is_expired)
    assert PlanningDocument.objects.ending().exists() == is_ending
    assert PlanningDocument.objects.expired().exists() == is_expired
    tags = ("Masa berlaku habis", "Berakhir tahun ini", "Berakhir tahun depan")
    assert [tag for tag in tags if tag in text] == ([words] if words else [])


def test_a_replaced_document_warns_no_more(client, vina):
    newer = make_document(year_to=YEAR + 5)
    document = make_document(year_to=YEAR - 1, replaced_by=newer)
    client.force_login(vina)

    text = client.get(url("detail", document)).content.decode()

    assert (document.is_ending, document.is_expired) == (False, False)
    assert not PlanningDocument.objects.ending().exists()
    assert "Sudah diganti" in text
    assert newer.title in text


# --- the list -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "kebonagung"}, ["Rencana desa"]),
        ({"q": "2021"}, ["Lama"]),
        ({"jenis": "other"}, ["Rencana desa"]),
        ({"status": "review"}, ["Rencana desa"]),
        ({"masa": "berakhir"}, ["Rencana desa"]),
        ({"masa": "diganti"}, ["Lama"]),
        ({"masa": "berlaku", "urut": "judul"}, ["Baru", "Rencana desa"]),
        ({"urut": "-sampai"}, ["Baru", "Rencana desa", "Lama"]),
        ({"status": "hilang"}, []),
    ],
)
def test_filters_narrow_the_list(client, vina, village, query, found):
    newer = make_document(title="Baru", year_to=YEAR + 5)
    make_document(title="Lama", number="188/2021", year_to=YEAR - 1, replaced_by=newer)
    make_document(
        title="Rencana desa", kind="other", status="review", year_to=YEAR, villages=[village]
    )
    client.force_login(vina)

    response = client.get(reverse("villages:document-export", args=["csv"]), query)
    rows = csv.DictReader(
        StringIO(b"".join(response.streaming_content).decode("utf-8-sig")), delimiter=";"
    )

    assert titles(client, **query) == found
    assert [row["judul"] for row in rows] == found


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count(client, citra, village, rows, django_assert_num_queries):
    for __ in range(rows):
        make_document(villages=[village])
    client.force_login(citra)

    with django_assert_num_queries(7):
        response = client.get(LIST)

    assert len(response.context["page"].object_list) == rows


# --- entering and changing ------------------------------------------------------------------------------


def test_a_document_is_entered_with_its_file(client, citra, village):
    client.force_login(citra)

    answers = ANSWERS | {"villages": [village.pk], "upload": upload(PDF, "RP2.pdf")}
    response = client.post(ADD, answers)

    document = PlanningDocument.objects.get()
    assert response.url == document.get_absolute_url()
    assert (document.title, document.file_name) == ("RP2KPKPK 2021", "RP2.pdf")
    assert document.file.name.startswith("documents/")
    assert list(document.villages.all()) == [village]
    assert document.history.first().history_user == citra


def test_what_is_missing_is_said_at_each_field(client, citra):
    client.force_login(citra)

    form = client.post(ADD, {"status": "enacted", "upload": upload(image(), "a.pdf")}).context[
        "form"
    ]

    assert form.errors == {
        "kind": ["Pilih jenisnya."],
        "title": ["Isi judul dokumen."],
        "year_from": ["Isi tahun awalnya."],
        "year_to": ["Isi tahun akhirnya."],
        "enacted_on": ["Isi tanggal pengesahan dokumen yang disahkan."],
        "upload": [
            "Isi berkas ini foto JPEG, bukan PDF. Pindai atau simpan dokumennya sebagai PDF."
        ],
    }


def test_years_out_of_order_are_refused_at_the_field(client, citra):
    client.force_login(citra)

    form = client.post(ADD, ANSWERS | {"year_to": "2020"}).context["form"]

    assert form.errors == {"year_to": ["Tahun akhir tidak boleh sebelum tahun awal."]}


def test_a_chosen_file_waits_until_the_form_is_right(client, citra):
    client.force_login(citra)
    first = client.post(ADD, ANSWERS | {"title": "", "upload": upload(PDF, "RP2.pdf")})

    client.post(ADD, ANSWERS | {"held": first.context["form"].data["held"]})

    assert PlanningDocument.objects.get().file_name == "RP2.pdf"


def test_who_saves_second_sees_what_the_first_changed(client, citra, kartika):
    document = make_document(title="RP2KPKPK 2021")
    document.status = "review"
    save_document(document=document, villages=[], by=kartika)
    client.force_login(citra)

    answers = ANSWERS | {"status": "initial", "year_to": "2030", "version": 1}
    response = client.post(url("edit", document), answers)

    conflict = response.context["form"].conflicts[0]
    assert (conflict.label, conflict.mine, conflict.theirs) == ("Status", "Proses awal", "Tinjauan")
    document.refresh_from_db()
    assert document.status == "review"


def test_documents_do_not_replace_each_other_in_a_circle(client, citra):
    first = make_document(title="Satu")
    second = make_document(title="Dua", replaced_by=first)
    client.force_login(citra)

    answers = ANSWERS | {"replaced_by": second.pk, "version": 1}
    form = client.post(url("edit", first), answers).context["form"]

    assert form.errors == {
        "replaced_by": [
            "Dokumen tidak dapat digantikan oleh dirinya sendiri, juga lewat yang lain."
        ]
    }


def test_database_refuses_an_enacted_document_without_its_day(db):
    document = make_document()
    document.status = "enacted"

    with pytest.raises(IntegrityError), transaction.atomic():
        document.save()


# --- its file and history -------------------------------------------------------------------------------


def test_the_file_is_sent_under_its_own_name(client, vina):
    document = make_document(file_name="RP2 2021.pdf")
    document.file.save("x.pdf", ContentFile(PDF))
    client.force_login(vina)

    response = client.get(url("file", document))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="RP2 2021.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_an_earlier_file_stays_within_reach(client, citra):
    document = make_document(file_name="Pertama.pdf")
    document.file.save("x.pdf", ContentFile(PDF))
    client.force_login(citra)

    answers = ANSWERS | {"version": 1, "upload": upload(PDF + b"%", "Kedua.pdf")}
    client.post(url("edit", document), answers)

    text = client.get(url("detail", document)).content.decode()
    assert f'href="{url("file-earlier", document, 1)}">Pertama.pdf' in text
    assert b"".join(client.get(url("file-earlier", document, 1)).streaming_content) == PDF


def test_the_history_names_villages_that_were_added(client, citra, village):
    document = make_document()
    document.enacted_on = date(2022, 5, 2)
    save_document(document=document, villages=[village, make_village(name="Rangkang")], by=citra)
    client.force_login(citra)

    text = client.get(url("history", document)).content.decode()

    assert "Dokumen diubah" in text
    assert "Kebonagung, Rangkang" in text
    assert "2 Mei 2022" in text
