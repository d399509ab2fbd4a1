"""The history of tracked objects as people read it: who changed which field from what to what, and why.

A ``History`` mixes the changes of several kinds of objects in time, latest first, and reads one page at a
time: the number of queries depends on the kinds, never on the number of entries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from villages.models import (
    Baseline,
    DecreeLocation,
    Neighbourhood,
    NeighbourhoodRecord,
    SlumReduction,
)
from villages.queries.history_values import Change, Reader

# Saving a row and then its relations leaves two history rows for what a person did once.
ONE_ACT = timedelta(seconds=2)
ACTS = {
    "+": gettext_lazy("ditambahkan"),
    "~": gettext_lazy("diubah"),
    "-": gettext_lazy("dihapus"),
}


@dataclass(frozen=True)
class Entry:
    """What one person did to one object at one moment.

    ``act`` is "+", "~" or "-", or the step of a baseline; ``history_id`` the row that holds the object
    as it was afterwards (before, if it was deleted).
    """

    at: datetime
    by: object
    act: str
    title: str
    note: str
    changes: tuple[Change, ...] = ()
    history_id: int | None = None


@dataclass(frozen=True)
class TrackedChanges:
    """A source of entries: history rows of one model.

    ``subject`` names the object of a row: a text, or a function of the row; ``hidden`` are fields that
    say nothing new on the page.
    """

    rows: QuerySet
    subject: str | Callable
    hidden: tuple[str, ...] = ()

    def keys(self):
        return self.rows.annotate(moment=F("history_date"), key=F("history_id"))

    def entries(self, keys):
        """Entries by key; rows that one person wrote at once become one, under the last of them."""
        rows = list(
            self.rows.filter(history_id__in=keys)
            .annotate(previous=_previous(self.rows.model, "history_id"))
            .select_related("history_user")
            .order_by("id", "history_id")
        )
        before = self.rows.model.objects.in_bulk({row.previous for row in rows} - {None})
        reader = Reader([*rows, *before.values()], hidden=self.hidden)
        return {
            last.history_id: self._entry(reader, before.get(first.previous), first, last)
            for first, last in _acts(rows)
        }

    def _entry(self, reader, before, first, last):
        subject = self.subject(last) if callable(self.subject) else self.subject
        is_gone = first.history_type == "-"
        return Entry(
            at=last.history_date,
            by=last.history_user,
            act=first.history_type,
            title=f"{subject} {ACTS[first.history_type]}",
            note=last.history_change_reason or "",
            changes=reader.changes(last, None) if is_gone else reader.changes(before, last),
            history_id=last.history_id,
        )


@dataclass(frozen=True)
class Steps:
    """A source of entries: the steps of baselines."""

    rows: QuerySet

    def keys(self):
        return self.rows.annotate(moment=F("at"), key=F("pk"))

    def entries(self, keys):
        events = self.rows.filter(pk__in=keys).select_related("by")
        return {event.pk: self._entry(event) for event in events}

    def _entry(self, event):
        title = _("Baseline %(act)s") % {"act": event.get_act_display().lower()}
        return Entry(event.at, event.by, event.act, title, event.comment)


class History:
    """Entries of several sources, latest first; a ``Paginator`` takes it for a list."""

    def __init__(self, *sources):
        self.sources = sources

    def count(self):
        return self._keys().count()

    def __getitem__(self, wanted):
        keys = [(place, key) for __, place, key in self._keys()[wanted]]
        found = {
            place: source.entries([key for at, key in keys if at == place])
            for place, source in enumerate(self.sources)
            if any(at == place for at, __ in keys)
        }
        return [found[place][key] for place, key in keys if key in found[place]]

    def _keys(self):
        """(moment, place of the source, key) of everything, in the order in which it is shown."""
        queries = [
            source.keys()
            .order_by()
            .annotate(source_place=Value(place))  # some models have a field "place"
            .values_list("moment", "source_place", "key")
            for place, source in enumerate(self.sources)
        ]
        return queries[0].union(*queries[1:], all=True).order_by("-moment", "source_place", "-key")


def _previous(model, column):
    """For a subquery of history rows: a column of the row before, of the same object."""
    earlier = model.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    return Subquery(earlier.order_by("-history_id").values(column)[:1])


def _acts(rows):
    """(first row, last row) of what one person did to one object at once; rows by object and time."""
    acts = []
    for row in rows:
        if acts and _continues(acts[-1][1], row):
            acts[-1] = (acts[-1][0], row)
        else:
            acts.append((row, row))
    return acts


def _continues(last, row):
    """Only relations were saved, right after the row itself."""
    is_next = row.previous == last.history_id and row.history_type == "~"
    is_same_person = row.history_user_id == last.history_user_id
    if not is_next or not is_same_person or row.history_date - last.history_date > ONE_ACT:
        return False
    fields = row.tracked_fields
    return all(getattr(row, item.attname) == getattr(last, item.attname) for item in fields)


# --- what the history of each noun consists of --------------------------------------------------------


def changes_of(instance, *others, name=""):
    """The history of any tracked object, mixed with ``others`` that belong to it."""
    subject = name or capfirst(instance._meta.verbose_name)
    return History(TrackedChanges(instance.history.all(), subject), *others)


def village_history(village):
    """A village and its RTs."""
    rows = Neighbourhood.history.filter(village_id=village.pk)
    neighbourhoods = TrackedChanges(
        rows, lambda row: f"RT {row.rt} RW {row.rw}", hidden=("village",)
    )
    return changes_of(village, neighbourhoods, name=_("Data desa"))


def decree_history(decree):
    """A decree and every location it ever had."""
    locations = TrackedChanges(
        DecreeLocation.history.filter(decree_id=decree.pk),
        lambda row: _("Lokasi %(name)s") % {"name": row.area_name},
        hidden=("decree",),
    )
    return changes_of(decree, locations, name=_("SK"))


def baseline_history(baseline):
    """A baseline: its steps, changes of its survey data and score, and every record it ever had."""
    rows = baseline.history.annotate(status_before=_previous(Baseline.history.model, "status"))
    return History(
        Steps(baseline.events.all()),
        TrackedChanges(rows.filter(status=F("status_before")), _("Data baseline")),
        _records(baseline_id=baseline.pk),
    )


def reductions_history(village):
    """Every figure that was ever confirmed for the village."""
    rows = SlumReduction.history.filter(village_id=village.pk)
    hidden = ("village", "year", "confirmed_at", "confirmed_by")
    return History(
        TrackedChanges(
            rows, lambda row: _("Penetapan %(year)s") % {"year": row.year}, hidden=hidden
        )
    )


def record_history(baseline, neighbourhood):
    """The record of one RT in a baseline, also when it was removed or entered anew."""
    return History(_records(baseline_id=baseline.pk, neighbourhood_id=neighbourhood.pk))


def _records(**lookups):
    rows = NeighbourhoodRecord.history.filter(**lookups).select_related("neighbourhood")
    return TrackedChanges(rows, _record_subject, hidden=("baseline", "neighbourhood"))


def _record_subject(row):
    return str(row.neighbourhood or _("RT yang sudah dihapus"))
