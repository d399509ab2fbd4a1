"""Conditions as rows for machines (design.md, "Contracts"): one query, read as a stream."""

from villages.models import Condition
from villages.queries.condition import summed
from villages.scoring import INDICATORS

_SCORES = tuple(f"s_{item.code}" for item in INDICATORS)
RT_HEADINGS = ("kode_desa", "rw", "rt", "year", *_SCORES, "total", "level")
VILLAGE_HEADINGS = ("kode_desa", "desa", "rt_count", "year", *_SCORES, "total", "level")


def rt_rows(year):
    """One row per RT that has a condition in the year."""
    place = ("neighbourhood__village__code", "neighbourhood__rw", "neighbourhood__rt")
    rows = Condition.objects.filter(year=year).order_by(*place)
    scores = (item.score_field for item in INDICATORS)
    return rows.values_list(*place, "year", *scores, "total", "level").iterator()


def village_rows(year):
    """One row per village: its RTs are summed, then scored."""
    for item in summed(Condition.objects.filter(year=year)):
        result = item.assessment
        scores = (result.scores[indicator.code] for indicator in INDICATORS)
        yield (
            item.code,
            item.name,
            item.rt_count,
            item.year,
            *scores,
            result.total,
            result.level.value,
        )
