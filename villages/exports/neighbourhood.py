"""The list of RTs as a table."""

from django.utils.translation import gettext as _

from villages import labels


def neighbourhood_headings():
    """Headings of ``neighbourhood_rows``."""
    return [
        _("Kode desa"),
        _("Desa"),
        _("Kecamatan"),
        _("RW"),
        _("RT"),
        _("Tahun baseline"),
        _("Luas verifikasi (ha)"),
        _("Jumlah bangunan"),
        _("Jumlah penduduk"),
        _("Jumlah KK"),
        _("Nilai menurut baseline"),
        _("Tingkat menurut baseline"),
        _("Tahun kondisi"),
        _("Nilai kondisi"),
        _("Tingkat kondisi"),
    ]


def neighbourhood_rows(records, year):
    """One row per record with its condition of the year, in the order given."""
    for record in records:
        village = record.baseline.village
        yield [
            village.code,
            village.name,
            village.district.name,
            record.neighbourhood.rw,
            record.neighbourhood.rt,
            record.baseline.year,
            record.area_ha,
            record.buildings,
            record.people,
            record.households,
            record.total,
            str(labels.LEVELS.get(record.level, "")),
            year,
            record.condition_total,
            str(labels.LEVELS.get(record.condition_level, "")),
        ]
