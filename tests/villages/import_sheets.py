"""Baseline sheets as assistants upload them, and what importing them needs."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.villages import hell
from villages.actions.importing import import_preview, import_save
from villages.imports.baseline_plan import plan_baselines
from villages.sheet import HEADINGS, MEASURES

# An RT that scores 22: light.
GOOD = {
    "luas_ha": 2.5,
    "jumlah_bangunan": 100,
    "jumlah_penduduk": 400,
    "jumlah_kk": 120,
    "panjang_jalan_m": 1000,
    "panjang_drainase_m": 1000,
    **dict.fromkeys((measure.heading for measure in MEASURES if measure.code), 0),
    "1a": 80,  # 80 %: 5
    "2b": 300.5,  # 30,05 %: 1
    "3a": 96,  # 80 %: 5
    "4b": 760,  # 76 %: 5
    "6b": 120,  # 100 %: 5
    "7b": 30,  # 30 %: 1
}
GOOD_TOTAL, GOOD_LEVEL = 22, "light"
BLANK = dict.fromkeys((measure.heading for measure in MEASURES), None)


def row(village, rt="001", values=(), *, rw="001", **place):
    """The cells of an RT under ``HEADINGS``; ``values`` by heading replace those of ``GOOD``."""
    cells = {"kode_desa": village.code, "desa": village.name, "rw": rw, "rt": rt}
    cells |= GOOD | dict(values) | place
    return [cells[heading] for heading in HEADINGS]


def sheet(*rows, name="isian.xlsx", headings=HEADINGS, **options):
    """An uploaded workbook with these rows under the headings."""
    return SimpleUploadedFile(name, hell.xlsx([headings, *rows], **options))


def csv_sheet(*rows, name="isian.csv", delimiter=";", encoding="utf-8-sig"):
    """The same as a CSV file of text cells."""
    lines = [HEADINGS, *rows]
    text = "\r\n".join(
        delimiter.join("" if cell is None else str(cell) for cell in cells) for cells in lines
    )
    return SimpleUploadedFile(name, text.encode(encoding))


def plan_of(*files, year=2022, kind="initial", user=None):
    """The plan of importing these uploads."""
    named = [(file.open(), file.name) for file in files]
    return plan_baselines(named, year=year, kind=kind, user=user)


def preview(*files, by=None, year=2022, kind="initial"):
    """The batch of a preview of these uploads."""
    plan = plan_of(*files, year=year, kind=kind, user=by)
    named = [(file, file.name) for file in files]
    return import_preview(files=named, plan=plan, year=year, kind=kind, by=by)


def imported(*files, by=None, accept_valid=False, **survey):
    """The batch of these uploads, saved."""
    batch = preview(*files, by=by, **survey)
    return import_save(batch=batch, by=by, accept_valid=accept_valid)


def sheet_of(content, name):
    """An upload of these bytes."""
    return SimpleUploadedFile(name, content)


def places(plan, rule=None):
    """(row, column, severity) of the findings, those of one rule if it is named."""
    return [
        (finding.row, finding.column, finding.severity)
        for finding in plan.findings
        if rule in (None, finding.rule)
    ]


def state_of(plan, number=2):
    """What saving would do with a row."""
    return next(item.state for item in plan.rows if item.number == number)


def only_finding(plan):
    """The one thing that was found."""
    (finding,) = plan.findings
    return finding
