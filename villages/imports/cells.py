"""Sheets, rows and cells as every reader delivers them, whatever the file was."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

_ERROR_CODE = re.compile(r"#N/A|#[A-Z0-9/_]+[!?]|Err:[0-9]{3}")


class UnreadableFile(ValueError):
    """A file that cannot be read as a table; the message says what to do about it."""


class BadCell:
    """A cell whose content is no value: ``message`` says why, ``advice`` what to do."""

    message = ""
    advice = ""


@dataclass(frozen=True)
class FormulaError(BadCell):
    """A formula that came to an error such as #N/A."""

    code: str

    def __str__(self):
        return self.code

    @property
    def message(self):
        return _("Rumus di sel ini menghasilkan %(code)s.") % {"code": self.code}

    @property
    def advice(self):
        return _("Perbaiki rumusnya atau ganti dengan angkanya.")


@dataclass(frozen=True)
class Uncalculated(BadCell):
    """A formula that the program which wrote the file never calculated."""

    def __str__(self):
        return _("(rumus)")

    @property
    def message(self):
        return _("Rumus di sel ini belum dihitung.")

    @property
    def advice(self):
        return _("Buka dan simpan ulang berkasnya di Excel, atau ganti rumus dengan angkanya.")


class Row(NamedTuple):
    """A row that holds something; ``number`` as the person sees it in the spreadsheet, from 1."""

    number: int
    cells: tuple

    def cell(self, index):
        """The value at ``index`` (from 0); None beyond the last one."""
        return self.cells[index] if index < len(self.cells) else None


class MergedRange(NamedTuple):
    """Cells merged into one, such as A1:C1; only the first of them holds the value."""

    name: str
    first_row: int
    last_row: int


@dataclass(frozen=True)
class Sheet:
    """A sheet with the rows that hold something, in order.

    ``hidden_rows`` are numbers of such rows that the person does not see; ``stray`` is the name of the first
    value right of the columns that are read ("XFD7").
    """

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[MergedRange, ...] = ()
    stray: str = ""


def text_value(text):
    """The value of a text cell: None for blank, ``FormulaError`` for an error's name, else the text."""
    if not text or text.isspace():
        return None
    return FormulaError(text.strip()) if _ERROR_CODE.fullmatch(text.strip()) else text


def trimmed(cells):
    """The cells without the empty ones at the end, as a tuple."""
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return tuple(cells[:end])
