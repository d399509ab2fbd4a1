"""The table in a sheet: where its columns stand, and its rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from villages.imports.cells import Sheet
from villages.imports.findings import ERROR, Finding
from villages.imports.headings import Column, best_heading_row, column_letter
from villages.imports.limits import HEADING_ROWS

__all__ = ["Column", "HeadingProblem", "Table", "TableRow", "column_letter", "find_table"]


class HeadingProblem(ValueError):
    """A heading row from which the columns cannot be told.

    ``missing`` names required columns that are absent, ``repeated`` those that stand twice; ``findings``
    says so to the person, one finding for all missing columns and one for each repeated one.
    """

    def __init__(self, findings, *, missing=(), repeated=()):
        self.findings = tuple(findings)
        super().__init__(" ".join(f"{item.message} {item.advice}" for item in self.findings))
        self.missing = tuple(missing)
        self.repeated = tuple(repeated)


@dataclass(frozen=True)
class TableRow:
    """A data row; ``values`` by column name as the sheet holds them, None where empty or no such column."""

    number: int
    values: dict[str, object]

    def is_empty(self, *, besides=()):
        """Does the row hold nothing besides these columns, such as a village's code filled in beforehand?"""
        return all(value is None or name in besides for name, value in self.values.items())


@dataclass(frozen=True)
class Table:
    """A table found in ``sheet``; iterating gives its ``TableRow`` objects, empty ones left out.

    ``positions`` counts columns from 0. ``unknown`` gives (heading, letter) of headings that are no column,
    ``missing`` the names of optional columns that are absent.
    """

    sheet: Sheet
    heading_row: int
    positions: dict[str, int]
    unknown: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]

    def __iter__(self) -> Iterator[TableRow]:
        names = (*self.positions, *self.missing)
        for row in self.sheet.rows:
            if row.number <= self.heading_row or self._is_numbering(row):
                continue
            values = dict.fromkeys(names)
            values.update((name, row.cell(index)) for name, index in self.positions.items())
            table_row = TableRow(row.number, values)
            if not table_row.is_empty():
                yield table_row

    def letter(self, name):
        """The letter of a column that the sheet has: "AB"; "" for one that it has not."""
        return column_letter(self.positions[name]) if name in self.positions else ""

    def _is_numbering(self, row):
        """The row of official tables that numbers the columns: 1, 2, 3 … or (1), (2), (3) …"""
        texts = [str(value).strip("() ") for value in row.cells if value is not None]
        return (
            row.number <= self.heading_row + 1
            and len(texts) > 2
            and texts == [str(number) for number in range(1, len(texts) + 1)]
        )


def find_table(sheet, columns):
    """The table in ``sheet`` that has most of ``columns``; None where the sheet holds no such table.

    The heading row is looked for within the first ten rows. Columns may stand in any order. Raises
    ``HeadingProblem`` where required columns are missing or a column stands twice.
    """
    heading = best_heading_row(sheet.rows, columns)
    if heading is None:
        return None
    missing = [column for column in columns if column.name not in heading.found]
    absent = [column.name for column in missing if column.required]
    repeated = [name for name, indexes in heading.found.items() if len(indexes) > 1]
    if absent or repeated:
        raise HeadingProblem(
            _problems(sheet, heading, absent, repeated), missing=absent, repeated=repeated
        )
    return Table(
        sheet=sheet,
        heading_row=heading.number,
        positions={name: indexes[0] for name, indexes in heading.found.items()},
        unknown=tuple((text, column_letter(index)) for index, text in heading.unknown.items()),
        missing=tuple(column.name for column in missing),
    )


def _problems(sheet, heading, absent, repeated):
    """One finding for all missing columns, one for each that stands twice."""
    if absent:
        message = _("Kolom tidak ditemukan: %(names)s.") % {"names": ", ".join(absent)}
        yield _error(sheet, heading, "", message, _missing_advice(sheet, heading))
    for name in repeated:
        letters = ", ".join(column_letter(index) for index in heading.found[name])
        message = _("Kolom %(name)s ada lebih dari satu kali: %(letters)s.") % {
            "name": name,
            "letters": letters,
        }
        advice = _("Sisakan satu kolom saja untuk %(name)s.") % {"name": name}
        yield _error(sheet, heading, name, message, advice)


def _missing_advice(sheet, heading):
    merged = [
        each.name
        for each in sheet.merged
        if each.first_row <= heading.number <= each.last_row <= HEADING_ROWS
    ]
    if merged:
        return _("Pisahkan sel judul yang digabung (%(cells)s): satu judul untuk satu kolom.") % {
            "cells": ", ".join(merged[:5])
        }
    return _("Tambahkan judul kolom itu di baris %(row)s.") % {"row": heading.number}


def _error(sheet, heading, column, message, advice):
    return Finding(sheet.name, heading.number, column, ERROR, "", message, advice)
