"""Needs against plans, with figures worked out by hand."""

from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories import make_agency, make_user, make_village
from tests.villages.planning import LIGHT, make_needs, make_plan
from villages.models import Village
from villages.queries.needs import condition_years, regency_needs, village_needs
from villages.queries.village_needs import neighbourhood_needs

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def matrix(**options):
    return village_needs(Village.objects.order_by("name"), YEAR, **options)


@pytest.fixture
def roads():
    """Two RTs with poor roads: 800 and 300 m, 60 of which were delivered since."""
    first, second = make_needs(
        {"poor_road_m": 800}, {"poor_road_m": 300, "missing_drain_m": 100}, name="Alun"
    )
    make_plan(first, planned=500, status="proposed", agency=make_agency(short_name="PUPR"))
    make_plan(first, planned=400, status="budgeted", agency=make_agency(short_name="Perkim"))
    make_plan(second, planned=100, delivered=60, status="running")
    return first, second


def test_what_remains_is_summed_over_the_rts(roads):
    need = matrix()[0].needs["2b"]

    assert (need.remaining, need.denominator) == (1040, 2000)
    assert (need.rts, need.scoring_rts, need.unplanned_rts) == (2, 1, 0)


def test_a_plan_covers_no_more_than_its_own_rt_needs(roads):
    """900 m are planned where 800 remain, 40 are still to come where 240 remain."""
    need = matrix()[0].needs["2b"]

    assert (need.covered, need.uncovered) == (840, 200)


def test_plans_are_told_apart_by_status(roads):
    need = matrix()[0].needs["2b"]

    assert need.by_status == [("proposed", 500), ("budgeted", 400), ("running", 40)]


def test_plans_of_one_agency_leave_the_coverage_as_it_is(roads):
    pupr = make_agency(short_name="DLH")
    make_plan(roads[0], planned=30, status="budgeted", agency=pupr)

    need = matrix(agency=pupr)[0].needs["2b"]

    assert need.by_status == [("proposed", 0), ("budgeted", 30), ("running", 0)]
    assert need.covered == 840


@pytest.mark.parametrize("status", ["finished", "cancelled"])
def test_what_is_over_covers_nothing(status):
    (rt,) = make_needs({"poor_road_m": 800})
    make_plan(rt, planned=500, status=status, cancel_reason="Batal")

    need = matrix()[0].needs["2b"]

    assert (need.remaining, need.covered, need.planned_total) == (800, 0, 0)


def test_what_was_delivered_beyond_the_plan_is_no_plan_below_zero():
    (rt,) = make_needs({"poor_road_m": 800})
    make_plan(rt, planned=100, delivered=150)

    need = matrix()[0].needs["2b"]

    assert (need.remaining, need.planned_total, need.covered) == (650, 0, 0)


def test_a_village_is_scored_from_its_sums_now_and_afterwards(roads):
    """52 % of the roads score 3, 10 % score nothing; 5 % of the drains score nothing."""
    village = matrix()[0]

    assert (village.now.total, village.after.total) == (3, 0)
    assert village.now.percents["2b"] == Decimal("52.00")
    assert village.after.percents["2b"] == Decimal("10.00")


def test_the_level_falls_when_everything_planned_is_delivered():
    """Roads at 20 % and drains at 0 % score nothing: 25 becomes 15."""
    (rt,) = make_needs(LIGHT)
    make_plan(rt, "2b", 600)
    make_plan(rt, "4b", 800)

    village = matrix()[0]

    assert (village.now.total, village.now.level) == (25, "light")
    assert (village.after.total, village.after.level) == (15, "not_slum")


def test_needs_nobody_covers_are_named_by_their_share():
    (rt,) = make_needs({"poor_road_m": 500, "unsafe_water_households": 96, "flooded_area_ha": 1})
    make_plan(rt, "4a", 1)

    assert [need.code for need in matrix()[0].uncovered] == ["3a", "2b"]


def test_sums_of_fractions_leave_nothing_behind():
    """In binary 0,1 + 0,2 + 0,7 … is a little more or less than what is planned for all of it."""
    parts = ["0.1", "0.2", "0.7", "0.123456", "1.1", "2.2", "0.3", "0.000001"]
    rts = make_needs(*[{"flooded_area_ha": part} for part in parts])
    for rt, part in zip(rts, parts, strict=True):
        make_plan(rt, "4a", part)

    village = matrix()[0]

    assert village.needs["4a"].remaining == Decimal("4.723457")
    assert village.needs["4a"].uncovered == 0
    assert village.uncovered == []


def test_the_regency_sums_its_villages(roads):
    make_needs({"poor_road_m": 60})

    need = next(item for item in regency_needs(matrix()) if item.code == "2b")

    assert (need.remaining, need.covered, need.uncovered) == (1100, 840, 260)
    assert (need.rts, need.unplanned_rts) == (3, 1)
    assert need.planned_total == 940


def test_a_village_without_condition_has_no_needs(roads):
    make_village()

    assert [row.village.name for row in matrix()] == ["Alun"]


def test_a_plan_where_nothing_is_known_covers_nothing():
    """An RT that no verified baseline knows has no condition, so nothing says what it needs."""
    (rt,) = make_needs({"poor_road_m": 800})
    unknown = rt.village.neighbourhoods.create(rw="009", rt="009")
    make_plan(unknown, planned=70)

    need = matrix()[0].needs["2b"]

    assert (need.planned_total, need.covered, need.uncovered) == (70, 0, 800)


def test_an_earlier_year_has_what_remained_then(roads):
    need = village_needs(Village.objects.all(), 2022)[0].needs["2b"]

    assert need.remaining == 1100


def test_years_are_those_with_a_condition_that_one_sees(roads, ani, citra):
    assert condition_years(citra) == list(range(YEAR, 2021, -1))
    assert condition_years(ani) == [YEAR]
    assert condition_years(make_user()) == [YEAR]


def test_three_queries_for_one_village_and_for_three(roads, django_assert_num_queries):
    for __ in range(2):
        (rt,) = make_needs({"poor_road_m": 60})
        make_plan(rt)

    with django_assert_num_queries(3):
        assert len(matrix()) == 3


def test_each_rt_is_scored_with_and_without_its_plans():
    light, __ = make_needs(LIGHT, {"poor_road_m": 100})
    make_plan(light, "3a", 96, agency=make_agency(short_name="PDAM"))

    first, second = neighbourhood_needs(Village.objects.all(), YEAR)

    assert (first.condition.total, first.after.total) == (25, 20)
    assert [need.code for need in first.uncovered] == ["1a", "1c", "2b", "4b"]
    assert (second.condition.total, second.after.total, second.uncovered) == (0, 0, [])


def test_the_need_of_an_rt_names_who_plans_it():
    (rt,) = make_needs({"poor_road_m": 800})
    agency = make_agency()
    make_plan(rt, planned=300, agency=agency)
    make_plan(rt, planned=600)

    need = neighbourhood_needs(Village.objects.all(), YEAR)[0].needs["2b"]

    assert (need.remaining, need.planned, need.uncovered) == (800, 900, 0)
    assert set(need.agencies) == {agency.pk, None}
    assert (need.score, need.score_after) == (5, 0)
