"""Rows with a key against what is stored under it: which cells were edited, and may they be?"""

from datetime import date

from villages.import_output import OutputRow
from villages.models import Project
from villages.project_sheet import SOURCE_MARK
from villages.queries.project_stored import StoredProject

# What a row says of its project rather than of its output.
OF_PROJECT = ("tahun", "kegiatan", "skema", "opd", "status")
MONEY = ("anggaran", "sumber_dana")


class Changes:
    """Compares rows that came out of the portal with what is there now.

    A blank cell keeps what is stored. Cells of a project stand in each of its rows; whatever one of them
    changes is changed, and two that differ are refused.
    """

    def __init__(self, stored, findings):
        self.stored, self.findings = stored, findings
        self._said = {}  # (project, heading) → (value, number of the row)

    def stored_cells(self, project, output):
        """What the portal would export in the row of an output, or of a project without any (None)."""
        cells = {
            "tahun": project.year,
            "kegiatan": project.name,
            "skema": project.scheme,
            "opd": self.stored.agency_names.get(project.agency, project.organisation),
            "status": project.status,
        }
        sources = [output.source] if output and output.source else list(project.shares)
        cells["sumber_dana"] = SOURCE_MARK.join(sources)
        cells["anggaran"] = output.cost_rp if output else None
        if self._shows_budget(project, output):
            cells["anggaran"] = project.budget_rp
        if output:
            cells |= {
                "kriteria": output.indicator,
                "volume": output.delivered,
                "rencana": output.planned,
                "selesai_pada": output.delivered_on,
            }
        return cells

    def _shows_budget(self, project, output):
        """Whether the row stands for the money of the whole project: the first, where none has its own."""
        if self.stored.has_costs(project):
            return False
        outputs = self.stored.of_project[project.pk]
        return output is None or outputs[0].pk == output.pk

    def compare(self, row, project, output, *, moves=False):
        """Set what the row would change; False where something forbids it. ``moves`` to another RT."""
        cells = self.stored_cells(project, output)
        row.old = {
            heading: cells[heading]
            for heading, value in row.values.items()
            if heading in cells and value != cells[heading]
        }
        if output and "volume" in row.old and output.delivered is None:
            row.values.setdefault("selesai_pada", self._day(row, project))
            row.old.setdefault("selesai_pada", None)
        if not row.old and not moves:
            return True
        if not self.stored.may_change(project):
            self.findings.not_editable(
                row, project, self.stored.agency_names.get(project.agency, "")
            )
            return False
        checks = [self._project_cells(row, project), self._money(row, project, output)]
        return all(checks)

    def _day(self, row, project):
        return date(row.values.get("tahun", project.year), 12, 31)

    def _project_cells(self, row, project):
        is_fine = self._agree(row, project, OF_PROJECT)
        if is_fine and "status" in row.old:
            is_fine = self._may_step(row, project)
        return is_fine and self._stays_mine(row, project)

    def _agree(self, row, project, headings):
        differing = [heading for heading in headings if not self._agrees(row, project, heading)]
        return not differing

    def _agrees(self, row, project, heading):
        """Whether no earlier row of the project gives the cell another value."""
        if heading not in row.old:
            return True
        value = row.values[heading]
        said, number = self._said.setdefault((project.pk, heading), (value, row.number))
        if said == value:
            return True
        self.findings.disagrees(row, heading, number, str(said))
        return False

    def _may_step(self, row, project):
        status = row.values["status"]
        if status == Project.Status.CANCELLED:
            self.findings.cancelled(row)
            return False
        if status not in Project.STEPS[project.status]:
            self.findings.no_such_step(row, project)
            return False
        return True

    def _stays_mine(self, row, project):
        """Nobody gives a project away."""
        agency = project.agency
        if "opd" in row.old:
            agency = self.stored.agency_by_name[row.values["opd"].casefold()].pk
        scheme = row.values.get("skema", project.scheme)
        if self.stored.keeper.may_keep(scheme=scheme, village=project.village, agency=agency):
            return True
        self.findings.gives_away(row)
        return False

    def _money(self, row, project, output):
        """Money of one output changes the budget where that is the sum of its outputs."""
        changed = [heading for heading in MONEY if heading in row.old]
        if not changed:
            return True
        if is_of_project(row, self.stored, project, output):
            if len(project.shares) > 1 or len(row.sources) > 1:
                self.findings.shared_money(row, changed[0])
                return False
            return self._agree(row, project, changed)
        if len(row.sources) > 1 and "sumber_dana" in row.old:
            self.findings.shared_money(row, "sumber_dana")
            return False
        if not self.stored.budget_follows(project):
            row.keeps_budget = True
            self.findings.budget_stays(row)
        return True


def is_of_project(row: OutputRow, stored, project: StoredProject, output):
    """Whether the money in a row is that of the whole project, as where no output has its own."""
    if stored.has_costs(project):
        return False
    if output is None:
        return True
    if not project.shares:
        return False
    is_first = stored.of_project[project.pk][0].pk == output.pk
    if "anggaran" in row.old:
        return is_first
    return not output.source
