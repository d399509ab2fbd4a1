"""Which project a new row belongs to: one that is there and that the person may change, or a new one."""

from collections import defaultdict
from dataclasses import dataclass, field

from villages.funding import FundingSource
from villages.import_output import OutputRow
from villages.models import Project
from villages.queries.project_stored import StoredProject

Scheme, Status = Project.Scheme, Project.Status
# A project whose money all comes from there is of that scheme.
_SCHEME_OF = {
    FundingSource.VILLAGE_FUND: Scheme.VILLAGE_FUND,
    FundingSource.SELF_HELP: Scheme.SELF_HELP,
}


@dataclass
class Group:
    """Rows of one activity: what the first of them says of the project, and what they join."""

    scheme: str = ""
    agency: str = ""
    status: str = ""
    said_by: dict[str, int] = field(
        default_factory=dict
    )  # heading → number of the row that said it
    project: StoredProject | None = None
    is_settled: bool = False
    rows: list[OutputRow] = field(default_factory=list)


class Groups:
    """The projects that the rows of an upload without a key make or join."""

    def __init__(self, rows, stored, findings):
        self.stored, self.findings = stored, findings
        self._groups = defaultdict(Group)
        for row in rows:
            if "kunci" not in row.values and "kegiatan" in row.values:
                self._hear(row, self._groups[row.activity])

    def _hear(self, row, group):
        """What is said once of a project holds for all its rows, also for those before."""
        for heading, name in (("skema", "scheme"), ("opd", "agency"), ("status", "status")):
            value = self._known(heading, row.values.get(heading, ""))
            if value and not getattr(group, name):
                setattr(group, name, value)
                group.said_by[heading] = row.number

    def _known(self, heading, value):
        """An OPD by its short name, whichever of its names is written; "" for what will be refused."""
        if heading == "opd":
            agency = self.stored.agency_by_name.get(value.casefold())
            return agency.short_name if agency else ""
        return "" if value == Status.CANCELLED else value

    def agrees(self, row):
        """Whether the row says of the project what the first one said; otherwise that is found."""
        group, is_fine = self._groups[row.activity], True
        if row.values.get("status") == Status.CANCELLED:
            self.findings.cancelled(row)
            return False
        said = {"skema": group.scheme, "opd": group.agency, "status": group.status}
        for heading, value in said.items():
            if row.values.get(heading, value).casefold() != value.casefold():
                self.findings.disagrees(
                    row, heading, group.said_by[heading], _shown(heading, value)
                )
                is_fine = False
        return is_fine

    def join(self, row, village):
        """Tie an acceptable row to its project; False where the person may not make it."""
        group = self._groups[row.activity]
        agency = self.stored.agency_by_name.get(group.agency.casefold())
        agency_pk = agency.pk if agency else self.stored.keeper.own_agency
        if not group.is_settled:
            group.project = self._joined(row, village, group, agency)
            group.is_settled = True
        if group.project is None and not self.stored.keeper.may_keep(
            scheme=group.scheme, village=village.pk, agency=agency_pk
        ):
            row.agency = group.agency
            self._refuse(row)
            return False
        if group.project is None:
            row.agency = self.stored.agency_names.get(agency_pk, "")
        else:
            row.project = group.project.pk
        group.rows.append(row)
        return True

    def _joined(self, row, village, group, agency):
        """The project of that village, year and name which the rows join."""
        found = self.stored.by_name[village.pk, *row.activity[1:]]
        for project in found:
            fits = (
                project.status != Status.CANCELLED
                and group.scheme in ("", project.scheme)
                and (agency is None or agency.pk == project.agency)
            )
            if fits and self.stored.may_change(project):
                return project
        if found:
            keeper = self.stored.agency_names.get(found[0].agency, "")
            self.findings.not_joined(row, found[0], keeper)
        return None

    def _refuse(self, row):
        keeper = self.stored.keeper
        names = [self.stored.agency_names[pk] for pk in keeper.agencies]
        self.findings.not_yours(row, keeper, sorted(names))

    def settle(self):
        """Scheme and status of the projects that will be made, once all their rows are known."""
        for group in self._groups.values():
            if group.project is None and group.rows:
                scheme = group.scheme or _scheme(group.rows)
                status = group.status or _status(group.rows)
                for row in group.rows:
                    row.scheme, row.status = str(scheme), str(status)


def _scheme(rows):
    sources = {source for row in rows for source in row.sources}
    only = sources.pop() if len(sources) == 1 else None
    return _SCHEME_OF.get(only, Scheme.AGENCY_PROGRAMME)


def _status(rows):
    """Finished when everything was delivered, running when something was."""
    delivered = ["volume" in row.values for row in rows]
    if all(delivered):
        return Status.FINISHED
    return Status.RUNNING if any(delivered) else Status.PROPOSED


def _shown(heading, value):
    choices = {"skema": Scheme, "status": Status}
    return str(choices[heading](value).label) if heading in choices else value
