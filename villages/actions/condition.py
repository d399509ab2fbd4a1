"""Keeping conditions right: whatever changes a verified survey or a delivery calls ``refresh_conditions``.

A condition depends on all baselines and outputs of its village, so the village is what two people queue at.
Acts lock it first, before baselines, projects and outputs, and refresh last; then none of them can overlook
what the other has just written, and they never wait for each other in a circle.
"""

from django.db import transaction

from villages.models import Condition, Village
from villages.queries.condition_check import differences
from villages.queries.condition_rule import (
    STORED_FIELDS,
    computed_conditions,
    present_year,
    stored_conditions,
)

VILLAGES_AT_A_TIME = 25  # about 3,500 rows in memory
BATCH_SIZE = 500


def lock_villages(villages):
    """Lock villages (instances or primary keys) until the transaction ends; returns their keys in order.

    Rows that point to a village can still be added meanwhile.
    """
    rows = Village.objects.filter(pk__in=_keys(villages)).order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


@transaction.atomic
def refresh_conditions(villages, *, since=0, until=None):
    """Bring the conditions of villages (instances or primary keys) in line with the rule.

    Part of the transaction that changed their baselines or outputs. Writes what differs and nothing else;
    returns how many rows that were. ``since`` is the first year that the change concerns, such as that of a
    delivery; ``until`` is the last year, the present one unless told.
    """
    return sum(_refresh(part, since, until or present_year()) for part in _parts(villages))


def rebuild_conditions(villages, *, on_progress=None):
    """``refresh_conditions`` in one transaction after another, so that nobody waits for the whole regency."""
    written = done = 0
    for part in _parts(villages):
        written += refresh_conditions(part)
        done += len(part)
        if on_progress:
            on_progress(done, len(villages))
    return written


def check_conditions(villages):
    """Yield the ``Difference`` of every stored value from what the rule gives; writes nothing."""
    for part in _parts(villages):
        with transaction.atomic():
            found = differences(lock_villages(part), present_year())
        yield from found


def _parts(villages):
    """Primary keys of villages in lists that fit into memory with all their conditions."""
    keys = _keys(villages)
    for start in range(0, len(keys), VILLAGES_AT_A_TIME):
        yield keys[start : start + VILLAGES_AT_A_TIME]


def _keys(villages):
    return sorted({getattr(village, "pk", village) for village in villages})


def _refresh(villages, since, until):
    villages = lock_villages(villages)
    computed = computed_conditions(villages, until, since)
    stored = stored_conditions(villages, since)
    changed = [key for key in computed if key not in stored or stored[key][1] != computed[key]]
    gone = [pk for key, (pk, __) in stored.items() if key not in computed]
    Condition.objects.filter(pk__in=gone).delete()
    Condition.objects.bulk_create(
        (_condition(*key, computed[key]) for key in changed),
        batch_size=BATCH_SIZE,
        update_conflicts=True,
        unique_fields=["neighbourhood", "year"],
        update_fields=STORED_FIELDS,
    )
    return len(changed) + len(gone)


def _condition(neighbourhood, year, fields):
    return Condition(
        neighbourhood_id=neighbourhood, year=year, **dict(zip(STORED_FIELDS, fields, strict=True))
    )
