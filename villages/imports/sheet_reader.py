"""Uploaded sheets in: files become rows that name an RT, and findings about what cannot be read."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from villages.import_plan import ERROR, WARNING, PlanFinding
from villages.imports.cells import UnreadableFile
from villages.imports.row_reading import RowReading
from villages.imports.sheet_warnings import sheet_warnings
from villages.imports.table import Column, HeadingProblem, find_table
from villages.imports.workbook import read_sheets


@dataclass(frozen=True)
class SheetFormat:
    """What a kind of sheet looks like, and what is said where a file is none.

    ``side_sheets`` of our own workbooks are not read; ``filled_in_before`` are the columns that a row without
    content may hold. ``no_headings``, ``no_rows`` and ``row_advice`` are texts (lazy).
    """

    columns: tuple[Column, ...]
    reading: type[RowReading]
    side_sheets: tuple[str, ...]
    filled_in_before: tuple[str, ...]
    no_headings: str
    no_rows: str
    row_advice: str


def data_tables(file, name, format):
    """(table, problem) of each sheet that holds a table of the format, or should; one of both is None.

    Raises ``UnreadableFile``, also where no sheet holds one.
    """
    tables = []
    for sheet in read_sheets(file, name):
        if sheet.name in format.side_sheets or not sheet.rows:
            continue
        try:
            if table := find_table(sheet, format.columns):
                tables.append((table, None))
        except HeadingProblem as problem:
            tables.append((None, problem))
    if not tables:
        raise UnreadableFile(str(format.no_headings))
    return tables


class SheetReader:
    """Collects rows and findings over the files of one upload."""

    def __init__(self, format):
        self.format = format
        self.rows, self.findings = [], []

    def read_all(self, files, *, on_progress=None):
        """Every sheet with the columns of the format; rows come in the order of the files.

        ``files`` yields pairs of an open binary file and its name. A file that cannot be read becomes a
        finding, and the others are read. ``on_progress(done, total)`` counts files.
        """
        files = list(files)
        for number, (file, name) in enumerate(files):
            self.read(number, file, name)
            if on_progress:
                on_progress(number + 1, len(files))

    def read(self, number, file, name):
        """Take in one file; what is wrong with it becomes findings."""
        try:
            tables = data_tables(file, name, self.format)
        except UnreadableFile as unreadable:
            self._refuse_file(number, str(unreadable))
            return
        count = len(self.rows)
        for table, problem in tables:
            found = sheet_warnings(table) if table else problem.findings
            self.findings += [_about_sheet(number, item) for item in found]
            for row in table or ():
                self._take(number, table.sheet.name, row)
        if len(self.rows) == count and not any(problem for __, problem in tables):
            self._refuse_file(number, str(self.format.no_rows), str(self.format.row_advice))

    def _refuse_file(self, number, message, advice=""):
        self.findings.append(
            PlanFinding("file", ERROR, message, advice, file=number, is_of_file=True)
        )

    def _take(self, file, sheet, row):
        if row.is_empty(besides=self.format.filled_in_before):
            return
        reading = self.format.reading(file, sheet, row)
        if reading.is_sum():
            message = _("Baris jumlah ini dilewati; jumlah dihitung sendiri oleh portal.")
            reading.add("sum_row", message, "", "", severity=WARNING)
        else:
            self.rows.append(reading.read())
        self.findings += reading.findings


def _about_sheet(file, finding):
    return PlanFinding(
        "sheet",
        finding.severity,
        finding.message,
        finding.advice,
        finding.column,
        finding.value,
        file,
        finding.sheet,
        finding.row or 0,
        is_of_file=True,
    )
