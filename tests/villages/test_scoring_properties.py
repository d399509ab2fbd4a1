"""What must hold of the assessment for any figures whatever (hypothesis)."""

from decimal import ROUND_DOWN, Decimal

from hypothesis import given
from hypothesis import strategies as st

from villages.scoring import (
    DENOMINATORS,
    INDICATORS,
    PERCENT_SCORES,
    SlumLevel,
    assess,
    percent,
    remaining_volume,
    sum_measures,
)

UNREACHABLE = {77, 79}
LEVEL_ORDER = list(SlumLevel)


def _measure(unit, most=10_000):
    if unit.is_whole:
        return st.integers(0, most).map(Decimal)
    return st.decimals(0, most, places=6 if unit == "ha" else 2)


measures = st.tuples(
    st.fixed_dictionaries({item.code: _measure(item.unit) for item in INDICATORS}),
    st.fixed_dictionaries({item.field: _measure(item.unit) for item in DENOMINATORS}),
)
shares = st.decimals(0, 200, places=4)


@given(measures, st.sampled_from(INDICATORS), st.decimals(0, 5_000, places=2))
def test_more_deficiency_never_lowers_score_total_or_level(sheet, indicator, extra):
    volumes, denominators = sheet
    more = volumes | {indicator.code: volumes[indicator.code] + extra}

    before, after = assess(volumes, denominators), assess(more, denominators)

    assert after.scores[indicator.code] >= before.scores[indicator.code]
    assert after.total >= before.total
    assert LEVEL_ORDER.index(after.level) >= LEVEL_ORDER.index(before.level)
    assert after.sectoral_average >= before.sectoral_average


@given(measures, st.sampled_from(INDICATORS), st.decimals(0, 5_000, places=2))
def test_a_volume_touches_its_own_score_only(sheet, indicator, volume):
    volumes, denominators = sheet
    changed = assess(volumes | {indicator.code: volume}, denominators).scores
    unchanged = assess(volumes, denominators).scores

    assert dict(changed) | {indicator.code: 0} == dict(unchanged) | {indicator.code: 0}


@given(measures)
def test_total_is_the_sum_of_scores_and_reachable(sheet):
    result = assess(*sheet)

    assert set(result.scores.values()) <= {0, 1, 3, 5}
    assert result.total == sum(result.scores.values())
    assert 0 <= result.total <= 80
    assert result.total not in UNREACHABLE


@given(st.lists(measures, max_size=6), st.randoms(use_true_random=False))
def test_village_does_not_depend_on_the_order_of_its_rts(sheets, random):
    shuffled = sheets.copy()
    random.shuffle(shuffled)

    assert assess(*sum_measures(shuffled)) == assess(*sum_measures(sheets))


@given(st.lists(measures, min_size=1, max_size=5))
def test_village_is_the_assessment_of_the_sums(sheets):
    volumes = {i.code: sum(sheet[0][i.code] for sheet in sheets) for i in INDICATORS}
    denominators = {d.field: sum(sheet[1][d.field] for sheet in sheets) for d in DENOMINATORS}

    assert assess(*sum_measures(sheets)) == assess(volumes, denominators)


@given(measures, st.integers(2, 5))
def test_village_of_equal_rts_scores_like_each_of_them(sheet, number):
    assert assess(*sum_measures([sheet] * number)).scores == assess(*sheet).scores


@given(shares)
def test_percent_is_rounded_half_up(share):
    rounded = percent(share, 100)

    assert -Decimal("0.005") <= share - rounded < Decimal("0.005")
    assert rounded == (share + Decimal("0.005")).quantize(Decimal("0.01"), rounding=ROUND_DOWN)


@given(shares)
def test_no_share_falls_between_the_bands(share):
    """Whoever reaches a bound by rounding gets its score, whoever does not gets the one below."""
    score = assess({"1a": share}, {"buildings": 100}).scores["1a"]
    reached = [points for bound, points in PERCENT_SCORES if share >= bound - Decimal("0.005")]

    assert score == max(reached, default=0)


@given(measures)
def test_averages_lie_within_the_shares_that_score(sheet):
    result = assess(*sheet)

    assert len(result.criterion_averages) == 7
    assert all(average >= 0 for average in result.criterion_averages)
    assert (result.sectoral_average > 0) == (result.total > 0)


@given(st.decimals(0, 10_000, places=2), st.lists(st.decimals(0, 10_000, places=2), max_size=5))
def test_remaining_volume_is_between_nothing_and_the_baseline(baseline, delivered):
    left = remaining_volume(baseline, delivered)

    assert 0 <= left <= baseline
    assert left == 0 or left + sum(delivered) == baseline
