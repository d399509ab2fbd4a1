"""Writing the accepted rows of a sheet of interventions in bulk: projects, outputs, history, conditions."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from villages.actions.condition import refresh_conditions
from villages.actions.import_reason import import_reason
from villages.actions.project_changing import OUTPUT_FIELDS, PROJECT_FIELDS, Changing
from villages.funding import FUNDING_FIELDS, FundingSource
from villages.import_plan import Plan, State
from villages.models import ImportBatch, Output, Project
from villages.queries.project_stored import StoredProjects
from villages.tracking import bulk_create_tracked, bulk_upsert_tracked

BATCH_SIZE = 500
NOTE_LENGTH = Output._meta.get_field("note").max_length


@dataclass
class OutputWriter:
    """Writes a plan within the caller's transaction, which holds villages and projects locked."""

    batch: ImportBatch
    plan: Plan
    stored: StoredProjects
    by: object
    on_progress: object = None

    def write(self):
        """Write what the plan says; returns what undoing it needs, in one entry."""
        written = [row for row in self.plan.rows if row.is_written]
        new = [row for row in written if row.state == State.NEW]
        changing = Changing(self.stored, [row for row in written if row.state == State.CHANGED])
        projects = self._create_projects(new)
        self._grow_budgets(new, changing)
        outputs = self._create_outputs(new, projects)
        self._save(changing.changed_projects(), PROJECT_FIELDS)
        self._save(changing.changed_outputs(), OUTPUT_FIELDS)
        self._count(len(written), len(written))
        villages = {self.stored.villages[row.code].pk for row in written}
        since = min([*(row.day.year for row in new), *changing.years()], default=None)
        if since:
            refresh_conditions(villages, since=since)
        entry = {
            "villages": sorted(villages),
            "since": since,
            "projects": [project.pk for project in projects.values()],
            "outputs": [output.pk for output in outputs],
            "touched": sorted({row.project for row in written if row.project}),
        }
        return [entry | changing.as_json()]

    @property
    def _tracked(self):
        return {"by": self.by, "reason": import_reason(self.batch)}

    def _count(self, done, total):
        if self.on_progress:
            self.on_progress(done, total)

    def _create_projects(self, rows):
        """The new project of each activity that joins none."""
        grouped = defaultdict(list)
        for row in rows:
            if row.project is None:
                grouped[row.activity].append(row)
        projects = {activity: self._project(rows) for activity, rows in grouped.items()}
        bulk_create_tracked(list(projects.values()), **self._tracked)
        return projects

    def _project(self, rows):
        first = rows[0]
        shares = shares_of(rows)
        agency = self.stored.agency_by_name.get(first.agency.casefold())
        return Project(
            village=self.stored.villages[first.code],
            year=first.values["tahun"],
            name=first.values["kegiatan"],
            scheme=first.scheme,
            status=first.status,
            agency=agency,
            budget_rp=sum(shares.values()),
            **shares,
        )

    def _grow_budgets(self, rows, changing):
        """What new rows cost on top of the budgets of the projects that they join."""
        joining = defaultdict(list)
        for row in rows:
            if row.project is not None and row.values.get("anggaran"):
                joining[row.project].append(row)
        for project, joined in joining.items():
            for name, cost in shares_of(joined).items():
                changing.add_to_share(project, name, cost)

    def _create_outputs(self, rows, projects):
        outputs = [self._output(row, projects) for row in rows]
        for start in range(0, len(outputs), BATCH_SIZE):
            part = outputs[start : start + BATCH_SIZE]
            bulk_create_tracked(part, **self._tracked)
            self._count(start + len(part), len(outputs))
        return outputs

    def _output(self, row, projects):
        is_delivered = "volume" in row.values
        return Output(
            project_id=row.project or projects[row.activity].pk,
            neighbourhood_id=self.stored.neighbourhood(self.stored.villages[row.code], row),
            indicator=row.values["kriteria"],
            planned=row.values.get("rencana"),
            delivered=row.values.get("volume"),
            delivered_on=row.day if is_delivered else None,
            source=row.source,
            cost_rp=row.values.get("anggaran"),
            row_key=row.digest,
            note=_source_note(row),
        )

    def _save(self, objects, fields):
        for item in objects:
            item.version += 1
        bulk_upsert_tracked(objects, [*fields, "version"], **self._tracked)


def shares_of(rows):
    """What rows cost by the column of the source that pays it; every column is there."""
    shares = dict.fromkeys(FUNDING_FIELDS, 0)
    for row in rows:
        if cost := row.values.get("anggaran"):
            shares[FundingSource(row.source).field] += cost
    return shares


def _source_note(row):
    """A source that nobody knows is kept as it was written."""
    if not row.source_text:
        return ""
    return (_("Sumber dana tertulis: %(text)s") % {"text": row.source_text})[:NOTE_LENGTH]
