"""Sheets of interventions in: files become rows of outputs, and findings about what cannot be read."""

from django.utils.translation import gettext_lazy as _

from villages.imports.place_columns import NOTE
from villages.imports.project_columns import COLUMNS, SIDE_SHEETS
from villages.imports.project_row import OutputRowReading
from villages.imports.sheet_reader import SheetFormat, SheetReader

PROJECT_FORMAT = SheetFormat(
    columns=COLUMNS,
    reading=OutputRowReading,
    side_sheets=SIDE_SHEETS,
    filled_in_before=(NOTE,),
    no_headings=_(
        "Judul kolom tidak ditemukan dalam sepuluh baris pertama. Gunakan judul seperti di templat: "
        "tahun, kode_desa, desa, rw, rt, kriteria, volume, kegiatan, sumber_dana, anggaran."
    ),
    no_rows=_("Berkas ini tidak berisi satu keluaran pun."),
    row_advice=_("Tulis satu baris untuk setiap keluaran di bawah judul kolom."),
)


def read_outputs(files):
    """(rows, findings) of sheets of interventions; ``files`` yields pairs of an open file and its name."""
    reader = SheetReader(PROJECT_FORMAT)
    reader.read_all(files)
    return reader.rows, reader.findings
