"""What the portal holds of the villages that a sheet of interventions names, and what its person may keep."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from villages.funding import FUNDING_FIELDS, FundingSource
from villages.import_output import plain_name
from villages.models import Agency, Neighbourhood, Output, Project, Village

_OUTPUT_FIELDS = (
    "pk",
    "project_id",
    "neighbourhood_id",
    "indicator",
    "planned",
    "delivered",
    "delivered_on",
    "source",
    "cost_rp",
    "row_key",
)
_PROJECT_FIELDS = (
    "pk",
    "village_id",
    "name",
    "year",
    "scheme",
    "status",
    "agency_id",
    "organisation",
    "budget_rp",
)


class StoredOutput(NamedTuple):
    """An output, by the names of its fields."""

    pk: int
    project: int
    neighbourhood: int
    indicator: str
    planned: Decimal | None
    delivered: Decimal | None
    delivered_on: object
    source: str
    cost_rp: Decimal | None
    row_key: str


class StoredProject(NamedTuple):
    """A project, by the names of its fields; ``shares`` by source, those that pay something."""

    pk: int
    village: int
    name: str
    year: int
    scheme: str
    status: str
    agency: int | None
    organisation: str
    budget_rp: Decimal
    shares: dict[str, Decimal]


class Keeper:
    """Whose projects the person may keep: the rule of ``Project.objects.editable_by``; None may all."""

    def __init__(self, user):
        self.may_all = user is None or user.has_perm("villages.change_all_projects")
        self.agencies = set() if self.may_all else set(user.agencies.values_list("pk", flat=True))
        self.villages = set() if self.may_all else set(user.villages.values_list("pk", flat=True))

    def may_keep(self, *, scheme, village, agency):
        if self.may_all or agency in self.agencies:
            return True
        return scheme == Project.Scheme.PADAT_KARYA and village in self.villages

    @property
    def own_agency(self):
        """The one agency that the person works for; None without one, or with several."""
        return next(iter(self.agencies)) if len(self.agencies) == 1 else None


class StoredProjects:
    """Villages that ``rows`` name, by code, with their RTs, projects and outputs; eight queries at most.

    Only villages within the user's scope; without a user (whoever holds the server), all.
    """

    def __init__(self, rows, *, user):
        codes = {row.code for row in rows if row.code}
        visible = Village.objects.all() if user is None else Village.objects.visible_to(user)
        found = visible.filter(code__in=codes).defer("boundary")
        self.villages = {village.code: village for village in found}
        self.pks = [village.pk for village in self.villages.values()]
        self.keeper = Keeper(user)
        self.agencies = list(Agency.objects.order_by("short_name"))
        self.neighbourhoods = self._neighbourhoods()
        self.projects = self._projects()
        self.outputs = self._outputs()
        self._arrange()

    def _neighbourhoods(self):
        rows = Neighbourhood.objects.filter(village__in=self.pks).order_by()
        columns = rows.values_list("pk", "village_id", "rw", "rt")
        return {(village, rw, rt): pk for pk, village, rw, rt in columns}

    def _projects(self):
        rows = Project.objects.filter(village__in=self.pks).order_by("pk")
        found = {}
        for *about, shares in (
            (*row[: len(_PROJECT_FIELDS)], row[len(_PROJECT_FIELDS) :])
            for row in rows.values_list(*_PROJECT_FIELDS, *FUNDING_FIELDS)
        ):
            paid = {
                source.value: share
                for source, share in zip(FundingSource, shares, strict=True)
                if share
            }
            found[about[0]] = StoredProject(*about, paid)
        return found

    def _outputs(self):
        """In the order in which they are exported."""
        rows = Output.objects.filter(project__village__in=self.pks)
        return {row[0]: StoredOutput(*row) for row in rows.values_list(*_OUTPUT_FIELDS)}

    def _arrange(self):
        self.by_row_key = {item.row_key: item for item in self.outputs.values() if item.row_key}
        self.by_name, self.of_project = defaultdict(list), defaultdict(list)
        for project in self.projects.values():
            name = project.village, project.year, plain_name(project.name)
            self.by_name[name].append(project)
        for output in self.outputs.values():
            self.of_project[output.project].append(output)
        self.places = {pk: (rw, rt) for (__, rw, rt), pk in self.neighbourhoods.items()}
        names = {item.name.casefold(): item for item in self.agencies}
        self.agency_by_name = names | {item.short_name.casefold(): item for item in self.agencies}
        self.agency_names = {item.pk: item.short_name for item in self.agencies}

    def neighbourhood(self, village, row):
        """Primary key of the RT that a row names; None where the portal does not know it."""
        return self.neighbourhoods.get((village.pk, row.rw, row.rt))

    def may_change(self, project):
        """Whether the person may change a stored project."""
        about = {"scheme": project.scheme, "village": project.village, "agency": project.agency}
        return self.keeper.may_keep(**about)

    def has_costs(self, project):
        """Whether the project's outputs say what each of them costs."""
        return any(item.cost_rp is not None for item in self.of_project[project.pk])

    def budget_follows(self, project):
        """Whether the budget is the sum of what the outputs cost, by source."""
        sums = defaultdict(Decimal)
        for item in self.of_project[project.pk]:
            sums[item.source or FundingSource.OTHER.value] += item.cost_rp or 0
        return {source: cost for source, cost in sums.items() if cost} == project.shares
