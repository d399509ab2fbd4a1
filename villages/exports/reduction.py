"""The list of reductions of the slum area as a table."""

from django.utils import timezone
from django.utils.translation import gettext as _

from villages.people import full_name


def reduction_headings():
    """Headings of ``reduction_rows``."""
    return [
        _("Kode desa"),
        _("Desa"),
        _("Kecamatan"),
        _("Tahun"),
        _("Usulan menurut aturan sekarang (ha)"),
        _("Usulan saat ditetapkan (ha)"),
        _("Ditetapkan (ha)"),
        _("Keadaan"),
        _("Catatan"),
        _("Ditetapkan oleh"),
        _("Ditetapkan pada"),
    ]


def reduction_rows(rows):
    """One row per ``YearReduction``, in the order given."""
    for row in rows:
        village, confirmed = row.village, row.confirmed
        yield [
            village.code,
            village.name,
            village.district.name,
            row.year,
            row.proposed_ha,
            *_confirmed(confirmed, str(row.state_label)),
        ]


def _confirmed(reduction, state):
    if reduction is None:
        return [None, None, state, "", "", None]
    return [
        reduction.proposed_ha,
        reduction.confirmed_ha,
        state,
        reduction.note,
        full_name(reduction.confirmed_by),
        timezone.localtime(reduction.confirmed_at),
    ]
