"""The rule of conditions, at its boundaries."""

from datetime import date
from decimal import Decimal

import pytest

from villages.conditions import Delivery, Sheet, Survey, conditions
from villages.scoring import INDICATOR_BY_CODE

SIZES = {
    "area_ha": Decimal(2),
    "buildings": 100,
    "people": 400,
    "households": 100,
    "ideal_road_m": Decimal(1000),
    "ideal_drain_m": Decimal(1000),
}


def sheet(key="lembar", **volumes):
    """Nothing deficient but what is given as ``v2b=300``."""
    given = {name.removeprefix("v"): value for name, value in volumes.items()}
    return Sheet(key, dict.fromkeys(INDICATOR_BY_CODE, 0) | given, SIZES)


def survey(year, *, rank=0, until=None, rt="RT", **volumes):
    """A survey of one RT."""
    return Survey(year, rank, {rt: sheet(f"{year}-{rank}", **volumes)}, until)


def delivered(volume, day, indicator="2b"):
    """A delivery; days are written as in ISO 8601."""
    return Delivery(indicator, Decimal(volume), date.fromisoformat(day))


def left(surveys, deliveries=(), until=2022, indicator="2b"):
    """What remains of an indicator by year."""
    rows = conditions(surveys, {"RT": list(deliveries)}, until)
    return {item.year: item.remaining[indicator] for item in rows}


def test_conditions_run_from_the_survey_to_the_last_year():
    assert left([survey(2019, v2b=800)], until=2021) == {2019: 800, 2020: 800, 2021: 800}


@pytest.mark.parametrize(("until", "years"), [(2018, []), (2019, [2019])])
def test_conditions_end_with_the_last_year(until, years):
    assert list(left([survey(2019)], until=until)) == years


def test_village_without_survey_has_no_condition():
    assert left([], [delivered(10, "2020-05-01")]) == {}


def test_what_was_delivered_lowers_the_volume_from_its_year_on():
    deliveries = [delivered(300, "2020-05-01"), delivered("99.5", "2021-12-31")]

    found = left([survey(2019, v2b=800)], deliveries)

    assert found == {2019: 800, 2020: 500, 2021: Decimal("400.5"), 2022: Decimal("400.5")}


def test_each_indicator_has_its_own_deliveries():
    surveys = [survey(2019, v2b=800, v4b=100)]
    deliveries = [delivered(300, "2020-05-01"), delivered(40, "2020-05-01", "4b")]

    assert left(surveys, deliveries, until=2020) == {2019: 800, 2020: 500}
    assert left(surveys, deliveries, until=2020, indicator="4b") == {2019: 100, 2020: 60}


def test_delivering_more_than_is_needed_leaves_nothing():
    deliveries = [delivered(700, "2020-05-01"), delivered(700, "2021-05-01")]

    assert left([survey(2019, v2b=800)], deliveries, until=2021) == {2019: 800, 2020: 100, 2021: 0}


@pytest.mark.parametrize(
    ("day", "remaining"),
    [("2019-06-14", 800), ("2019-06-15", 800), ("2019-06-16", 500), ("2019-12-31", 500)],
)
def test_survey_has_seen_what_stood_on_its_last_day(day, remaining):
    surveys = [survey(2019, until=date(2019, 6, 15), v2b=800)]

    assert left(surveys, [delivered(300, day)], until=2019) == {2019: remaining}


@pytest.mark.parametrize(("day", "remaining"), [("2019-12-31", 800), ("2020-01-01", 500)])
def test_survey_without_dates_has_seen_its_year(day, remaining):
    assert left([survey(2019, v2b=800)], [delivered(300, day)], until=2020)[2020] == remaining


def test_survey_that_ends_in_the_next_year_has_seen_what_was_built_until_then():
    surveys = [survey(2019, until=date(2020, 2, 10), v2b=800)]
    deliveries = [delivered(100, "2020-02-10"), delivered(30, "2020-02-11")]

    assert left(surveys, deliveries, until=2020) == {2019: 800, 2020: 770}


def test_later_survey_takes_over_and_forgets_what_it_has_seen():
    surveys = [survey(2021, v2b=550), survey(2019, v2b=800)]
    deliveries = [delivered(300, "2020-05-01"), delivered(50, "2022-05-01")]

    assert left(surveys, deliveries) == {2019: 800, 2020: 500, 2021: 550, 2022: 500}


def test_later_kind_of_a_year_takes_over():
    surveys = [survey(2020, rank=2, v2b=10), survey(2020, rank=0, v2b=30)]

    assert left(surveys, until=2021) == {2020: 10, 2021: 10}


def test_earlier_kind_answers_for_no_year():
    rows = list(conditions([survey(2020, rank=1), survey(2020, rank=0)], {}, 2020))

    assert [(item.year, item.sheet.key) for item in rows] == [(2020, "2020-1")]


def test_rt_that_a_later_survey_lacks_has_no_condition_any_more():
    surveys = [survey(2019, v2b=800), survey(2021, rt="RT lain", v2b=10)]

    found = [(item.rt, item.year) for item in conditions(surveys, {}, 2022)]

    assert found == [("RT", 2019), ("RT", 2020), ("RT lain", 2021), ("RT lain", 2022)]


def test_score_follows_what_is_left():
    """760 of 1,000 m score 5, 750 m 3, 509.9 m 1, 249.9 m nothing."""
    deliveries = [
        delivered(10, "2020-01-01"),
        delivered("240.1", "2021-01-01"),
        delivered(260, "2022-01-01"),
    ]

    rows = list(conditions([survey(2019, v2b=760)], {"RT": deliveries}, 2022))

    assert [item.assessment.scores["2b"] for item in rows] == [5, 3, 1, 0]
    assert [item.assessment.total for item in rows] == [5, 3, 1, 0]
