"""Rounds of baselines: how far each is, who touched it last, and how many villages are where."""

from dataclasses import dataclass

from django.db.models import Case, Count, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils.translation import gettext as _

from villages.models import Baseline, BaselineEvent, NeighbourhoodRecord
from villages.queries.regency import sees_unverified

Status = Baseline.Status
COMPLETE = "complete"  # a draft whose RTs are all complete, not yet submitted
_PROGRESS = [Status.VERIFIED, Status.SUBMITTED, Status.RETURNED, Status.DRAFT]  # what is done first


def _name_of(person):
    """Full name of the user in a column, or the account's where there is none."""
    full = Trim(Concat(F(f"{person}__first_name"), Value(" "), F(f"{person}__last_name")))
    return Coalesce(NullIf(full, Value("")), F(f"{person}__username"))


def _count(records):
    numbers = records.order_by().values("baseline").annotate(number=Count("pk"))
    return Coalesce(Subquery(numbers.values("number")), 0)


def with_progress(baselines):
    """Baselines with ``rt_count``, ``complete_count``, and who did the last step or entry and when.

    The latter as ``last_by`` (a name) and ``last_at``.
    """
    records = NeighbourhoodRecord.objects.filter(baseline=OuterRef("pk"))
    entries = records.filter(edited_at__isnull=False).order_by("-edited_at", "-pk")
    steps = BaselineEvent.objects.filter(baseline=OuterRef("pk")).order_by("-at", "-pk")
    return baselines.ranked().annotate(
        rt_count=_count(records),
        complete_count=_count(records.scored()),
        step_at=Coalesce(Subquery(steps.values("at")[:1]), F("opened_at")),
        step_by=Subquery(steps.annotate(name=_name_of("by")).values("name")[:1]),
        entry_at=Subquery(entries.values("edited_at")[:1]),
        entry_by=Subquery(entries.annotate(name=_name_of("edited_by")).values("name")[:1]),
        last_at=Case(When(entry_at__gt=F("step_at"), then=F("entry_at")), default=F("step_at")),
        last_by=Case(When(entry_at__gt=F("step_at"), then=F("entry_by")), default=F("step_by")),
    )


def complete_drafts(baselines):
    """Of baselines ``with_progress``, the drafts that only wait to be submitted."""
    return baselines.filter(status=Status.DRAFT, rt_count__gt=0, rt_count=F("complete_count"))


def state_words(baseline):
    """State of a baseline ``with_progress`` in words that do not mislead: complete is not submitted."""
    is_complete = 0 < baseline.rt_count == baseline.complete_count
    if baseline.status == Status.DRAFT and is_complete:
        return _("Lengkap – belum diajukan")
    if baseline.status == Status.RETURNED and is_complete:
        return _("Dikembalikan – lengkap, belum diajukan lagi")
    return {
        Status.DRAFT: _("Draf – belum lengkap"),
        Status.SUBMITTED: _("Diajukan – menunggu tinjauan"),
        Status.RETURNED: _("Dikembalikan – perlu dibetulkan"),
        Status.VERIFIED: _("Terverifikasi"),
    }[baseline.status]


@dataclass(frozen=True)
class StatusShare:
    """Number of baselines of one status."""

    status: str
    label: str
    count: int


@dataclass(frozen=True)
class RoundProgress:
    """Where the villages of one round stand; for readers (``is_partial``) only verified counts as begun."""

    shares: tuple[StatusShare, ...]
    not_begun: int
    village_count: int
    is_partial: bool


def round_progress(baselines, villages, user, year, kind=""):
    """``RoundProgress`` of the ``villages`` with their ``baselines`` that the user may see.

    ``kind`` narrows the round to one kind, else a village has begun with a baseline of any kind.
    """
    rows = baselines.filter(year=year, **({"kind": kind} if kind else {}))
    counts = dict(rows.order_by().values_list("status").annotate(Count("pk")))
    shown = _PROGRESS if sees_unverified(user) else [Status.VERIFIED]
    begun = rows.order_by().values("village")
    return RoundProgress(
        tuple(StatusShare(item.value, item.label, counts.get(item, 0)) for item in shown),
        villages.exclude(pk__in=begun).count(),
        villages.count(),
        not sees_unverified(user),
    )
