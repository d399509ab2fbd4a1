"""An uploaded workbook again, with everything that was found marked where it is.

It is written anew from the values that were read (never a formula), so that it can be mended and uploaded
as it is: wrong cells are coloured and carry a comment, and a last column sums the findings of a row up.
"""

import re
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from villages.exports.tables import XLSX_OPTIONS
from villages.imports.cells import BadCell
from villages.imports.place_columns import NOTE
from villages.imports.table import HeadingProblem, find_table
from villages.imports.workbook import read_sheets

MAX_SHEET_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
COLOURS = {"error": "#FBE0E0", "warning": "#FFF3CD"}


def marked_workbook(file, name, findings, columns):
    """The content of the marked workbook of one uploaded file, positioned at its start.

    ``findings`` are the ``PlanFinding``s of that file, ``columns`` those that its kind of sheet has. Raises
    ``UnreadableFile`` for a file that could not be read in the first place.
    """
    by_sheet = defaultdict(list)
    for finding in findings:
        by_sheet[finding.sheet].append(finding)
    content = BytesIO()
    with xlsxwriter.Workbook(content, XLSX_OPTIONS | {"constant_memory": False}) as book:
        styles = {
            severity: book.add_format({"bg_color": colour, "border": 1})
            for severity, colour in COLOURS.items()
        }
        styles["note"] = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in read_sheets(file, name):
            target = book.add_worksheet(_sheet_name(sheet.name))
            table = _table(sheet, columns)
            _MarkedSheet(sheet, table, by_sheet[sheet.name], target, styles).write()
    content.seek(0)
    return content


class _MarkedSheet:
    """One sheet of the workbook on its way from what was read to what is written."""

    def __init__(self, sheet, table, findings, target, styles):
        self.sheet, self.table, self.target, self.styles = sheet, table, target, styles
        self.rows = {row.number: row for row in sheet.rows}
        self.of_row, self.of_cell = defaultdict(list), defaultdict(list)
        for finding in findings:
            self.of_row[finding.row].append(finding)
            for column in finding.columns:
                self.of_cell[finding.row, self._position(column)].append(finding)

    def _position(self, column):
        return self.table.positions.get(column) if self.table else None

    @property
    def note_position(self):
        """The column of the notes: the one of an earlier marking, or the first free one."""
        earlier = self._position(NOTE)
        return max(len(row.cells) for row in self.sheet.rows) if earlier is None else earlier

    def write(self):
        """Every row at its own number, then the notes."""
        if not self.sheet.rows:
            return
        for row in self.sheet.rows:
            for position, value in enumerate(row.cells):
                if value is not None and position != self._position(NOTE):
                    self._write_cell(row.number, position, value)
        for (row, position), found in self.of_cell.items():
            if row in self.rows and position is not None:
                self._mark(row, position, found)
        self._write_notes()

    def _write_cell(self, row, position, value, style=None):
        if isinstance(value, bool | BadCell | date | datetime | time | timedelta):
            self.target.write_string(row - 1, position, str(value), style)
        elif isinstance(value, str):
            self.target.write_string(row - 1, position, value, style)
        else:
            self.target.write_number(row - 1, position, value, style)

    def _mark(self, row, position, found):
        style = self.styles["error" if any(item.is_error for item in found) else "warning"]
        value = self.rows[row].cell(position)
        if value is None:
            self.target.write_blank(row - 1, position, None, style)
        else:
            self._write_cell(row, position, value, style)
        text = "\n".join(dict.fromkeys(item.text for item in found))
        self.target.write_comment(row - 1, position, text, {"x_scale": 2})

    def _write_notes(self):
        position = self.note_position
        self.target.set_column(position, position, 70)
        if self.table:
            self.target.write_string(self.table.heading_row - 1, position, NOTE)
            self.target.freeze_panes(self.table.heading_row, 0)
        for row, found in self.of_row.items():
            text = "\n".join(dict.fromkeys(_note(item) for item in found))
            if row:
                self.target.write_string(row - 1, position, text, self.styles["note"])
            else:
                self.target.write_comment(0, 0, text, {"x_scale": 3, "y_scale": 2})


def _sheet_name(name):
    """A name that a workbook accepts; that of a CSV is its file's."""
    return _FORBIDDEN.sub(" ", name).strip("' ")[:MAX_SHEET_NAME] or _("Lembar")


def _table(sheet, columns):
    try:
        return find_table(sheet, columns)
    except HeadingProblem:
        return None


def _note(finding):
    column = f"{finding.column}: " if finding.column else ""
    mark = _("Ditolak") if finding.is_error else _("Peringatan")
    return f"[{mark}] {column}{finding.text}"
