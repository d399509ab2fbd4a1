"""Rounds of baselines as a table."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages import labels
from villages.queries.baseline import state_words

ROUND_HEADINGS = (
    _("Kode desa"),
    _("Desa"),
    _("Kecamatan"),
    _("Tahun"),
    _("Jenis"),
    _("Status"),
    _("RT lengkap"),
    _("Jumlah RT"),
    _("Nilai"),
    _("Tingkat"),
    _("Terakhir oleh"),
    _("Terakhir pada"),
)


def round_rows(baselines):
    """Baselines ``with_progress`` under ``ROUND_HEADINGS``."""
    for baseline in baselines:
        yield [
            baseline.village.code,
            baseline.village.name,
            baseline.village.district.name,
            baseline.year,
            baseline.get_kind_display(),
            state_words(baseline),
            baseline.complete_count,
            baseline.rt_count,
            baseline.total,
            str(labels.LEVELS.get(baseline.level, "")),
            baseline.last_by,
            timezone.localtime(baseline.last_at).date() if baseline.last_at else None,
        ]
