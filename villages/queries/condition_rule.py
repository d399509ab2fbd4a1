"""What the conditions of villages should be by the rule, and what is stored of them."""

from collections import defaultdict

from django.utils import timezone

from villages.conditions import Delivery, Sheet, Survey, conditions, spans
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


def computed_conditions(villages, until, since=0):
    """The ``STORED_FIELDS`` that the rule gives, by (neighbourhood, year); three queries.

    ``villages`` are primary keys, ``since`` and ``until`` the first and the last year.
    """
    surveys, deliveries = _surveys(villages, until, since), _deliveries(villages)
    return {
        (item.rt, item.year): _fields(item)
        for village in surveys
        for item in conditions(surveys[village], deliveries, until, since)
    }


def stored_conditions(villages, since=0):
    """(primary key, ``STORED_FIELDS``) of what is stored, by (neighbourhood, year); one query."""
    rows = Condition.objects.filter(neighbourhood__village__in=villages, year__gte=since).order_by()
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


def _surveys(villages, until, since):
    """The verified baselines of each village; with sheets, those that answer for one of the years."""
    rows = Baseline.objects.verified().ranked().filter(village__in=villages).order_by()
    surveys, pks = defaultdict(list), {}
    for pk, village, *about in rows.values_list(
        "pk", "village_id", "year", "rank", "surveyed_until"
    ):
        year, rank, surveyed_until = about
        surveys[village].append(Survey(year, rank, {}, surveyed_until))
        pks[village, year, rank] = pk
    _fill_sheets(
        {
            pks[village, survey.year, survey.rank]: survey
            for village, found in surveys.items()
            for survey, __ in spans(found, until, since)
        }
    )
    return surveys


def _fill_sheets(surveys):
    """Put into surveys, given by baseline, what they found in each RT."""
    rows = NeighbourhoodRecord.objects.scored().filter(baseline__in=list(surveys))
    volumes = [item.field for item in INDICATORS]
    denominators = [item.field for item in DENOMINATORS]
    columns = ["baseline_id", "neighbourhood_id", "pk", *volumes, *denominators]
    for baseline, rt, pk, *values in rows.order_by().values_list(*columns):
        codes = (item.code for item in INDICATORS)
        surveys[baseline].sheets[rt] = Sheet(
            pk,
            dict(zip(codes, values, strict=False)),
            dict(zip(denominators, values[len(volumes) :], strict=True)),
        )


def _deliveries(villages):
    """What was delivered in each RT, whatever became of the project."""
    rows = Output.objects.delivered().filter(neighbourhood__village__in=villages).order_by()
    found = defaultdict(list)
    for rt, *delivery in rows.values_list(
        "neighbourhood_id", "indicator", "delivered", "delivered_on"
    ):
        found[rt].append(Delivery(*delivery))
    return found
