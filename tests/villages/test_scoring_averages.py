"""Averages, contribution, remaining volume and villages, by examples worked by hand."""

from decimal import Decimal

import pytest

from tests.villages.sheets import HUNDREDS, sheet_with_total, volumes
from villages.scoring import (
    INDICATORS,
    SlumLevel,
    assess,
    contribution,
    remaining_volume,
    sum_measures,
)


def test_averages_worked_by_hand():
    """Shares of sub-criteria that score 0 are left out of the sum but not of the number."""
    shares = volumes(a1=60, b1=24, c1=30, a2=90, a3=50, b3=24.9, a4=25, b4=51, c4=76, b7=100)

    result = assess(shares, HUNDREDS)

    assert result.criterion_averages == (30, 45, 25, Decimal(152) / 3, 0, 0, 50)
    expected = (Decimal(30 + 45 + 25 + 50) + Decimal(152) / 3) / 7
    assert result.sectoral_average == expected
    assert round(expected, 2) == Decimal("28.67")


def test_averages_are_not_rounded():
    result = assess({"5a": Decimal(1)}, {"households": Decimal(3)})

    assert round(result.criterion_averages[4], 10) == Decimal("16.6666666667")
    assert round(result.sectoral_average, 10) == Decimal("2.3809523810")


def test_a_share_that_scores_only_by_rounding_enters_its_average_unrounded():
    result = assess(volumes(a5="24.995"), HUNDREDS)

    assert result.scores["5a"] == 1
    assert result.criterion_averages[4] == Decimal("12.4975")


def test_contribution_worked_by_hand():
    before = assess(
        volumes(**{f"{item.code[1]}{item.code[0]}": 80 for item in INDICATORS}), HUNDREDS
    )
    after = assess(
        volumes(**{f"{item.code[1]}{item.code[0]}": 60 for item in INDICATORS}), HUNDREDS
    )

    assert (before.total, after.total) == (80, 48)
    assert (before.sectoral_average, after.sectoral_average) == (80, 60)
    # (80 - 60) / (80 - 24.99) = 36.3570…
    assert round(contribution(before, after), 4) == Decimal("36.3570")


def test_contribution_is_whole_once_the_slum_is_gone():
    before = assess(sheet_with_total(40), HUNDREDS)

    assert contribution(before, assess(sheet_with_total(15), HUNDREDS)) == 100


def test_contribution_may_pass_100_while_a_slum_remains():
    """The workbook does not cap it: the average fell below 24.99 % though the total is still 16."""
    before, after = assess(sheet_with_total(40), HUNDREDS), assess(sheet_with_total(16), HUNDREDS)

    assert (round(before.sectoral_average, 4), after.sectoral_average) == (Decimal("42.8571"), 15)
    # (42.8571… - 15) / (42.8571… - 24.99)
    assert round(contribution(before, after), 4) == Decimal("155.9127")


def test_contribution_of_nothing_is_nothing():
    before = assess(sheet_with_total(40), HUNDREDS)

    assert contribution(before, before) == 0


def test_contribution_where_there_was_no_distance_to_go():
    """A light slum whose sectoral average was already at or below 24.99 %."""
    before = assess(volumes(a1=100, c1=100, a7=100, b7=100), HUNDREDS)
    after = assess(volumes(a1=100, c1=80, a7=100, b7=80), HUNDREDS)

    assert (before.level, after.level) == (SlumLevel.LIGHT, SlumLevel.LIGHT)
    assert before.sectoral_average < Decimal("24.99")
    assert contribution(before, after) == 0


@pytest.mark.parametrize(
    ("baseline", "delivered", "expected"),
    [
        ("100", [], "100"),
        ("100", ["30", "20.5"], "49.5"),
        ("100", ["100"], "0"),
        ("100", ["80", "40"], "0"),
        ("0", ["5"], "0"),
    ],
)
def test_remaining_volume_never_falls_below_zero(baseline, delivered, expected):
    assert remaining_volume(Decimal(baseline), map(Decimal, delivered)) == Decimal(expected)


# --- from RT to village -----------------------------------------------------------------


def test_a_village_is_scored_from_sums_and_never_from_averages():
    """One RT of 100 buildings at 30 % (1), one of 10 at 100 % (5): together 36.36 %, thus 1."""
    large = {"1a": Decimal(30)}, {"buildings": Decimal(100)}
    small = {"1a": Decimal(10)}, {"buildings": Decimal(10)}

    result = assess(*sum_measures([large, small]))

    assert result.percents["1a"] == Decimal("36.36")
    assert result.scores["1a"] == 1


def test_sums_treat_what_is_not_filled_in_as_zero():
    summed_volumes, summed_denominators = sum_measures(
        [({"1a": None}, {"buildings": 5}), ({"1a": 2}, {"buildings": None})]
    )

    assert (summed_volumes["1a"], summed_denominators["buildings"]) == (2, 5)


def test_a_village_without_rts_is_no_slum():
    assert assess(*sum_measures([])).level == SlumLevel.NOT_SLUM
