"""The baseline sheet: the columns that templates, exports and imports share (design.md, "Contracts").

One row per RT. The headings are fixed; names, units and help texts come from ``labels`` so that a
workbook says the same as the form.
"""

from dataclasses import dataclass

from villages import labels
from villages.scoring import DENOMINATORS, INDICATORS, Unit

PLACE_HEADINGS = ("kode_desa", "desa", "rw", "rt")

_DENOMINATOR_HEADINGS = {
    "area_ha": "luas_ha",
    "buildings": "jumlah_bangunan",
    "people": "jumlah_penduduk",
    "households": "jumlah_kk",
    "ideal_road_m": "panjang_jalan_m",
    "ideal_drain_m": "panjang_drainase_m",
}


@dataclass(frozen=True)
class Measure:
    """A measured column: its heading in the sheet, its model field, and how people read it.

    ``code`` is the indicator's code, or "" for a denominator; ``out_of`` the field of an indicator's
    denominator.
    """

    heading: str
    field: str
    unit: Unit
    label: str
    help: str
    code: str = ""
    out_of: str = ""


MEASURES = (
    *(
        Measure(
            _DENOMINATOR_HEADINGS[item.field],
            item.field,
            item.unit,
            labels.DENOMINATORS[item.field],
            labels.DENOMINATOR_HELP[item.field],
        )
        for item in DENOMINATORS
    ),
    *(
        Measure(
            item.code,
            item.field,
            item.unit,
            labels.INDICATORS[item.code],
            labels.INDICATOR_HELP[item.code],
            item.code,
            item.out_of,
        )
        for item in INDICATORS
    ),
)
HEADINGS = (*PLACE_HEADINGS, *(measure.heading for measure in MEASURES))
MEASURE_BY_HEADING = {measure.heading: measure for measure in MEASURES}
DATA_SHEET = "Isian"
# Sheets of our own workbooks that hold no rows to import.
SIDE_SHEETS = ("Petunjuk", "Baseline lalu")


def column_name(heading):
    """A column as people know it: "1a Ketidakteraturan Bangunan", "Jumlah KK"."""
    measure = MEASURE_BY_HEADING.get(heading)
    if measure is None:
        return heading
    return f"{measure.code} {measure.label}" if measure.code else str(measure.label)
