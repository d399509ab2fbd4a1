"""Year by year: RTs by level, hectares still slum, and hectares that left; of a village or of all."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from villages.models import Baseline, Condition
from villages.queries.condition import (
    VillageCondition,
    assessments_by_year,
    level_figures_by_year,
)
from villages.queries.progress import Progress
from villages.queries.reduction import (
    ReductionSums,
    YearReduction,
    sums_by_year,
    village_reductions,
)
from villages.queries.regency import LevelFigures
from villages.scoring import SlumLevel, sum_measures


@dataclass(frozen=True)
class TrendYear:
    """RTs and hectares of a year by level, heaviest first, and what left the slum area in it.

    ``village`` is the village in that year where the trend is that of a village.
    """

    year: int
    levels: list[LevelFigures]
    reduction: YearReduction | ReductionSums
    village: VillageCondition | None = None

    @property
    def rt_count(self):
        return sum(item.neighbourhoods for item in self.levels)

    @property
    def slum_rt_count(self):
        return sum(item.neighbourhoods for item in self._slums)

    @property
    def slum_ha(self):
        return sum((item.area_ha for item in self._slums), Decimal(0))

    @property
    def shares(self):
        """(level, number of RTs) for a stacked bar."""
        return [(item.level, item.neighbourhoods) for item in self.levels]

    @property
    def _slums(self):
        return [item for item in self.levels if item.level != SlumLevel.NOT_SLUM]


@dataclass(frozen=True)
class VillageTrend:
    """A village year by year, and its present condition against the ``baseline`` that this starts from."""

    years: tuple[TrendYear, ...]
    conditions: dict[int, Condition]  # of the last year, by primary key of the RT
    baseline: Baseline
    progress: Progress

    @cached_property
    def now(self):
        """The last year."""
        return self.years[-1]

    @cached_property
    def surveyed_slums(self):
        """The sheets of the baseline that are slum."""
        records = (row.record for row in self.conditions.values())
        return [record for record in records if record.level != SlumLevel.NOT_SLUM]

    @property
    def surveyed_slum_ha(self):
        return sum((record.area_ha for record in self.surveyed_slums), Decimal(0))


def regency_trend(villages):
    """A ``TrendYear`` for every year that has conditions of these villages; three queries."""
    reductions, nothing = sums_by_year(villages), ReductionSums(Decimal(0), None)
    return [
        TrendYear(year, levels, reductions.get(year, nothing))
        for year, levels in level_figures_by_year(villages).items()
    ]


def village_trend(village):
    """The ``VillageTrend``, or None for a village without conditions; five queries."""
    levels = level_figures_by_year([village])
    if not levels:
        return None
    sums, last = assessments_by_year(village), max(levels)
    reductions = {row.year: row for row in village_reductions(village, list(levels))}
    years = (TrendYear(year, levels[year], reductions[year], sums[year]) for year in levels)
    rows = Condition.objects.filter(neighbourhood__village=village, year=last).order_by()
    now = {row.neighbourhood_id: row for row in rows.select_related("record__baseline")}
    records = [row.record for row in now.values()]
    surveyed, __ = sum_measures((record.volumes, record.denominators) for record in records)
    progress = Progress.of(surveyed, sums[last].volumes, sums[last].denominators)
    return VillageTrend(tuple(years), now, records[0].baseline, progress)
