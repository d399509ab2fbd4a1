"""The sheet of interventions: the columns that exports and imports share (design.md, "Contracts").

One row per output; a project without outputs has one row without RT and indicator. What the portal exports
can be edited and imported again: ``kunci`` says which project and output a row is, and ``project_rows`` what
the row said when it was exported, so a cell that nobody touched changes nothing.

Rows are built from anything that has the fields of ``Project`` and ``Output``; this module knows no models.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from villages import labels
from villages.funding import FundingSource

# The contract: what every sheet of interventions has …
HEADINGS = (
    "tahun",
    "kode_desa",
    "desa",
    "rw",
    "rt",
    "kriteria",
    "volume",
    "kegiatan",
    "sumber_dana",
    "anggaran",
)
# … and what the portal adds, so that its own sheets come back whole.
OWN_HEADINGS = ("rencana", "selesai_pada", "skema", "opd", "status", "kunci")
ALL_HEADINGS = (*HEADINGS, *OWN_HEADINGS)
# Money of several sources in one cell: "APBN + Swadaya".
SOURCE_MARK = " + "

COLUMN_NAMES = {
    "tahun": _("Tahun"),
    "kode_desa": _("Kode desa"),
    "desa": _("Desa"),
    "rw": _("RW"),
    "rt": _("RT"),
    "kriteria": _("Subkriteria"),
    "volume": _("Hasil"),
    "kegiatan": _("Nama kegiatan"),
    "sumber_dana": _("Sumber dana"),
    "anggaran": _("Anggaran"),
    "rencana": _("Rencana"),
    "selesai_pada": _("Selesai pada"),
    "skema": _("Skema"),
    "opd": _("OPD atau pelaksana"),
    "status": _("Status"),
    "kunci": _("Kunci"),
}

_KEY = re.compile(r"K([1-9][0-9]{0,17})(?:-O([1-9][0-9]{0,17}))?")


@dataclass(frozen=True)
class RowKey:
    """Which project, and which output of it, a row is; written "K12-O345", or "K12" for the project alone."""

    project: int
    output: int | None = None

    def __str__(self):
        return f"K{self.project}-O{self.output}" if self.output else f"K{self.project}"

    @classmethod
    def read(cls, text):
        """The key that a cell holds, or None where it holds none."""
        match = _KEY.fullmatch("".join(str(text or "").split()).upper())
        if match is None:
            return None
        project, output = match.groups()
        return cls(int(project), int(output) if output else None)


def source_names(sources):
    """Sources of money as one cell holds them."""
    return SOURCE_MARK.join(str(labels.FUNDING_SOURCES[FundingSource(item)]) for item in sources)


def project_rows(project, outputs):
    """Rows of a project under ``ALL_HEADINGS``, one per output.

    Where no output has money of its own, the budget stands in the first row: a column adds up either way.
    """
    outputs = list(outputs)
    has_costs = any(output.cost_rp is not None for output in outputs)
    village = project.village
    place = [project.year, village.code, village.name]
    sources = source_names(source for source, __ in project.shares)
    about = [project.get_scheme_display(), project.carried_out_by, project.get_status_display()]
    for number, output in enumerate(outputs or [None]):
        shows_budget = not has_costs and number == 0
        yield [
            *place,
            *_aim(output),
            project.name,
            source_names([output.source]) if output and output.source else sources,
            project.budget_rp if shows_budget else output.cost_rp,
            output and output.planned,
            output and output.delivered_on,
            *about,
            str(RowKey(project.pk, output and output.pk)),
        ]


def _aim(output):
    """RW, RT, indicator and delivered volume."""
    if output is None:
        return ["", "", "", None]
    place = output.neighbourhood
    return [place.rw, place.rt, output.indicator, output.delivered]
