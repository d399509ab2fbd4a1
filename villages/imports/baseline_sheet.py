"""Baseline sheets in: files become rows that name an RT, and findings about what cannot be read."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from villages.import_plan import ERROR, PlanFinding, other_place
from villages.imports.baseline_columns import COLUMNS
from villages.imports.baseline_row import BaselineRowReading
from villages.imports.place_columns import NOTE
from villages.imports.sheet_reader import SheetFormat, SheetReader
from villages.sheet import SIDE_SHEETS

BASELINE_FORMAT = SheetFormat(
    columns=COLUMNS,
    reading=BaselineRowReading,
    side_sheets=SIDE_SHEETS,
    filled_in_before=("kode_desa", "desa", NOTE),
    no_headings=gettext_lazy(
        "Judul kolom tidak ditemukan dalam sepuluh baris pertama. Gunakan judul seperti di "
        "templat: kode_desa, desa, rw, rt, luas_ha, …, 1a sampai 7b."
    ),
    no_rows=gettext_lazy("Berkas ini tidak berisi satu RT pun."),
    row_advice=gettext_lazy("Tulis satu baris untuk setiap RT di bawah judul kolom."),
)


def read_baselines(files, *, on_progress=None):
    """(rows, findings) of baseline sheets: ``files`` yields pairs of an open binary file and its name.

    Every sheet with the columns of the contract is read; instruction sheets of our own template are not, and
    rows that hold no more than a village's code are left out. ``on_progress(done, total)`` counts files.
    """
    reader = SheetReader(BASELINE_FORMAT)
    reader.read_all(files, on_progress=on_progress)
    _refuse_repeated(reader)
    return reader.rows, reader.findings


def _refuse_repeated(reader):
    """The same RT twice: nobody but the person knows which row is right, so neither is taken."""
    places = defaultdict(list)
    for row in reader.rows:
        if row.code and row.rt:
            places[row.key].append(row)
    for rows in places.values():
        if len(rows) > 1:
            for row in rows:
                others = [other for other in rows if other is not row]
                reader.findings.append(_repeated(row, others))


def _repeated(row, others):
    row.is_unusable = True
    message = _("%(name)s ini juga ada di %(places)s.") % {
        "name": row.name,
        "places": ", ".join(other_place(row, other) for other in others),
    }
    return PlanFinding(
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
