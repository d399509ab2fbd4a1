"""The page of a village: what is known, what was verified last, and what this person can do next."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_baseline,
    make_decree,
    make_document,
    make_location,
    make_neighbourhood,
    make_organisation,
    make_project,
    make_record,
    make_review,
    make_village,
    move_baseline,
)
from tests.villages.surveying import deliver
from villages import actions
from villages.actions.condition import refresh_conditions

pytestmark = pytest.mark.django_db
SQUARE = [[113.40, -7.75], [113.41, -7.75], [113.41, -7.74], [113.40, -7.74], [113.40, -7.75]]
BOUNDARY = {"type": "Polygon", "coordinates": [SQUARE]}


def address(village):
    return reverse("villages:village-detail", args=[village.code])


def body(client, village):
    response = client.get(address(village))
    assert response.status_code == 200
    return response.content.decode()


def steps(client, village):
    """(sentence, words of the link) of what to do next."""
    return [(step.text, step.link) for step in client.get(address(village)).context["steps"]]


@pytest.fixture
def verified(village, ani, citra):
    """Kebonagung as verified in 2022: two RTs."""
    return make_baseline(village, records=2, by=ani, verifier=citra, status="verified")


# --- who sees what ----------------------------------------------------------------------------------


def test_page_needs_login(client, village):
    assert client.get(address(village)).status_code == 302


def test_page_needs_a_role(client, village):
    client.force_login(User.objects.create_user("tamu"))

    assert client.get(address(village)).status_code == 403


@pytest.mark.parametrize(
    ("role", "status"),
    [("ani", 200), ("budi", 404), ("citra", 200), ("dedi", 200), ("vina", 200), ("adi", 200)],
)
@pytest.mark.parametrize("name", ["village-detail", "village-boundary"])
def test_page_and_boundary_by_role(client, request, name, role, status, village):
    village.boundary = BOUNDARY
    village.save()
    client.force_login(request.getfixturevalue(role))

    assert client.get(reverse(f"villages:{name}", args=[village.code])).status_code == status


def test_page_is_only_read(client, village, citra):
    client.force_login(citra)

    assert client.post(address(village)).status_code == 405


@pytest.mark.parametrize("code", ["35.13.14.9999", "35.13.14.20140", "3513142014", "x"])
def test_village_that_does_not_exist(client, citra, code):
    client.force_login(citra)

    assert client.get(f"/desa/{code}/").status_code == 404


# --- what it says -----------------------------------------------------------------------------------


def test_identity(client, village, citra):
    village.people, village.households, village.area_ha = 12345, 3210, Decimal("312.5")
    village.bps_code = "3513140014"
    village.save()
    client.force_login(citra)

    page = body(client, village)

    assert "<h1>Desa Kebonagung</h1>" in page
    assert "Kecamatan Kraksaan" in page
    for text in (village.code, "3513140014", "312,5 ha", "12.345 jiwa, 3.210 KK", "Ani"):
        assert f"<dd>{text}</dd>" in page


def test_kelurahan_is_called_so(client, citra):
    village = make_village(name="Patokan", kind="kelurahan")
    client.force_login(citra)

    page = body(client, village)

    assert "<h1>Kelurahan Patokan</h1>" in page
    assert "belum ditunjuk" in page


def test_nothing_verified_yet(client, village, citra):
    make_baseline(village, records=1)
    client.force_login(citra)

    page = body(client, village)

    assert "Belum ada baseline terverifikasi, jadi nilai dan tingkat" in page
    assert "criteria-chart" not in page
    assert "Desa ini tidak tercantum dalam SK Kumuh yang berlaku." in page


def test_score_is_that_of_the_sums(client, village, ani, citra):
    baseline = make_baseline(village, by=ani)
    make_record(baseline)
    make_record(baseline, irregular_buildings=0, substandard_buildings=0, poor_road_m="1000")
    move_baseline(baseline, "verified")
    client.force_login(citra)

    page = body(client, village)

    assert '<h2 id="score">Hasil baseline 2022 (Awal)</h2>' in page
    # 1a: 60 of 200 buildings are 30 %, which score 1; 2b: 1300.5 of 2000 m are 65.03 %, which score 3.
    assert _row(page, "1a ") == ["60", "200", "30,00", "1"]
    assert _row(page, "2b ") == ["1.300,5", "2.000", "65,03", "3"]
    # Averages count sub-criteria that score 0 with 0: building (30 + 0 + 0) / 3, roads (0 + 65.025) / 2.
    [building, *__] = [line for line in page.splitlines() if 'class="table-group"' in line]
    assert '1. Kondisi Bangunan Gedung</th><td class="num">10,00</td>' in building
    assert '<td class="num">32,5 %</td>' in page


def _row(page, code):
    """Cells of the sub-criterion in the table."""
    line = next(line for line in page.splitlines() if f'table-group__row">{code}' in line)
    return [cell.partition("</td>")[0].partition(">")[2] for cell in line.split("<td")[1:]]


def test_all_sixteen_sub_criteria_and_seven_criteria(client, verified, village, citra):
    client.force_login(citra)

    page = body(client, village)

    assert page.count('class="table-group__row"') == 16
    assert page.count('class="table-group"') == 7
    assert page.count('class="chart__bar"') == 7


def test_rts_with_total_and_level(client, verified, village, citra):
    client.force_login(citra)

    page = body(client, village)

    assert page.count(">RT 001 RW 001</a>") == 1
    assert "RT kumuh dari 2 RT" in page
    assert reverse("villages:record-history", args=[*verified.address, "001", "002"]) in page


def test_change_against_the_baseline_before(client, verified, village, ani, citra):
    later = make_baseline(village, year=2024, kind="replication", by=ani)
    for place in village.neighbourhoods.all():
        make_record(later, place, irregular_buildings=0)
    move_baseline(later, "verified")
    client.force_login(citra)

    page = body(client, village)

    assert "nilai 23 menurut baseline 2024 (Replikasi)" in page
    assert ">-3</span>" in page or ">−3</span>" in page
    assert "Garis tegak: 2022 (Awal)" in page
    assert "?a=2022-awal&amp;b=2024-replikasi" in page


def test_baseline_of_a_later_kind_is_the_latest_of_its_year(client, verified, village, ani, citra):
    endline = make_baseline(village, kind="endline", by=ani)
    make_record(endline, village.neighbourhoods.first())
    move_baseline(endline, "verified")
    client.force_login(citra)

    assert "Hasil baseline 2022 (Akhir)" in body(client, village)


def test_locations_in_force(client, village, citra):
    decree = make_decree(number="188.45/412/2018", decided_on=date(2018, 5, 4))
    location = make_location(decree, village, area_name="Pesisir", area_ha="3.25", level="heavy")
    for rw, rt in (("001", "002"), ("001", "001"), ("002", "003")):
        location.neighbourhoods.add(make_neighbourhood(village, rw=rw, rt=rt))
    make_location(decree, village, area_name="Pasar", area_ha="1.5")
    make_decree(number="Lama", villages=[village], status="revoked")
    client.force_login(citra)

    page = body(client, village)

    assert "188.45/412/2018" in page
    assert "4 Mei 2018" in page
    assert "Perlu ditinjau" in page
    assert "RW 001: RT 001, 002; RW 002: RT 003" in page
    assert '<td class="num">4,75</td>' in page
    assert "Kumuh berat</span>" in page
    assert ">Lama<" not in page


def test_all_baselines_with_who_and_when(client, verified, village, ani, citra):
    make_baseline(
        village,
        year=2024,
        by=ani,
        opened_at=timezone.datetime(2024, 3, 1, 5, tzinfo=timezone.get_fixed_timezone(0)),
    )
    client.force_login(citra)

    page = body(client, village)

    assert page.index("2024 (Awal)</a>") < page.index("2022 (Awal)</a>")
    assert "1 Maret 2024, Ani" in page
    assert ", Citra</td>" in page
    assert reverse("villages:baseline-history", args=verified.address) in page


def test_readers_do_not_learn_of_drafts(client, verified, village, vina):
    make_baseline(village, year=2024)
    client.force_login(vina)

    page = body(client, village)

    assert "2022 (Awal)" in page
    assert "2024" not in page


def test_reopened_baseline_shows_who_reopened_it(client, verified, village, citra, kartika):
    actions.reopen_baseline(baseline=verified, by=kartika, reason="Salah hitung")
    client.force_login(citra)

    assert ", Kartika</td>" in body(client, village)


def test_names_are_shown_as_text(client, citra):
    village = make_village(name="<b>Tebal</b>")
    client.force_login(citra)

    assert "<b>Tebal" not in body(client, village)


def test_page_asks_no_more_for_three_rows_than_for_one(client, citra, ani):
    client.force_login(citra)
    asked = []
    for rows in (1, 3):
        village = _with_everything(rows, ani)
        with CaptureQueriesContext(connection) as queries:
            body(client, village)
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 30


def _with_everything(rows, ani):
    """A village with that many of whatever its page lists."""
    village = make_village(assistants=[ani])
    for n in range(rows):
        make_baseline(village, year=2020 + n, records=rows, by=ani, status="verified")
        location = make_location(make_decree(), village, area_name=f"Kawasan {n}")
        location.neighbourhoods.add(make_neighbourhood(village))
        village.assistants.add(User.objects.create_user(f"asisten-{rows}-{n}"))
        deliver(village, "001", 2021 + n, "7b", 5)
        make_project(village, builder=make_organisation(village, "ksm"))
        make_document(villages=[village])
        make_review(village, year=2021 + n)
    refresh_conditions([village], until=2024)
    return village


# --- what to do next --------------------------------------------------------------------------------


def test_assistant_opens_the_first_baseline(client, village, ani):
    client.force_login(ani)

    assert steps(client, village) == [("Desa ini belum mempunyai baseline.", "Buka baseline")]
    assert f"{reverse('villages:baseline-open')}?desa={village.code}" in body(client, village)


def test_assistant_continues_the_draft(client, village, ani):
    baseline = make_baseline(village, records=2, by=ani)
    make_record(baseline, people=None)
    client.force_login(ani)

    assert steps(client, village) == [
        ("Baseline 2022 (Awal) belum diajukan: 2 dari 3 RT lengkap.", "Lanjutkan mengisi")
    ]


def test_assistant_mends_what_came_back(client, village, ani, citra):
    baseline = make_baseline(village, records=1, by=ani, status="submitted")
    actions.return_baseline(baseline=baseline, by=citra, comment="Luas RT 001 terlalu besar.")
    client.force_login(ani)

    assert steps(client, village) == [
        (
            "Baseline 2022 (Awal) dikembalikan oleh Citra: “Luas RT 001 terlalu besar.”",
            "Betulkan isiannya",
        )
    ]


def test_assistant_waits_for_the_review(client, village, ani):
    make_baseline(village, records=1, by=ani, status="submitted")
    client.force_login(ani)

    [(text, link)] = steps(client, village)
    assert text.startswith("Baseline 2022 (Awal) diajukan ")
    assert text.endswith("dan menunggu tinjauan Bappeda.")
    assert link == ""


def test_assistant_opens_the_next_baseline(client, verified, village, ani):
    client.force_login(ani)

    assert steps(client, village) == [
        ("Baseline 2022 (Awal) sudah terverifikasi. Ada survei baru?", "Buka baseline berikutnya")
    ]


def test_reviewer_reviews_what_was_submitted(client, village, ani, citra):
    baseline = make_baseline(village, records=1, by=ani, status="submitted")
    client.force_login(citra)

    [(text, link)] = steps(client, village)
    assert text.startswith("Baseline 2022 (Awal) diajukan oleh Ani, ")
    assert link == "Tinjau baseline"
    assert reverse("villages:baseline-review", args=baseline.address) in body(client, village)


def test_reviewer_sees_what_is_waited_for(client, village, ani, citra):
    client.force_login(citra)
    assert steps(client, village) == [("Belum ada baseline; menunggu asisten kota membukanya.", "")]

    make_baseline(village, records=1, by=ani)
    assert steps(client, village) == [
        ("Baseline 2022 (Awal) masih diisi: 1 dari 1 RT lengkap.", "")
    ]

    village.assistants.clear()
    assert (
        "Desa ini belum mempunyai asisten kota, sehingga tidak ada yang dapat mengisinya.",
        "",
    ) in steps(client, village)


def test_keeper_of_decrees_reviews_old_ones_and_adds_slums(client, verified, village, citra):
    client.force_login(citra)
    assert steps(client, village) == [
        (
            "Menurut baseline 2022 (Awal) desa ini kumuh, tetapi belum masuk SK Kumuh mana pun.",
            "Lihat daftar SK",
        )
    ]

    make_decree(number="188/1/2018", decided_on=date(2018, 5, 4), villages=[village])
    assert steps(client, village) == [
        ("SK 188/1/2018 perlu ditinjau ulang: sudah lima tahun pada 4 Mei 2023.", "Buka SK")
    ]


@pytest.mark.parametrize("role", ["dedi", "vina"])
def test_readers_have_nothing_to_do(client, request, role, verified, village):
    client.force_login(request.getfixturevalue(role))

    assert steps(client, village) == []
    assert "Langkah berikutnya" not in body(client, village)


# --- map --------------------------------------------------------------------------------------------


@pytest.fixture
def bounded(village):
    village.boundary, village.boundary_area_ha = BOUNDARY, Decimal("122.0456")
    village.latitude, village.longitude = Decimal("-7.745"), Decimal("113.405")
    village.save()
    return village


def features(client, village):
    response = client.get(reverse("villages:village-boundary", args=[village.code]))
    assert response["Content-Type"] == "application/geo+json"
    return response.json()["features"]


def test_boundary_carries_the_level_of_the_present_condition(client, bounded, verified, citra):
    refresh_conditions([bounded], until=2024)
    client.force_login(citra)

    [feature] = features(client, bounded)

    assert feature["geometry"] == BOUNDARY
    assert feature["properties"] == {
        "name": "Desa Kebonagung – Kumuh ringan (2024)",
        "level": "light",
    }


def test_boundary_of_a_village_that_was_never_assessed(client, bounded, citra):
    client.force_login(citra)

    assert features(client, bounded)[0]["properties"] == {
        "name": "Desa Kebonagung – belum dinilai",
        "level": "",
    }


def test_map_shows_decree_locations_in_force(client, bounded, citra):
    place = {"latitude": Decimal("-7.746"), "longitude": Decimal("113.406"), "level": "heavy"}
    make_location(make_decree(), bounded, area_name="Pesisir", **place)
    make_location(make_decree(status="revoked"), bounded, area_name="Dulu", **place)
    make_location(make_decree(), bounded, area_name="Tanpa titik")
    client.force_login(citra)

    [__, point] = features(client, bounded)

    assert point["geometry"] == {"type": "Point", "coordinates": [113.406, -7.746]}
    assert point["properties"] == {"name": "Pesisir – Kumuh berat", "level": "heavy"}


def test_map_in_words_for_those_without_javascript(client, bounded, citra):
    client.force_login(citra)

    page = body(client, bounded)

    assert "Luas menurut batas 122,05 ha." in page
    assert "Titik tengah -7.745000, 113.405000." in page
    assert f'data-boundary="{reverse("villages:village-boundary", args=[bounded.code])}"' in page
    assert "vendor/leaflet/leaflet.js" in page
    assert "https://" not in page.partition("<body")[2]


def test_no_boundary_no_map(client, village, citra):
    client.force_login(citra)

    page = body(client, village)

    assert "Batas wilayah belum dimasukkan." in page
    assert "leaflet" not in page
    url = reverse("villages:village-boundary", args=[village.code])
    assert client.get(url).status_code == 404
