"""The rounds of baselines: states in words, scope, filters, progress, export."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_baseline, make_district, make_record, make_village
from villages import actions

LIST = reverse("villages:baseline-list")


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def listed(client, **query):
    """(village, state in words) of the rows of the list."""
    response = client.get(LIST, query)
    return [(baseline.village.name, state) for baseline, state in response.context["rows"]]


def test_state_words_never_call_a_draft_done(client, ani, citra, village):
    make_record(make_baseline(village, year=2021, by=ani), buildings=None)
    make_baseline(village, year=2022, records=1, by=ani)
    make_baseline(village, year=2023, by=ani)
    returned = make_baseline(village, year=2024, records=1, by=ani, status="returned")
    make_baseline(village, year=2025, records=1, by=ani, status="submitted")
    make_baseline(village, year=2026, records=1, by=ani, status="verified", verifier=citra)
    client.force_login(ani)

    states = [state for __, state in listed(client)]
    assert states == [
        "Terverifikasi",
        "Diajukan – menunggu tinjauan",
        "Dikembalikan – lengkap, belum diajukan lagi",
        "Draf – belum lengkap",
        "Lengkap – belum diajukan",
        "Draf – belum lengkap",
    ]

    make_record(returned, buildings=None)
    assert listed(client, tahun=2024) == [("Kebonagung", "Dikembalikan – perlu dibetulkan")]
    assert "Selesai" not in page(client, LIST)


def test_list_shows_who_touched_a_baseline_last(client, ani, citra, village):
    ani.last_name = "Lestari"
    ani.save()
    baseline = make_baseline(village, records=2, by=ani)
    actions.submit_baseline(baseline=baseline, by=ani)
    client.force_login(citra)
    assert "Ani Lestari" in page(client, LIST)

    actions.return_baseline(baseline=baseline, by=citra, comment="RT 001")

    row = client.get(LIST).context["rows"][0][0]
    assert (row.last_by, row.complete_count, row.rt_count) == ("Citra", 2, 2)
    record = baseline.records.first()
    record.edited_at = timezone.now() + timedelta(minutes=1)
    record.save()
    assert client.get(LIST).context["rows"][0][0].last_by == "Ani Lestari"


def test_list_hides_the_villages_of_others(client, ani, budi, village):
    make_baseline(village, by=ani)
    client.force_login(budi)
    assert listed(client) == []
    assert "Belum ada baseline yang dapat Anda lihat" in page(client, LIST)


def test_readers_find_verified_baselines_only(client, vina, ani, village):
    make_baseline(village, year=2021, records=1, by=ani, status="verified")
    make_baseline(village, year=2022, records=1, by=ani, status="submitted")
    client.force_login(vina)

    assert listed(client) == [("Kebonagung", "Terverifikasi")]
    text = page(client, LIST)
    assert "Belum terverifikasi" in text
    assert "Semua status" not in text


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ({"tahun": "2021"}, [2021]),
        ({"jenis": "replication"}, [2022]),
        ({"status": "draft"}, [2023, 2022]),
        ({"status": "complete"}, [2022]),
        ({"status": "verified"}, [2021]),
        ({"q": "kebon"}, [2023, 2022, 2021]),
        ({"q": "kebon agung timur"}, []),
        ({"kecamatan": "35.13.99"}, []),
        ({"kecamatan": "35.13.14"}, [2023, 2022, 2021]),
        ({"tahun": "1999"}, []),
        ({"urut": "tahun"}, [2021, 2022, 2023]),
        ({"urut": "-nilai"}, [2021, 2023, 2022]),
    ],
)
def test_list_filters_and_sorts(client, ani, citra, village, query, years):
    make_district(code="35.13.99")
    make_baseline(village, year=2021, records=1, by=ani, status="verified", verifier=citra)
    make_baseline(village, year=2022, kind="replication", records=1, by=ani)
    make_baseline(village, year=2023, by=ani)
    client.force_login(ani)

    response = client.get(LIST, query)

    assert [baseline.year for baseline, __ in response.context["rows"]] == years


def test_progress_counts_the_round_in_sight(client, citra, village):
    make_baseline(village, year=2021, records=1, status="verified")
    make_baseline(village, year=2022, records=1, status="submitted")
    make_baseline(year=2022)
    make_village()
    client.force_login(citra)

    progress = client.get(LIST).context["progress"]

    assert {share.status: share.count for share in progress.shares} == {
        "verified": 0,
        "submitted": 1,
        "returned": 0,
        "draft": 1,
    }
    assert (progress.not_begun, progress.village_count) == (1, 3)
    assert client.get(LIST, {"tahun": 2021}).context["progress"].not_begun == 2
    assert client.get(LIST, {"jenis": "endline"}).context["progress"].not_begun == 3
    assert client.get(LIST, {"q": "kebon"}).context["progress"].village_count == 1


def test_progress_links_to_its_rows(client, citra, village):
    make_baseline(village, year=2022, records=1, status="submitted")
    client.force_login(citra)
    text = page(client, LIST)
    assert 'href="?tahun=2022&amp;status=submitted"' in text
    assert f"{reverse('villages:village-list')}?tahun=2022&amp;keadaan=none" in text


def test_export_holds_exactly_the_rows_of_the_list(client, ani, village):
    make_baseline(village, year=2021, records=2, by=ani)
    make_baseline(village, year=2022, by=ani)
    client.force_login(ani)

    address = reverse("villages:baseline-export", args=["csv"])
    response = client.get(address, {"tahun": "2021"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Kode desa;Desa;Kecamatan;Tahun;Jenis;Status;RT lengkap;Jumlah RT")
    assert [line.split(";")[3:8] for line in lines[1:]] == [
        ["2021", "Awal", "Lengkap – belum diajukan", "2", "2"]
    ]
    assert client.get(reverse("villages:baseline-export", args=["xlsx"])).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count(client, citra, rows, django_assert_num_queries):
    for __ in range(rows):
        make_baseline(records=2, status="submitted")
    client.force_login(citra)
    with django_assert_num_queries(12):
        client.get(LIST)


def test_list_needs_login_and_a_role(client, ani):
    assert client.get(LIST).status_code == 302
    ani.groups.clear()
    client.force_login(ani)
    assert client.get(LIST).status_code == 403


def test_list_is_paged_and_keeps_its_filters(client, citra):
    village = make_village()
    for year in range(2010, 2062):
        make_baseline(village, year=year)
    client.force_login(citra)

    first = client.get(LIST, {"status": "draft"})
    second = client.get(LIST, {"status": "draft", "page": 2})

    assert "52 baseline" in first.content.decode()
    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 2)
    assert "?status=draft&amp;page=2" in first.content.decode()
