"""Conditions as pages and exports read them: by RT, by village, by level; each in one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from villages.models import Condition
from villages.queries.regency import LevelFigures
from villages.scoring import DENOMINATORS, INDICATORS, Assessment, SlumLevel, assess

_IS_SLUM = ~Q(level=SlumLevel.NOT_SLUM)
_PLACE = "neighbourhood__village"
# Names differ from the columns: a sum must not hide what it is made of.
_SUMS = {
    "rt_count": Count("pk"),
    "slum_rt_count": Count("pk", filter=_IS_SLUM),
    "slum_ha": Sum("area_ha", filter=_IS_SLUM, default=Decimal(0)),
    **{f"sum_{item.field}": Sum(item.field) for item in INDICATORS},
    **{f"sum_{item.field}": Sum(f"record__{item.field}") for item in DENOMINATORS},
}


@dataclass(frozen=True)
class VillageCondition:
    """A village in one year: remaining volumes and denominators summed over its RTs, then scored."""

    village_id: int
    code: str
    name: str
    year: int
    rt_count: int
    slum_rt_count: int
    slum_ha: Decimal
    volumes: Mapping[str, Decimal]
    denominators: Mapping[str, Decimal]

    @cached_property
    def assessment(self) -> Assessment:
        return assess(self.volumes, self.denominators)

    @property
    def area_ha(self):
        """Hectares of all its RTs."""
        return self.denominators["area_ha"]


def conditions_of(villages):
    """The conditions of villages, by year and RT, each with its RT and the sheet it starts from."""
    rows = Condition.objects.filter(neighbourhood__village__in=villages)
    return rows.select_related("neighbourhood__village", "record").order_by(
        "year", "neighbourhood__village__code", "neighbourhood__rw", "neighbourhood__rt"
    )


def conditions_by_year(village):
    """``conditions_of`` one village in lists by year, the earliest first."""
    found = {}
    for condition in conditions_of([village]):
        found.setdefault(condition.year, []).append(condition)
    return found


def village_assessments(villages, year):
    """A ``VillageCondition`` for each of the villages that has one in the year, by primary key."""
    rows = Condition.objects.filter(neighbourhood__village__in=villages, year=year)
    return {item.village_id: item for item in summed(rows)}


def assessments_by_year(village):
    """The ``VillageCondition`` of a village by year, the earliest first."""
    return {
        item.year: item for item in summed(Condition.objects.filter(neighbourhood__village=village))
    }


def present_condition(village):
    """The ``VillageCondition`` of the last year that has one, or None; two queries."""
    years = condition_years([village])
    return village_assessments([village], years[0])[village.pk] if years else None


def summed(rows):
    """Yield a ``VillageCondition`` for every village and year of some conditions, by code and year."""
    groups = rows.order_by(f"{_PLACE}__code", "year").values(
        "year", village_id=F(_PLACE), code=F(f"{_PLACE}__code"), name=F(f"{_PLACE}__name")
    )
    for row in groups.annotate(**_SUMS).iterator():
        yield VillageCondition(
            volumes={item.code: row.pop(f"sum_{item.field}") for item in INDICATORS},
            denominators={item.field: row.pop(f"sum_{item.field}") for item in DENOMINATORS},
            **row,
        )


def level_figures_by_year(villages):
    """``LevelFigures`` for each level, heaviest first, of the RTs of villages, by year from the earliest.

    ``villages`` are those that the person may see.
    """
    rows = Condition.objects.filter(neighbourhood__village__in=villages).order_by("year")
    found = {}
    for year, level, count, area in rows.values_list("year", "level").annotate(
        Count("pk"), Sum("area_ha")
    ):
        found.setdefault(year, {})[level] = (count, area)
    return {
        year: [
            LevelFigures(level, *levels.get(level.value, (0, Decimal(0))))
            for level in reversed(SlumLevel)
        ]
        for year, levels in found.items()
    }


def condition_years(villages):
    """Years in which any of the villages has a condition, the latest first."""
    rows = Condition.objects.filter(neighbourhood__village__in=villages).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def leaving_slum(rows):
    """Those of some conditions in which the RT leaves the slum area.

    It scores below 16, and did not the year before. Without a condition then, what its survey found in that
    year counts.
    """
    before = Condition.objects.filter(
        neighbourhood=OuterRef("neighbourhood"), year=OuterRef("year") - 1
    )
    before = before.order_by()  # one row; sorting would join the RT
    rows = rows.exclude(_IS_SLUM)
    return rows.annotate(
        level_before=Coalesce(Subquery(before.values("level")[:1]), "record__level")
    ).exclude(level_before=SlumLevel.NOT_SLUM)


def proposed_reductions(villages):
    """Hectares that left the slum area by the rule, by (village, year); an RT leaves it whole."""
    rows = leaving_slum(Condition.objects.filter(neighbourhood__village__in=villages))
    sums = rows.order_by().values_list(_PLACE, "year").annotate(Sum("area_ha"))
    return {(village, year): area for village, year, area in sums}
