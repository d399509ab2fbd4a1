"""What the cells of rows with a key mean for stored projects and outputs: fields with old and new values."""

from villages.funding import FUNDING_FIELDS, FundingSource
from villages.models import Output, Project
from villages.queries.project_changes import is_of_project

OUTPUT_FIELDS = (
    "neighbourhood",
    "indicator",
    "planned",
    "delivered",
    "delivered_on",
    "source",
    "cost_rp",
)
PROJECT_FIELDS = (
    "name",
    "year",
    "scheme",
    "agency",
    "organisation",
    "status",
    "budget_rp",
    *FUNDING_FIELDS,
)
_OF_OUTPUT = {
    "kriteria": "indicator",
    "volume": "delivered",
    "rencana": "planned",
    "selesai_pada": "delivered_on",
    "sumber_dana": "source",
    "anggaran": "cost_rp",
}
_OF_PROJECT = {"tahun": "year", "kegiatan": "name", "skema": "scheme", "status": "status"}
_MONEY = ("anggaran", "sumber_dana")


class Changing:
    """Collects changes of stored outputs and projects; ``as_json`` is what undoing them needs."""

    def __init__(self, stored, rows):
        self.stored = stored
        self._outputs, self._projects = {}, {}  # primary key → {field: new value}
        self._moved = {}  # output → {column of a source: rupiah added to the project's share}
        self._grown = {}  # project → the same, in all
        for row in rows:
            self._take(row)

    def _take(self, row):
        project = self.stored.projects[row.project]
        output = self.stored.outputs.get(row.output)
        is_shared = is_of_project(row, self.stored, project, output)
        for heading in row.old:
            if heading in _OF_PROJECT:
                self._change_project(project, {_OF_PROJECT[heading]: row.values[heading]})
            elif heading == "opd":
                agency = self.stored.agency_by_name[row.values["opd"].casefold()]
                self._change_project(project, {"agency_id": agency.pk, "organisation": ""})
            elif heading in _MONEY and is_shared:
                self._change_budget(project, row)
            elif heading == "rt":
                village = self.stored.villages[row.code]
                self._change_output(
                    output, {"neighbourhood_id": self.stored.neighbourhood(village, row)}
                )
            else:
                value = row.source if heading == "sumber_dana" else row.values[heading]
                self._change_output(output, {_OF_OUTPUT[heading]: value})
        if set(_MONEY) & row.old.keys() and not is_shared and not row.keeps_budget:
            self._move_money(output)

    def _change_output(self, output, fields):
        self._outputs.setdefault(output.pk, {}).update(fields)

    def _change_project(self, project, fields):
        self._projects.setdefault(project.pk, {}).update(fields)

    def _change_budget(self, project, row):
        """The money of a whole project, all from one source."""
        source = row.source if "sumber_dana" in row.old else next(iter(project.shares), row.source)
        budget = row.values["anggaran"] if "anggaran" in row.old else project.budget_rp
        before = self._projects.get(project.pk, {})
        if "anggaran" not in row.old and "budget_rp" in before:
            budget = before["budget_rp"]
        shares = dict.fromkeys(FUNDING_FIELDS, 0) | {FundingSource(source).field: budget}
        self._change_project(project, {"budget_rp": budget, **shares})

    def _move_money(self, output):
        """The budget is the sum of the outputs, so it follows what one of them costs."""
        new = self._outputs[output.pk]
        moved = dict.fromkeys(FUNDING_FIELDS, 0)
        moved[FundingSource(output.source or "other").field] -= output.cost_rp or 0
        source = new.get("source", output.source) or "other"
        moved[FundingSource(source).field] += new.get("cost_rp", output.cost_rp) or 0
        self._moved[output.pk] = {name: int(amount) for name, amount in moved.items() if amount}
        for name, amount in moved.items():
            self.add_to_share(output.project, name, amount)

    def add_to_share(self, project, name, amount):
        """Let a project's budget grow, or shrink, by an amount from one source."""
        if amount:
            shares = self._grown.setdefault(project, {})
            shares[name] = shares.get(name, 0) + amount

    def changed_outputs(self):
        """Outputs with their new values, unsaved."""
        objects = Output.objects.in_bulk(list(self._outputs))
        for pk, fields in self._outputs.items():
            for name, value in fields.items():
                setattr(objects[pk], name, value)
        return list(objects.values())

    def changed_projects(self):
        """Projects with their new values and budgets, unsaved."""
        objects = Project.objects.in_bulk(list(self._projects.keys() | self._grown.keys()))
        for pk, project in objects.items():
            for name, value in self._projects.get(pk, {}).items():
                setattr(project, name, value)
            add_to_budget(project, self._grown.get(pk, {}))
        return list(objects.values())

    def years(self):
        """Years in which something was delivered, or is now, that is not as it was."""
        for pk, new in self._outputs.items():
            days = self.stored.outputs[pk].delivered_on, new.get("delivered_on")
            yield from (day.year for day in days if day)

    def as_json(self):
        """Old and new values by field: of outputs with the money that moved along, and of projects."""
        outputs = [
            [pk, self._pairs(Output, self.stored.outputs[pk], new), self._moved.get(pk, {})]
            for pk, new in self._outputs.items()
        ]
        projects = [
            [pk, self._pairs(Project, self.stored.projects[pk], new)]
            for pk, new in self._projects.items()
        ]
        return {"changed_outputs": outputs, "changed_projects": projects}

    def _pairs(self, model, stored, new):
        return {
            name: [as_text(_value(stored, name)), as_text(value)] for name, value in new.items()
        }


def add_to_budget(project, shares):
    """Add to the shares of some sources; the budget stays their sum."""
    for name, amount in shares.items():
        setattr(project, name, getattr(project, name) + amount)
        project.budget_rp += amount


def _value(stored, name):
    """The value of a stored output or project by the name of its model's field."""
    if name in FUNDING_FIELDS:
        return stored.shares.get(name.removesuffix("_rp"), 0)
    return getattr(stored, name.removesuffix("_id"))


def as_text(value):
    """A value for JSON; None stays."""
    return None if value is None else str(value)
