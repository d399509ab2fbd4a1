"""What undoing an import of interventions would do: what comes back, what goes, what people changed since."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from villages.funding import FUNDING_FIELDS, FundingSource
from villages.import_subject import SUBJECTS
from villages.models import Agency, ImportBatch, Neighbourhood, Output, Project

_MONEY = ("budget_rp", *FUNDING_FIELDS)
_TABLE = SUBJECTS[ImportBatch.Subject.PROJECT]
# The heading under which people know a field that an import can change.
HEADING_OF = {
    "neighbourhood_id": "rt",
    "indicator": "kriteria",
    "delivered": "volume",
    "planned": "rencana",
    "delivered_on": "selesai_pada",
    "source": "sumber_dana",
    "cost_rp": "anggaran",
    "name": "kegiatan",
    "year": "tahun",
    "scheme": "skema",
    "agency_id": "opd",
    "organisation": "opd",
    "status": "status",
    **dict.fromkeys(_MONEY, "anggaran"),
}


@dataclass(frozen=True)
class KeptField:
    """A value that somebody changed after the import, so that it stays; both values as people read them."""

    project: Project
    place: str
    name: str
    written: str
    now: str

    @property
    def column(self):
        return _TABLE.column_name(HEADING_OF[self.name])


@dataclass
class ProjectUndoPlan:
    """What undoing would do now.

    ``locked`` are projects that the import made and on which work was recorded since: then nothing can be
    undone. ``restored`` pairs outputs and projects with the fields that get their old values back;
    ``shares`` is what the budgets of projects lose, by column. ``stays_outputs`` and ``stays_projects``
    were made by the import and changed or used since; ``gone_count`` outputs were deleted by hand.
    """

    villages: list[int]
    locked: list[Project] = field(default_factory=list)
    removed_outputs: list[Output] = field(default_factory=list)
    removed_projects: list[Project] = field(default_factory=list)
    stays_outputs: list[Output] = field(default_factory=list)
    stays_projects: list[Project] = field(default_factory=list)
    restored: list[tuple] = field(default_factory=list)
    kept: list[KeptField] = field(default_factory=list)
    shares: dict = field(default_factory=lambda: defaultdict(lambda: defaultdict(Decimal)))
    gone_count: int = 0

    @property
    def restored_outputs(self):
        return [item for item in self.restored if isinstance(item[0], Output)]

    @property
    def restored_projects(self):
        return [item for item in self.restored if isinstance(item[0], Project)]


def project_undo_plan(batch):
    """The ``ProjectUndoPlan`` of a saved import, in six queries however many rows."""
    return _Undoing(batch).plan_all()


class _Undoing:
    """Compares what an import wrote with what is there now."""

    def __init__(self, batch):
        (self.written,) = batch.changes
        self.plan = ProjectUndoPlan(self.written["villages"])
        projects = Project.objects.filter(village__in=self.plan.villages)
        outputs = Output.objects.filter(project__village__in=self.plan.villages)
        self.projects = projects.select_related("village").defer("village__boundary").in_bulk()
        self.outputs = outputs.select_related("neighbourhood").order_by().in_bulk()
        self.written_outputs = _as_written(Output, self.written["outputs"], outputs)
        self.written_projects = _as_written(Project, self.written["projects"], projects)

    def plan_all(self):
        made = [self.projects[pk] for pk in self.written["projects"] if pk in self.projects]
        self.plan.locked = worked_on(made)
        self._look_at_outputs()
        for pk, fields, moved in self.written["changed_outputs"]:
            self._look_at_changed(self.outputs.get(pk), fields, moved)
        for pk, fields in self.written["changed_projects"]:
            if pk in self.projects:
                self._restore(self.projects[pk], fields, self.projects[pk], "")
        self._look_at_projects(made)
        self._look_at_budgets()
        return self.plan

    def _look_at_outputs(self):
        """Outputs that the import made go where they are as it made them, with their share of the budget."""
        for pk in self.written["outputs"]:
            output = self.outputs.get(pk)
            if output is None:
                self.plan.gone_count += 1
            elif _is_as_written(output, self.written_outputs[pk]):
                self.plan.removed_outputs.append(output)
                if output.cost_rp:
                    source = FundingSource(output.source or FundingSource.OTHER)
                    self.plan.shares[output.project_id][source.field] += output.cost_rp
            else:
                output.project = self.projects[output.project_id]
                self.plan.stays_outputs.append(output)

    def _look_at_changed(self, output, fields, moved):
        """An output gets its old values back; the money follows where both of its cells do."""
        if output is None:
            self.plan.gone_count += 1
            return
        project = self.projects[output.project_id]
        restored = self._restore(output, fields, project, str(output.neighbourhood))
        if {"source", "cost_rp"} & fields.keys() <= restored:
            for name, amount in moved.items():
                self.plan.shares[project.pk][name] += amount

    def _restore(self, thing, fields, project, place):
        """Names of the fields that get their old values back; the others are kept."""
        back = {}
        for name, (old, written) in fields.items():
            now, read = getattr(thing, name), _reader(type(thing), name)
            if now == read(written):
                back[name] = read(old)
            elif now != read(old):
                values = self._shown(name, read(written)), self._shown(name, now)
                self.plan.kept.append(KeptField(project, place, name, *values))
        if back:
            self.plan.restored.append((thing, back))
        return back.keys()

    def _shown(self, name, value):
        if name == "neighbourhood_id":
            return str(Neighbourhood.objects.get(pk=value))
        if name == "agency_id":
            return str(Agency.objects.filter(pk=value).first() or "–")
        return _TABLE.show(HEADING_OF[name], value)

    def _look_at_projects(self, made):
        """Projects that the import made go when all of their outputs do and nobody changed them."""
        removed = {output.pk for output in self.plan.removed_outputs}
        in_use = {item.project_id for pk, item in self.outputs.items() if pk not in removed}
        for project in made:
            is_same = _is_as_written(project, self.written_projects[project.pk], besides=_MONEY)
            rest = {
                name: getattr(project, name) - self.plan.shares[project.pk][name]
                for name in FUNDING_FIELDS
            }
            if is_same and project.pk not in in_use and not any(rest.values()):
                self.plan.removed_projects.append(project)
            else:
                self.plan.stays_projects.append(project)

    def _look_at_budgets(self):
        """A budget that somebody lowered since cannot lose what the import added."""
        for project in self.plan.removed_projects:
            self.plan.shares.pop(project.pk, None)
        for pk, shares in list(self.plan.shares.items()):
            project = self.projects[pk]
            if any(getattr(project, name) < amount for name, amount in shares.items()):
                values = sum(shares.values()), project.budget_rp
                values = (self._shown("budget_rp", value) for value in values)
                self.plan.kept.append(KeptField(project, "", "budget_rp", *values))
                del self.plan.shares[pk]


def worked_on(projects):
    """Projects with weeks, photographs, a handover or anything else besides outputs."""
    anything = Q()
    for relation in Project._meta.related_objects:
        if relation.name != "outputs":
            anything |= Q(**{f"{relation.name}__isnull": False})
    villages = {project.village_id for project in projects}
    found = Project.objects.filter(anything, village__in=villages).order_by()
    pks = set(found.values_list("pk", flat=True))
    return [project for project in projects if project.pk in pks]


def _reader(model, name):
    """What reads a field's value from a text."""
    found = model._meta.get_field(name.removesuffix("_id"))
    return getattr(found, "target_field", found).to_python


def _as_written(model, pks, rows):
    """The first history row of each, by primary key: what it was when it was made."""
    history = model.history.filter(history_type="+", id__in=rows.order_by().values("pk"))
    wanted = set(pks)
    return {item.id: item for item in history if item.id in wanted}


def _is_as_written(thing, first, besides=()):
    skipped = {"id", "version", *besides}
    names = (field.attname for field in type(first).tracked_fields)
    return all(
        getattr(thing, name) == getattr(first, name) for name in names if name not in skipped
    )
