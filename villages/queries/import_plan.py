"""Compares the rows of a baseline sheet with what is stored: what would saving do, and what forbids it?"""

from collections import defaultdict
from dataclasses import replace

from villages import scoring
from villages.findings import blocking_findings, warnings
from villages.import_plan import Plan, State
from villages.queries.import_findings import RowFindings
from villages.sheet import MEASURES

_INDICATORS = [measure for measure in MEASURES if measure.code]
_DENOMINATORS = [measure for measure in MEASURES if not measure.code]
PROGRESS_STEP = 100


def plan_rows(rows, findings, stored, *, on_progress=None):
    """The ``Plan`` of rows as they were read, against what is ``stored`` now; no query of its own.

    ``findings`` are those of the files; what depends on stored data is added. A blank cell keeps what is
    stored. ``on_progress(done, total)`` is called now and then.
    """
    planner = _Planner(stored)
    for done, row in enumerate(rows, start=1):
        planner.plan(row)
        if on_progress and (done % PROGRESS_STEP == 0 or done == len(rows)):
            on_progress(done, len(rows))
    planner.name_absent()
    of_file = [finding for finding in findings if finding.is_of_file]
    return Plan(rows, sorted([*of_file, *planner.findings.found], key=finding_position))


def holds_still(rows, stored):
    """Would saving the accepted rows still do what they show? Cheaper than planning anew.

    A row that fills in every measure is checked by what it would change alone: what it leads to follows
    from itself. Rows that were refused are not saved, so they do not matter.
    """
    planner = _Planner(stored)
    return all(planner.agrees(row) for row in rows if row.is_accepted)


def finding_position(finding):
    """For sorting: as the rows stand in the files."""
    return finding.file, finding.sheet, finding.row


class _Planner:
    """Decides row by row."""

    def __init__(self, stored):
        self.stored = stored
        self.findings = RowFindings()
        self.written = {}  # first row and RTs of each village that gets something

    def plan(self, row):
        """Set what saving the row would do; what speaks against it is collected."""
        row.state, row.old, row.is_new_rt = State.REFUSED, {}, False
        row.total, row.level = None, ""
        village = self.stored.villages.get(row.code)
        if village is None and row.code:
            self.findings.unknown_village(row)
            return
        if village:
            self.findings.village_name(row, village)
            row.village = village.name
        if row.is_unusable:
            self.findings.figures(row, blocking_findings(*_figures(row.values)))
        else:
            self._compare(row, village)

    def agrees(self, row):
        """Whether planning the row now leads to what it shows."""
        village = self.stored.villages.get(row.code)
        if village is None:
            return False
        if len(row.values) < len(MEASURES):
            again = replace(row)
            self.plan(again)
            return again.effect == row.effect
        stored = self._stored(row, village)
        changed = _changes(row, stored)
        if changed != row.old or not changed:
            return changed == row.old
        shown = row.state, row.is_new_rt
        return self._is_open(village) and self._kind(row, village, stored) == shown

    def _stored(self, row, village):
        record = self.stored.record(village, row)
        return record.values if record else {}

    def _is_open(self, village):
        baseline = self.stored.baselines.get(village.pk)
        return baseline is None or baseline.is_editable

    def _kind(self, row, village, stored):
        """(state of a row that changes something, whether its RT is new)."""
        is_filled = any(value is not None for value in stored.values())
        is_new_rt = self.stored.neighbourhood(village, row) is None
        return (State.CHANGED if is_filled else State.NEW), is_new_rt

    def _compare(self, row, village):
        stored = self._stored(row, village)
        changed = _changes(row, stored)
        if not changed:
            self._keep(row, self.stored.record(village, row))
        elif self._allows(row, village, stored):
            row.old = changed
            row.state, row.is_new_rt = self._kind(row, village, stored)
            __, places = self.written.setdefault(village.pk, (row, set()))
            places.add((row.rw, row.rt))

    def _keep(self, row, record):
        row.state = State.UNCHANGED
        if record:
            row.total, row.level = record.total, record.level
        if not row.values:
            self.findings.blank(row)

    def _allows(self, row, village, stored):
        """Whether the row may be saved; sets its score."""
        if not self._is_open(village):
            self.findings.locked(row, self.stored.baselines[village.pk])
            return False
        figures = _figures({**stored, **row.values})
        blocking = blocking_findings(*figures)
        if self.findings.figures(row, blocking):
            return False
        if blocking:
            self.findings.incomplete(row, blocking)
        else:
            result = scoring.assess(*figures)
            row.total, row.level = result.total, result.level.value
        self.findings.warnings(row, self._warnings(row, village, figures))
        return True

    def _warnings(self, row, village, figures):
        neighbourhood = self.stored.neighbourhood(village, row)
        previous = self.stored.previous.get((village.pk, neighbourhood))
        return warnings(
            *figures,
            previous=previous and _figures(previous.values),
            village_area_ha=village.area_ha,
        )

    def name_absent(self):
        """RTs that the file lacks: they become part of a baseline that the import opens."""
        known = defaultdict(list)
        for village, rw, rt in self.stored.neighbourhoods:
            known[village].append((rw, rt))
        for village, (first, places) in self.written.items():
            absent = [place for place in known[village] if place not in places]
            if absent and village not in self.stored.baselines:
                self.findings.absent(first, absent)


def _changes(row, stored):
    """Stored value of every heading to which the row gives another."""
    return {
        heading: stored.get(heading)
        for heading, value in row.values.items()
        if stored.get(heading) != value
    }


def _figures(values):
    """(volumes by code, denominators by field) of values by heading."""
    return (
        {measure.code: values.get(measure.heading) for measure in _INDICATORS},
        {measure.field: values.get(measure.heading) for measure in _DENOMINATORS},
    )
