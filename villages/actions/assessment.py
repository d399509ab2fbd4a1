"""The only code that writes scores: of an RT record and of the baseline as a whole."""

from django.db.models import Sum

from villages import scoring
from villages.findings import blocking_findings
from villages.models import MEASURE_FIELDS, NeighbourhoodRecord
from villages.scoring import DENOMINATORS, INDICATORS


def score_record(record):
    """Set ``total`` and ``level`` of a record (without saving it) and return it.

    Both stay empty while the record is incomplete or has blocking findings: a figure that the regulation
    cannot mean must not get a score.
    """
    if any(blocking_findings(record.volumes, record.denominators)):
        record.total, record.level = None, ""
    else:
        result = scoring.assess(record.volumes, record.denominators)
        record.total, record.level = result.total, result.level
    return record


def take_score(record, total, level):
    """``score_record`` with a score that was just assessed from the same figures; ``None`` for none."""
    record.total, record.level = total, level
    return record


def score_baseline(baseline):
    """Set ``total`` and ``level`` of a baseline from the sums over its scored RTs, without saving it."""
    return score_baselines([baseline])[0]


def score_baselines(baselines):
    """``score_baseline`` for many, in one query."""
    rows = (
        NeighbourhoodRecord.objects.scored()
        .filter(baseline__in=baselines)
        .order_by()
        .values("baseline")
        .annotate(**{f"sum_{field}": Sum(field) for field in MEASURE_FIELDS})
    )
    sums = {row["baseline"]: row for row in rows}
    for baseline in baselines:
        _score_from_sums(baseline, sums.get(baseline.pk))
    return baselines


def _score_from_sums(baseline, sums):
    if sums is None:
        baseline.total, baseline.level = None, ""
        return
    result = scoring.assess(
        {item.code: sums[f"sum_{item.field}"] for item in INDICATORS},
        {item.field: sums[f"sum_{item.field}"] for item in DENOMINATORS},
    )
    baseline.total, baseline.level = result.total, result.level
