"""Findings of a whole baseline."""

from dataclasses import dataclass

from villages.findings import RecordFinding, record_findings
from villages.models import Baseline, NeighbourhoodRecord


@dataclass(frozen=True)
class CheckedRecord:
    """A record with its findings and the record of the last verified baseline, if there is one."""

    record: NeighbourhoodRecord
    findings: tuple[RecordFinding, ...]
    previous: NeighbourhoodRecord | None = None

    @property
    def blocking(self):
        return [finding for finding in self.findings if finding.blocking]

    @property
    def warnings(self):
        return [finding for finding in self.findings if not finding.blocking]

    @property
    def needs_note(self):
        """Has warnings that nobody explained."""
        return bool(self.warnings) and not self.record.note.strip()


def previous_baseline(baseline):
    """The last verified baseline of the village before this one, or None."""
    return Baseline.objects.before(baseline).first()


def checked_records(baseline, *, previous=None):
    """Every record of the baseline, by RW and RT, with its findings.

    ``previous`` is the baseline to compare with; by default the last verified one before. Four queries,
    however many records.
    """
    previous = previous or previous_baseline(baseline)
    old = {record.neighbourhood_id: record for record in previous.records.all()} if previous else {}
    village_area = baseline.village.area_ha
    records = baseline.records.select_related("neighbourhood", "edited_by")
    return [
        check_record(record, old.get(record.neighbourhood_id), village_area) for record in records
    ]


def check_record(record, old, village_area):
    """A record with its findings; ``old`` is its record in the baseline before, ``village_area`` in ha."""
    findings = record_findings(
        record.volumes,
        record.denominators,
        previous=(old.volumes, old.denominators) if old else None,
        village_area_ha=village_area,
    )
    return CheckedRecord(record, tuple(findings), old)
