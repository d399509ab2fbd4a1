"""The smallest set of outputs that takes an RT out of the slum area.

Pure Python, as ``scoring`` is. Fewest outputs first, since each is work of its own; among equally few, those
that fix the smallest shares of their denominators. The search is exact over all steps of the sixteen
indicators: an indicator is left alone, or brought down to one of the scores below its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from villages.scoring import (
    INDICATOR_BY_CODE,
    INDICATORS,
    LEVEL_BOUNDS,
    PERCENT_SCORES,
    Indicator,
    Unit,
    percent,
    score_for,
)

# The highest total that is no slum.
GOAL = min(bound for bound, __ in LEVEL_BOUNDS) - 1
# The finest volume that is worth planning, by unit: a square metre, a centimetre; else whole things.
_STEPS = {Unit.HECTARE: Decimal("0.0001"), Unit.METRE: Decimal("0.01")}
_HALF_A_HUNDREDTH = Decimal("0.005")


@dataclass(frozen=True)
class Option:
    """Bringing one indicator down to ``score`` by ``volume``; ``effort`` is its share of the denominator."""

    code: str
    score: int
    gain: int
    volume: Decimal
    effort: Decimal


@dataclass(frozen=True)
class _Path:
    """The options taken so far, the last one first."""

    effort: Decimal = Decimal(0)
    option: Option | None = None
    before: "_Path | None" = None

    def with_option(self, option):
        return _Path(self.effort + option.effort, option, self)

    def options(self) -> Iterator[Option]:
        path = self
        while path.option:
            yield path.option
            path = path.before


def propose(volumes, denominators, *, goal=GOAL):
    """The volumes to plan, by indicator code, so that the total is ``goal`` or less; empty where it is.

    ``volumes`` are what remains by indicator code, ``denominators`` by field name.
    """
    choices = [steps_down(item, volumes, denominators) for item in INDICATORS]
    choices = [options for options in choices if options]
    gains = sorted((options[-1].gain for options in choices), reverse=True)
    surplus = sum(gains) - goal
    if surplus <= 0:
        return {}
    count = next(n for n in range(1, len(gains) + 1) if sum(gains[:n]) >= surplus)
    chosen = {item.code: item.volume for item in _cheapest(choices, count, surplus)}
    return {code: chosen[code] for code in INDICATOR_BY_CODE if code in chosen}


def steps_down(indicator: Indicator, volumes, denominators):
    """An ``Option`` for each score below the present one, the smallest volume first."""
    remaining = Decimal(volumes.get(indicator.code) or 0)
    denominator = Decimal(denominators.get(indicator.out_of) or 0)
    score = score_for(percent(remaining, denominator))
    return [
        Option(indicator.code, target, score - target, volume, volume / denominator)
        for bound, target in _bounds_below(score)
        for volume in [_volume_below(bound, remaining, denominator, indicator.unit)]
    ]


def _bounds_below(score):
    """(bound to stay below, score that this means) for the scores below one."""
    lower = [item_score for __, item_score in PERCENT_SCORES[1:]] + [0]
    bounds = zip(PERCENT_SCORES, lower, strict=True)
    return [(bound, target) for (bound, reached), target in bounds if reached <= score]


def _volume_below(bound, remaining, denominator, unit):
    """The least volume after which the rounded percent is below ``bound``; at most all that remains."""
    step = _STEPS.get(unit, Decimal(1))
    highest = (bound - _HALF_A_HUNDREDTH) / 100 * denominator  # rounds up to the bound itself
    steps = ((remaining - highest) / step).to_integral_value(rounding=ROUND_CEILING)
    volume = steps * step
    if remaining - volume >= highest:
        volume += step
    return min(volume, remaining)


def _cheapest(choices, count, surplus):
    """The options of least effort that gain ``surplus`` with ``count`` indicators.

    Indicator by indicator, the cheapest path to every (number of outputs, gain) is kept; a gain beyond
    ``surplus`` is worth no more than that.
    """
    paths = {(0, 0): _Path()}
    for options in choices:
        longer = dict(paths)
        for (used, gained), path in paths.items():
            if used == count:
                continue
            for option in options:
                key = used + 1, min(surplus, gained + option.gain)
                known = longer.get(key)
                if known is None or path.effort + option.effort < known.effort:
                    longer[key] = path.with_option(option)
        paths = longer
    return paths[count, surplus].options()
