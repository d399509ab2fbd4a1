"""What was changed in a baseline since it was last submitted."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from villages.models import Baseline, BaselineEvent, Neighbourhood, NeighbourhoodRecord
from villages.queries.comparison import RtPair

MAX_SHOWN = 25
DESCRIPTION = (
    "surveyor",
    "surveyed_from",
    "surveyed_until",
    "strategic_value",
    "population_pressure",
    "social_condition",
    "land_status_clear",
    "follows_spatial_plan",
)


@dataclass(frozen=True)
class ChangedAnswer:
    """An answer about the survey as a whole, before and after, as people read it."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ChangedRt:
    """An RT that is not as it was submitted before."""

    pair: RtPair
    note: str = ""

    @property
    def is_changed(self):
        """False where it was only saved again, or came and went in between."""
        pair = self.pair
        return pair.is_new != pair.is_gone or bool(pair.changed_cells or self.note)


@dataclass(frozen=True)
class Resubmission:
    """Differences to the submission before, which was the event ``since``."""

    since: BaselineEvent
    rts: tuple[ChangedRt, ...]
    answers: tuple[ChangedAnswer, ...]

    @property
    def shown(self):
        """The first of the RTs, so that the page stays light after everything was entered anew."""
        return self.rts[:MAX_SHOWN]

    @property
    def more(self):
        """Number of RTs beyond those shown."""
        return len(self.rts) - len(self.shown)


def resubmission_of(baseline, events, records):
    """What changed since the submission before the present one; ``None`` for a first submission.

    ``events`` and ``records`` are those of the baseline, ``records`` with their neighbourhoods. A draft
    is compared with its last submission. Three queries.
    """
    submissions = [event for event in events if event.act == BaselineEvent.Act.SUBMITTED]
    since = submissions if baseline.is_editable else submissions[:-1]
    if not since:
        return None
    rts = _changed_rts(baseline, since[-1].at, records)
    return Resubmission(since[-1], rts, _changed_answers(baseline, since[-1].at))


def _changed_rts(baseline, moment, records):
    history = NeighbourhoodRecord.history.filter(baseline_id=baseline.pk).order_by()
    touched = history.filter(history_date__gt=moment).values("neighbourhood_id")
    latest = history.filter(history_date__lte=moment, neighbourhood_id__in=touched)
    versions = latest.values("id").annotate(latest=Max("history_id")).values("latest")
    then = {
        row.neighbourhood_id: row
        for row in history.filter(history_id__in=versions)
        if row.history_type != "-"
    }
    now = {record.neighbourhood_id: record for record in records}
    places = Neighbourhood.objects.filter(pk__in=touched).order_by("rw", "rt")
    rows = (_changed_rt(place, then.get(place.pk), now.get(place.pk)) for place in places)
    return tuple(row for row in rows if row.is_changed)


def _changed_rt(place, then, now):
    note = now.note if then and now and then.note != now.note else ""
    return ChangedRt(RtPair(place, then, now), note)


def _changed_answers(baseline, moment):
    then = baseline.history.filter(history_date__lte=moment).first()
    if then is None:
        return ()
    return tuple(
        ChangedAnswer(_label(field), _shown(then, field), _shown(baseline, field))
        for field in DESCRIPTION
        if getattr(then, field) != getattr(baseline, field)
    )


def _label(field):
    return capfirst(Baseline._meta.get_field(field).verbose_name)


def _shown(row, field):
    value = getattr(row, field)
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("Ya") if value else _("Tidak")
    if hasattr(value, "year"):
        return date_format(value)
    return str(getattr(row, f"get_{field}_display", lambda: value)())
