"""Fields of history rows in words: numbers, dates, choices and relations as people read them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.utils import get_m2m_reverse_field_name

from villages.models import NeighbourhoodRecord
from villages.numbers import show_number
from villages.sheet import MEASURES

EMPTY = "–"
# What the portal keeps for itself; who and when stand beside every entry anyway.
TECHNICAL = {"id", "version", "edited_at", "edited_by"}

_MEASURE_LABELS = {
    item.field: f"{item.code} {item.label} ({item.unit})".strip() for item in MEASURES
}


@dataclass(frozen=True)
class Change:
    """One field: its name, and both values as people read them."""

    label: str
    old: str
    new: str


class Reader:
    """Reads history rows of one model; whatever they refer to is fetched once for all of them."""

    def __init__(self, rows, *, hidden=()):
        self.rows = rows
        self.model = type(rows[0])
        self.is_record = self.model.instance_type is NeighbourhoodRecord
        self.fields = [
            field
            for field in (*self.model.tracked_fields, *self.model._history_m2m_fields)
            if field.name not in TECHNICAL and field.name not in hidden
        ]

    def changes(self, before, after):
        """Every field that differs; of a new or deleted object every field that has a value."""
        return tuple(
            self._change(field, old, new)
            for field in self.fields
            if (old := self._value(field, before)) != (new := self._value(field, after))
        )

    def _change(self, field, old, new):
        label = _MEASURE_LABELS.get(field.name) if self.is_record else None
        before, after = self._text(field, old), self._text(field, new)
        if before == after:  # such as another file, or a boundary with as many points
            after = _("%(value)s (berubah)") % {"value": after}
        return Change(label or capfirst(field.verbose_name), before, after)

    def _value(self, field, row):
        """What is stored; ``None`` for nothing, whatever the field keeps for it."""
        if row is None:
            return None
        if field.many_to_many:
            return self._members[field.name].get(row.history_id)
        value = getattr(row, field.attname)
        return None if value == "" else value

    def _text(self, field, value):
        if value is None:
            return EMPTY
        if field.many_to_many:
            names = self._names[field.remote_field.model]
            return ", ".join(sorted(names.get(key, _unknown(key)) for key in value))
        if field.remote_field:
            return self._names[field.remote_field.model].get(value, _unknown(value))
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return as_text(field.name, value)

    @cached_property
    def _members(self):
        """Per relation: keys of what each history row was related to, by history row."""
        found = {}
        for field in self.model._history_m2m_fields:
            members = found.setdefault(field.name, defaultdict(tuple))
            through = getattr(self.model, field.name).model
            links = through.objects.filter(history__in=self.rows)
            column = f"{get_m2m_reverse_field_name(field)}_id"
            for history_id, key in links.order_by(column).values_list("history_id", column):
                members[history_id] += (key,)
        return found

    @cached_property
    def _names(self):
        """Names of everything referred to, by model and key; one query per model."""
        keys = defaultdict(set)
        for field in self.fields:
            if field.many_to_many:
                keys[field.remote_field.model].update(*self._members[field.name].values())
            elif field.remote_field:
                keys[field.remote_field.model].update(
                    getattr(row, field.attname) for row in self.rows
                )
        return {
            model: {key: _name(item) for key, item in _in_bulk(model, wanted).items()}
            for model, wanted in keys.items()
        }


def _in_bulk(model, keys):
    large = [item.name for item in model._meta.fields if item.get_internal_type() == "JSONField"]
    return model._default_manager.defer(*large).in_bulk(keys - {None})


def _name(item):
    return (item.get_full_name() if hasattr(item, "get_full_name") else "") or str(item)


def _unknown(key):
    return _("nomor %(key)s (sudah dihapus)") % {"key": key}


def as_text(name, value):
    """A stored value in words; ``name`` of the field for those that are not what their type says."""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y H.i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, time):
        return f"{value:%H.%M}"
    if isinstance(value, Decimal | int) and name not in ("year", "budget_year"):
        is_coordinate = name in ("latitude", "longitude")
        return f"{value.normalize():f}" if is_coordinate else show_number(value)
    if isinstance(value, dict):
        return _("batas dengan %(count)s titik") % {"count": show_number(_count_points(value))}
    return _("ada berkas") if name == "file" else str(value)


def _count_points(geometry):
    """Number of positions of a GeoJSON polygon or several."""

    def count(coordinates):
        if coordinates and isinstance(coordinates[0], int | float):
            return 1
        return sum(count(part) for part in coordinates)

    return count(geometry.get("coordinates") or [])
