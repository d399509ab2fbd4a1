"""The columns of a baseline sheet and the ways their headings are written."""

from villages.imports.place_columns import NOTE_COLUMN, PLACE_COLUMNS
from villages.imports.table import Column
from villages.sheet import MEASURES

_VARIANTS = {
    "luas_ha": (
        "luas",
        "luas wilayah",
        "luas rt",
        "luas permukiman",
        "luas kawasan",
        "luas verifikasi ha",
    ),
    "jumlah_bangunan": (
        "bangunan",
        "jml bangunan",
        "jumlah unit bangunan",
        "unit bangunan",
        "jumlah rumah",
        "jumlah bangunan rumah",
    ),
    "jumlah_penduduk": ("penduduk", "jml penduduk", "jumlah jiwa", "jml jiwa", "jiwa"),
    "jumlah_kk": ("kk", "jml kk", "jumlah kepala keluarga", "kepala keluarga", "rumah tangga"),
    "panjang_jalan_m": (
        "panjang jalan",
        "panjang jalan lingkungan",
        "panjang jalan ideal m",
        "jalan ideal",
    ),
    "panjang_drainase_m": (
        "panjang drainase",
        "panjang drainase lingkungan",
        "panjang saluran",
        "panjang drainase ideal m",
        "drainase ideal",
    ),
}


def _variants(measure):
    if not measure.code:
        return _VARIANTS[measure.heading]
    return f"volume {measure.code}", f"vol {measure.code}", f"indikator {measure.code}"


COLUMNS = (
    *PLACE_COLUMNS,
    *(Column(item.heading, str(item.label), _variants(item)) for item in MEASURES),
    NOTE_COLUMN,
)
