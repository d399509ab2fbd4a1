"""Where stored conditions are not what the rule gives."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from villages.models import Neighbourhood
from villages.queries.condition_rule import STORED_FIELDS, computed_conditions, stored_conditions


@dataclass(frozen=True)
class Difference:
    """One field of one condition; ``field`` is "" where the whole row is missing or too many."""

    neighbourhood: Neighbourhood
    year: int
    field: str
    stored: object
    computed: object

    def __str__(self):
        village = self.neighbourhood.village
        place = f"{village.code} {village}, {self.neighbourhood}, {self.year}"
        field = self.field or _("baris")
        return f"{place}, {field}: {_shown(self.stored)} → {_shown(self.computed)}"


def differences(villages, until):
    """A ``Difference`` for each field that differs, by place and year; four or five queries.

    The caller holds the villages (primary keys) locked.
    """
    computed, stored = computed_conditions(villages, until), stored_conditions(villages)
    stored = {key: fields for key, (__, fields) in stored.items()}
    keys = [key for key in computed.keys() | stored if computed.get(key) != stored.get(key)]
    places = _places({neighbourhood for neighbourhood, __ in keys})
    keys.sort(key=lambda key: (places[key[0]].order, key[1]))
    return [
        Difference(places[rt], year, *difference)
        for rt, year in keys
        for difference in _of_row(stored.get((rt, year)), computed.get((rt, year)))
    ]


def _places(pks):
    rows = Neighbourhood.objects.select_related("village").in_bulk(pks) if pks else {}
    for place in rows.values():
        place.order = place.village.code, place.rw, place.rt
    return rows


def _of_row(stored, computed):
    """(field, stored, computed) of each field that differs, or one for the whole row."""
    if stored is None or computed is None:
        yield "", stored, computed
        return
    for field, was, should in zip(STORED_FIELDS, stored, computed, strict=True):
        if was != should:
            yield field, was, should


def _shown(value):
    if value is None:
        return _("tidak ada")
    if isinstance(value, tuple):
        return _("ada")
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)
