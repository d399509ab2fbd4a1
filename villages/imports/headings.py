"""Finding the heading row of a sheet, however the headings are written."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.utils.cell import get_column_letter

from villages.imports.limits import HEADING_ROWS

# A row with fewer headings than this is prose, unless the table has fewer columns.
FEWEST_HEADINGS = 3
# A heading cell may stand this many rows above the others, as merged headings of two levels do.
LEVELS = 2

_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Column:
    """A column of a table: ``name`` in the contract, ``title`` for people, ``variants`` of its heading.

    The name, the title, "name title" and the variants are all recognised, whatever their case, spaces and
    punctuation, with or without a unit in brackets.
    """

    name: str
    title: str
    variants: Iterable[str] = ()
    required: bool = True

    def spellings(self):
        return self.name, self.title, f"{self.name} {self.title}", *self.variants


@dataclass(frozen=True)
class HeadingRow:
    """A row read as headings: where each known column stands (from 0), and the headings nobody knows."""

    number: int
    found: dict[str, list[int]]
    unknown: dict[int, str]


def column_letter(index):
    """The letter of the column at ``index``, counted from 0: "A", "AB"."""
    return get_column_letter(index + 1)


def best_heading_row(rows, columns):
    """The row within the first ten of the sheet that holds most headings; None where none does."""
    known = _known_headings(columns)
    top = [row for row in rows[:HEADING_ROWS] if row.number <= HEADING_ROWS]
    candidates = [_read(top[: index + 1], known) for index in range(len(top))]
    best = max(candidates, key=lambda heading: len(heading.found), default=None)
    if best is None or len(best.found) < min(FEWEST_HEADINGS, len(columns)):
        return None
    return best


def _known_headings(columns):
    """Column name by every key of its spellings; names go before variants of other columns."""
    known = {}
    for column in columns:
        known.setdefault(_key(column.name), column.name)
    for column in columns:
        for spelling in column.spellings():
            for key in _keys(str(spelling)):
                known.setdefault(key, column.name)
    return known


def _key(text):
    return _NOT_ALPHANUMERIC.sub("", text.lower())


def _keys(text):
    """With and without what stands in brackets."""
    return [key for key in (_key(text), _key(_BRACKETED.sub(" ", text))) if key]


def _column_named(value, known):
    if value is None:
        return None
    return next((known[key] for key in _keys(str(value)) if key in known), None)


def _read(rows, known):
    """The last of ``rows`` as headings; an empty cell takes a known heading from above."""
    *above, row = rows
    found, unknown = defaultdict(list), {}
    width = max(len(each.cells) for each in rows[-LEVELS - 1 :])
    for index in range(width):
        value = row.cell(index)
        if value is None:
            value = _heading_above(above, index, known)
        if name := _column_named(value, known):
            found[name].append(index)
        elif value is not None:
            unknown[index] = " ".join(str(value).split())
    return HeadingRow(row.number, dict(found), unknown)


def _heading_above(above, index, known):
    for row in reversed(above[-LEVELS:]):
        value = row.cell(index)
        if value is not None:
            return value if _column_named(value, known) else None
    return None
