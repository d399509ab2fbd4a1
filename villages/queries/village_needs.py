"""Needs RT by RT: what remains, what is planned, and how each RT scores with and without it."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from villages import labels
from villages.models import Condition, Village
from villages.queries.needs import Need, condition_years, village_needs
from villages.queries.plans import ZERO, plans
from villages.registry import VillagePart
from villages.scoring import INDICATOR_BY_CODE, INDICATORS, Assessment, SlumLevel, assess

SHOWN_NEEDS = 3  # on the page of the village


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator of a village: its need, its score now and afterwards; (agency, volume) of the plans."""

    need: Need
    score: int
    score_after: int
    shares: tuple


@dataclass(frozen=True)
class RtNeed:
    """One indicator in one RT; ``planned`` is still to come, ``agencies`` are keys of those who plan it."""

    code: str
    remaining: Decimal
    planned: Decimal
    agencies: tuple
    score: int
    score_after: int

    @property
    def unit(self):
        return INDICATOR_BY_CODE[self.code].unit

    @property
    def short_label(self):
        return labels.LACKS[self.code]

    @property
    def uncovered(self):
        return max(ZERO, self.remaining - self.planned)


@dataclass(frozen=True)
class RtNeeds:
    """An RT with its condition of a year and the plans for it, by indicator code."""

    condition: Condition
    plans: dict

    @property
    def neighbourhood(self):
        return self.condition.neighbourhood

    @cached_property
    def planned(self):
        """Volume still to come by indicator code."""
        return {code: sum(plan.volume for plan in found) for code, found in self.plans.items()}

    @cached_property
    def volumes_after(self):
        """What remains of each indicator when everything planned is delivered."""
        return {
            code: max(ZERO, remaining - self.planned.get(code, ZERO))
            for code, remaining in self.condition.volumes.items()
        }

    @cached_property
    def after(self) -> Assessment:
        return assess(self.volumes_after, self.condition.record.denominators)

    @cached_property
    def needs(self):
        """An ``RtNeed`` for each indicator of which anything remains or is planned."""
        return {item.code: self._need(item) for item in INDICATORS if self._concerns(item)}

    @cached_property
    def uncovered(self):
        """Needs that score and that nobody covers (fully), the highest score first."""
        found = [need for need in self.needs.values() if need.uncovered and need.score]
        return sorted(found, key=lambda need: -need.score)

    @property
    def is_slum(self):
        return self.condition.level != SlumLevel.NOT_SLUM

    def _concerns(self, item):
        return getattr(self.condition, item.field) > 0 or item.code in self.plans

    def _need(self, item):
        return RtNeed(
            item.code,
            getattr(self.condition, item.field),
            self.planned.get(item.code, ZERO),
            tuple({plan.agency_id: None for plan in self.plans.get(item.code, ())}),
            getattr(self.condition, item.score_field),
            self.after.scores[item.code],
        )


def neighbourhood_needs(villages, year):
    """``RtNeeds`` of every RT with a condition in the year, by RW and RT; two queries."""
    found = defaultdict(dict)
    for covers in plans(villages, year):
        found[covers[0].neighbourhood_id][covers[0].indicator] = covers
    conditions = Condition.objects.filter(year=year, neighbourhood__village__in=villages)
    conditions = conditions.select_related("neighbourhood__village", "record")
    conditions = conditions.defer("neighbourhood__village__boundary")
    return [
        RtNeeds(condition, found.get(condition.neighbourhood_id, {}))
        for condition in conditions.order_by("neighbourhood__rw", "neighbourhood__rt")
    ]


def indicator_lines(needs, names):
    """An ``IndicatorLine`` for each of the sixteen needs of a village; ``names`` are those of agencies."""
    return [
        IndicatorLine(
            need,
            needs.now.scores[code],
            needs.after.scores[code],
            tuple(sorted((names[key], volume) for key, volume in need.by_agency.items())),
        )
        for code, need in needs.needs.items()
    ]


def needs_part(village, user):
    """What the village needs and what is planned, in short, as a section of its page."""
    if not user.has_perm("villages.view_condition"):
        return
    year = condition_years(user)[0]
    for needs in village_needs(Village.objects.filter(pk=village.pk), year):
        context = {
            "village": village,
            "needs": needs,
            "year": year,
            "largest": needs.uncovered[:SHOWN_NEEDS],
        }
        yield VillagePart("villages/village_needs.html", context, order=35)
