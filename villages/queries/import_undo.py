"""What undoing a saved import would do: what comes back, what goes, what stays because people changed it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from villages.import_plan import PlanRow
from villages.models import (
    MEASURE_FIELDS,
    Baseline,
    BaselineEvent,
    Neighbourhood,
    NeighbourhoodRecord,
)
from villages.sheet import MEASURE_BY_HEADING, column_name

_IMPORTS = (BaselineEvent.Act.IMPORTED, BaselineEvent.Act.IMPORT_UNDONE)


@dataclass(frozen=True)
class KeptCell:
    """A value that somebody changed after the import, so that it stays as it is now."""

    village: str
    place: str
    heading: str
    written: Decimal
    now: Decimal | int | None

    @property
    def column(self):
        return column_name(self.heading)


@dataclass
class UndoPlan:
    """What undoing would do now.

    ``locked`` are baselines that are submitted or verified: then nothing can be undone. ``restored`` pairs
    records with the fields that get their old values back; ``removed`` are records that the import created
    and nobody touched since, and ``gone`` RTs that were removed by hand meanwhile.
    """

    baselines: list[Baseline]
    locked: list[Baseline] = field(default_factory=list)
    restored: list[tuple[NeighbourhoodRecord, dict]] = field(default_factory=list)
    removed: list[NeighbourhoodRecord] = field(default_factory=list)
    kept: list[KeptCell] = field(default_factory=list)
    gone: list[PlanRow] = field(default_factory=list)
    closed: list[Baseline] = field(default_factory=list)
    neighbourhoods: list[int] = field(default_factory=list)


def undo_plan(batch):
    """The ``UndoPlan`` of a saved import, in five queries however many rows."""
    entries = {entry["baseline"]: entry for entry in batch.changes}
    baselines = list(
        Baseline.objects.filter(pk__in=entries).select_related("village").order_by("pk")
    )
    plan = UndoPlan(baselines, [item for item in baselines if not item.is_editable])
    records = NeighbourhoodRecord.objects.filter(baseline__in=baselines)
    current = {record.pk: record for record in records.select_related("neighbourhood")}
    for baseline in baselines:
        _Undoing(plan, batch.plan, current, baseline).look_at(entries[baseline.pk])
    plan.closed = _closable(plan, entries, current.values())
    plan.neighbourhoods = _untouched_neighbourhoods(batch.changes)
    return plan


class _Undoing:
    """One baseline of an import that is to be undone."""

    def __init__(self, plan, rows, current, baseline):
        self.plan, self.rows, self.current, self.baseline = plan, rows, current, baseline

    def look_at(self, entry):
        for index, pk, is_new in entry["records"]:
            row = PlanRow.from_json(self.rows[index])
            record = self.current.get(pk)
            if record is None:
                self.plan.gone.append(row)
            elif is_new and _holds_only(record, _fields(row.values)):
                self.plan.removed.append(record)
            else:
                self._restore(record, row)
        for pk, proposed in entry["proposed"]:
            record = self.current.get(pk)
            if record and _holds_only(record, {k: Decimal(v) for k, v in proposed.items()}):
                self.plan.removed.append(record)

    def _restore(self, record, row):
        """Old values for cells that hold what the import wrote; the others are kept."""
        fields = {}
        for heading, (old, written) in row.changes.items():
            name = MEASURE_BY_HEADING[heading].field
            now = getattr(record, name)
            if now == written:
                fields[name] = old
            elif now != old:
                place = str(record.neighbourhood)
                kept = KeptCell(self.baseline.village.name, place, heading, written, now)
                self.plan.kept.append(kept)
        if fields:
            self.plan.restored.append((record, fields))


def _fields(values):
    return {MEASURE_BY_HEADING[heading].field: value for heading, value in values.items()}


def _holds_only(record, written):
    """Does the record hold what was written to it and nothing else?"""
    return not record.note and all(
        getattr(record, name) == written.get(name) for name in MEASURE_FIELDS
    )


def _closable(plan, entries, records: Iterable[NeighbourhoodRecord]):
    """Baselines that the import opened and nobody worked on since: they go with their records."""
    removed = {record.pk for record in plan.removed}
    in_use = {record.baseline_id for record in records if record.pk not in removed}
    opened = [item for item in plan.baselines if entries[item.pk]["opened"]]
    mine = [
        item
        for item in opened
        if item.pk not in in_use and item.version == 1 and not item.was_submitted
    ]
    events = BaselineEvent.objects.filter(baseline__in=mine).exclude(act__in=_IMPORTS)
    worked_on = set(events.values_list("baseline_id", flat=True))
    return [item for item in mine if item.pk not in worked_on]


def _untouched_neighbourhoods(changes):
    """RTs that the import created and whose particulars nobody changed since."""
    created = [pk for entry in changes for pk in entry["neighbourhoods"]]
    edited = Neighbourhood.history.filter(id__in=created, history_type="~")
    edited_pks = set(edited.values_list("id", flat=True))
    return [pk for pk in created if pk not in edited_pks]
