"""The history of tracked objects as people read it: who changed which field from what to what, and why."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.utils import get_m2m_reverse_field_name

from villages.numbers import show_number

# Saving a row and then its relations leaves two history rows for what a person did once.
ONE_ACT = timedelta(seconds=2)
_SILENT = {"id", "version", "file"}
_EMPTY = "–"


@dataclass(frozen=True)
class Change:
    """One field: its name, and both values as people read them."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class HistoryEntry:
    """What one person did to one object at one moment; ``act`` is "+", "~" or "-"."""

    at: datetime
    by: object
    act: str
    subject: str
    reason: str
    changes: tuple[Change, ...]

    @property
    def act_name(self):
        return {"+": _("Dibuat"), "~": _("Diubah"), "-": _("Dihapus")}[self.act]


def history_entries(rows, name="", *, subject=None):
    """Entries of history rows of one model, latest first; a few queries, however many rows.

    ``rows`` is a history queryset, of one object or of many. ``name`` is what kind of thing they are, or
    ``subject`` a function that tells it from a history row.
    """
    rows = list(rows.select_related("history_user").order_by("history_date", "history_id"))
    if not rows:
        return []
    reader = _Reader(rows)
    by_object = {}
    for row in rows:
        by_object.setdefault(row.id, []).append(row)
    entries = []
    for versions in by_object.values():
        acts = list(_acts(versions))
        for (__, before), (first, last) in pairwise([(None, None), *acts]):
            entries.append(_entry(reader, before, first, last, subject(last) if subject else name))
    return sorted(
        (entry for entry in entries if entry.changes or entry.act != "~"),
        key=lambda entry: entry.at,
        reverse=True,
    )


def _acts(versions):
    """(first row, last row) of what was done at once."""
    first = last = versions[0]
    for row in versions[1:]:
        together = row.history_date - last.history_date <= ONE_ACT
        if together and row.history_type == "~" and row.history_user_id == last.history_user_id:
            last = row
        else:
            yield first, last
            first = last = row
    yield first, last


def _entry(reader, before, first, last, subject):
    is_known = before is not None and before.history_type != "-"
    return HistoryEntry(
        at=first.history_date,
        by=last.history_user,
        act=first.history_type,
        subject=subject,
        reason=last.history_change_reason or "",
        changes=()
        if first.history_type == "-"
        else reader.changes(before if is_known else None, last),
    )


class _Reader:
    """Reads fields of history rows; names of everything they refer to are fetched once."""

    def __init__(self, rows):
        history_model = type(rows[0])
        self.fields = [field for field in history_model.tracked_fields if field.name not in _SILENT]
        self.relations = list(history_model._history_m2m_fields)
        self.names = {
            field.name: self._names(field, rows) for field in self.fields if field.remote_field
        }
        self.members = {field.name: self._members(field, rows) for field in self.relations}

    def _names(self, field, rows):
        keys = {getattr(row, field.attname) for row in rows} - {None}
        return _named(field.remote_field.model, keys)

    def _members(self, field, rows):
        """Names of what each history row was related to, by history row."""
        column = f"{get_m2m_reverse_field_name(field)}_id"
        through = getattr(type(rows[0]), field.name).model
        links = list(
            through.objects.filter(history__in=[row.history_id for row in rows]).values_list(
                "history_id", column
            )
        )
        names = _named(field.remote_field.model, {key for __, key in links})
        found = {}
        for history_id, key in links:
            found.setdefault(history_id, []).append(names.get(key, str(key)))
        return {history_id: ", ".join(sorted(values)) for history_id, values in found.items()}

    def changes(self, before, after):
        """Every field that differs; of a new object every field that has a value."""
        return tuple(
            Change(capfirst(field.verbose_name), old, new)
            for field in [*self.fields, *self.relations]
            if (old := self._shown(field, before)) != (new := self._shown(field, after))
        )

    def _shown(self, field, row):
        if row is None:
            return _EMPTY
        if field.name in self.members:
            return self.members[field.name].get(row.history_id, _EMPTY)
        value = getattr(row, field.attname)
        if value in (None, ""):
            return _EMPTY
        if field.name in self.names:
            return self.names[field.name].get(value, str(value))
        return str(dict(field.flatchoices).get(value) or _as_text(value))


def _named(model, keys):
    rows = model._default_manager.in_bulk(list(keys))
    return {
        key: row.get_full_name() or str(row) if hasattr(row, "get_full_name") else str(row)
        for key, row in rows.items()
    }


def _as_text(value):
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y H.i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, Decimal):
        return show_number(value)
    if isinstance(value, dict | list):
        return _("(ada)")
    return value
