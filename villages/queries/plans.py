"""What is planned and still to come: the outputs of projects that are proposed, budgeted or running."""

from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Case, DecimalField, F, FilteredRelation, Max, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from villages.models import Output
from villages.models.output import VOLUME_DIGITS, VOLUME_PLACES
from villages.scoring import INDICATORS

ZERO = Decimal(0)
_VOLUME = DecimalField(max_digits=VOLUME_DIGITS, decimal_places=VOLUME_PLACES)
# What remains of an output's indicator in its RT, and its score; for outputs ``with_condition``.
REMAINING = Case(
    *(When(indicator=item.code, then=F(f"condition__{item.field}")) for item in INDICATORS),
    output_field=_VOLUME,
)
SCORE = Case(
    *(When(indicator=item.code, then=F(f"condition__{item.score_field}")) for item in INDICATORS)
)


class Plan(NamedTuple):
    """What one agency plans for an indicator in an RT under one status; ``remaining`` is needed there."""

    village_id: int
    neighbourhood_id: int
    indicator: str
    status: str
    agency_id: int | None
    volume: Decimal
    remaining: Decimal


def still_to_come(villages=None):
    """Outputs of open projects with ``rest``: what of their plan was not delivered yet, above 0 only."""
    rest = F("planned") - Coalesce(F("delivered"), Value(ZERO), output_field=_VOLUME)
    outputs = Output.objects.planned().filter(
        Q(delivered__isnull=True, planned__gt=0) | Q(delivered__lt=F("planned"))
    )
    if villages is not None:
        outputs = outputs.filter(neighbourhood__village__in=villages)
    return outputs.annotate(rest=rest)


def with_condition(outputs, year):
    """Outputs joined with the condition of their RT in a year, if there is one, as ``condition``."""
    of_year = Q(neighbourhood__conditions__year=year)
    return outputs.annotate(
        condition=FilteredRelation("neighbourhood__conditions", condition=of_year)
    )


def plans(villages, year, codes=None):
    """Yield lists of the ``Plan``s for one indicator (of ``codes``, if given) in one RT; one query."""
    outputs = still_to_come(villages)
    if codes is not None:
        outputs = outputs.filter(indicator__in=codes)
    rows = (
        with_condition(outputs, year)
        .order_by("neighbourhood", "indicator", "project__status", "project__agency")
        .values_list(
            "neighbourhood__village",
            "neighbourhood",
            "indicator",
            "project__status",
            "project__agency",
        )
        .annotate(Sum("rest"), left=Coalesce(Max(REMAINING), Value(ZERO), output_field=_VOLUME))
    )
    for __, group in groupby(rows, key=itemgetter(1, 2)):
        yield [Plan(*row) for row in group]
