"""How long imports of the sample take: of every RT, and of thousands of outputs of interventions."""

import time
from io import BytesIO

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from villages import project_sheet
from villages.actions.import_undo import import_undo
from villages.actions.importing import import_preview, import_save
from villages.imports.baseline_plan import plan_baselines
from villages.imports.baseline_sheet import read_baselines
from villages.imports.project_plan import plan_projects
from villages.imports.project_sheet import read_outputs
from villages.imports.workbook import read_sheets
from villages.models import Baseline, ImportBatch, Neighbourhood, NeighbourhoodRecord
from villages.sheet import DATA_SHEET, HEADINGS, MEASURES

NAME = "baseline.xlsx"
YEAR = timezone.localdate().year


def measure_import(by):
    """Print the seconds and shares of an import with the figures of the last survey, some changed."""
    content = _workbook()
    sheets = _seconds(lambda: read_sheets(BytesIO(content), NAME))
    rows = _seconds(lambda: read_baselines([(BytesIO(content), NAME)]))
    checking, plan = _timed(
        lambda: plan_baselines(
            [(BytesIO(content), NAME)], year=YEAR, kind=Baseline.Kind.ENDLINE, user=by
        )
    )
    files = [(SimpleUploadedFile(NAME, content), NAME)]
    storing, batch = _timed(
        lambda: import_preview(files=files, plan=plan, year=YEAR, kind=Baseline.Kind.ENDLINE, by=by)
    )
    saving, __ = _timed(lambda: import_save(batch=batch, by=by, accept_valid=True))
    preview = checking + storing
    print(f"import of {batch.row_count} rows, {batch.accepted_count} accepted")
    _line("preview", preview, preview)
    _line("  reading the workbook", sheets, preview)
    _line("  reading the cells", rows - sheets, preview)
    _line("  checking and comparing", checking - rows, preview)
    _line("  storing the preview", storing, preview)
    _line("saving", saving, saving)


def measure_project_import(by, rows=5000):
    """Print the seconds and shares of importing one new output for each of that many RTs, and of undoing."""
    content = _interventions(rows)
    reading = _seconds(lambda: read_outputs([(BytesIO(content), NAME)]))
    checking, plan = _timed(lambda: plan_projects([(BytesIO(content), NAME)], user=by))
    files = [(SimpleUploadedFile(NAME, content), NAME)]
    subject = ImportBatch.Subject.PROJECT
    storing, batch = _timed(lambda: import_preview(files=files, plan=plan, subject=subject, by=by))
    saving, __ = _timed(lambda: import_save(batch=batch, by=by, accept_valid=True))
    undoing, __ = _timed(lambda: import_undo(batch=batch, by=by))
    preview = checking + storing
    print(f"import of {batch.row_count} outputs, {batch.accepted_count} accepted")
    _line("preview", preview, preview)
    _line("  reading workbook and cells", reading, preview)
    _line("  checking and comparing", checking - reading, preview)
    _line("  storing the preview", storing, preview)
    _line("saving, with the conditions", saving, saving)
    _line("undoing, with the conditions", undoing, undoing)


def _timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _seconds(work):
    return _timed(work)[0]


def _line(name, seconds, whole):
    print(f"{name:<42}{seconds:8.2f} s{seconds / whole:8.0%}")


def _interventions(count):
    """A sheet of outputs: three activities in each village, 10 m of road in every RT."""
    places = Neighbourhood.objects.select_related("village").defer("village__boundary")[:count]
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Kegiatan")
        sheet.write_row(0, 0, project_sheet.HEADINGS)
        for index, place in enumerate(places, start=1):
            village = place.village
            where = [YEAR, village.code, village.name, place.rw, place.rt]
            what = ["2b", 10, f"Jalan lingkungan {index % 3}", "APBD II (KOTA/KAB)", 25_000_000]
            sheet.write_row(index, 0, [*where, *what])
    return content.getvalue()


def _workbook():
    """A sheet of the latest records, each with one household more."""
    latest = Baseline.objects.order_by("-year").values_list("year", flat=True).first()
    records = NeighbourhoodRecord.objects.filter(baseline__year=latest)
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(DATA_SHEET)
        sheet.write_row(0, 0, HEADINGS)
        for index, record in enumerate(
            records.select_related("baseline__village", "neighbourhood").iterator(), start=1
        ):
            record.households += 1
            place = record.neighbourhood
            village = record.baseline.village
            values = [getattr(record, measure.field) for measure in MEASURES]
            sheet.write_row(index, 0, [village.code, village.name, place.rw, place.rt, *values])
    return content.getvalue()
