"""Shares, scores, totals and levels at their bounds; see also test_published_sheets."""

from decimal import Decimal

import pytest

from tests.villages.sheets import HUNDREDS, reachable_totals, sheet_with_total, volumes
from villages.scoring import (
    DENOMINATORS,
    INDICATORS,
    MAX_TOTAL,
    Criterion,
    SlumLevel,
    assess,
    indicators_of,
    level_for,
    percent,
    ratio,
    score_for,
)

# --- the tables -------------------------------------------------------------------------


def test_sixteen_indicators_in_the_order_of_the_regulation():
    codes = "1a 1b 1c 2a 2b 3a 3b 4a 4b 4c 5a 5b 6a 6b 7a 7b"

    assert [item.code for item in INDICATORS] == codes.split()
    assert [len(indicators_of(criterion)) for criterion in Criterion] == [3, 2, 2, 3, 2, 2, 2]
    assert MAX_TOTAL == 80


@pytest.mark.parametrize(
    ("out_of", "codes"),
    [
        ("buildings", "1a 1c 7a 7b"),
        ("area_ha", "1b 4a"),
        ("ideal_road_m", "2a 2b"),
        ("ideal_drain_m", "4b 4c"),
        ("households", "3a 3b 5a 5b 6a 6b"),
        ("people", ""),
    ],
)
def test_denominator_of_each_indicator(out_of, codes):
    assert [item.code for item in INDICATORS if item.out_of == out_of] == codes.split()


def test_volume_and_denominator_have_the_same_unit():
    unit_of = {item.field: item.unit for item in DENOMINATORS}

    assert [item.unit for item in INDICATORS] == [unit_of[item.out_of] for item in INDICATORS]


# --- percent and score ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("volume", "denominator", "expected"),
    [
        ("1", "3", "33.33"),
        ("2", "3", "66.67"),
        ("24.995", "100", "25.00"),
        ("24.994", "100", "24.99"),
        ("0.005", "100", "0.01"),
        ("0.0049", "100", "0.00"),
        ("0", "100", "0.00"),
        ("5", "0", "0.00"),
        ("0", "0", "0.00"),
        ("140", "80", "175.00"),
        ("-2.7", "0.91", "-296.70"),
    ],
)
def test_percent_is_rounded_half_up_to_two_decimals(volume, denominator, expected):
    assert str(percent(Decimal(volume), Decimal(denominator))) == expected


def test_percent_of_what_is_not_filled_in_is_zero():
    assert percent(None, 100) == 0
    assert percent(5, None) == 0


@pytest.mark.parametrize(
    ("share", "score"),
    [
        ("24.994", 0),
        ("24.995", 1),
        ("25", 1),
        ("50.5", 1),
        ("50.91", 1),
        ("50.994", 1),
        ("50.995", 3),
        ("51", 3),
        ("75.38", 3),
        ("75.994", 3),
        ("75.995", 5),
        ("76", 5),
        ("100", 5),
        ("24.9", 0),
        ("0", 0),
    ],
)
def test_score_at_the_bounds_and_between_the_printed_bands(share, score):
    result = assess(volumes(a1=share), HUNDREDS)

    assert result.scores["1a"] == score
    assert result.total == score


@pytest.mark.parametrize(
    ("share", "score"),
    [("24.99", 0), ("25.00", 1), ("50.99", 1), ("51.00", 3), ("75.99", 3), ("76.00", 5)],
)
def test_score_of_a_rounded_percentage(share, score):
    assert score_for(Decimal(share)) == score


def test_percents_are_shown_rounded_while_ratio_is_exact():
    result = assess(volumes(a1="50.996"), HUNDREDS)

    assert result.percents["1a"] == Decimal("51.00")
    assert ratio(Decimal("50.996"), 100) == Decimal("50.996")


def test_a_volume_that_is_left_out_counts_as_nothing():
    assert assess({}, HUNDREDS).total == 0
    assert assess({"7b": 76}, {"buildings": 100}).scores["7b"] == 5


def test_an_assessment_cannot_be_changed():
    result = assess(volumes(a1=60), HUNDREDS)

    with pytest.raises(TypeError):
        result.scores["1a"] = 5


# --- level ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "level"),
    [
        (0, "not_slum"),
        (15, "not_slum"),
        (16, "light"),
        (37, "light"),
        (38, "moderate"),
        (40, "moderate"),
        (59, "moderate"),
        (60, "heavy"),
        (80, "heavy"),
    ],
)
def test_level_at_the_bounds(total, level):
    assert level_for(total) == SlumLevel(level)


@pytest.mark.parametrize(("total", "level"), [(15, "not_slum"), (16, "light"), (37, "light")])
def test_level_of_a_sheet_at_the_lower_bounds(total, level):
    result = assess(sheet_with_total(total), HUNDREDS)

    assert (result.total, result.level) == (total, level)


def test_only_77_and_79_cannot_be_reached():
    assert sorted(set(range(MAX_TOTAL + 1)) - set(reachable_totals())) == [77, 79]


@pytest.mark.parametrize("total", [total for total in reachable_totals() if total >= 38])
def test_synthetic_sheets_from_moderate_to_80(total):
    """No heavy RT exists in any data we hold."""
    result = assess(sheet_with_total(total), HUNDREDS)

    assert result.total == total
    assert result.level == (SlumLevel.HEAVY if total >= 60 else SlumLevel.MODERATE)
