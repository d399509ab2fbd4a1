"""What pages read of conditions: sums of a village, RTs by level and year, hectares that left."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories import (
    make_village,
)
from tests.villages.surveying import JUST_LIGHT, NOTHING, deliver, surveyed
from villages.actions.condition import refresh_conditions
from villages.models import Condition, Village
from villages.queries.condition import (
    assessments_by_year,
    conditions_by_year,
    leaving_slum,
    level_figures_by_year,
    proposed_reductions,
    village_assessments,
)
from villages.scoring import SlumLevel, contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    """RT 001 leaves the slum area in 2021, RT 002 of 3 ha never was in it, RT 003 stays."""
    village = make_village(name="Kebonagung")
    surveyed(
        village, 2020, JUST_LIGHT | {"area_ha": "1.25"}, NOTHING | {"area_ha": 3}, {"area_ha": 2}
    )
    deliver(village, "001", 2021, "3a", 100)
    deliver(village, "003", 2021, "3a", 50)
    refresh_conditions([village], until=2022)
    return village


def test_village_is_the_scored_sum_of_its_rts(village):
    found = village_assessments([village], 2021)[village.pk]

    assert (found.code, found.name, found.year) == (village.code, "Kebonagung", 2021)
    assert (found.rt_count, found.slum_rt_count) == (3, 1)
    assert (found.area_ha, found.slum_ha) == (Decimal("6.25"), 2)
    assert found.volumes["3a"] == 20 + 0 + 46
    assert found.denominators["households"] == 360
    assert found.assessment.scores["3a"] == 0


def test_village_of_a_year_without_condition(village):
    assert village_assessments([village], 2019) == {}


def test_village_by_year_shows_the_contribution(village):
    found = assessments_by_year(village)

    assert list(found) == [2020, 2021, 2022]
    assert [item.assessment.scores["3a"] for item in found.values()] == [3, 0, 0]
    assert contribution(found[2020].assessment, found[2021].assessment) > 0


def test_village_where_nothing_is_slum():
    village = make_village()
    surveyed(village, 2020, NOTHING)
    refresh_conditions([village], until=2020)

    found = assessments_by_year(village)[2020]

    assert (found.slum_rt_count, found.slum_ha) == (0, 0)
    assert found.assessment.level == SlumLevel.NOT_SLUM


def test_conditions_by_year_in_the_order_of_the_sheet(village, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = conditions_by_year(village)
        shown = {
            year: [(str(item.neighbourhood), item.total, item.record.area_ha) for item in rows]
            for year, rows in found.items()
        }

    assert list(shown) == [2020, 2021, 2022]
    assert shown[2021] == [
        ("RT 001 RW 001", 11, Decimal("1.25")),
        ("RT 002 RW 001", 0, 3),
        ("RT 003 RW 001", 22, 2),
    ]


def test_level_figures_count_rts_and_hectares_by_year(village, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = level_figures_by_year(Village.objects.filter(pk=village.pk))

    assert [figures.level for figures in found[2020]] == list(reversed(SlumLevel))
    shown = {
        year: {figures.level: (figures.neighbourhoods, figures.area_ha) for figures in rows}
        for year, rows in found.items()
    }
    assert list(shown) == [2020, 2021, 2022]
    assert shown[2020][SlumLevel.LIGHT] == (2, Decimal("3.25"))
    assert shown[2021][SlumLevel.LIGHT] == (1, 2)
    assert shown[2021][SlumLevel.NOT_SLUM] == (2, Decimal("4.25"))
    assert shown[2022][SlumLevel.HEAVY] == (0, 0)


def test_level_figures_know_only_the_villages_one_may_see(village, ani, citra):
    other = make_village(assistants=[ani])
    surveyed(other, 2022, {})
    refresh_conditions([other], until=2022)

    theirs = level_figures_by_year(Village.objects.visible_to(ani))
    everybody = level_figures_by_year(Village.objects.visible_to(citra))

    assert sum(figures.neighbourhoods for figures in theirs[2022]) == 1
    assert sum(figures.neighbourhoods for figures in everybody[2022]) == 4
    assert list(theirs) == [2022]


def test_rt_that_falls_below_16_leaves_whole(village, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = proposed_reductions([village])

    assert found == {(village.pk, 2021): Decimal("1.25")}


def test_rows_behind_a_proposed_reduction(village):
    rows = leaving_slum(Condition.objects.filter(neighbourhood__village=village))

    assert [(item.neighbourhood.rt, item.year) for item in rows] == [("001", 2021)]


def test_rt_leaves_in_the_year_of_its_survey():
    """Surveyed in March with 16 points, mended in June of the same year."""
    village = make_village()
    surveyed(village, 2020, JUST_LIGHT, surveyed_until=date(2020, 3, 31))
    deliver(village, "001", 2020, "3a", 100)
    refresh_conditions([village], until=2021)

    assert proposed_reductions([village]) == {(village.pk, 2020): Decimal("2.5")}


def test_rt_leaves_by_a_later_survey():
    village = make_village()
    surveyed(village, 2020, JUST_LIGHT)
    surveyed(village, 2022, NOTHING | {"area_ha": "2.4"}, kind="replication")
    refresh_conditions([village], until=2023)

    assert proposed_reductions([village]) == {(village.pk, 2022): Decimal("2.4")}


def test_rt_that_a_survey_left_out_is_judged_by_the_next():
    """Gone from the survey of 2021, back in that of 2022: what that one found is what it had before."""
    village = make_village()
    surveyed(village, 2020, JUST_LIGHT, {})
    surveyed(village, 2021, None, {}, kind="replication")
    surveyed(village, 2022, NOTHING, {}, kind="replication")
    refresh_conditions([village], until=2022)

    assert proposed_reductions([village]) == {}


def test_rt_that_was_never_slum_does_not_leave():
    village = make_village()
    surveyed(village, 2020, NOTHING | {"poor_road_m": 300})
    deliver(village, "001", 2021, "2b", 300)
    refresh_conditions([village], until=2022)

    assert proposed_reductions([village]) == {}
