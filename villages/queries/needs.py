"""Needs against plans: what remains in a year, what is planned against it, and what nobody covers.

The need of a place is the sum over its RTs of what remains; a plan covers no more than what remains in its
own RT, so ``covered`` is the sum over RTs of the smaller of the two. Three queries, however many rows.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from villages import labels
from villages.models import Agency, Condition, Project, Village
from villages.models.output import VOLUME_PLACES
from villages.queries.plans import ZERO, plans
from villages.scoring import (
    DENOMINATORS,
    INDICATORS,
    Assessment,
    Indicator,
    SlumLevel,
    assess,
    ratio,
)

# In the order in which a plan becomes work.
STATUSES = Project.OPEN
_FINEST = Decimal(1).scaleb(-VOLUME_PLACES)
_NO_PLANS = {status.value: ZERO for status in STATUSES}


@dataclass
class Need:
    """The need of one indicator in a place, in the unit of the indicator.

    ``planned`` (by status) and ``by_agency`` hold everything still to come, also beyond what is needed; under
    a filter by agency ``planned`` is that agency's alone. ``rts`` are the RTs with anything left,
    ``scoring_rts`` those where it is enough to score, ``planned_rts`` those of ``rts`` that a plan concerns.
    """

    indicator: Indicator
    remaining: Decimal = ZERO
    denominator: Decimal = ZERO
    rts: int = 0
    scoring_rts: int = 0
    planned_rts: int = 0
    covered: Decimal = ZERO
    planned: dict = field(default_factory=_NO_PLANS.copy)
    by_agency: dict = field(default_factory=dict)

    @property
    def code(self):
        return self.indicator.code

    @property
    def unit(self):
        return self.indicator.unit

    @property
    def label(self):
        return labels.INDICATORS[self.code]

    @property
    def short_label(self):
        return labels.LACKS[self.code]

    @property
    def uncovered(self):
        return self.remaining - self.covered

    @property
    def planned_total(self):
        return sum(self.planned.values(), ZERO)

    @property
    def by_status(self):
        """(status, planned volume) in the order of ``STATUSES``."""
        return [(status, self.planned[status]) for status in STATUSES]

    @property
    def unplanned_rts(self):
        """RTs with a need that no plan concerns."""
        return self.rts - self.planned_rts

    @property
    def uncovered_share(self):
        """The uncovered volume in percent of its denominator: what makes different units comparable."""
        return ratio(self.uncovered, self.denominator)

    def include(self, other):
        """Add the need of another place."""
        for name in (
            "remaining",
            "denominator",
            "rts",
            "scoring_rts",
            "planned_rts",
            "covered",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        _add(self.planned, other.planned)
        _add(self.by_agency, other.by_agency)


@dataclass(frozen=True)
class VillageNeeds:
    """The sixteen needs of a village, and how it scores now and once everything planned is delivered."""

    village: Village
    needs: dict[str, Need]
    denominators: dict[str, Decimal]
    rt_count: int
    slum_rt_count: int

    @cached_property
    def now(self) -> Assessment:
        return self._assess("remaining")

    @cached_property
    def after(self) -> Assessment:
        """When everything planned is delivered."""
        if not any(need.covered for need in self.needs.values()):
            return self.now
        return self._assess("uncovered")

    def _assess(self, name):
        volumes = {code: getattr(need, name) for code, need in self.needs.items()}
        return assess(volumes, self.denominators)

    @cached_property
    def uncovered(self):
        """Needs that nobody covers (fully), the largest share of its denominator first."""
        found = [need for need in self.needs.values() if need.uncovered > 0]
        return sorted(found, key=lambda need: -need.uncovered_share)

    @property
    def has_plans(self):
        return any(need.by_agency for need in self.needs.values())


def condition_years(user):
    """Years with a condition of a village that the person sees, latest first; else the present year."""
    conditions = Condition.objects.filter(
        neighbourhood__village__in=Village.objects.visible_to(user)
    )
    years = conditions.order_by("-year").values_list("year", flat=True).distinct()
    return list(years) or [timezone.localdate().year]


def village_needs(villages, year, *, agency=None, codes=None):
    """``VillageNeeds`` of the villages with a condition in the year, in the order of ``villages``.

    ``villages`` is a queryset; with ``agency`` the planned volumes by status are those of this agency alone,
    with ``codes`` only plans for these indicators are counted.
    """
    rows = needs_alone(villages, year)
    found = {row.village.pk: row for row in rows}
    for covers in plans(villages, year, codes):
        if row := found.get(covers[0].village_id):
            _include_plans(row.needs[covers[0].indicator], covers, agency)
    return rows


def needs_alone(villages, year):
    """``village_needs`` without the plans; two queries."""
    sums = {row["neighbourhood__village"]: row for row in _sums(villages, year)}
    return [_village_needs(village, sums[village.pk]) for village in villages if village.pk in sums]


def regency_needs(matrix):
    """The sixteen needs summed over the villages; scores belong to villages and are not summed."""
    totals = {item.code: Need(item) for item in INDICATORS}
    for row in matrix:
        for code, need in row.needs.items():
            totals[code].include(need)
    return list(totals.values())


def agency_names():
    """Names of the agencies by key; ``None`` stands for whoever is no agency."""
    return dict(Agency.objects.values_list("pk", "short_name")) | {None: _("bukan OPD")}


def _sums(villages, year):
    """One row per village: what remains by indicator, its RTs, and the denominators."""
    figures = {
        "rt_count": Count("pk"),
        "slum_rt_count": Count("pk", filter=~Q(level=SlumLevel.NOT_SLUM)),
    }
    for item in DENOMINATORS:
        figures[f"of_{item.field}"] = Sum(f"record__{item.field}")
    for item in INDICATORS:
        scores = Q(**{f"{item.score_field}__gt": 0})
        figures[f"left_{item.code}"] = Sum(item.field)
        figures[f"rts_{item.code}"] = Count("pk", filter=Q(**{f"{item.field}__gt": 0}))
        figures[f"scoring_{item.code}"] = Count("pk", filter=scores)
    conditions = Condition.objects.filter(year=year, neighbourhood__village__in=villages)
    return conditions.order_by().values("neighbourhood__village").annotate(**figures)


def _village_needs(village, row):
    denominators = {item.field: _exact(row[f"of_{item.field}"]) for item in DENOMINATORS}
    needs = {
        item.code: Need(
            item,
            remaining=_exact(row[f"left_{item.code}"]),
            denominator=denominators[item.out_of],
            rts=row[f"rts_{item.code}"],
            scoring_rts=row[f"scoring_{item.code}"],
        )
        for item in INDICATORS
    }
    return VillageNeeds(village, needs, denominators, row["rt_count"], row["slum_rt_count"])


def _exact(number):
    """A sum with as many places as its terms; SQLite adds in binary and would leave traces behind."""
    return Decimal(number or 0).quantize(_FINEST)


def _include_plans(need, covers, agency):
    """Count the plans for one indicator in one RT."""
    remaining = covers[0].remaining
    if remaining > 0:
        need.covered += min(remaining, sum(plan.volume for plan in covers))
        need.planned_rts += 1
    for plan in covers:
        _add(need.by_agency, {plan.agency_id: plan.volume})
        if agency is None or plan.agency_id == agency.pk:
            need.planned[plan.status] += plan.volume


def _add(sums, values):
    for key, value in values.items():
        sums[key] = sums.get(key, ZERO) + value
