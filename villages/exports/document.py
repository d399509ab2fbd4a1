"""Planning documents as a table."""

from django.utils.translation import gettext_lazy as _

DOCUMENT_HEADINGS = (
    _("jenis"),
    _("judul"),
    _("nomor"),
    _("dari tahun"),
    _("sampai tahun"),
    _("status"),
    _("tanggal pengesahan"),
    _("desa"),
    _("digantikan oleh"),
    _("berkas"),
    _("catatan"),
)


def document_rows(documents):
    """Rows under ``DOCUMENT_HEADINGS``; an empty cell for villages means the whole regency."""
    for document in documents:
        yield [
            document.get_kind_display(),
            document.title,
            document.number,
            document.year_from,
            document.year_to,
            document.get_status_display(),
            document.enacted_on,
            ", ".join(village.name for village in document.villages.all()),
            str(document.replaced_by or ""),
            document.file_name,
            document.note,
        ]
