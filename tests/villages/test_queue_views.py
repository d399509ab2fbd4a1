"""The review queue: what it shows, filters, sorting and files."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_baseline, make_district, make_record, make_village
from tests.villages.reviewing import QUEUE, choice, submitted_baseline, text_of
from villages import actions
from villages.models import Baseline


def names(response):
    return [baseline.village.name for baseline in response.context["page"]]


@pytest.fixture
def queue(client, citra):
    """What Citra sees; ``queue(tahun=2022)`` with a filter."""
    client.force_login(citra)
    return lambda **query: client.get(QUEUE, query)


# --- who may see it ---------------------------------------------------------------------------


def test_queue_needs_login(client, db):
    assert client.get(QUEUE).status_code == 302


@pytest.mark.parametrize("name", ["ani", "dedi", "vina", "adi"])
def test_queue_needs_the_role(client, request, name):
    client.force_login(request.getfixturevalue(name))

    assert client.get(QUEUE).status_code == 403


# --- what it shows ----------------------------------------------------------------------------


def test_empty_queue_says_so(queue):
    response = queue()

    assert "Tidak ada yang menunggu." in text_of(response)
    assert "0 baseline menunggu" in text_of(response)


def test_queue_shows_submitted_baselines_only(queue, ani, village):
    for year, status in ((2019, "draft"), (2020, "verified"), (2021, "returned")):
        make_baseline(village, records=1, by=ani, year=year, status=status)
    submitted_baseline(ani, name="Patokan")

    assert names(queue()) == ["Patokan"]


def test_first_baseline_is_new_and_has_nothing_to_compare_with(queue, ani):
    submitted_baseline(ani, name="Patokan", records=2)

    response = queue()

    row = response.context["page"][0]
    assert (row.rt_count, row.total, row.previous_total, row.total_change) == (2, 26, None, None)
    assert (row.submission_count, row.change_count) == (1, 2)
    assert ">baru<" in text_of(response)
    assert ">pertama<" in text_of(response)


def test_change_against_the_last_verified_baseline_before(queue, ani, village):
    """2019 scored 26, 2022 scores 21 without irregular buildings; 2024 and the draft do not count."""
    make_baseline(village, records=1, by=ani, year=2019, status="verified")
    make_baseline(village, records=1, by=ani, year=2024, status="verified")
    make_baseline(village, records=1, by=ani, year=2021)
    draft = make_baseline(village, by=ani, year=2022, kind="replication")
    make_record(draft, village.neighbourhoods.first(), by=ani, irregular_buildings=0)
    actions.submit_baseline(baseline=draft, by=ani, note="Ditata tahun 2021.")

    response = queue()

    row = response.context["page"][0]
    assert (row.total, row.previous_total, row.previous_year, row.total_change) == (
        23,
        26,
        2019,
        -3,
    )
    assert (row.warning_count, row.previous_kind) == (1, "initial")
    assert "−3" in text_of(response)
    assert "dari 26 (2019)" in text_of(response)


def test_previous_is_the_latest_kind_of_the_year_before(queue, ani, village):
    make_baseline(village, records=1, by=ani, year=2020, kind="replication", status="verified")
    make_baseline(village, records=1, by=ani, year=2020, kind="initial", status="verified")
    make_baseline(village, records=1, by=ani, year=2020, kind="endline", status="submitted")

    assert queue().context["page"][0].previous_kind == "replication"


def test_number_of_changes_since_it_was_last_submitted(queue, ani, citra):
    baseline = submitted_baseline(ani, records=3)
    actions.return_baseline(baseline=baseline, by=citra, comment="Betulkan RT 001 dan 002.")
    for record in baseline.records.all()[:2]:
        record.irregular_buildings = 50
        actions.save_record(record=record, by=ani)
    actions.submit_baseline(baseline=baseline, by=ani)

    response = queue()

    assert response.context["page"][0].change_count == 2
    assert "2 RT" in text_of(response)
    assert "sejak pengajuan lalu" in text_of(response)


def test_longest_waiting_comes_first_with_its_days(queue, ani):
    late = timezone.now() - timedelta(days=3)
    make_baseline(make_village(name="Baru"), records=1, by=ani, status="submitted")
    old = make_baseline(make_village(name="Lama"), records=1, by=ani)
    Baseline.objects.filter(pk=old.pk).update(submitted_at=late, submitted_by=ani)
    old.refresh_from_db()
    old.status = "submitted"
    old.save()

    response = queue()

    assert names(response) == ["Lama", "Baru"]
    assert "Ani, 3 hari lalu" in text_of(response)
    assert "Ani, hari ini" in text_of(response)


def test_own_work_is_marked_and_cannot_be_ticked(client, ani, dwi, village):
    own = make_baseline(village, records=1, by=dwi)
    actions.submit_baseline(baseline=own, by=ani)
    other = submitted_baseline(ani)
    client.force_login(dwi)

    response = client.get(QUEUE)

    assert [row.is_own for row in response.context["page"]] == [True, False]
    assert text_of(response).count("Isian Anda sendiri") == 1
    assert text_of(response).count(f'name="pilih" value="{choice(other)}"') == 1
    assert text_of(response).count('name="pilih"') == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_queue_query_count(queue, ani, rows, django_assert_num_queries):
    for __ in range(rows):
        submitted_baseline(ani, records=2)

    with django_assert_num_queries(9):
        response = queue()

    assert len(names(response)) == rows


# --- filters, sorting, files --------------------------------------------------------------


@pytest.fixture
def three(ani, budi):
    """Kebonagung 2021, Patokan 2022 and Semampir 2022, submitted in this order."""
    krejengan = make_district(code="35.13.16", name="Krejengan")
    submitted_baseline(ani, name="Kebonagung", year=2021, records=3)
    submitted_baseline(ani, name="Patokan", kind="replication")
    submitted_baseline(budi, name="Semampir", records=2, district=krejengan)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Kebonagung", "Patokan", "Semampir"]),
        ({"tahun": "2022"}, ["Patokan", "Semampir"]),
        ({"jenis": "replication"}, ["Patokan"]),
        ({"kecamatan": "35.13.16"}, ["Semampir"]),
        ({"asisten": "ani"}, ["Kebonagung", "Patokan"]),
        ({"q": "pato"}, ["Patokan"]),
        ({"q": "35.13.16"}, ["Semampir"]),
        ({"tahun": "2022", "asisten": "ani"}, ["Patokan"]),
        ({"q": "tidak ada"}, []),
        ({"tahun": "abc"}, []),
        ({"asisten": "orang lain"}, []),
        ({"urut": "-desa"}, ["Semampir", "Patokan", "Kebonagung"]),
        ({"urut": "-rt"}, ["Kebonagung", "Semampir", "Patokan"]),
        ({"urut": "tahun"}, ["Kebonagung", "Patokan", "Semampir"]),
        ({"urut": "-diajukan"}, ["Semampir", "Patokan", "Kebonagung"]),
        ({"urut": "selisih"}, ["Kebonagung", "Patokan", "Semampir"]),
    ],
)
def test_filters_and_order(queue, three, query, expected):
    response = queue(**query)

    assert names(response) == expected
    assert f"{len(expected)} baseline menunggu" in text_of(response)


def test_nothing_under_a_filter_is_not_an_empty_queue(queue, three):
    assert "Tidak ada yang menunggu di bawah saringan ini." in text_of(queue(q="zzz"))


def test_xlsx_holds_exactly_the_filtered_rows(client, citra, three):
    client.force_login(citra)

    response = client.get(reverse("villages:queue-export", args=["xlsx"]), {"tahun": "2022"})

    sheet = openpyxl.load_workbook(BytesIO(response.getvalue())).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("Kode desa", "Desa", "Kecamatan")
    assert [(row[1], row[3], row[4], row[5], row[7], row[9]) for row in rows[1:]] == [
        ("Patokan", 2022, "Replikasi", "Ani", 1, 26),
        ("Semampir", 2022, "Awal", "Budi", 2, 26),
    ]


def test_csv_of_the_queue(client, citra, three):
    client.force_login(citra)

    response = client.get(reverse("villages:queue-export", args=["csv"]), {"q": "Patokan"})

    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].split(";")[1] == "Patokan"
