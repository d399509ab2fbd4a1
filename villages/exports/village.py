"""The list of villages as a table."""

from django.utils.translation import gettext as _

from villages import labels
from villages.models import Baseline
from villages.people import full_name

KINDS = dict(Baseline.Kind.choices)


def village_headings(year):
    """Headings of ``village_rows``, which show the state of one year's baselines."""
    return [
        _("Kode"),
        _("Desa"),
        _("Jenis"),
        _("Kecamatan"),
        _("Luas (ha)"),
        _("Luas menurut batas (ha)"),
        _("Penduduk (jiwa)"),
        _("KK"),
        _("Luas SK Kumuh yang berlaku (ha)"),
        _("Keadaan baseline %(year)s") % {"year": year},
        _("Baseline terverifikasi terakhir"),
        _("Nilai"),
        _("Tingkat"),
        _("Jumlah RT"),
        _("RT kumuh"),
        _("Asisten kota"),
    ]


def village_rows(villages, states):
    """One row per village of ``queries.village.with_figures``, in the order given.

    ``states`` names the states of its baseline.
    """
    for village in villages:
        latest = village.latest_year and f"{village.latest_year} ({KINDS[village.latest_kind]})"
        yield [
            village.code,
            village.name,
            village.get_kind_display(),
            village.district.name,
            village.area_ha,
            village.boundary_area_ha,
            village.people,
            village.households,
            village.decree_ha,
            str(states[village.state]),
            latest,
            village.latest_total,
            str(labels.LEVELS.get(village.latest_level, "")),
            village.rt_count,
            village.slum_rt_count,
            ", ".join(full_name(user) for user in village.assistants.all()),
        ]
