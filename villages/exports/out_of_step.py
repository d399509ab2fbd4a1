"""The rows of one check of what is out of step, as a table."""

from django.utils.translation import gettext as _


def out_of_step_headings():
    """Headings of ``out_of_step_rows``."""
    return [
        _("Kode desa"),
        _("Desa"),
        _("Kecamatan"),
        _("RT"),
        _("Temuan"),
        _("Keterangan"),
    ]


def out_of_step_rows(check):
    """One row per thing that the check found, in its order."""
    for row in map(check.show, check.rows):
        yield [row.code, row.village, row.district, row.rt, row.label, row.detail]
