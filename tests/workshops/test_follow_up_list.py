"""The list of follow-ups: the right rows, as a page, as a file and as a calendar."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories import (
    make_agency,
    make_follow_up,
    make_recommendation,
    make_village,
    make_workshop,
)

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def listed(dedi, perkim, dlh, village, recommendation):
    """Three follow-ups: Perkim's overdue one, DLH's for later, one of Perkim's that was reported."""
    late = make_follow_up(perkim, task="Tinjau SK", recommendation=recommendation)
    later = make_follow_up(dlh, task="Angkut sampah", due_on=SOON, villages=[village])
    reported = make_follow_up(
        perkim,
        task="Pelihara jalan",
        status="done",
        due_on=date(2022, 1, 1),
        recommendation=make_recommendation(make_workshop(), topic="maintenance"),
    )
    return late, later, reported


def tasks(client, **query):
    response = client.get(reverse("workshops:follow-up-list"), query)
    assert response.status_code == 200
    return [row.task for row in response.context["page"]]


def test_what_is_due_first_stands_first(client, citra, listed):
    client.force_login(citra)

    assert tasks(client) == ["Pelihara jalan", "Tinjau SK", "Angkut sampah"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"lingkup": "terlambat"}, ["Tinjau SK"]),
        ({"lingkup": "konfirmasi"}, ["Pelihara jalan"]),
        ({"lingkup": "opd"}, ["Tinjau SK"]),
        ({"lingkup": "saya"}, ["Tinjau SK"]),
        ({"status": "terbuka"}, ["Tinjau SK", "Angkut sampah"]),
        ({"status": "done"}, ["Pelihara jalan"]),
        ({"q": "sampah"}, ["Angkut sampah"]),
        ({"q": "lingkungan"}, ["Angkut sampah"]),
        ({"topik": "maintenance"}, ["Pelihara jalan"]),
        ({"status": "hilang"}, []),
        ({"lingkup": "siapa"}, []),
        ({"desa": "99"}, []),
    ],
)
def test_filters(client, dedi, listed, query, found):
    client.force_login(dedi)

    assert tasks(client, **query) == found


def test_filters_by_agency_village_and_workshop(client, citra, listed, dlh, village, workshop):
    client.force_login(citra)

    assert tasks(client, dinas=dlh.pk) == ["Angkut sampah"]
    assert tasks(client, desa=village.code) == ["Angkut sampah"]
    assert tasks(client, lokakarya=workshop.pk) == ["Tinjau SK"]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("tugas", "Angkut sampah"),
        ("opd", "Angkut sampah"),
        ("-tenggat", "Angkut sampah"),
        ("status", "Pelihara jalan"),
    ],
)
def test_sorting(client, citra, listed, order, first):
    client.force_login(citra)

    assert tasks(client, urut=order)[0] == first


def test_overdue_is_said_in_words_and_days(client, citra, listed):
    client.force_login(citra)
    days = (timezone.localdate() - date(2022, 12, 31)).days

    text = client.get(reverse("workshops:follow-up-list")).content.decode()

    assert f"terlambat {days} hari" in text
    assert "30 hari lagi" in text


def test_tabs_are_those_that_mean_something(client, citra, dedi, vina, listed):
    tabs = {}
    for user in (citra, dedi, vina):
        client.force_login(user)
        context = client.get(reverse("workshops:follow-up-list")).context
        tabs[user.username] = [(name, count) for name, __, count in context["tabs"]]

    assert tabs == {
        "citra": [("terlambat", 1), ("konfirmasi", 1)],
        "dedi": [("saya", 1), ("opd", 1), ("terlambat", 1)],
        "vina": [("terlambat", 1)],
    }


def test_assistants_find_what_concerns_their_villages(client, ani, budi, listed):
    make_village(assistants=[budi])
    found = {}
    for user in (ani, budi):
        client.force_login(user)
        found[user.username] = tasks(client)

    assert found == {"ani": ["Angkut sampah"], "budi": []}


def test_an_empty_list_says_how_follow_ups_come_about(client, vina):
    client.force_login(vina)

    text = client.get(reverse("workshops:follow-up-list")).content.decode()

    assert (
        "Tindak lanjut dibuat dari rekomendasi sebuah lokakarya atau dari sebuah tinjauan." in text
    )


def test_files_hold_the_filtered_rows(client, citra, listed):
    client.force_login(citra)
    address = reverse("workshops:follow-up-export", args=["xlsx"])

    content = b"".join(client.get(address, {"status": "done"}).streaming_content)

    sheet = load_workbook(BytesIO(content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [(row[0], row[1], row[8], row[9]) for row in rows] == [
        ("Pelihara jalan", "Perkim", "Menunggu konfirmasi", "Tercapai")
    ]


def test_ones_own_open_due_dates_are_a_calendar(client, dedi, perkim, listed):
    make_follow_up(perkim, task="Milik orang lain", assignee=make_agency(staff=[dedi]).staff.get())
    client.force_login(dedi)

    response = client.get(reverse("workshops:follow-up-calendar-file"))

    text = response.content.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 2
    assert "SUMMARY:Tenggat: Tinjau SK\r\n" in text
    assert "DTSTART;VALUE=DATE:20221231\r\nDTEND;VALUE=DATE:20230101\r\n" in text
    assert "Angkut sampah" not in text


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("follow-up-list", 13), ("follow-up-export", 6)])
def test_query_count(client, citra, village, rows, name, queries, django_assert_num_queries):
    for __ in range(rows):
        make_follow_up(
            make_agency(), recommendation=make_recommendation(), villages=[village, make_village()]
        )
    client.force_login(citra)
    path = reverse(f"workshops:{name}", args=["csv"] if name == "follow-up-export" else [])

    with django_assert_num_queries(queries):
        b"".join(client.get(path))
