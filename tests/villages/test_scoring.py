"""The regulation by its bounds and by examples worked by hand; see also test_published_sheets."""

from decimal import Decimal

import pytest

from villages import scoring
from villages.scoring import (
    DENOMINATORS,
    INDICATORS,
    MAX_TOTAL,
    Criterion,
    SlumLevel,
    assess,
    contribution,
    indicators_of,
    level_for,
    percent,
    ratio,
    remaining_volume,
    score_for,
    sum_measures,
)

# Everything out of 100, so that a volume is its own percentage.
HUNDREDS = {item.field: Decimal(100) for item in DENOMINATORS}


def volumes(**given):
    """Volumes out of ``HUNDREDS``: ``volumes(a1=60)`` for 60 % of 1a; the others are 0."""
    none = dict.fromkeys(scoring.INDICATOR_BY_CODE, Decimal(0))
    return none | {f"{name[1]}{name[0]}": Decimal(str(value)) for name, value in given.items()}


def sheet_with_total(total):
    """Volumes out of ``HUNDREDS`` whose scores add up to ``total``."""
    scores = _split(total, len(INDICATORS))
    share = {0: 0, 1: 30, 3: 60, 5: 90}
    return {item.code: share[score] for item, score in zip(INDICATORS, scores, strict=True)}


def _split(total, places):
    """``total`` as a sum of ``places`` scores of 0, 1, 3 and 5; None where there is none."""
    if places == 0:
        return [] if total == 0 else None
    for score in (5, 3, 1, 0):
        if score <= total <= score + 5 * (places - 1):
            rest = _split(total - score, places - 1)
            if rest is not None:
                return [score, *rest]
    return None


def reachable_totals():
    sums = {0}
    for __ in INDICATORS:
        sums = {total + score for total in sums for score in (0, 1, 3, 5)}
    return sorted(sums)


# --- the tables ---------------------------------------------------------------------------------------


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


# --- percent and score ----------------------------------------------------------------------------------


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


# --- level ----------------------------------------------------------------------------------------------


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


# --- averages, contribution, remaining volume -----------------------------------------------------------


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


# --- from RT to village ---------------------------------------------------------------------------------


def test_a_village_is_scored_from_sums_and_never_from_averages():
    """One RT of 100 buildings at 30 % (1), one of 10 at 100 % (5): together 36.36 %, so 1 and not 3."""
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
