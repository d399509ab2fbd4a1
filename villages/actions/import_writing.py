"""Writing the accepted rows of an import in bulk: baselines, RTs, records, scores, history and events."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from villages.actions.assessment import score_baselines, take_score
from villages.actions.import_reason import import_reason
from villages.import_plan import Plan, State
from villages.models import (
    MEASURE_FIELDS,
    Baseline,
    BaselineEvent,
    ImportBatch,
    Neighbourhood,
    NeighbourhoodRecord,
)
from villages.queries.import_stored import Stored
from villages.sheet import MEASURE_BY_HEADING, MEASURES
from villages.tracking import bulk_create_tracked, bulk_upsert_tracked

RECORD_FIELDS = (*MEASURE_FIELDS, "edited_at", "edited_by", "total", "level", "version")
BATCH_SIZE = 500


@dataclass
class ImportWriter:
    """Writes a plan within the caller's transaction, which holds the villages and baselines locked."""

    batch: ImportBatch
    plan: Plan
    stored: Stored
    by: object
    on_progress: object = None
    now: datetime = field(default_factory=timezone.now)

    def write(self):
        """Write what the plan says; returns what undoing it needs, one entry per baseline."""
        self.rows = [(index, row) for index, row in enumerate(self.plan.rows) if row.is_written]
        opened = self._open_baselines()
        neighbourhoods = self._create_neighbourhoods()
        records = self._write_records()
        proposed = self._propose_others(opened)
        baselines = self._score()
        self._note(baselines)
        changes = _Changes(baselines, opened)
        changes.add_neighbourhoods(neighbourhoods)
        changes.add_records(records, proposed)
        return list(changes.entries.values())

    @property
    def reason(self):
        return import_reason(self.batch)

    def _baseline(self, row):
        return self.stored.baselines[self.stored.villages[row.code].pk]

    def _neighbourhood(self, row):
        return self.stored.neighbourhood(self.stored.villages[row.code], row)

    def _open_baselines(self):
        """Baselines of villages that have none yet."""
        villages = {row.code: self.stored.villages[row.code] for __, row in self.rows}
        survey = {"year": self.batch.year, "kind": self.batch.kind}
        opened = [
            Baseline(village=village, opened_at=self.now, opened_by=self.by, **survey)
            for village in villages.values()
            if village.pk not in self.stored.baselines
        ]
        bulk_create_tracked(opened, by=self.by, reason=self.reason)
        self.stored.baselines |= {baseline.village_id: baseline for baseline in opened}
        return opened

    def _create_neighbourhoods(self):
        new = [
            Neighbourhood(
                village=self.stored.villages[row.code],
                **{name: getattr(row, name) for name in ("rw", "rt", "label", "hamlet")},
            )
            for __, row in self.rows
            if row.is_new_rt
        ]
        bulk_create_tracked(new, by=self.by, reason=self.reason)
        self.stored.neighbourhoods |= {(item.village_id, item.rw, item.rt): item.pk for item in new}
        return new

    def _write_records(self):
        """(index of the row, record, whether it is new) of every row that was written."""
        existing = self._existing_records()
        written = []
        for index, row in self.rows:
            key = self._baseline(row).pk, self._neighbourhood(row)
            record = existing.get(key)
            is_new = record is None
            if is_new:
                record = NeighbourhoodRecord(baseline_id=key[0], neighbourhood_id=key[1], version=0)
            self._fill(record, row)
            written.append((index, record, is_new))
        for start in range(0, len(written), BATCH_SIZE):
            part = written[start : start + BATCH_SIZE]
            new = [item for __, item, is_new in part if is_new]
            bulk_create_tracked(new, by=self.by, reason=self.reason)
            changed = [item for __, item, is_new in part if not is_new]
            bulk_upsert_tracked(changed, RECORD_FIELDS, by=self.by, reason=self.reason)
            if self.on_progress:
                self.on_progress(start + len(part), len(written))
        return written

    def _existing_records(self):
        baselines = {self._baseline(row).pk for __, row in self.rows}
        records = NeighbourhoodRecord.objects.filter(baseline__in=baselines).order_by()
        return {(item.baseline_id, item.neighbourhood_id): item for item in records}

    def _fill(self, record, row):
        for heading in row.old:
            measure = MEASURE_BY_HEADING[heading]
            value = row.values[heading]
            setattr(record, measure.field, int(value) if measure.unit.is_whole else value)
        record.edited_at, record.edited_by = self.now, self.by
        record.version += 1
        take_score(record, row.total, row.level)

    def _propose_others(self, opened):
        """As when opening by hand: RTs that the file lacks, with the denominators they had last."""
        baselines = {baseline.village_id: baseline for baseline in opened}
        taken = {self._neighbourhood(row) for __, row in self.rows}
        proposed = [
            _proposal(baselines[village], pk, self.stored.previous.get((village, pk)))
            for (village, __rw, __rt), pk in self.stored.neighbourhoods.items()
            if village in baselines and pk not in taken
        ]
        bulk_create_tracked(proposed, by=self.by, reason=self.reason)
        return proposed

    def _score(self):
        """Bring the scores of all touched baselines up to date; returns these."""
        touched = {
            baseline.pk: baseline for baseline in (self._baseline(row) for __, row in self.rows)
        }
        before = {pk: (item.total, item.level) for pk, item in touched.items()}
        baselines = score_baselines(list(touched.values()))
        changed = [item for item in baselines if (item.total, item.level) != before[item.pk]]
        bulk_upsert_tracked(changed, ["total", "level"], by=self.by, reason=self.reason)
        return baselines

    def _note(self, baselines):
        rows = {baseline.pk: [] for baseline in baselines}
        for __, row in self.rows:
            rows[self._baseline(row).pk].append(row.state)
        BaselineEvent.objects.bulk_create(
            BaselineEvent(
                baseline_id=pk,
                act=BaselineEvent.Act.IMPORTED,
                by=self.by,
                comment=_("Impor %(batch)s: %(new)s RT baru diisi, %(changed)s RT berubah.")
                % {
                    "batch": self.batch,
                    "new": states.count(State.NEW),
                    "changed": states.count(State.CHANGED),
                },
            )
            for pk, states in rows.items()
        )
        self.batch.baselines.add(*rows)


def _proposal(baseline, neighbourhood, previous):
    record = NeighbourhoodRecord(baseline=baseline, neighbourhood_id=neighbourhood)
    for measure in MEASURES:
        if previous and not measure.code:
            setattr(record, measure.field, previous.values[measure.heading])
    return record


class _Changes:
    """What undoing needs, by baseline: what was created, and which row was written to which record."""

    def __init__(self, baselines, opened):
        self.entries = {
            item.pk: {
                "baseline": item.pk,
                "opened": item in opened,
                "neighbourhoods": [],
                "records": [],
                "proposed": [],
            }
            for item in baselines
        }
        self._of_village = {item.village_id: self.entries[item.pk] for item in baselines}

    def add_neighbourhoods(self, neighbourhoods):
        for item in neighbourhoods:
            self._of_village[item.village_id]["neighbourhoods"].append(item.pk)

    def add_records(self, written, proposed):
        """Of a written row: its index in the plan, the record, whether it is new; of a proposal: values."""
        for index, record, is_new in written:
            self.entries[record.baseline_id]["records"].append([index, record.pk, is_new])
        for record in proposed:
            values = {name: getattr(record, name) for name in MEASURE_FIELDS}
            known = {name: str(value) for name, value in values.items() if value is not None}
            self.entries[record.baseline_id]["proposed"].append([record.pk, known])
