"""The page of an RT: its condition year by year, the sums behind it, and what changed it."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.factories import (
    make_agency,
    make_baseline,
    make_decree,
    make_location,
    make_output,
    make_project,
    make_record,
)
from tests.villages.surveying import NOTHING, deliver, surveyed
from villages.actions.condition import refresh_conditions

pytestmark = pytest.mark.django_db


def address(village, rt="001", rw="001"):
    return reverse("villages:neighbourhood-detail", args=[village.code, rw, rt])


@pytest.fixture
def world(village):
    """RT 001 as the factory makes it (26 points in 2019), RT 002 without any need; conditions up to 2022."""
    surveyed(village, 2019, {}, NOTHING)
    deliver(village, "001", 2020, "4b", 260, name="Drainase", agency=make_agency(name="Perkim"))
    refresh_conditions([village], until=2022)
    return village


@pytest.fixture
def page(client, citra):
    """What the page shows, for Citra unless somebody else signed in before."""
    client.force_login(citra)

    def open_page(village, rt="001", **query):
        response = client.get(address(village, rt), query)
        assert response.status_code == 200
        return response

    return open_page


def text_of(response):
    return " ".join(response.content.decode().split())


# --- who sees it ------------------------------------------------------------------------------------


def test_page_needs_login(client, world):
    assert client.get(address(world)).status_code == 302


def test_page_needs_a_role(client, world):
    client.force_login(User.objects.create_user("tamu"))

    assert client.get(address(world)).status_code == 403


@pytest.mark.parametrize(
    ("person", "status"),
    [("ani", 200), ("budi", 404), ("citra", 200), ("dedi", 200), ("vina", 200), ("adi", 200)],
)
def test_page_by_role(client, request, world, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(address(world)).status_code == status


def test_page_is_only_read(client, world, citra):
    client.force_login(citra)

    assert client.post(address(world)).status_code == 405


@pytest.mark.parametrize(("rw", "rt"), [("001", "009"), ("002", "001")])
def test_rt_that_does_not_exist(client, world, citra, rw, rt):
    client.force_login(citra)

    assert client.get(address(world, rt, rw)).status_code == 404


# --- year by year -----------------------------------------------------------------------------------


def test_condition_of_every_year_with_what_changed(page, world):
    rows = list(page(world).context["page"].year_rows)

    assert [(row.condition.year, row.condition.total) for row in rows] == [
        (2019, 26),
        (2020, 22),
        (2021, 22),
        (2022, 22),
    ]
    codes = list(rows[0].condition.scores)
    changed = [
        [code for code, cell in zip(codes, row.cells, strict=True) if cell.is_changed]
        for row in rows
    ]
    assert changed == [[], ["4b"], [], []]


def test_head_and_neighbours(page, world):
    first, second = text_of(page(world)), text_of(page(world, "002"))

    assert "RT 1 dari 2" in first
    assert "nilai 22 pada 2022" in first
    assert f'<a rel="next" href="{address(world, "002")}">' in first
    assert 'rel="prev"' not in first
    assert f'<a rel="prev" href="{address(world)}">' in second
    assert "nilai 0 pada 2022" in second


def test_page_of_an_rt_that_was_never_verified(page, village):
    make_baseline(village, records=1)

    text = text_of(page(village))

    assert "Belum ada baseline terverifikasi yang memuat RT ini" in text
    assert "Perhitungan R0" not in text
    assert "2022 (Awal)" in text


# --- the sums ---------------------------------------------------------------------------------------


def test_sums_by_hand(page, world):
    """760 of 1,000 m without drain, 260 built: 50 % scores 1, which was 76 % and 5.

    Averages: building (60 + 26) / 3, roads 30.05 / 2, water 80 / 2, drainage 76 / 3, then 50 / 3, sewage
    29.17 / 2, waste 100 / 2, fire 80 / 2; a seventh of their sum is 30.5155 %, then 29.2774 %. The
    contribution is (30.5155 − 29.2774) / (30.5155 − 24.99).
    """
    progress = page(world).context["page"].progress

    drainage = progress.criteria[3]
    missing = drainage.rows[1]
    assert (missing.volume.old, missing.delivered, missing.volume.new) == (760, 260, 500)
    assert (missing.percent.old, missing.percent.new) == (76, 50)
    assert (missing.score.old, missing.score.new) == (5, 1)
    assert f"{drainage.average.old:.3f} {drainage.average.new:.3f}" == "25.333 16.667"
    assert (progress.total.old, progress.total.new) == (26, 22)
    assert f"{progress.sectoral.old:.4f} {progress.sectoral.new:.4f}" == "30.5155 29.2774"
    assert f"{progress.contribution:.2f}" == "22.41"


def test_sums_are_shown_the_indonesian_way(page, world):
    text = text_of(page(world))

    assert "22,41 %" in text
    assert '<span class="tile__figure">29,28 %</span>' in text
    assert (
        '<td class="num">760</td><td class="num">260</td><td class="num">500</td>'
        '<td class="num">1.000</td><td class="num">76,00</td><td class="num">50,00</td>'
        '<td class="num">5</td><td class="num changed">1</td>'
    ) in text


def test_sums_of_another_year(page, world):
    before = page(world, tahun="2019").context["page"]

    assert before.chosen.year == 2019
    assert before.progress.contribution is None


@pytest.mark.parametrize("year", ["1999", "abc", "2022'", ""])
def test_impossible_years_fall_back_to_the_latest(page, world, year):
    assert page(world, tahun=year).context["page"].chosen.year == 2022


def test_nothing_delivered_contributes_nothing(page, world):
    text = text_of(page(world, "002"))

    assert "kontribusi: belum ada hasil kegiatan sejak baseline" in text


# --- what changed it --------------------------------------------------------------------------------


def effects(response):
    """(indicator, before, after, score before, score after) of what was delivered."""
    return [
        (item.output.indicator, item.before, item.after, item.score_before, item.score_after)
        for item in response.context["page"].effects
    ]


def test_effect_of_each_output_in_the_order_of_delivery(page, world):
    deliver(world, "001", 2021, "4b", 300)
    deliver(world, "001", 2022, "4b", 250)
    deliver(world, "001", 2022, "7b", 5)

    response = page(world)

    assert effects(response) == [
        ("4b", 760, 500, 5, 1),
        ("4b", 500, 200, 1, 0),
        ("4b", 200, 0, 0, 0),
        ("7b", 80, 75, 5, 3),
    ]
    assert [item.surplus for item in response.context["page"].effects] == [0, 0, 50, 0]


def test_effect_names_project_agency_and_day(page, world):
    text = text_of(page(world))

    project = world.projects.get()
    assert f'<a href="{project.get_absolute_url()}">Drainase</a> <span class="soft">D' in text
    assert "30 Jun 2020" in text
    assert "760 → 500 m" in text
    assert "5 → 1" in text


def test_what_a_survey_has_seen_is_not_counted_again(page, village):
    surveyed(village, 2019, {})
    deliver(village, "001", 2018, "2b", 10)
    deliver(village, "001", 2020, "2b", 20)
    surveyed(village, 2021, {"poor_road_m": 250}, kind="replication")
    deliver(village, "001", 2022, "2b", 50)
    refresh_conditions([village], until=2022)

    response = page(village)

    assert effects(response) == [
        ("2b", None, None, None, None),
        ("2b", Decimal("300.5"), Decimal("280.5"), 1, 1),
        ("2b", 250, 200, 1, 0),
    ]
    assert "jadi sudah termasuk dalam angka baseline" in text_of(response)


def test_what_a_later_survey_was_too_early_to_see_lowers_both(page, village):
    """Built in December 2020, when the survey of the round of 2021 was over already."""
    surveyed(village, 2019, {})
    place = village.neighbourhoods.get()
    make_output(
        make_project(village), place, indicator="7b", delivered=5, delivered_on=date(2020, 12, 20)
    )
    surveyed(village, 2021, {}, kind="replication", surveyed_until=date(2020, 12, 1))
    refresh_conditions([village], until=2021)

    response = page(village)

    assert effects(response) == [("7b", 80, 75, 5, 3), ("7b", 80, 75, 5, 3)]
    assert [row.condition.total for row in response.context["page"].year_rows] == [26, 24, 24]


def test_planned_outputs_are_those_still_to_come(page, world):
    place = world.neighbourhoods.get(rt="001")
    make_output(make_project(world, name="Jalan", year=2024), place, planned=80)
    half = make_output(make_project(world, name="Separuh"), place, planned=50)
    half.delivered, half.delivered_on = 20, date(2022, 3, 1)
    half.save()
    cancelled = make_project(world, status="cancelled", cancel_reason="Dana dialihkan")
    make_output(cancelled, place, planned=7)

    planned = page(world).context["page"].planned

    assert [(item.project.name, item.planned, item.still_to_come) for item in planned] == [
        ("Separuh", 50, 30),
        ("Jalan", 80, 80),
    ]


def test_rt_without_projects_says_so(page, world):
    text = text_of(page(world, "002"))

    assert "Belum ada kegiatan yang menghasilkan sesuatu di RT ini." in text
    assert "Tidak ada kegiatan yang masih direncanakan untuk RT ini." in text


# --- where it is named ------------------------------------------------------------------------------


def test_locations_in_force_that_name_the_rt(page, world):
    place = world.neighbourhoods.get(rt="001")
    for name, status in (("Pesisir", "in_force"), ("Dulu", "revoked"), ("Nanti", "draft")):
        make_location(make_decree(status=status), world, area_name=name).neighbourhoods.add(place)
    make_location(make_decree(), world, area_name="Tetangga")

    assert [item.area_name for item in page(world).context["page"].locations] == ["Pesisir"]
    assert "RT ini tidak disebut dalam SK Kumuh" in text_of(page(world, "002"))


def test_sheets_of_the_baselines_one_may_see(client, page, world, vina):
    draft = make_baseline(world, year=2023)
    make_record(draft, world.neighbourhoods.get(rt="001"))

    shown = [record.baseline.year for record in page(world).context["page"].records]
    client.force_login(vina)
    to_reader = client.get(address(world)).context["page"].records

    assert shown == [2023, 2019]
    assert [record.baseline.year for record in to_reader] == [2019]


def test_sheets_of_one_year_come_in_the_order_of_their_kinds(page, world):
    surveyed(world, 2019, {}, {}, kind="endline")

    kinds = [record.baseline.kind for record in page(world).context["page"].records]

    assert kinds == ["endline", "initial"]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_query_count(client, citra, village, rows, django_assert_num_queries):
    for n in range(rows):
        surveyed(village, 2019 + n, *[{}] * rows)
        deliver(village, "001", 2020 + n, "2b", 10, agency=make_agency())
        make_output(make_project(village, agency=make_agency()), village.neighbourhoods.first())
        location = make_location(make_decree(), village, area_name=f"Kawasan {n}")
        location.neighbourhoods.set(village.neighbourhoods.all())
    refresh_conditions([village], until=2023)
    client.force_login(citra)
    client.get(address(village))

    with django_assert_num_queries(10):
        response = client.get(address(village))

    assert len(response.context["page"].records) == rows
