"""Synthetic sheets for the tests of the assessment."""

from decimal import Decimal

from villages.scoring import DENOMINATORS, INDICATOR_BY_CODE, INDICATORS

# Everything out of 100, so that a volume is its own percentage.
HUNDREDS = {item.field: Decimal(100) for item in DENOMINATORS}


def volumes(**given):
    """Volumes out of ``HUNDREDS``: ``volumes(a1=60)`` for 60 % of 1a; the others are 0."""
    none = dict.fromkeys(INDICATOR_BY_CODE, Decimal(0))
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
    """Every sum of sixteen scores."""
    sums = {0}
    for __ in INDICATORS:
        sums = {total + score for total in sums for score in (0, 1, 3, 5)}
    return sorted(sums)
