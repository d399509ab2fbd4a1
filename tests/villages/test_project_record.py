"""The course of a project on its page: weeks, money, photographs, hand-over, inspections, timeline."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_disbursement,
    make_handover,
    make_inspection,
    make_photo,
    make_project,
    make_week,
    make_work,
)
from villages.queries.handover import due_words
from villages.queries.project_record import project_record
from villages.queries.work import WorkRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(village):
    """Three weeks, the second one the busiest, and two stages of money."""
    project = make_work(village)
    make_disbursement(project)
    make_disbursement(project, 2, disbursed_on=date(2021, 9, 24), amount_rp=60_000_000)
    make_week(project, 1)
    make_week(project, 2, men=12, women=4, person_days=96, wages_rp=9_600_000)
    make_week(project, 3, wages_rp=9_000_000)
    return project


def page(client, project):
    return " ".join(client.get(project.get_absolute_url()).content.decode().split())


def test_sums_of_the_record(work):
    record = WorkRecord(work)

    assert (record.person_days, record.days) == (Decimal(216), 18)
    assert (record.wages_rp, record.materials_rp) == (24_600_000, 6_000_000)
    assert (record.wage_share, record.is_share_low) == (Decimal("80.4"), False)
    assert record.rate_rp == 113_889
    assert record.busiest.number == 2
    assert (record.received_rp, record.spent_rp) == (180_000_000, 30_600_000)
    assert [(item.name, item.amount_rp) for item in record.purposes] == [
        ("Upah", 24_600_000),
        ("Bahan dan alat", 6_000_000),
        ("Sisa pencairan", 149_400_000),
        ("Belum dicairkan", 120_000_000),
    ]


def test_a_record_without_weeks_has_no_figures(village):
    record = WorkRecord(make_work(village))

    assert (record.next_number, record.last, record.busiest) == (1, None, None)
    assert (record.wage_share, record.rate_rp, record.is_share_low) == (None, None, False)
    assert (record.progress, record.most_hok) == ([], 1)


@pytest.mark.parametrize(
    ("status", "percent", "wanted"),
    [
        ("running", 99, True),
        ("running", 100, False),
        ("finished", 50, True),
        ("budgeted", 0, False),
    ],
)
def test_more_weeks_are_wanted_until_all_is_done(village, status, percent, wanted):
    project = make_work(village, status=status)
    if percent:
        make_week(project, physical_percent=percent)

    assert WorkRecord(project).wants_more is wanted


def test_after_the_last_week_there_is_no_next(village):
    project = make_work(village, ends_on=None)
    make_week(project, 60)

    assert WorkRecord(project).next_number is None


def test_the_page_draws_progress_and_workers(client, vina, work):
    client.force_login(vina)

    text = page(client, work)

    assert "<title>Fisik, 2: 20</title>" in text
    assert '<th scope="row">3</th><td class="num">30</td><td class="num">24</td>' in text
    assert 'class="chart__piece series--2" x="75.00%" width="25.00%"' in text  # 4 of 16
    assert "216" in text
    assert "pekerja pada minggu teramai: 12 laki-laki, 4 perempuan, 7 MBR" in text


def test_findings_stand_beside_their_week(client, vina, work):
    client.force_login(vina)

    text = page(client, work)

    assert "Upah per HOK Rp 150.000, di luar kisaran" in text
    assert text.count('<p class="finding">') == 1


def test_readers_find_nothing_to_press(client, vina, work):
    make_photo(work)
    client.force_login(vina)

    text = page(client, work)

    for name in ("minggu", "pencairan", "foto", "pemeriksaan"):
        assert f'href="{work.get_absolute_url()}{name}/tambah' not in text
    assert reverse("villages:week-edit", args=[work.pk, 1]) not in text
    assert "Hapus" not in text.partition("<h1>")[2]


def test_assistants_find_what_comes_next(client, ani, work):
    client.force_login(ani)

    text = page(client, work)

    assert reverse("villages:week-edit", args=[work.pk, 4]) in text
    assert reverse("villages:disbursement-add", args=[work.pk]) in text
    assert reverse("villages:photo-add", args=[work.pk]) in text
    assert "Kemajuan fisiknya belum 100 %." in text
    assert reverse("villages:handover-edit", args=[work.pk]) not in text


def test_an_empty_record_says_so(client, ani, village):
    client.force_login(ani)

    text = page(client, make_work(village, status="budgeted"))

    assert "Catatan mingguan diisi setelah kegiatan mulai dikerjakan." in text
    assert "Belum ada pencairan yang tercatat." in text
    assert "Belum ada foto." in text
    assert "Belum diserahkan kepada KPP. Kegiatan ini belum dikerjakan." in text


def test_a_programme_has_photographs_and_aftercare_but_no_weeks(client, vina, village):
    client.force_login(vina)

    text = page(client, make_project(village))

    assert "Catatan mingguan" not in text
    assert "Pencairan" not in text
    assert "Belum ada foto." in text


def test_photographs_stand_side_by_side(client, vina, work):
    before, after = make_photo(work, caption="Becek"), make_photo(work, stage=100, taken_on=None)
    client.force_login(vina)

    text = page(client, work)

    assert reverse("villages:photo-thumbnail", args=[work.pk, before.pk]) in text
    assert 'alt="Foto 0 %, nomor 1: Becek"' in text
    assert 'alt="Foto 100 %, nomor 1"' in text
    assert "tanpa tanggal" in text
    assert text.index(f"foto/{before.pk}/") < text.index(f"foto/{after.pk}/")


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 hari lagi"), (0, "hari ini"), (-1, "terlambat 1 hari"), (-30, "terlambat 30 hari")],
)
def test_how_far_away_a_day_is(days, words):
    today = date(2022, 6, 15)

    assert due_words(today + timedelta(days=days), today=today) == words


def test_overdue_inspections_are_said_in_words(client, vina, work):
    today = timezone.localdate()
    make_inspection(work, due_on=today - timedelta(days=12))
    make_inspection(work, due_on=today + timedelta(days=3))
    client.force_login(vina)

    text = page(client, work)

    assert '<span class="tag tag--error">terlambat 12 hari</span>' in text
    assert '<span class="tag">3 hari lagi</span>' in text


def test_the_timeline_is_in_order(work):
    make_photo(work)
    make_photo(work)
    make_handover(work)
    make_inspection(work, due_on=date(2100, 1, 1))
    titles = [(str(item.on), item.title) for item in project_record(work).moments]

    assert titles == [
        ("2021-09-01", "Pencairan tahap 1"),
        ("2021-09-06", "Pelaksanaan mulai"),
        ("2021-09-06", "Minggu 1"),
        ("2021-09-06", "Foto 0 %"),
        ("2021-09-13", "Minggu 2"),
        ("2021-09-20", "Minggu 3"),
        ("2021-09-24", "Pencairan tahap 2"),
        ("2021-12-04", "Batas akhir pelaksanaan"),
        ("2021-12-15", "Serah terima"),
        ("2100-01-01", "Pemeriksaan"),
    ]
    assert project_record(work).moments[3].detail == "2 foto"
    assert [item.is_to_come for item in project_record(work).moments][-2:] == [False, True]


def test_the_page_asks_as_often_for_three_of_everything_as_for_one(client, ani, village):
    project = make_work(village)
    client.force_login(ani)

    def add(number):
        make_week(project, number)
        make_disbursement(project, number, amount_rp=1_000_000)
        make_photo(project)
        make_inspection(project)

    add(1)
    client.get(project.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        client.get(project.get_absolute_url())
    add(2)
    add(3)
    with CaptureQueriesContext(connection) as three:
        client.get(project.get_absolute_url())

    assert len(three) == len(one)


def test_the_history_holds_everything_recorded(client, vina, work):
    make_photo(work, caption="Becek")
    make_handover(work)
    make_inspection(work)
    work.weeks.get(number=3).delete()
    client.force_login(vina)

    url = reverse("villages:project-history", args=[work.pk])
    text = " ".join(client.get(url).content.decode().split())

    for title in (
        "Minggu 1 ditambahkan",
        "Minggu 3 dihapus",
        "Pencairan tahap 2 ditambahkan",
        "Foto 0 % ditambahkan",
        "Serah terima ditambahkan",
        "Pemeriksaan 15 Juni 2022 ditambahkan",
    ):
        assert title in text
    assert "photos/" not in text
