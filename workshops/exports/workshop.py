"""The list of workshops, and the participants of one, as tables."""

from django.utils.translation import gettext_lazy as _

WORKSHOP_HEADINGS = (
    _("judul"),
    _("tahun anggaran"),
    _("hari pertama"),
    _("hari terakhir"),
    _("bentuk"),
    _("tempat"),
    _("penyelenggara"),
    _("orang hadir"),
    _("rekomendasi"),
    _("rekomendasi tanpa tindak lanjut"),
    _("tindak lanjut"),
    _("tindak lanjut terbuka"),
    _("tindak lanjut terlambat"),
)


def workshop_rows(workshops):
    """Rows under ``WORKSHOP_HEADINGS``; ``workshops`` carry their counts."""
    for workshop in workshops:
        yield [
            workshop.title,
            workshop.budget_year,
            workshop.first_day,
            workshop.last_day,
            workshop.get_mode_display(),
            workshop.place,
            workshop.organiser,
            workshop.attended_count,
            workshop.recommendation_count,
            workshop.waiting_count,
            workshop.follow_up_count,
            workshop.open_count,
            workshop.overdue_count,
        ]


# As ``imports.attendance`` reads them.
PARTICIPANT_HEADINGS = ("instansi", "nama", "diundang_l", "diundang_p", "hadir_l", "hadir_p")


def participant_rows(participants):
    """Rows under ``PARTICIPANT_HEADINGS``."""
    for row in participants:
        yield [row.body, row.name, *(getattr(row, name) for name in row.COUNTS)]
