"""The review matrix as a table: one row per village and subject."""

from django.utils.translation import gettext_lazy as _

REVIEW_HEADINGS = (
    _("kode desa"),
    _("desa"),
    _("kecamatan"),
    _("tahun"),
    _("pokok tinjauan"),
    _("status"),
    _("temuan"),
    _("rekomendasi"),
    _("ditinjau oleh"),
    _("ditinjau pada"),
    _("batas waktu"),
    _("terlambat (hari)"),
    _("bukti"),
)


def review_rows(rows):
    """Rows under ``REVIEW_HEADINGS`` of the ``MatrixRow`` objects given."""
    for row in rows:
        for cell in row.cells:
            review = cell.review
            yield [
                row.village.code,
                row.village.name,
                row.village.district.name,
                review.year,
                review.get_subject_display(),
                review.get_status_display(),
                review.finding,
                review.recommendation,
                review.reviewer,
                review.reviewed_on,
                review.due_on,
                review.days_late or None,
                ", ".join(filter(None, (review.file_name, review.link))),
            ]
