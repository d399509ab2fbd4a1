"""The recap of padat karya as a table: one row per village and year, one column per subkriteria."""

from django.utils.translation import gettext as _

from villages.scoring import INDICATORS


def recap_headings():
    """Headings of ``recap_rows``."""
    return [
        _("Tahun"),
        _("Kode desa"),
        _("Desa"),
        _("Kecamatan"),
        _("Kegiatan"),
        _("Pekerja pada minggu teramai"),
        _("Laki-laki"),
        _("Perempuan"),
        _("MBR di antaranya"),
        _("HOK"),
        _("Upah (Rp)"),
        _("Upah per HOK (Rp)"),
        _("Bahan dan alat (Rp)"),
        _("Bagian upah (%)"),
        _("KK penerima manfaat"),
        *(
            _("Hasil %(code)s (%(unit)s)") % {"code": item.code, "unit": item.unit}
            for item in INDICATORS
        ),
    ]


def recap_rows(rows):
    """One row per ``RecapRow``, in the order given."""
    for row in rows:
        yield [
            row.year,
            row.village.code,
            row.village.name,
            row.village.district.name,
            row.projects,
            row.workers,
            row.men,
            row.women,
            row.poor,
            row.person_days,
            row.wages_rp,
            row.rate_rp,
            row.materials_rp,
            row.wage_share,
            row.households,
            *(row.volumes.get(item.code) for item in INDICATORS),
        ]
