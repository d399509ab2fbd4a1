"""What an import would do, row by row, before anything is stored: the common tongue of all importers.

An importer reads files into ``PlanRow``s, compares them with what is stored, and the preview, the saving,
the report and the marked workbook all speak of the same rows and findings. Both are kept as JSON.
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from django.utils.translation import gettext as _

ERROR, WARNING = "error", "warning"


class State(StrEnum):
    """What saving would do with a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class PlanFinding:
    """What is wrong or doubtful in one place of a file.

    ``file`` counts the files of an upload from 0; ``row`` is the number in the sheet, 0 for the whole sheet;
    ``column`` a heading of the contract or "", ``also`` further columns it is about; ``value`` what was seen
    there. ``is_of_file`` says that it depends on the file alone, not on what is stored.
    """

    rule: str
    severity: str
    message: str
    advice: str = ""
    column: str = ""
    value: str = ""
    file: int = 0
    sheet: str = ""
    row: int = 0
    also: tuple[str, ...] = ()
    is_of_file: bool = False

    @property
    def is_error(self):
        return self.severity == ERROR

    @property
    def text(self):
        """Message and advice as one sentence after the other."""
        return f"{self.message} {self.advice}".strip()

    @property
    def columns(self):
        return (self.column, *self.also) if self.column else self.also

    def for_report(self):
        """As the contract of the command line names it (design.md, "Contracts")."""
        return {
            "row": self.row,
            "column": self.column,
            "severity": self.severity,
            "message": self.text,
        }

    def as_json(self):
        return {key: value for key, value in vars(self).items() if value}

    @classmethod
    def from_json(cls, data):
        return cls(**data | {"also": tuple(data.get("also", ()))})


@dataclass
class PlanRow:
    """A row of a sheet that names an RT: what it says, and what saving it would do.

    ``village`` is its name as the portal knows it, ``written_village`` that of the file where it is another;
    ``values`` holds what is written, by heading and rounded to what is stored, without blank cells;
    ``unread`` the headings whose cells hold something else than a number; ``old`` the stored value of every
    heading that would change. ``total`` and ``level`` are the resulting score. ``readers`` names the headings
    whose values are no numbers, and what reads them back from a text.
    """

    readers: ClassVar[dict] = {}

    file: int = 0
    sheet: str = ""
    number: int = 0
    code: str = ""
    village: str = ""
    written_village: str = ""
    rw: str = ""
    rt: str = ""
    label: str = ""
    hamlet: str = ""
    values: dict[str, object] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    state: State = State.REFUSED
    is_new_rt: bool = False
    old: dict[str, object] = field(default_factory=dict)
    total: int | None = None
    level: str = ""
    # Refused for what the file itself says; nothing that is stored can mend it.
    is_unusable: bool = False

    @property
    def key(self):
        """The RT it is about: village code, RW and RT."""
        return self.code, self.rw, self.rt

    @property
    def place(self):
        """File, sheet and row: where its findings point to."""
        return self.file, self.sheet, self.number

    @property
    def name(self):
        """Of the RT, as everywhere in the portal."""
        return f"RT {self.rt} RW {self.rw}" if self.rt else ""

    @property
    def changes(self):
        """Old and new value of every heading that would change."""
        return {heading: [old, self.values[heading]] for heading, old in self.old.items()}

    @property
    def is_accepted(self):
        return self.state != State.REFUSED

    @property
    def is_written(self):
        return self.state in (State.NEW, State.CHANGED)

    @property
    def effect(self):
        """What saving would do, to compare a preview with the present."""
        return self.state, self.is_new_rt, self.old, self.total, self.level

    def as_json(self):
        data = {key: value for key, value in vars(self).items() if value or key == "total"}
        is_all_new = self.old == dict.fromkeys(self.values)
        old = None if is_all_new else _written(self.old)
        return data | {"values": _written(self.values), "old": old}

    @classmethod
    def from_json(cls, data):
        values = cls._read(data["values"])
        old = dict.fromkeys(values) if data["old"] is None else cls._read(data["old"])
        return cls(**data | {"state": State(data["state"]), "values": values, "old": old})

    @classmethod
    def _read(cls, texts):
        reader = cls.readers.get
        return {
            key: None if text is None else reader(key, Decimal)(text) for key, text in texts.items()
        }


def other_place(row, other):
    """Where the other row is, as seen from this one."""
    if row.file != other.file:
        return _("berkas ke-%(file)s baris %(row)s") % {
            "file": other.file + 1,
            "row": other.number,
        }
    if row.sheet != other.sheet:
        return _("lembar “%(sheet)s” baris %(row)s") % {"sheet": other.sheet, "row": other.number}
    return _("baris %(row)s") % {"row": other.number}


def _written(values):
    return {key: None if value is None else str(value) for key, value in values.items()}


@dataclass
class Plan:
    """All rows of an upload in the order of the files, with everything that was found."""

    rows: list[PlanRow]
    findings: list[PlanFinding]

    @property
    def has_errors(self):
        return any(finding.is_error for finding in self.findings)

    @property
    def changes_anything(self):
        return any(row.is_written for row in self.rows)

    @property
    def counts(self):
        """Rows by what saving would do, under the names of the report."""
        states = Counter(row.state for row in self.rows)
        return {
            "rows": len(self.rows),
            "accepted": len(self.rows) - states[State.REFUSED],
            "created": states[State.NEW],
            "updated": states[State.CHANGED],
            "unchanged": states[State.UNCHANGED],
        }

    def village_codes(self):
        """Codes of the villages with accepted rows, in the order of the files."""
        return list(dict.fromkeys(row.code for row in self.rows if row.is_accepted))
