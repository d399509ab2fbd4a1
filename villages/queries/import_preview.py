"""The preview of an import as its page shows it: grouped findings, and one page of rows."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from villages.import_output import OutputRow
from villages.import_plan import PlanFinding, PlanRow, State
from villages.import_subject import ImportSubject, subject_of

ROWS_PER_PAGE = 25
# A page stays short whatever a file holds; the marked workbook names everything.
PLACES_SHOWN = 15
GROUPS_SHOWN = 30
RANGES_SHOWN = 40

STATE_LABELS = {
    State.NEW: _("Baru"),
    State.CHANGED: _("Berubah"),
    State.UNCHANGED: _("Tetap"),
    State.REFUSED: _("Ditolak"),
}


@dataclass(frozen=True)
class PreviewFinding:
    """A finding with the name of its column."""

    finding: PlanFinding
    subject: ImportSubject

    @property
    def column(self):
        """Nothing where several columns are meant: the message names them."""
        return "" if self.finding.also else self.subject.column_name(self.finding.column)

    @property
    def text(self):
        return self.finding.text

    @property
    def value(self):
        return "" if self.finding.also else self.finding.value

    @property
    def is_error(self):
        return self.finding.is_error


@dataclass(frozen=True)
class FindingGroup:
    """One finding, or the same in many rows of a sheet."""

    first: PlanFinding
    subject: ImportSubject
    file_name: str
    findings: list[PlanFinding]

    @property
    def column(self):
        if self.first.also:
            return _("Beberapa kolom")
        return self.subject.column_name(self.first.column)

    @property
    def rows(self):
        """Row numbers as ranges, such as "2, 4–7, 19"."""
        return number_ranges(finding.row for finding in self.findings if finding.row)

    @property
    def is_repeated(self):
        return len(self.findings) > 1

    @property
    def shown(self):
        return self.findings[:PLACES_SHOWN]

    @property
    def hidden_count(self):
        return max(0, len(self.findings) - PLACES_SHOWN)


@dataclass(frozen=True)
class PreviewCell:
    """A value that would be written, as people read it; ``old`` stands where it replaces another."""

    name: str
    old: str | None
    new: str


@dataclass(frozen=True)
class PreviewRow:
    """A row of the preview with what would change and what was found."""

    row: PlanRow
    subject: ImportSubject
    file_name: str
    findings: list[PreviewFinding]

    @property
    def state(self):
        return STATE_LABELS[self.row.state]

    @property
    def cells(self):
        """The cells that would change, in the order of the sheet."""
        changes = self.row.changes
        return [
            self._cell(heading, *changes[heading])
            for heading in self.subject.headings
            if heading in changes
        ]

    def _cell(self, heading, old, new):
        has_old = old is not None and old != ""
        shown = self.subject.show(heading, old) if has_old else None
        name = self.subject.column_name(heading)
        return PreviewCell(name, shown, self.subject.show(heading, new))

    @property
    def summary(self):
        """What a new row holds, in a few words."""
        return self.subject.summary(self.row)

    @property
    def about_project(self):
        """What project it makes, in a few words."""
        return self.subject.about_project(self.row)


def number_ranges(numbers):
    """Sorted numbers with runs joined: "2, 4–7, 19"; of very many the first."""
    runs = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in runs[:RANGES_SHOWN]]
    return ", ".join(shown + ["…"] * (len(runs) > RANGES_SHOWN))


def finding_groups(batch, file_names):
    """The findings of an import, errors first; repeated ones together, in the order of the sheet."""
    groups = defaultdict(list)
    for data in batch.findings:
        finding = PlanFinding.from_json(data)
        column = "" if finding.also else finding.column
        rule = finding.message if finding.rule == "sheet" else finding.rule
        key = (not finding.is_error, finding.file, finding.sheet, rule, column)
        groups[key].append(finding)
    ordered = sorted(groups.items(), key=lambda item: (item[0][:3], item[1][0].row))
    subject = subject_of(batch)
    return [FindingGroup(found[0], subject, file_names[key[1]], found) for key, found in ordered]


def state_tiles(batch):
    """(state, number of rows) of the tiles that filter the rows; refused ones first."""
    return [
        (State.REFUSED, batch.refused_count),
        (State.NEW, batch.created_count),
        (State.CHANGED, batch.updated_count),
        (State.UNCHANGED, batch.unchanged_count),
    ]


def project_counts(batch):
    """How many projects saving an import of interventions makes, and how many that are there it touches."""
    rows = [row for row in batch.plan if row["state"] in (State.NEW, State.CHANGED)]
    joined = {row["project"] for row in rows if row.get("project")}
    made = {OutputRow.from_json(row).activity for row in rows if not row.get("project")}
    return {"made": len(made), "joined": len(joined)}


def preview_page(batch, file_names, *, state="", page=1):
    """One page of the rows, all or those of one state; only what is shown is read."""
    rows = [row for row in batch.plan if not state or row["state"] == state]
    shown = Paginator(rows, ROWS_PER_PAGE).get_page(page)
    findings = defaultdict(list)
    for data in batch.findings:
        findings[data.get("file", 0), data.get("sheet", ""), data.get("row", 0)].append(data)
    subject = subject_of(batch)
    shown.object_list = [
        _preview_row(subject, subject.row.from_json(row), file_names, findings) for row in shown
    ]
    return shown


def _preview_row(subject, row, file_names, findings):
    found = [PreviewFinding(PlanFinding.from_json(data), subject) for data in findings[row.place]]
    return PreviewRow(row, subject, file_names[row.file], found)
