"""A sheet of community organisations, read and compared with what is stored; nothing is written here."""

import hashlib
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from villages.imports.cells import UnreadableFile
from villages.imports.findings import ERROR, WARNING, Finding
from villages.imports.organisation_columns import COLUMNS, FIELDS, TITLES, in_words
from villages.imports.organisation_row import read_row
from villages.imports.table import HeadingProblem, find_table
from villages.imports.workbook import read_sheets
from villages.models import CommunityOrganisation
from villages.queries.organisation import villages_to_keep

MAX_ROWS = 2000
NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"


@dataclass(frozen=True)
class Difference:
    """A value that the sheet changes."""

    label: str
    old: object
    new: object


@dataclass
class PlannedRow:
    """A row and what saving it would do; ``organisation`` holds the values it would have then."""

    sheet: str
    number: int
    values: dict
    findings: list
    village: object = None
    state: str = REFUSED
    organisation: CommunityOrganisation | None = None
    differences: list = field(default_factory=list)

    @property
    def key(self):
        """By what an organisation is recognised."""
        return self.village.pk, self.values["kind"], self.values["name"].casefold()


@dataclass
class SheetPlan:
    """Everything that a sheet would do; ``findings`` concern the file, those of rows stand with them."""

    rows: list = field(default_factory=list)
    findings: list = field(default_factory=list)

    def of(self, state):
        return [row for row in self.rows if row.state == state]

    @property
    def counts(self):
        """(state, number of rows), refused ones first."""
        return [(state, len(self.of(state))) for state in (REFUSED, NEW, CHANGED, UNCHANGED)]

    @property
    def to_save(self):
        return [row for row in self.rows if row.state in (NEW, CHANGED)]

    @property
    def is_refused(self):
        """Whether anything in the file is wrong."""
        return bool(self.of(REFUSED)) or any(item.severity == ERROR for item in self.findings)

    @property
    def all_findings(self):
        return [*self.findings, *(finding for row in self.rows for finding in row.findings)]

    @property
    def fingerprint(self):
        """Differs as soon as saving would do something else."""
        facts = [(row.sheet, row.number, row.state, row.differences) for row in self.rows]
        facts.append([(row.organisation.pk, row.organisation.version) for row in self.to_save])
        return hashlib.sha256(repr(facts).encode()).hexdigest()


def plan_organisations(file, filename, user, *, for_update=False):
    """The ``SheetPlan`` of an uploaded file for this person; ``for_update`` locks the stored rows."""
    plan = SheetPlan()
    try:
        tables = list(_tables(read_sheets(file, filename), plan))
    except UnreadableFile as unreadable:
        plan.findings.append(Finding("", None, "", ERROR, "", str(unreadable)))
        return plan
    rows = [(table.sheet.name, row) for table in tables for row in table]
    if len(rows) > MAX_ROWS:
        message = _("Berkas ini berisi lebih dari 2.000 baris.")
        plan.findings.append(
            Finding("", None, "", ERROR, "", message, _("Bagi menjadi beberapa berkas."))
        )
        return plan
    if not rows and not plan.findings:
        plan.findings.append(_about_no_table())
    villages = {village.code: village for village in villages_to_keep(user).defer("boundary")}
    plan.rows = [_planned(sheet, row, villages) for sheet, row in rows]
    _compare(plan.rows, for_update)
    return plan


def _about_no_table():
    names = ", ".join(column.name for column in COLUMNS)
    message = _("Tidak ada tabel kelembagaan dalam berkas ini.")
    advice = _("Baris judulnya memuat kolom-kolom ini: %(names)s.") % {"names": names}
    return Finding("", None, "", ERROR, "", message, advice)


def _tables(sheets, plan):
    """The tables of all sheets; what is wrong with their headings is noted in the plan."""
    for sheet in sheets:
        try:
            table = find_table(sheet, COLUMNS)
        except HeadingProblem as problem:
            plan.findings += problem.findings
            continue
        if table is None:
            continue
        for heading, letter in table.unknown:
            message = _("Kolom %(letter)s (“%(heading)s”) tidak dikenal dan dilewati.")
            message %= {"letter": letter, "heading": heading}
            plan.findings.append(Finding(sheet.name, table.heading_row, "", WARNING, "", message))
        yield table


def _planned(sheet, row, villages):
    values, village, findings = read_row(sheet, row, villages)
    return PlannedRow(sheet, row.number, values, findings, village)


def _compare(rows, for_update):
    """Say of each readable row whether it is new, changes something or repeats what is known."""
    readable = [row for row in rows if not any(item.severity == ERROR for item in row.findings)]
    stored = CommunityOrganisation.objects.filter(village__in={row.village for row in readable})
    if for_update:
        stored = stored.select_for_update(of=("self",))
    known = {(item.village_id, item.kind, item.name.casefold()): item for item in stored}
    first = {}
    for row in readable:
        before = first.setdefault(row.key, row)
        if before is not row:
            row.findings.append(_about_twice(row, before))
            continue
        row.organisation = known.get(row.key)
        _take_over(row)


def _about_twice(row, before):
    message = _("Kelembagaan ini sudah ada di baris %(number)s.") % {"number": before.number}
    return Finding(row.sheet, row.number, "nama", ERROR, row.values["name"], message)


def _take_over(row):
    """Set the row's values on its organisation; a blank cell leaves what is stored as it is."""
    if row.organisation is None:
        row.state = NEW
        row.organisation = CommunityOrganisation(village=row.village, **row.values)
        return
    for heading, name in FIELDS.items():
        old = getattr(row.organisation, name)
        if name not in row.values or name == "name" or row.values[name] == old:
            continue
        new = row.values[name]
        setattr(row.organisation, name, new)
        row.differences.append(
            Difference(str(TITLES[heading]), in_words(old, heading), in_words(new, heading))
        )
    row.state = CHANGED if row.differences else UNCHANGED
