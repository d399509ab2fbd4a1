"""What is imported, as a table: how the rows of each kind of sheet are kept, named and shown."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from villages import labels
from villages.funding import FundingSource
from villages.import_output import OutputRow
from villages.import_plan import PlanRow
from villages.models import ImportBatch, Project
from villages.numbers import show_number, show_rupiah
from villages.project_sheet import ALL_HEADINGS, COLUMN_NAMES, SOURCE_MARK
from villages.scoring import INDICATOR_BY_CODE
from villages.sheet import MEASURE_BY_HEADING, column_name

Subject = ImportBatch.Subject


@dataclass(frozen=True)
class ImportSubject:
    """A kind of sheet: what its rows are, who may import it, and its cells as people read them.

    ``headings`` are the cells that saving can change, in the order of the sheet. ``column_name`` takes a
    heading, ``show`` a heading and a value; ``summary`` says in a few words what a new row holds, and
    ``about_project`` what project it makes.
    """

    permission: str
    row: type[PlanRow]
    headings: tuple[str, ...]
    column_name: Callable
    show: Callable
    summary: Callable
    about_project: Callable = lambda _row: ""


def _shown_measure(_heading, value):
    return "–" if value is None else show_number(value)


def _measures(row):
    return _("%(count)s angka baru") % {"count": len(row.old)}


# Where a sheet of others is meant, its own word is clearer than that of our list.
_COLUMNS = COLUMN_NAMES | {"volume": gettext_lazy("Volume hasil"), "opd": gettext_lazy("OPD")}


def _project_column(heading):
    return str(_COLUMNS.get(heading, heading))


def _shown_cell(heading, value):
    """A cell of a sheet of interventions."""
    if value is None or value == "":
        return "–"
    show = _SHOWN.get(heading, str)
    return str(show(value))


def _output(row):
    """Such as "2b Kualitas Permukaan Jalan Lingkungan: 120 m", of what is delivered or planned."""
    code = row.values["kriteria"]
    volume = row.values.get("volume") or row.values["rencana"]
    words = _("%(indicator)s: %(volume)s %(unit)s")
    return words % {
        "indicator": _shown_cell("kriteria", code),
        "volume": show_number(volume),
        "unit": INDICATOR_BY_CODE[code].unit,
    }


def _project(row):
    """Scheme, agency and status of a project that saving makes."""
    scheme = Project.Scheme(row.scheme).label
    status = Project.Status(row.status).label.lower()
    return ", ".join(filter(None, (str(scheme), row.agency, str(status))))


def _source_names(value):
    names = (labels.FUNDING_SOURCES[FundingSource(item)] for item in value.split(SOURCE_MARK))
    return SOURCE_MARK.join(map(str, names))


_SHOWN = {
    "kriteria": lambda code: f"{code} {labels.INDICATORS[code]}",
    "volume": show_number,
    "rencana": show_number,
    "anggaran": show_rupiah,
    "sumber_dana": _source_names,
    "selesai_pada": lambda day: date_format(day, "j F Y"),
    "skema": lambda value: Project.Scheme(value).label,
    "status": lambda value: Project.Status(value).label,
}

SUBJECTS = {
    Subject.BASELINE: ImportSubject(
        permission="villages.import_baseline",
        row=PlanRow,
        headings=tuple(MEASURE_BY_HEADING),
        column_name=column_name,
        show=_shown_measure,
        summary=_measures,
    ),
    Subject.PROJECT: ImportSubject(
        permission="villages.import_project",
        row=OutputRow,
        headings=tuple(item for item in ALL_HEADINGS if item not in ("kode_desa", "desa", "kunci")),
        column_name=_project_column,
        show=_shown_cell,
        summary=_output,
        about_project=_project,
    ),
}


def subject_of(batch):
    """The ``ImportSubject`` of an import."""
    return SUBJECTS[batch.subject]


def importable_by(user):
    """Kinds of sheets that the person may import."""
    return [subject for subject, about in SUBJECTS.items() if user.has_perm(about.permission)]
