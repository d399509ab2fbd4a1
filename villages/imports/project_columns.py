"""The columns of a sheet of interventions and the ways their headings are written."""

from villages.imports.place_columns import NOTE_COLUMN, PLACE_COLUMNS
from villages.imports.table import Column
from villages.project_sheet import ALL_HEADINGS, COLUMN_NAMES, OWN_HEADINGS

DATA_SHEET = "Kegiatan"
# Sheets of our own workbook that hold no rows to import.
SIDE_SHEETS = ("Petunjuk", "Daftar RT", "Pilihan")

_VARIANTS = {
    "tahun": ("tahun anggaran", "ta", "thn", "tahun kegiatan", "tahun pelaksanaan"),
    "kriteria": (
        "sub kriteria",
        "kode kriteria",
        "kode subkriteria",
        "indikator",
        "kode indikator",
        "kriteria kumuh",
    ),
    "volume": ("volume hasil", "volume terbangun", "volume kegiatan", "realisasi volume"),
    "kegiatan": ("jenis kegiatan", "nama paket", "paket pekerjaan", "pekerjaan", "uraian kegiatan"),
    "sumber_dana": ("sumber", "sumber pendanaan", "sumber anggaran", "sumber biaya"),
    "anggaran": ("biaya", "pagu", "nilai anggaran", "nilai kontrak", "jumlah dana", "anggaran rp"),
    "rencana": ("volume rencana", "rencana volume", "target", "target volume"),
    "selesai_pada": ("tanggal selesai", "tgl selesai", "selesai"),
    "skema": ("jenis skema",),
    "opd": ("pelaksana", "dinas", "instansi", "perangkat daerah", "opd pelaksana"),
    "status": ("status kegiatan",),
    "kunci": (),
}
_PLACES = {column.name: column for column in PLACE_COLUMNS}


def _column(name):
    if name in _PLACES:
        return _PLACES[name]
    is_required = name not in OWN_HEADINGS
    return Column(name, str(COLUMN_NAMES[name]), _VARIANTS[name], required=is_required)


COLUMNS = (*map(_column, ALL_HEADINGS), NOTE_COLUMN)
