"""The review matrix: decree villages by subject, what is late, and cells edited in place."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_decree, make_district, make_review, make_village
from villages.models import Review

pytestmark = pytest.mark.django_db
LIST = reverse("villages:review-list")
YEAR = timezone.localdate().year
HTMX = {"HX-Request": "true"}


def day(days):
    return timezone.localdate() + timedelta(days=days)


def cell_url(village, subject="sk_kumuh", year=YEAR):
    return reverse("villages:review-cell", args=[village.code, year, subject])


def rows(client, **query):
    return [row.village.name for row in client.get(LIST, query).context["rows"]]


def exported(client, **query):
    response = client.get(reverse("villages:review-export", args=["csv"]), query)
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content), delimiter=";"))


@pytest.fixture
def decreed(village):
    """Ani's village and Rangkang, both named by a decree in force; a third village is not."""
    other = make_village(name="Rangkang", district=make_district(code="35.13.16"))
    make_village(name="Sukokerto")
    make_decree(villages=[village, other])
    return village, other


# --- the matrix -----------------------------------------------------------------------------------------


def test_decree_villages_have_a_cell_per_subject(client, vina, decreed):
    village, __ = decreed
    make_review(village, subject="pokja", status="done", **CONCLUDED)
    client.force_login(vina)

    context = client.get(LIST).context

    words = {
        row.village.name: [cell.review.get_status_display() for cell in row.cells]
        for row in context["rows"]
    }
    assert words == {
        "Kebonagung": ["Belum dimulai", "Belum dimulai", "Selesai", "Belum dimulai"],
        "Rangkang": ["Belum dimulai"] * 4,
    }
    assert not any(cell.may_edit for row in context["rows"] for cell in row.cells)


CONCLUDED = {"finding": "Ada.", "reviewer": "Citra", "reviewed_on": date(2022, 1, 5)}


def test_cells_are_counted_by_status(client, vina, decreed):
    village, other = decreed
    make_review(village, subject="pokja", status="done", due_on=day(-9), **CONCLUDED)
    make_review(village, subject="rp2kpkpk", status="running", due_on=day(-1))
    make_review(other, subject="rp2kpkpk", status="not_begun", due_on=day(-400))
    make_review(other, subject="pokja", status="running", due_on=day(0))
    make_review(village, year=YEAR - 1)
    client.force_login(vina)

    counts = client.get(LIST).context["counts"]

    assert (counts.done, counts.running, counts.not_begun, counts.overdue) == (1, 2, 5, 2)


def test_what_is_late_is_said_in_words_and_days(client, vina, decreed):
    make_review(decreed[0], due_on=day(-12))
    client.force_login(vina)

    text = client.get(LIST).content.decode()

    assert "Terlambat 12 hari" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Kebonagung", "Rangkang"]),
        ({"q": "rang"}, ["Rangkang"]),
        ({"kecamatan": "35.13.16"}, ["Rangkang"]),
        ({"keadaan": "belum"}, ["Rangkang"]),
        ({"keadaan": "belum", "pokok": "pokja"}, ["Rangkang"]),
        ({"keadaan": "berjalan"}, ["Kebonagung"]),
        ({"keadaan": "berjalan", "pokok": "pokja"}, []),
        ({"keadaan": "selesai"}, ["Kebonagung"]),
        ({"keadaan": "lewat"}, ["Kebonagung"]),
        ({"tahun": str(YEAR + 1), "keadaan": "selesai"}, []),
        ({"urut": "-nama"}, ["Rangkang", "Kebonagung"]),
        ({"tahun": "1999"}, []),
        ({"keadaan": "kapan"}, []),
    ],
)
def test_filters_narrow_the_rows(client, vina, decreed, query, found):
    for subject in ("rp2kpkpk", "sk_kumuh", "supporters"):
        make_review(decreed[0], subject=subject, due_on=day(-1))
    make_review(decreed[0], subject="pokja", status="done", **CONCLUDED)
    client.force_login(vina)

    assert rows(client, **query) == found
    assert [row["desa"] for row in exported(client, **query)[::4]] == found


def test_the_file_holds_everything_written_down(client, vina, decreed):
    make_review(decreed[0], finding="Peta belum ada", link="https://contoh.go.id/a", due_on=day(-3))
    client.force_login(vina)

    row = exported(client)[1]

    assert (row["pokok tinjauan"], row["status"], row["temuan"]) == (
        "SK Kumuh",
        "Berjalan",
        "Peta belum ada",
    )
    assert (row["terlambat (hari)"], row["bukti"]) == ("3", "https://contoh.go.id/a")


def test_an_assistant_sees_their_villages_only(client, ani, decreed):
    client.force_login(ani)

    assert rows(client) == ["Kebonagung"]


@pytest.mark.parametrize("number", [1, 3])
def test_matrix_query_count(client, citra, number, django_assert_num_queries):
    villages = [make_village() for __ in range(number)]
    make_decree(villages=villages)
    for village in villages:
        make_review(village)
    client.force_login(citra)

    with django_assert_num_queries(11):
        response = client.get(LIST)

    assert len(response.context["rows"]) == number


# --- a cell in place ------------------------------------------------------------------------------------


def answers(**changes):
    return {"status": "running", "finding": "Peta belum ada", "recommendation": ""} | changes


def test_a_cell_becomes_a_form_and_a_cell_again(client, citra, decreed):
    village = decreed[0]
    client.force_login(citra)

    opened = client.get(cell_url(village), headers=HTMX)
    saved = client.post(cell_url(village), answers(due_on="2021-12-01"), headers=HTMX)

    assert opened.templates[0].name == "villages/village_review_cell_form.html"
    assert saved.templates[0].name == "villages/village_review_cell.html"
    assert "Peta belum ada" in saved.content.decode()
    review = Review.objects.get()
    assert (review.status, review.due_on, review.version) == ("running", date(2021, 12, 1), 1)
    assert review.history.get().history_user == citra


def test_giving_up_shows_the_cell_as_it_was(client, citra, decreed):
    make_review(decreed[0], finding="Lama")
    client.force_login(citra)

    response = client.get(cell_url(decreed[0]), {"batal": "1"}, headers=HTMX)

    assert response.templates[0].name == "villages/village_review_cell.html"
    assert "Lama" in response.content.decode()


def test_saving_an_untouched_form_begins_nothing(client, citra, decreed):
    client.force_login(citra)

    data = {"status": "not_begun", "finding": "", "recommendation": "", "due_on": ""}
    client.post(cell_url(decreed[0]), data, headers=HTMX)

    assert not Review.objects.exists()


def test_what_is_wrong_stays_in_the_cell(client, citra, decreed):
    client.force_login(citra)

    response = client.post(cell_url(decreed[0]), answers(status="done", finding=""), headers=HTMX)

    assert response.context["form"].errors == {
        "finding": ["Tulis temuannya sebelum tinjauan diselesaikan."]
    }
    assert not Review.objects.exists()


def test_finishing_in_the_cell_names_who_and_when(client, citra, decreed):
    client.force_login(citra)

    client.post(cell_url(decreed[0]), answers(status="done"), headers=HTMX)

    review = Review.objects.get()
    assert (review.reviewer, review.reviewed_on) == ("Citra", timezone.localdate())


def test_without_htmx_the_cell_leads_to_the_form(client, citra, decreed):
    client.force_login(citra)

    response = client.get(cell_url(decreed[0]))

    assert response.url == reverse("villages:review-edit", args=[decreed[0].code, YEAR, "sk_kumuh"])


def test_two_people_beginning_the_same_review_see_each_other(client, citra, decreed):
    """Both opened an empty cell; the second to save is asked."""
    make_review(decreed[0], finding="Dari orang lain")
    client.force_login(citra)

    response = client.post(cell_url(decreed[0]), answers(version=""), headers=HTMX)

    conflicts = response.context["form"].conflicts
    assert [(item.mine, item.theirs) for item in conflicts] == [
        ("Peta belum ada", "Dari orang lain")
    ]
    assert Review.objects.get().finding == "Dari orang lain"


# --- who may ---------------------------------------------------------------------------------------------


def test_assistants_find_and_bappeda_concludes(client, ani, decreed):
    make_review(decreed[0], status="not_begun", due_on=day(5))
    client.force_login(ani)

    opened = client.get(cell_url(decreed[0]), headers=HTMX).context["form"]
    refused = client.post(
        cell_url(decreed[0]), answers(status="done", version=1), headers=HTMX
    ).context["form"]
    client.post(cell_url(decreed[0]), answers(version=1, due_on="2030-01-01"), headers=HTMX)

    assert list(opened.fields) == ["status", "finding", "recommendation", "version"]
    assert refused.errors["status"] == ["Tinjauan diselesaikan oleh Bappeda."]
    review = Review.objects.get()
    assert (review.status, review.finding, review.due_on) == ("running", "Peta belum ada", day(5))


def test_assistants_leave_a_concluded_review_alone(client, ani, decreed):
    make_review(decreed[0], status="done", **CONCLUDED)
    client.force_login(ani)

    assert client.get(cell_url(decreed[0]), headers=HTMX).status_code == 403


@pytest.mark.parametrize(("person", "status"), [("budi", 404), ("dedi", 403), ("vina", 403)])
def test_others_do_not_edit(client, decreed, person, status, request):
    client.force_login(request.getfixturevalue(person))

    answer = client.post(cell_url(decreed[0]), answers(), headers=HTMX)

    assert answer.status_code == status
    assert not Review.objects.exists()


@pytest.mark.parametrize("year", [1999, YEAR + 2])
def test_years_out_of_reach_do_not_exist(client, citra, decreed, year):
    client.force_login(citra)

    assert client.get(cell_url(decreed[0], year=year), headers=HTMX).status_code == 404


def test_a_village_without_decree_has_nothing_to_review(client, citra):
    client.force_login(citra)

    assert client.get(cell_url(make_village()), headers=HTMX).status_code == 404
