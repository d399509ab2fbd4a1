"""Baseline sheets in: files become rows that name an RT, and findings about what cannot be read."""

from collections import defaultdict

from django.utils.translation import gettext as _

from villages.import_plan import ERROR, WARNING, PlanFinding
from villages.imports.baseline_columns import COLUMNS, NOTE
from villages.imports.baseline_row import RowReading
from villages.imports.cells import UnreadableFile
from villages.imports.sheet_warnings import sheet_warnings
from villages.imports.table import HeadingProblem, find_table
from villages.imports.workbook import read_sheets
from villages.sheet import SIDE_SHEETS


def read_baselines(files, *, on_progress=None):
    """(rows, findings) of baseline sheets: ``files`` yields pairs of an open binary file and its name.

    Every sheet with the columns of the contract is read; instruction sheets of our own template are not. A
    file that cannot be read becomes a finding, and the others are read. Rows come in the order of the
    files, rows that hold no more than a village's code left out. ``on_progress(done, total)`` counts files.
    """
    reader = BaselineReader()
    files = list(files)
    for number, (file, name) in enumerate(files):
        reader.read(number, file, name)
        if on_progress:
            on_progress(number + 1, len(files))
    reader.refuse_repeated()
    return reader.rows, reader.findings


def data_tables(file, name):
    """(table, problem) of each sheet that holds a baseline table, or should; one of both is None.

    Raises ``UnreadableFile``, also where no sheet holds one.
    """
    tables = []
    for sheet in read_sheets(file, name):
        if sheet.name in SIDE_SHEETS or not sheet.rows:
            continue
        try:
            if table := find_table(sheet, COLUMNS):
                tables.append((table, None))
        except HeadingProblem as problem:
            tables.append((None, problem))
    if not tables:
        raise UnreadableFile(
            _(
                "Judul kolom tidak ditemukan dalam sepuluh baris pertama. Gunakan judul seperti di "
                "templat: kode_desa, desa, rw, rt, luas_ha, …, 1a sampai 7b."
            )
        )
    return tables


class BaselineReader:
    """Collects rows and findings over the files of one upload."""

    def __init__(self):
        self.rows, self.findings = [], []

    def read(self, number, file, name):
        """Take in one file; what is wrong with it becomes findings."""
        try:
            tables = data_tables(file, name)
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
            advice = _("Tulis satu baris untuk setiap RT di bawah judul kolom.")
            self._refuse_file(number, _("Berkas ini tidak berisi satu RT pun."), advice)

    def _refuse_file(self, number, message, advice=""):
        self.findings.append(
            PlanFinding("file", ERROR, message, advice, file=number, is_of_file=True)
        )

    def _take(self, file, sheet, row):
        if row.is_empty(besides=("kode_desa", "desa", NOTE)):
            return
        reading = RowReading(file, sheet, row)
        if reading.is_sum():
            message = _("Baris jumlah ini dilewati; jumlah dihitung sendiri oleh portal.")
            reading.add("sum_row", message, "", "", severity=WARNING)
        else:
            self.rows.append(reading.read())
        self.findings += reading.findings

    def refuse_repeated(self):
        """The same RT twice: nobody but the person knows which row is right, so neither is taken."""
        places = defaultdict(list)
        for row in self.rows:
            if row.code and row.rt:
                places[row.key].append(row)
        for rows in places.values():
            if len(rows) > 1:
                for row in rows:
                    self._refuse_repeated(row, [other for other in rows if other is not row])

    def _refuse_repeated(self, row, others):
        row.is_unusable = True
        message = _("%(name)s ini juga ada di %(places)s.") % {
            "name": row.name,
            "places": ", ".join(_place(row, other) for other in others),
        }
        finding = PlanFinding(
            "repeated",
            ERROR,
            message,
            _("Sisakan satu baris untuk setiap RT."),
            "rt",
            value=row.rt,
            file=row.file,
            sheet=row.sheet,
            row=row.number,
            is_of_file=True,
        )
        self.findings.append(finding)


def _place(row, other):
    """Where the other row is, as seen from this one."""
    if row.file != other.file:
        return _("berkas ke-%(file)s baris %(row)s") % {
            "file": other.file + 1,
            "row": other.number,
        }
    if row.sheet != other.sheet:
        return _("lembar “%(sheet)s” baris %(row)s") % {"sheet": other.sheet, "row": other.number}
    return _("baris %(row)s") % {"row": other.number}


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
