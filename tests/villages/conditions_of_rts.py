"""A surveyed RT, and what it still needs."""

from datetime import date

from tests.factories import make_baseline, make_record, move_baseline
from villages.actions.condition import refresh_conditions
from villages.models import Condition


def surveyed(village, **values):
    """An RT of a baseline verified for 2022, surveyed until 31 March: 300,5 of 1.000 m of road are poor."""
    baseline = make_baseline(village, year=2022, surveyed_until=date(2022, 3, 31))
    record = make_record(baseline, **values)
    move_baseline(baseline, "verified")
    refresh_conditions([village])
    return record.neighbourhood


def left(rt, field="poor_road_m"):
    """Of an indicator, in the last year that is known."""
    row = Condition.objects.filter(neighbourhood=rt).order_by("year").last()
    return float(getattr(row, field))
