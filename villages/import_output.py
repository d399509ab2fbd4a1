"""A row of a sheet of interventions on its way in: one output, or a project without any."""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from villages.funding import FundingSource
from villages.import_plan import PlanRow, State
from villages.project_sheet import SOURCE_MARK, RowKey


@dataclass
class OutputRow(PlanRow):
    """``project`` and ``output`` are those that the row addresses or joins; None where saving makes them.

    ``scheme``, ``agency`` and ``status`` are those of a project that saving makes. ``is_merged`` says that an
    earlier row of the upload is the same; ``keeps_budget`` that the project's budget does not follow the
    cost; ``source_text`` is a source of money as written that nobody knows.
    """

    readers: ClassVar[dict] = {
        "tahun": int,
        "rt": str,
        "kriteria": str,
        "kegiatan": str,
        "sumber_dana": str,
        "selesai_pada": date.fromisoformat,
        "skema": str,
        "opd": str,
        "status": str,
        "kunci": str,
    }

    project: int | None = None
    output: int | None = None
    scheme: str = ""
    agency: str = ""
    status: str = ""
    is_merged: bool = False
    keeps_budget: bool = False
    source_text: str = ""

    @property
    def written_key(self):
        """The ``RowKey`` in the row, or None."""
        return RowKey.read(self.values.get("kunci"))

    @property
    def is_project_only(self):
        """An exported row of a project without outputs: it names no RT."""
        return "kunci" in self.values and not self.rt

    @property
    def title(self):
        """Of its project, as far as the row names it."""
        name = self.values.get("kegiatan") or self.values.get("kunci", "")
        return ", ".join(filter(None, (name, str(self.values.get("tahun", "")))))

    @property
    def day(self):
        """When it was delivered: as written, or the last day of its year."""
        return self.values.get("selesai_pada") or date(self.values["tahun"], 12, 31)

    @property
    def sources(self):
        """Who pays, as far as the row says so."""
        written = self.values.get("sumber_dana")
        return tuple(map(FundingSource, written.split(SOURCE_MARK))) if written else ()

    @property
    def source(self):
        """Who pays for the output: ``OTHER`` where there is a cost and no single source, "" without both."""
        if len(self.sources) == 1:
            return self.sources[0].value
        has_money = bool(self.sources) or bool(self.values.get("anggaran"))
        return FundingSource.OTHER.value if has_money else ""

    @property
    def activity(self):
        """What rows of one project share: village, year and name, whatever its spaces and capitals."""
        return self.code, self.values.get("tahun"), plain_name(self.values.get("kegiatan", ""))

    @property
    def digest(self):
        """What the row is recognised by when it comes again: its contents, however they are written."""
        parts = (
            *self.activity,
            self.rw,
            self.rt,
            self.values.get("kriteria"),
            _plain(self.values.get("volume")),
            self.source_text.casefold() or self.values.get("sumber_dana"),
            _plain(self.values.get("anggaran")),
        )
        text = "\x1f".join("" if part is None else str(part) for part in parts)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def effect(self):
        return (
            *super().effect,
            *(self.project, self.output, self.is_merged, self.keeps_budget),
            *(self.scheme, self.agency, self.status),
        )

    def forget(self):
        """Everything that planning found out."""
        self.state, self.old = State.REFUSED, {}
        self.values.pop("rt", None)
        self.project = self.output = None
        self.scheme = self.agency = self.status = ""
        self.is_merged = self.keeps_budget = False


def plain_name(name):
    """A project's name for comparing: spaces and capitals do not count."""
    return " ".join(name.split()).casefold()


def _plain(number):
    return None if number is None else format(Decimal(number).normalize(), "f")
