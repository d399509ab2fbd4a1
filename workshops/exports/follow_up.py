"""The list of follow-ups as a table."""

from django.utils.translation import gettext_lazy as _

from villages.people import full_name

FOLLOW_UP_HEADINGS = (
    _("yang dikerjakan"),
    _("OPD"),
    _("petugas"),
    _("desa"),
    _("tenggat"),
    _("tenggat semula"),
    _("alasan dipindah"),
    _("keadaan tenggat"),
    _("status"),
    _("hasil"),
    _("alasan dihentikan"),
    _("rekomendasi"),
    _("lokakarya"),
    _("tinjauan"),
)


def follow_up_rows(follow_ups):
    """Rows under ``FOLLOW_UP_HEADINGS``; ``follow_ups`` as ``listed_follow_ups`` gives them."""
    for row in follow_ups:
        recommendation = row.recommendation
        yield [
            row.task,
            str(row.agency),
            full_name(row.assignee) if row.assignee else "",
            ", ".join(str(village) for village in row.villages.all()),
            row.due_on,
            row.first_due_on,
            row.due_reason,
            row.due_words,
            row.get_status_display(),
            row.result,
            row.drop_reason,
            recommendation.text if recommendation else "",
            str(recommendation.workshop) if recommendation else "",
            str(row.review) if row.review else "",
        ]
