"""Sheets of interventions as agencies upload them, and what importing them needs."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.villages import hell
from villages.actions.importing import import_preview, import_save
from villages.exports.project import register_rows
from villages.imports.project_columns import DATA_SHEET
from villages.imports.project_plan import plan_projects
from villages.models import ImportBatch, Project
from villages.project_sheet import ALL_HEADINGS, HEADINGS

# 40 m of poor road (2b) mended in 2023, as an agency writes it.
ROAD = {
    "tahun": 2023,
    "rw": "001",
    "rt": "001",
    "kriteria": "2b",
    "volume": 40,
    "kegiatan": "Jalan Paving",
    "sumber_dana": "APBD II (KOTA/KAB)",
    "anggaran": 60_000_000,
}


def cells(village, **values):
    """A row by heading; ``values`` replace those of ``ROAD``."""
    return ROAD | {"kode_desa": village.code, "desa": village.name} | values


def sheet(*rows, name="kegiatan.xlsx", headings=None):
    """An upload with these rows, under the headings of the contract and whatever else they hold."""
    named = {heading for row in rows for heading in row}
    headings = headings or [item for item in ALL_HEADINGS if item in HEADINGS or item in named]
    lines = [[_cell(row.get(heading)) for heading in headings] for row in rows]
    content = hell.xlsx([headings, *lines], name=DATA_SHEET)
    return SimpleUploadedFile(name, content)


def _cell(value):
    """Days as text: a plain workbook would show them as numbers."""
    return str(value) if isinstance(value, date) else value


def plan_of(*files, user=None):
    """The plan of importing these uploads."""
    return plan_projects([(file.open(), file.name) for file in files], user=user)


def preview(*files, by=None):
    """The batch of a preview of these uploads."""
    plan = plan_of(*files, user=by)
    named = [(file, file.name) for file in files]
    return import_preview(files=named, plan=plan, subject=ImportBatch.Subject.PROJECT, by=by)


def imported(*files, by=None, accept_valid=False):
    """The batch of these uploads, saved."""
    return import_save(batch=preview(*files, by=by), by=by, accept_valid=accept_valid)


def register(**changes):
    """Rows of the exported list by heading, each cell changed that ``changes`` names."""
    rows = register_rows(Project.objects.select_related("village", "agency"))
    return [dict(zip(ALL_HEADINGS, row, strict=True)) | changes for row in rows]


def rules(plan):
    """(row, rule, severity) of what was found."""
    return [(finding.row, finding.rule, finding.severity) for finding in plan.findings]


def only(plan):
    """The one thing that was found."""
    (finding,) = plan.findings
    return finding


def states(plan):
    """What saving would do, row by row."""
    return [row.state.value for row in plan.rows]
