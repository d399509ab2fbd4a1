"""Needs in the field of an agency that nobody covers, as a table."""

from django.utils.translation import gettext as _


def field_need_headings():
    """Headings of ``field_need_rows``."""
    return [
        _("Kode desa"),
        _("Desa"),
        _("Kecamatan"),
        _("Subkriteria"),
        _("Nama subkriteria"),
        _("Satuan"),
        _("Kebutuhan"),
        _("Kebutuhan tercakup rencana"),
        _("Kebutuhan belum tercakup"),
        _("RT dengan kebutuhan"),
        _("RT tanpa rencana"),
    ]


def field_need_rows(needs):
    """One row per ``FieldNeed``, in the order given."""
    for item in needs:
        need, village = item.need, item.village
        yield [
            village.code,
            village.name,
            village.district.name,
            need.code,
            str(need.label),
            need.unit.value,
            need.remaining,
            need.covered,
            need.uncovered,
            need.rts,
            need.unplanned_rts,
        ]
