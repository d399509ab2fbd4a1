"""The rows of one worksheet, read in one pass over its XML."""

from django.utils.translation import gettext as _
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.utils.escape import unescape

from villages.imports.cells import (
    FormulaError,
    MergedRange,
    Row,
    Sheet,
    Uncalculated,
    UnreadableFile,
    text_value,
    trimmed,
)
from villages.imports.limits import HEADING_ROWS, MAX_COLUMNS, MAX_ROWS
from villages.imports.xml_stream import Handler
from villages.numbers import show_number

_DIGITS = "0123456789"


class WorksheetReader(Handler):
    """Collects the rows that hold something; ``sheet`` gives them when the XML has been streamed through."""

    def __init__(self, part, package):
        super().__init__()
        self._part, self._package = part, package
        self._rows, self._hidden_rows, self._merged, self._stray = [], set(), [], ""
        self._number, self._hidden, self._cells = 0, False, []
        self._cell, self._column, self._raw, self._is_formula = {}, -1, None, False
        self._columns = {}
        self.starts = {
            "row": self._begin_row,
            "c": self._begin_cell,
            "f": self._formula,
            "v": self.keep_text,
            "t": self.keep_text,
            "mergeCell": self._merge,
        }
        self.ends = dict.fromkeys("vt", self._add_text)
        self.ends |= {"c": self._finish_cell, "row": self._finish_row}

    def sheet(self):
        return Sheet(
            name=self._part.name,
            rows=tuple(self._rows),
            hidden=self._part.hidden,
            hidden_rows=frozenset(self._hidden_rows),
            merged=tuple(self._merged),
            stray=self._stray,
        )

    def _begin_row(self, attributes):
        self._number = int(attributes.get("r", self._number + 1))
        self._hidden = attributes.get("hidden") in ("1", "true")
        self._column, self._cells = -1, []

    def _finish_row(self):
        cells = trimmed(self._cells)
        if not cells:
            return
        self._rows.append(Row(self._number, cells))
        if self._hidden:
            self._hidden_rows.add(self._number)
        if len(self._rows) > MAX_ROWS + HEADING_ROWS:
            raise UnreadableFile(
                _(
                    "Lembar “%(sheet)s” berisi lebih dari %(limit)s baris. "
                    "Bagi menjadi beberapa berkas."
                )
                % {"sheet": self._part.name, "limit": show_number(MAX_ROWS)}
            )

    def _begin_cell(self, attributes):
        self._cell, self._raw, self._is_formula = attributes, None, False
        reference = attributes.get("r")
        self._column = self._index(reference) if reference else self._column + 1

    def _index(self, reference):
        letters = reference.rstrip(_DIGITS)
        index = self._columns.get(letters)
        if index is None:
            index = self._columns[letters] = column_index_from_string(letters) - 1
        return index

    def _formula(self, _attributes):
        self._is_formula = True

    def _add_text(self):
        self._raw = (self._raw or "") + self.take_text()

    def _finish_cell(self):
        if not self._raw and not self._is_formula:
            return
        value = self._value()
        if value is None:
            return
        if self._column >= MAX_COLUMNS:
            self._stray = self._stray or self._cell.get("r", "")
            return
        self._cells += [None] * (self._column + 1 - len(self._cells))
        self._cells[self._column] = value

    def _value(self):
        kind, raw = self._cell.get("t", "n"), self._raw or ""
        if self._is_formula and self._is_uncalculated(kind, raw):
            return Uncalculated()
        if kind == "n":
            return self._numeric(raw)
        if kind == "s":
            return self._package.texts[int(raw)]
        if kind == "e":
            return FormulaError(raw)
        if kind == "b":
            return raw in ("1", "true")
        return _date(raw) if kind == "d" else text_value(unescape(raw))

    def _is_uncalculated(self, kind, raw):
        """No result, though an empty text is one; or the 0 that some programs write for want of one."""
        if not raw:
            return kind != "str"
        return raw == "0" and self._package.recalculates

    def _numeric(self, raw):
        try:
            value = int(raw) if raw.lstrip("-").isdigit() else float(raw)
        except ValueError:
            return text_value(raw)
        style = self._cell.get("s", "0")
        if style not in self._package.dates:
            return value
        try:
            return from_excel(
                value, self._package.epoch, timedelta=style in self._package.durations
            )
        except (OverflowError, ValueError):  # a number that no calendar has
            return value

    def _merge(self, attributes):
        name = attributes["ref"]
        first_column, first_row, __, last_row = range_boundaries(name)
        if first_column <= MAX_COLUMNS:
            self._merged.append(MergedRange(name, first_row, last_row))


def _date(raw):
    try:
        return from_ISO8601(raw)
    except ValueError:
        return text_value(raw)
