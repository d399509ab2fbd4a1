"""The home page: what waits for whom, and the figures of the regency with the rows behind them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_baseline,
    make_decree,
    make_district,
    make_follow_up,
    make_location,
    make_record,
    make_village,
)
from tests.villages.surveying import JUST_LIGHT, NOTHING, deliver, surveyed
from villages.actions import return_baseline
from villages.actions.condition import refresh_conditions


@pytest.fixture
def page(client):
    """The home page as text, for a person."""

    def open_page(user, **query):
        client.force_login(user)
        return client.get(reverse("home"), query)

    return open_page


def groups(response):
    """What waits: title → (label, detail) of each item."""
    return {
        group.title: [(item.label, item.detail) for item in group.items]
        for group in response.context["waiting"]
    }


def test_home_needs_a_login(client, db):
    response = client.get(reverse("home"))

    assert response.status_code == 302
    assert response.url == "/masuk/?next=/"


# --- what waits --------------------------------------------------------------------------------------


def test_assistant_is_told_how_far_a_draft_is(page, ani, village):
    baseline = make_baseline(village, records=2, by=ani)
    make_record(baseline, by=ani, households=None)

    response = page(ani)

    assert groups(response) == {
        "Draf yang perlu diselesaikan": [("Kebonagung 2022 (Awal)", "2 dari 3 RT lengkap")]
    }


def test_a_complete_draft_is_not_called_submitted(page, ani, village):
    make_baseline(village, records=2, by=ani)

    response = page(ani)

    assert groups(response)["Draf yang perlu diselesaikan"] == [
        ("Kebonagung 2022 (Awal)", "2 RT lengkap – belum diajukan")
    ]


def test_assistant_reads_why_a_baseline_came_back(page, ani, citra, village):
    baseline = make_baseline(village, records=1, status="submitted", by=ani)
    return_baseline(baseline=baseline, by=citra, comment="Jumlah KK RT 001 terlalu besar.")

    response = page(ani)

    (group,) = response.context["waiting"]
    assert group.title == "Dikembalikan untuk dibetulkan"
    assert group.items[0].quote == "Jumlah KK RT 001 terlalu besar."
    assert "Jumlah KK RT 001 terlalu besar." in response.content.decode()


def test_assistant_is_reminded_of_villages_missing_in_the_current_round(page, ani, village):
    make_baseline(make_village(), year=2023)

    response = page(ani)

    assert groups(response) == {
        "Desa Anda tanpa baseline 2023": [
            ("Buka baseline Desa Kebonagung", "Kecamatan Kraksaan"),
        ]
    }
    item = response.context["waiting"][0].items[0]
    assert item.url == f"{reverse('villages:baseline-open')}?desa={village.code}&tahun=2023"


def test_nothing_of_other_villages_waits_for_an_assistant(page, ani, budi, village):
    make_baseline(village, records=1, by=ani)

    response = page(budi)

    assert groups(response) == {}
    assert "Tidak ada yang menunggu Anda" in response.content.decode()


def test_reviewer_sees_the_longest_waiting_baseline_first(page, ani, citra, village):
    young = make_baseline(village, records=1, status="submitted", by=ani, year=2021)
    sent = {"submitted_at": timezone.now() - timedelta(days=3), "submitted_by": ani}
    old = make_baseline(village, records=1, status="submitted", by=ani, year=2022, **sent)

    response = page(citra)

    assert groups(response) == {
        "Baseline yang perlu ditinjau": [
            (str(old), "diajukan oleh Ani, menunggu 3 hari"),
            (str(young), "diajukan oleh Ani, hari ini"),
        ]
    }


def test_reviewer_is_told_of_old_and_draft_decrees(page, citra):
    today = timezone.localdate()
    due = make_decree(number="188/1/2015", decided_on=today.replace(year=today.year - 6, day=1))
    make_decree(number="188/2/2025", decided_on=today - timedelta(days=30))
    make_decree(number="188/3/2026", status="draft", subject="Rancangan baru")

    response = page(citra)

    found = groups(response)
    assert [label for label, __ in found["SK Kumuh yang waktunya ditinjau"]] == [due.number]
    assert found["Rancangan SK Kumuh"] == [("188/3/2026", "Rancangan baru")]


def test_long_queue_is_cut_and_leads_to_the_rest(page, ani, citra, village):
    for year in range(2012, 2024):
        make_baseline(village, records=1, status="submitted", by=ani, year=year)

    response = page(citra)

    (group,) = response.context["waiting"]
    assert (len(group.items), group.total) == (10, 12)
    assert f'<a href="{reverse("villages:baseline-queue")}">Lihat semua (12)</a>' in (
        response.content.decode()
    )


def test_reader_finds_nothing_waiting_and_what_is_new(page, ani, vina, village):
    make_baseline(village, records=1, status="verified", by=ani)
    make_baseline(make_village(name="Alassumur"), records=1, status="submitted", by=ani)

    response = page(vina)

    text = response.content.decode()
    assert response.context["waiting"] == []
    assert "Tidak ada yang menunggu Anda" in text
    assert [str(item) for item in response.context["newly_verified"]] == ["Kebonagung 2022 (Awal)"]
    assert "Alassumur 2022" not in text


# --- figures -----------------------------------------------------------------------------------------


def test_tiles_count_decreed_villages_once(page, citra, village):
    decree = make_decree()
    make_location(decree, village, area_name="Utara", area_ha="5.25")
    make_location(decree, village, area_name="Selatan", area_ha="1000")
    make_decree(villages=[make_village()], status="draft")

    response = page(citra)

    villages, hectares, *__ = response.context["tiles"]
    assert villages.figure == 1
    assert "1.005,25 ha" in response.content.decode()
    assert hectares.figure == pytest.approx(1005.25)


def test_levels_come_from_the_last_verified_baseline_up_to_the_year(page, ani, citra, village):
    make_baseline(village, records=1, status="verified", by=ani, year=2020)
    make_baseline(village, records=3, status="verified", by=ani, year=2022)
    make_baseline(village, records=5, status="submitted", by=ani, year=2023)

    now, then = page(citra), page(citra, tahun="2020")

    assert level_counts(now) == {"heavy": 0, "moderate": 0, "light": 3, "not_slum": 0}
    assert now.context["area_total_ha"] == pytest.approx(7.5)
    assert level_counts(then) == {"heavy": 0, "moderate": 0, "light": 1, "not_slum": 0}


def level_counts(response):
    return {row.level.value: row.neighbourhoods for row in response.context["levels"]}


def test_a_replication_counts_instead_of_the_initial_baseline_of_its_year(
    page, ani, citra, village
):
    make_baseline(village, records=1, status="verified", by=ani)
    make_baseline(village, records=2, status="verified", by=ani, kind="replication")

    response = page(citra)

    assert level_counts(response)["light"] == 2
    assert states(response) == {"Kraksaan": {"verified": 1}}


def states(response):
    return {
        row.name: {share.state: share.count for share in row.shares if share.count}
        for row in response.context["districts"]
    }


def test_every_district_shows_the_state_of_its_villages(page, ani, citra, village):
    other = make_district(name="Pajarakan")
    make_baseline(village, records=1, status="verified", by=ani)
    make_baseline(make_village(), records=1, status="submitted", by=ani)
    make_baseline(make_village(district=other), records=1, by=ani)
    make_baseline(make_village(district=other), records=1, status="returned", by=ani)
    make_village(district=other)

    response = page(citra)

    assert states(response) == {
        "Kraksaan": {"verified": 1, "submitted": 1},
        "Pajarakan": {"returned": 1, "draft": 1, "none": 1},
    }
    pieces = response.context["districts"][0].pieces
    assert [(piece.name, piece.x, piece.width) for piece in pieces if piece.number] == [
        ("verified", "0.00%", "50.00%"),
        ("submitted", "50.00%", "50.00%"),
    ]


def test_reader_is_not_told_of_drafts(page, ani, vina, village):
    make_baseline(village, records=1, status="submitted", by=ani)
    make_baseline(make_village(), records=1, status="verified", by=ani)

    response = page(vina)

    assert states(response) == {"Kraksaan": {"verified": 1, "none": 1}}
    assert [share.label for share in response.context["legend"]] == [
        "Terverifikasi",
        "Belum terverifikasi",
    ]


def test_assistant_sees_figures_of_own_villages_only(page, ani, budi, village):
    make_decree(villages=[village])
    make_baseline(village, records=2, status="verified", by=ani)

    response = page(budi)

    assert response.context["districts"] == []
    assert response.context["tiles"][0].figure == 0
    assert response.context["level_total"] == 0
    assert "Kebonagung" not in response.content.decode()


def test_villages_not_entered_name_their_assistants(page, ani, citra, village):
    make_baseline(make_village(), records=1, by=ani)

    response = page(citra)

    assert [item.name for item in response.context["not_entered"]] == ["Kebonagung"]
    assert "<td>Ani</td>" in response.content.decode()


def test_only_twenty_villages_not_entered_are_listed(page, citra):
    for __ in range(21):
        make_village()

    response = page(citra)

    assert len(response.context["not_entered"]) == 20
    assert "Lihat semua 21 desa" in response.content.decode()


@pytest.mark.parametrize("year", ["abc", "", "1999", "2022'"])
def test_impossible_years_fall_back_to_the_latest(page, citra, year):
    make_baseline(year=2021)

    assert page(citra, tahun=year).context["year"] == 2021


def test_an_empty_portal_shows_this_year(page, citra):
    response = page(citra)

    assert response.status_code == 200
    assert response.context["year"] == timezone.localdate().year


@pytest.mark.parametrize("person", ["ani", "citra", "vina"])
def test_home_asks_no_more_for_three_rows_than_for_one(page, person, request, count_queries):
    user = request.getfixturevalue(person)
    fill(request.getfixturevalue("ani"))
    page(user)
    with count_queries() as one:
        page(user)

    for __ in range(2):
        fill(request.getfixturevalue("ani"))
    with count_queries() as three:
        page(user)

    assert len(three) == len(one)


def test_every_figure_leads_to_its_rows(client, page, ani, citra, village):
    other = make_district(name="Pajarakan", code="35.13.16")
    make_decree(villages=[village])
    make_baseline(village, records=3, status="verified", by=ani)
    make_baseline(make_village(district=other), records=2, status="submitted", by=ani)
    make_village(district=other)
    make_decree(decided_on=timezone.localdate() - timedelta(days=6 * 366))
    make_follow_up(villages=[village])
    context = page(citra).context
    decreed, __, slum, verified, due, late = context["tiles"]
    figures = [
        (decreed.figure, decreed.url),
        (slum.figure, slum.url),
        (verified.figure, verified.url),
        (due.figure, due.url),
        (late.figure, late.url),
    ]
    figures += [(share.count, share.url) for share in context["legend"]]
    figures += [(row.neighbourhoods, row.url) for row in context["levels"]]
    figures += [(context["not_entered_count"], context["not_entered_url"])]
    for district in context["districts"]:
        figures += [(district.village_count, district.url)]
        figures += [(share.count, share.url) for share in district.shares]

    rows = [(client.get(url).context["page"].paginator.count, url) for __, url in figures]

    assert rows == figures
    assert sum(figure for figure, __ in figures) > 15


def test_trend_of_the_regency(page, client, ani, citra, village):
    surveyed(village, 2020, JUST_LIGHT | {"area_ha": "1.25"}, {"area_ha": 2})
    deliver(village, "001", 2021, "3a", 100)
    other = make_village()
    surveyed(other, 2021, {"area_ha": 4})
    refresh_conditions([village, other], until=2022)

    response = page(citra)

    shown = [
        (row.year, row.slum_rt_count, row.slum_ha, row.reduction.proposed_ha)
        for row in response.context["trend"]
    ]
    assert shown == [(2020, 2, Decimal("3.25"), 0), (2021, 2, 6, Decimal("1.25")), (2022, 2, 6, 0)]
    tile = response.context["tiles"][-1]
    assert (tile.figure, tile.label) == (6, "luas RT yang masih kumuh, kondisi 2022")
    listed = client.get(tile.url).context["page"].object_list
    assert sum(record.area_ha for record in listed) == 6
    assert [row.slum_rt_count for row in page(ani).context["trend"]] == [2, 1, 1]


def test_figures_of_the_trend_lead_to_their_rows(page, client, citra, village):
    surveyed(village, 2020, JUST_LIGHT, NOTHING, {})
    deliver(village, "001", 2021, "3a", 100)
    refresh_conditions([village], until=2021)

    text = page(citra).content.decode()

    for year, level, count in (
        (2020, "light", 2),
        (2020, "not_slum", 1),
        (2021, "light", 1),
        (2021, "not_slum", 2),
    ):
        link = f"{reverse('villages:neighbourhood-list')}?tahun={year}&amp;kondisi={level}"
        assert f'<a href="{link}">{count}</a>' in text
        rows = client.get(link.replace("&amp;", "&")).context["page"]
        assert rows.paginator.count == count
    assert f'<a href="{reverse("villages:reduction-list")}?tahun=2021">2,50</a>' in text


def test_hectares_lead_to_the_decrees_they_sum_up(client, page, citra, village):
    make_decree(villages=[village])
    make_decree(villages=[make_village()], status="revoked")
    hectares = page(citra).context["tiles"][1]

    listed = client.get(hectares.url).context["page"].object_list

    assert sum(decree.area_total_ha for decree in listed) == hectares.figure == 5


def test_waiting_things_lead_to_all_of_their_kind(client, page, ani, citra, village):
    fill(ani)
    for user in (ani, citra):
        for group in page(user).context["waiting"]:
            response = client.get(group.url)
            assert response.context["page"].paginator.count == group.total, group


def fill(ani):
    """One of everything the page lists."""
    decree = make_decree(decided_on=timezone.localdate() - timedelta(days=9 * 365))
    district = make_district()
    for status in ("draft", "submitted", "returned", "verified", None):
        village = make_village(assistants=[ani], district=district)
        make_location(decree, village)
        if status:
            make_baseline(village, records=1, status=status, by=ani)


@pytest.fixture
def count_queries():
    """Captured queries of a block."""
    return lambda: CaptureQueriesContext(connection)
