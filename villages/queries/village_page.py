"""The page of one village: what is decreed, what was verified last, and all its baselines."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, OuterRef, Q, Subquery

from villages import labels
from villages.models import Baseline, BaselineEvent, DecreeLocation, SlumDecree, Village
from villages.queries.comparison import Comparison, compare
from villages.queries.decree_page import neighbourhood_text
from villages.queries.trend import VillageTrend, village_trend
from villages.scoring import INDICATORS, Criterion, SlumLevel, Unit

Status = Baseline.Status
# Who and when of the step that led to a status; a draft that was reopened comes first below.
_STEPS = {
    Status.DRAFT: "opened",
    Status.SUBMITTED: "submitted",
    Status.VERIFIED: "verified",
    Status.RETURNED: "returned",
}


@dataclass(frozen=True)
class IndicatorRow:
    """A sub-criterion of the whole village: volume and denominator summed over its RTs, then scored."""

    code: str
    label: str
    unit: Unit
    volume: Decimal
    denominator: Decimal
    percent: Decimal
    score: int


@dataclass(frozen=True)
class CriterionRows:
    """A criterion with its average in percent and its sub-criteria."""

    number: int
    label: str
    average: Decimal
    indicators: tuple[IndicatorRow, ...]


@dataclass(frozen=True)
class BaselineRow:
    """A baseline with who did its last step and when."""

    baseline: Baseline
    step: str

    @property
    def at(self):
        return getattr(self.baseline, f"{self.step}_at")

    @property
    def by(self):
        return getattr(self.baseline, f"{self.step}_by")


@dataclass(frozen=True)
class VillagePage:
    """Everything the page of a village shows; baselines are those the person may see, latest first."""

    village: Village
    assistants: tuple
    baselines: tuple[Baseline, ...]
    locations: tuple[DecreeLocation, ...]
    comparison: Comparison | None
    trend: VillageTrend | None

    @cached_property
    def latest(self):
        """The baseline verified last, or None."""
        return self.comparison and self.comparison.new.baseline

    @cached_property
    def previous(self):
        """The verified baseline before it, or None."""
        return self.comparison and self.comparison.old and self.comparison.old.baseline

    @cached_property
    def rows(self):
        return [BaselineRow(baseline, _last_step(baseline)) for baseline in self.baselines]

    @cached_property
    def records(self):
        """The RTs of the baseline verified last."""
        return [pair.new for pair in self.comparison.rts if pair.new] if self.comparison else []

    @property
    def rt_rows(self):
        """(record, its present condition or None) of the RTs of that baseline."""
        conditions = self.trend.conditions if self.trend else {}
        return [(record, conditions.get(record.neighbourhood_id)) for record in self.records]

    @cached_property
    def slum_records(self):
        return [record for record in self.records if record.level != SlumLevel.NOT_SLUM]

    @cached_property
    def slum_ha(self):
        return sum((record.area_ha for record in self.slum_records), Decimal(0))

    @cached_property
    def decreed_ha(self):
        return sum((location.area_ha for location in self.locations), Decimal(0))

    @cached_property
    def decrees(self):
        """The decrees in force, each once."""
        return list(dict.fromkeys(location.decree for location in self.locations))

    @cached_property
    def criteria(self):
        """The seven criteria with their sub-criteria, as verified last."""
        averages = self.comparison.new.assessment.criterion_averages
        return [
            CriterionRows(
                criterion,
                labels.CRITERIA[criterion],
                averages[criterion - 1],
                tuple(_indicator_rows(self.comparison.new, criterion)),
            )
            for criterion in Criterion
        ]


def village_page(village, user):
    """The ``VillagePage`` of a village, in ten queries, however many baselines, RTs, locations and years."""
    baselines = tuple(_baselines(village, user))
    verified = [baseline for baseline in baselines if baseline.status == Status.VERIFIED]
    comparison = compare(verified[1] if verified[1:] else None, verified[0]) if verified else None
    decrees = SlumDecree.objects.visible_to(user)
    locations = village.decree_locations.in_force().filter(decree__in=decrees)
    locations = locations.select_related("decree").prefetch_related("neighbourhoods")
    locations = tuple(locations.order_by("-decree__decided_on", "area_name"))
    for location in locations:
        location.neighbourhood_names = neighbourhood_text(location.neighbourhoods.all())
    assistants = tuple(village.assistants.order_by("first_name", "username"))
    trend = village_trend(village)
    return VillagePage(village, assistants, baselines, locations, comparison, trend)


def _baselines(village, user):
    """Visible baselines, latest first, with how complete they are and the last reviewer's comment."""
    returns = BaselineEvent.objects.filter(
        baseline=OuterRef("pk"), act=BaselineEvent.Act.RETURNED
    ).order_by("-at", "-pk")
    people = [f"{step}_by" for step in (*_STEPS.values(), "reopened")]
    return (
        village.baselines.visible_to(user)
        .ranked()
        .select_related(*people)
        .annotate(
            rt_count=Count("records"),
            complete_count=Count("records", filter=Q(records__total__isnull=False)),
            return_comment=Subquery(returns.values("comment")[:1]),
        )
        .order_by("-year", "-rank")
    )


def _last_step(baseline):
    is_reopened = baseline.status == Status.DRAFT and baseline.reopened_at
    return "reopened" if is_reopened else _STEPS[baseline.status]


def _indicator_rows(side, criterion):
    for item in INDICATORS:
        if item.criterion == criterion:
            yield IndicatorRow(
                item.code,
                labels.INDICATORS[item.code],
                item.unit,
                side.volumes[item.code],
                side.denominators[item.out_of],
                side.assessment.percents[item.code],
                side.assessment.scores[item.code],
            )
