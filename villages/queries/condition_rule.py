"""What the conditions of villages should be by the rule, and what is stored of them."""

from collections import defaultdict

from django.utils import timezone

from villages.conditions import Delivery, Sheet, Survey, conditions
from villages.models import Baseline, Condition, NeighbourhoodRecord, Output
from villages.scoring import DENOMINATORS, INDICATORS

# What is written of a condition, in the order of the tuples below.
STORED_FIELDS = (
    "record_id",
    "area_ha",
    *(item.field for item in INDICATORS),
    *(item.score_field for item in INDICATORS),
    "total",
    "level",
)


def present_year():
    """The last year that has conditions."""
    return timezone.localdate().year


def computed_conditions(villages, until):
    """The ``STORED_FIELDS`` that the rule gives, by (neighbourhood, year); three queries.

    ``villages`` are primary keys, ``until`` is the last year.
    """
    surveys, deliveries = _surveys(villages), _deliveries(villages)
    return {
        (item.rt, item.year): _fields(item)
        for village in surveys
        for item in conditions(surveys[village], deliveries, until)
    }


def stored_conditions(villages):
    """(primary key, ``STORED_FIELDS``) of what is stored, by (neighbourhood, year); one query."""
    rows = Condition.objects.filter(neighbourhood__village__in=villages).order_by()
    rows = rows.values_list("neighbourhood_id", "year", "pk", *STORED_FIELDS)
    return {(rt, year): (pk, tuple(fields)) for rt, year, pk, *fields in rows}


def _fields(item):
    return (
        item.sheet.key,
        item.sheet.denominators["area_ha"],
        *(item.remaining[indicator.code] for indicator in INDICATORS),
        *(item.assessment.scores[indicator.code] for indicator in INDICATORS),
        item.assessment.total,
        item.assessment.level.value,
    )


def _surveys(villages):
    """The verified baselines of each village."""
    sheets = _sheets(villages)
    rows = Baseline.objects.verified().ranked().filter(village__in=villages).order_by()
    surveys = defaultdict(list)
    for pk, village, *about in rows.values_list(
        "pk", "village_id", "year", "rank", "surveyed_until"
    ):
        year, rank, surveyed_until = about
        surveys[village].append(Survey(year, rank, sheets[pk], surveyed_until))
    return surveys


def _sheets(villages):
    """What the verified baselines found, by baseline and RT."""
    rows = NeighbourhoodRecord.objects.scored().filter(
        baseline__village__in=villages, baseline__status=Baseline.Status.VERIFIED
    )
    volumes = [item.field for item in INDICATORS]
    denominators = [item.field for item in DENOMINATORS]
    found = defaultdict(dict)
    columns = ["baseline_id", "neighbourhood_id", "pk", *volumes, *denominators]
    for baseline, rt, pk, *values in rows.order_by().values_list(*columns):
        codes = (item.code for item in INDICATORS)
        found[baseline][rt] = Sheet(
            pk,
            dict(zip(codes, values, strict=False)),
            dict(zip(denominators, values[len(volumes) :], strict=True)),
        )
    return found


def _deliveries(villages):
    """What was delivered in each RT, whatever became of the project."""
    rows = Output.objects.delivered().filter(neighbourhood__village__in=villages).order_by()
    found = defaultdict(list)
    for rt, *delivery in rows.values_list(
        "neighbourhood_id", "indicator", "delivered", "delivered_on"
    ):
        found[rt].append(Delivery(*delivery))
    return found
