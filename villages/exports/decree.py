"""The register of slum decrees as a table."""

from django.utils.translation import gettext_lazy as _

REGISTER_HEADINGS = (
    _("nomor"),
    _("tanggal"),
    _("tentang"),
    _("ditandatangani oleh"),
    _("status"),
    _("keterangan"),
    _("mengubah"),
    _("menggantikan"),
    _("tinjau paling lambat"),
    _("jumlah lokasi"),
    _("luas (ha)"),
)


def register_rows(decrees):
    """Rows under ``REGISTER_HEADINGS``; ``decrees`` carry their sums and the decrees they refer to."""
    for decree in decrees:
        yield [
            decree.number,
            decree.decided_on,
            decree.subject,
            decree.signatory,
            decree.get_status_display(),
            decree.status_note,
            decree.amends.number if decree.amends else "",
            decree.replaces.number if decree.replaces else "",
            decree.review_due_on,
            decree.location_count,
            decree.area_total_ha or 0,
        ]
