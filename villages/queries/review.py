"""What a reviewer needs: the queue, whose work it is, and everything about one baseline at once."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
)

from villages.findings import RecordFinding
from villages.models import Baseline, BaselineEvent, NeighbourhoodRecord
from villages.queries.comparison import Comparison, RtPair, compare
from villages.queries.consequences import consequences_of
from villages.queries.findings import CheckedRecord, check_record, previous_baseline
from villages.queries.resubmission import Resubmission, resubmission_of
from villages.sheet import MEASURES

Act = BaselineEvent.Act
MAX_NAMED = 8
_NAMES = {measure.code or measure.field: measure.code or measure.label for measure in MEASURES}


def own_work(user):
    """Condition on baselines: the user opened, imported, entered or submitted something of them.

    Returning and reopening leave a version of the baseline too, but always with their comment as reason.
    """
    steps = BaselineEvent.objects.filter(
        baseline=OuterRef("pk"), by=user, act__in=(Act.OPENED, Act.IMPORTED, Act.SUBMITTED)
    )
    entered = NeighbourhoodRecord.history.filter(baseline_id=OuterRef("pk"), history_user=user)
    described = Baseline.history.filter(
        id=OuterRef("pk"),
        history_user=user,
        history_type="~",
        history_change_reason=None,
        status__in=Baseline.EDITABLE,
    )
    by_name = Q(opened_by=user) | Q(submitted_by=user)
    return by_name | Exists(steps) | Exists(entered) | Exists(described)


def has_worked_on(baseline, user):
    """Whether the user opened, imported, entered or submitted anything of this baseline."""
    return Baseline.objects.filter(own_work(user), pk=baseline.pk).exists()


def review_queue(user):
    """Submitted baselines the user may see, the longest waiting first, with what the queue shows.

    ``rt_count``; ``previous_…`` of the last verified baseline before and ``total_change`` against it;
    ``submission_count`` and ``change_count`` of the last submission; ``is_own`` where somebody else
    must verify. One query.
    """
    records = NeighbourhoodRecord.objects.filter(baseline=OuterRef("pk"))
    submissions = BaselineEvent.objects.filter(baseline=OuterRef("pk"), act=Act.SUBMITTED)
    return (
        Baseline.objects.visible_to(user)
        .submitted()
        .with_previous()
        .select_related("village__district", "submitted_by")
        .annotate(
            rt_count=_count(records),
            submission_count=_count(submissions),
            change_count=Subquery(submissions.order_by("-at", "-pk").values("change_count")[:1]),
            total_change=F("total") - F("previous_total"),
            is_own=ExpressionWrapper(own_work(user), output_field=BooleanField()),
        )
        .order_by("submitted_at", "pk")
    )


def _count(rows):
    """Number of the rows that belong to a baseline."""
    numbers = rows.order_by().values("baseline").annotate(number=Count("pk"))
    return Subquery(numbers.values("number"))


def next_to_review(queue, baseline):
    """The baseline after this one in the queue, from the top at its end; own work is skipped."""
    rows = list(queue.values_list("pk", "is_own"))
    places = [pk for pk, __ in rows]
    after = places.index(baseline.pk) + 1 if baseline.pk in places else 0
    others = [pk for pk, is_own in rows[after:] + rows[:after] if not is_own and pk != baseline.pk]
    return Baseline.objects.select_related("village").get(pk=others[0]) if others else None


@dataclass(frozen=True)
class ReviewedRt:
    """An RT of the baseline under review: then and now, with its warnings."""

    pair: RtPair
    checked: CheckedRecord

    @cached_property
    def big_changes(self):
        """Names of the columns that moved by more than half: code, or name of the denominator."""
        return [_NAMES[item.column] for item in self._warnings_of("big_change")]

    @property
    def named_changes(self):
        """The first of ``big_changes``; the RT table shows them all."""
        return self.big_changes[:MAX_NAMED]

    @property
    def unnamed_changes(self):
        """Number of ``big_changes`` that are not named."""
        return len(self.big_changes) - len(self.named_changes)

    @cached_property
    def other_warnings(self):
        """Everything doubtful that is not a big change."""
        return [item for item in self.checked.warnings if item.rule != "big_change"]

    def _warnings_of(self, rule) -> list[RecordFinding]:
        return [item for item in self.checked.warnings if item.rule == rule]


@dataclass(frozen=True)
class Review:
    """One baseline as its reviewer sees it."""

    baseline: Baseline
    previous: Baseline | None
    comparison: Comparison
    rts: tuple[ReviewedRt, ...]
    events: tuple[BaselineEvent, ...]
    resubmission: Resubmission | None

    @cached_property
    def doubtful(self):
        """RTs with warnings."""
        return [rt for rt in self.rts if rt.checked.warnings]

    @cached_property
    def consequences(self):
        """What follows from level and answers, in words."""
        return consequences_of(self.baseline, self.comparison.new.denominators)

    @cached_property
    def warning_count(self):
        return sum(len(rt.checked.warnings) for rt in self.rts)


def review_of(baseline):
    """Everything the review page shows of a baseline, in a fixed number of queries."""
    previous = previous_baseline(baseline)
    comparison = compare(previous, baseline)
    area = baseline.village.area_ha
    rts = [
        ReviewedRt(pair, check_record(pair.new, pair.old, area))
        for pair in comparison.rts
        if not pair.is_gone
    ]
    events = tuple(baseline.events.select_related("by"))
    resubmission = resubmission_of(baseline, events, [rt.pair.new for rt in rts])
    return Review(baseline, previous, comparison, tuple(rts), events, resubmission)
