"""What the pages show on which outputs are planned: indicators of a village, and RTs of an indicator."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from villages import labels
from villages.models import Neighbourhood
from villages.queries.output import Need, needs_of
from villages.queries.project_page import rts_in_decree
from villages.scoring import INDICATORS, Indicator


@dataclass(frozen=True)
class IndicatorChoice:
    """An indicator with what a village still needs of it, in how many RTs, and what the project plans."""

    indicator: Indicator
    needed: Decimal
    rt_count: int
    planned: Decimal

    @property
    def label(self):
        return labels.INDICATORS[self.indicator.code]


@dataclass(frozen=True)
class PlanLine:
    """One RT that may take part: what it needs, what the project plans there already, and the field."""

    rt: Neighbourhood
    field: object
    need: Need | None
    planned: Decimal
    is_in_decree: bool


def indicator_choices(project):
    """An ``IndicatorChoice`` for every indicator, in two queries."""
    needed, rts, planned = defaultdict(Decimal), defaultdict(int), defaultdict(Decimal)
    for (__, code), need in needs_of(project.village_id).items():
        needed[code] += need.volume
        rts[code] += need.volume > 0
    for code, volume in project.outputs.values_list("indicator", "planned"):
        planned[code] += volume or 0
    return [
        IndicatorChoice(item, needed[item.code], rts[item.code], planned[item.code])
        for item in INDICATORS
    ]


def plan_lines(project, indicator, form):
    """A ``PlanLine`` for every RT of the form, in three queries."""
    needs, named = needs_of(project.village_id), rts_in_decree(project.village_id)
    planned = defaultdict(Decimal)
    outputs = project.outputs.filter(indicator=indicator.code)
    for rt, volume in outputs.values_list("neighbourhood_id", "planned"):
        planned[rt] += volume or 0
    return [
        PlanLine(rt, field, needs.get((rt.pk, indicator.code)), planned[rt.pk], rt.pk in named)
        for rt, field in form.lines()
    ]
