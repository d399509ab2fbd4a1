"""The review queue as a table for spreadsheets."""

from django.utils import timezone
from django.utils.translation import gettext as _

from villages import labels
from villages.models import Baseline


def queue_table(queue):
    """Headings and rows of ``review_queue``; the change is empty where nothing was verified before."""
    headings = [
        _("Kode desa"),
        _("Desa"),
        _("Kecamatan"),
        _("Tahun"),
        _("Jenis"),
        _("Diajukan oleh"),
        _("Diajukan pada"),
        _("Jumlah RT"),
        _("Peringatan"),
        _("Nilai"),
        _("Tingkat"),
        _("Nilai sebelumnya"),
        _("Selisih nilai"),
        _("Pengajuan ke-"),
        _("RT berubah sejak pengajuan lalu"),
    ]
    return headings, (_row(baseline) for baseline in queue)


def _row(baseline: Baseline):
    submitter = baseline.submitted_by
    return [
        baseline.village.code,
        baseline.village.name,
        baseline.village.district.name,
        baseline.year,
        baseline.get_kind_display(),
        submitter.get_full_name() or submitter.get_username(),
        timezone.localtime(baseline.submitted_at),
        baseline.rt_count or 0,
        baseline.warning_count,
        baseline.total,
        str(labels.LEVELS.get(baseline.level, "")),
        baseline.previous_total,
        baseline.total_change,
        baseline.submission_count or 1,
        baseline.change_count if (baseline.submission_count or 1) > 1 else None,
    ]
