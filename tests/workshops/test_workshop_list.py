"""The list of workshops and the month: the right rows, as pages and as files."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories import make_follow_up, make_recommendation, make_workshop
from workshops.models import Participant

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(citra, client):
    """Three workshops, read by citra: one with an overdue follow-up, one with an untouched recommendation."""
    client.force_login(citra)
    old = make_workshop(title="Lokakarya lama", budget_year=2019, organiser="Bappeda")
    new = make_workshop(
        title="Lokakarya baru",
        budget_year=2022,
        first_day=date(2022, 3, 1),
        last_day=date(2022, 3, 1),
        mode="onsite",
        place="Pendopo",
    )
    empty = make_workshop(title="Rapat", first_day=date(2021, 1, 31), last_day=date(2021, 2, 1))
    make_follow_up(recommendation=make_recommendation(old))
    make_follow_up(recommendation=make_recommendation(new), status="confirmed")
    make_follow_up(recommendation=make_recommendation(new), status="dropped")
    Participant.objects.create(workshop=new, organisation="LKM", men_attended=3, women_attended=4)
    return old, new, empty


def titles(client, **query):
    response = client.get(reverse("workshops:workshop-list"), query)
    assert response.status_code == 200
    return [workshop.title for workshop in response.context["page"]]


def test_latest_first(client, listed):
    assert titles(client) == ["Lokakarya baru", "Lokakarya lama", "Rapat"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "lama"}, ["Lokakarya lama"]),
        ({"q": "pendopo lokakarya"}, ["Lokakarya baru"]),
        ({"tahun": "2019"}, ["Lokakarya lama"]),
        ({"bentuk": "onsite"}, ["Lokakarya baru"]),
        ({"tindak": "terbuka"}, ["Lokakarya lama"]),
        ({"tindak": "terlambat"}, ["Lokakarya lama"]),
        ({"tindak": "tanpa"}, ["Lokakarya baru"]),
        ({"tahun": "1999"}, []),
        ({"bentuk": "radio"}, []),
    ],
)
def test_filters(client, listed, query, found):
    assert titles(client, **query) == found


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("judul", "Lokakarya baru"),
        ("-hadir", "Lokakarya baru"),
        ("tanggal", "Rapat"),
        ("-tindaklanjut", "Lokakarya lama"),
        ("-rekomendasi", "Lokakarya baru"),
    ],
)
def test_sorting(client, listed, order, first):
    assert titles(client, urut=order)[0] == first


def test_counts_stand_beside_each_workshop(client, listed):
    text = client.get(reverse("workshops:workshop-list")).content.decode()

    assert "1 terlambat" in text
    assert "1 belum ditindaklanjuti" in text
    assert "0 dari 2" in text


def test_an_empty_list_says_so(client, vina):
    client.force_login(vina)

    text = client.get(reverse("workshops:workshop-list")).content.decode()

    assert "Belum ada lokakarya yang tercatat." in text
    assert "Catat lokakarya" not in text


def test_files_hold_the_filtered_rows(client, listed):
    address = reverse("workshops:workshop-export", args=["xlsx"])
    content = b"".join(client.get(address, {"q": "baru"}).streaming_content)
    sheet = load_workbook(BytesIO(content)).active

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [(row[0], row[7:]) for row in rows] == [("Lokakarya baru", [7, 2, 1, 2, 0, 0])]


@pytest.mark.parametrize("rows", [1, 3])
def test_query_count(client, citra, rows, django_assert_num_queries):
    for __ in range(rows):
        make_follow_up(recommendation=make_recommendation())
    client.force_login(citra)

    with django_assert_num_queries(7):
        client.get(reverse("workshops:workshop-list"))


# --- the month ------------------------------------------------------------------------------------------


def calendar(client, month):
    return client.get(reverse("workshops:workshop-calendar"), {"bulan": month})


def test_a_month_shows_its_workshops_on_each_of_their_days(client, listed):
    text = calendar(client, "2021-11").content.decode()

    assert "November 2021" in text
    assert text.count(">Lokakarya lama</a>") == 2
    assert "?bulan=2021-10" in text
    assert "?bulan=2021-12" in text


@pytest.mark.parametrize("month", ["2021-01", "2021-02"])
def test_a_workshop_over_two_months_stands_in_both(client, listed, month):
    assert [row.title for row in calendar(client, month).context["month"].workshops] == ["Rapat"]


def test_an_empty_month_leads_to_the_latest_workshop(client, listed):
    text = calendar(client, "2023-05").content.decode()

    assert "Tidak ada lokakarya pada bulan ini." in text
    assert "?bulan=2022-03" in text


@pytest.mark.parametrize("month", ["", "besok", "2021-13", "0001-01", "9999-12", "2021-1"])
def test_any_other_text_means_this_month(client, listed, month):
    response = calendar(client, month)

    assert response.status_code == 200
    assert any(day.is_today for week in response.context["month"].weeks for day in week)
