"""The smallest set of outputs for an RT: by hand, at the bounds, and against trying everything."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villages.proposal import propose, steps_down
from villages.scoring import INDICATOR_BY_CODE, INDICATORS, assess

DENOMINATORS = {
    "area_ha": Decimal("2.5"),
    "buildings": 100,
    "people": 400,
    "households": 120,
    "ideal_road_m": Decimal(1000),
    "ideal_drain_m": Decimal(1000),
}


def after(volumes, chosen, denominators=DENOMINATORS):
    left = {code: volume - chosen.get(code, 0) for code, volume in volumes.items()}
    return assess(left, denominators).total


def steps(code, volume, denominators=DENOMINATORS):
    options = steps_down(INDICATOR_BY_CODE[code], {code: volume}, denominators)
    return {option.score: option.volume for option in options}


@pytest.mark.parametrize(
    ("code", "volume", "expected"),
    [
        ("2b", Decimal(1000), {3: Decimal("240.06"), 1: Decimal("490.06"), 0: Decimal("750.06")}),
        ("2b", Decimal(760), {3: Decimal("0.06"), 1: Decimal("250.06"), 0: Decimal("510.06")}),
        ("2b", Decimal(600), {1: Decimal("90.06"), 0: Decimal("350.06")}),
        ("2b", Decimal(300), {0: Decimal("50.06")}),
        ("2b", Decimal("249.95"), {0: Decimal("0.01")}),
        ("2b", Decimal("249.94"), {}),
        ("3a", 120, {3: 29, 1: 59, 0: 91}),
        ("1a", 25, {0: 1}),
        ("1a", 100, {3: 25, 1: 50, 0: 76}),
        ("4a", Decimal("2.5"), {3: Decimal("0.6002"), 1: Decimal("1.2252"), 0: Decimal("1.8752")}),
        ("4a", 0, {}),
    ],
)
def test_a_step_takes_just_enough(code, volume, expected):
    assert steps(code, volume) == expected


@pytest.mark.parametrize("code", ["1a", "2b", "3a", "4a"])
def test_a_step_less_does_not_do(code):
    item = INDICATOR_BY_CODE[code]
    volume = Decimal(DENOMINATORS[item.out_of])
    finest = {"ha": Decimal("0.0001"), "m": Decimal("0.01")}.get(item.unit.value, Decimal(1))

    for score, needed in steps(code, volume).items():
        assert assess({code: volume - needed}, DENOMINATORS).scores[code] == score
        assert assess({code: volume - needed + finest}, DENOMINATORS).scores[code] > score


def test_a_step_never_takes_more_than_remains():
    """Half a square metre of a hundredth of a hectare cannot be fixed in whole square metres."""
    assert steps("4a", Decimal("0.00005"), {"area_ha": Decimal("0.00006")})[0] == Decimal("0.00005")


def test_nothing_is_proposed_below_the_bound():
    assert propose({"1a": 80, "1c": 80, "2b": 800}, DENOMINATORS) == {}


def test_one_output_is_enough_for_sixteen():
    """Three times 5 and a 1 make 16; the road, which scores 1, takes least."""
    volumes = {"1a": 80, "1c": 80, "3a": 96, "2b": Decimal(260)}

    assert propose(volumes, DENOMINATORS) == {"2b": Decimal("10.06")}


def test_fewest_outputs_come_first_then_the_smallest_shares():
    """25 must fall by 10: two indicators to 0; of five at 80 % the cheapest pair is of equal shares."""
    volumes = {"1a": 80, "1c": 80, "2b": Decimal(800), "3a": 96, "4b": Decimal(800)}

    chosen = propose(volumes, DENOMINATORS)

    assert list(chosen) == ["2b", "4b"]
    assert chosen == {"2b": Decimal("550.06"), "4b": Decimal("550.06")}
    assert after(volumes, chosen) == 15


def test_a_heavy_rt_comes_below_the_bound():
    volumes = {item.code: Decimal(DENOMINATORS[item.out_of]) for item in INDICATORS}

    chosen = propose(volumes, DENOMINATORS)

    assert len(chosen) == 13
    assert after(volumes, chosen) == 15


def test_another_goal_can_be_set():
    assert propose({"1a": 80}, DENOMINATORS, goal=2) == {"1a": 30}
    assert propose({"1a": 80}, DENOMINATORS, goal=0) == {"1a": 56}


def brute_force(volumes, goal):
    """(number of outputs, summed shares) of the best of all combinations."""
    choices = [
        [None, *options]
        for item in INDICATORS
        if (options := steps_down(item, volumes, DENOMINATORS))
    ]
    total = assess(volumes, DENOMINATORS).total
    sets = ([option for option in picked if option] for picked in product(*choices))
    return min(
        (len(picked), sum((option.effort for option in picked), Decimal(0)))
        for picked in sets
        if total - sum(option.gain for option in picked) <= goal
    )


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(list(INDICATOR_BY_CODE)), st.integers(0, 100), max_size=7),
    st.integers(0, 15),
)
def test_no_combination_is_better(shares, goal):
    volumes = {
        code: (
            DENOMINATORS[INDICATOR_BY_CODE[code].out_of] * Decimal(share) / 100
        ).to_integral_value()
        for code, share in shares.items()
    }

    chosen = propose(volumes, DENOMINATORS, goal=goal)

    effort = sum(
        (
            volume / Decimal(DENOMINATORS[INDICATOR_BY_CODE[code].out_of])
            for code, volume in chosen.items()
        ),
        Decimal(0),
    )
    assert (len(chosen), effort) == brute_force(volumes, goal)
    assert after(volumes, chosen) <= goal
