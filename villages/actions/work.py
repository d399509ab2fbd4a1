"""The weekly record of padat karya and the money it receives."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.actions.permission import locked_project
from villages.actions.writing import write_version
from villages.models import Disbursement, Project, WorkWeek
from villages.numbers import show_rupiah
from villages.queries.work import RECORDED, course_of
from villages.work_findings import blocking_by_field, week_findings


@transaction.atomic
def save_week(*, week, by):
    """Record a week or change one; the caller holds the project locked and has compared versions.

    Raises ``ValidationError`` by field for blocking findings and where the project keeps no weeks,
    ``PermissionDenied`` without right or scope.
    """
    project = locked_project(week.project, by)
    _refuse_unless_recorded(project)
    _refuse_tomorrow("starts_on", week.starts_on)
    if blocking := blocking_by_field(week_findings(week, course_of(project, week))):
        raise ValidationError(blocking)
    week.validate_constraints()
    return write_version(week, by=by)


@transaction.atomic
def delete_week(*, week, by):
    """Take a week out of the record; it stays in the history."""
    _refuse_unless_recorded(locked_project(week.project, by))
    _delete(week, WorkWeek, by)


@transaction.atomic
def save_disbursement(*, disbursement, by):
    """Record a stage of the money or change one; the caller has compared versions under the lock.

    Raises ``ValidationError`` by field for a day to come and for more than the budget,
    ``PermissionDenied`` without right or scope.
    """
    project = locked_project(disbursement.project, by)
    _refuse_unless_padat_karya(project)
    _refuse_tomorrow("disbursed_on", disbursement.disbursed_on)
    disbursement.validate_constraints()
    _refuse_beyond_budget(project, disbursement)
    return write_version(disbursement, by=by)


@transaction.atomic
def delete_disbursement(*, disbursement, by):
    """Take a stage of the money out of the record; it stays in the history."""
    _refuse_unless_padat_karya(locked_project(disbursement.project, by))
    _delete(disbursement, Disbursement, by)


def _refuse_unless_padat_karya(project):
    if not project.is_padat_karya:
        raise ValidationError(_("Hanya kegiatan padat karya mempunyai catatan ini."))
    if project.status == Project.Status.CANCELLED:
        raise ValidationError(_("Kegiatan ini dibatalkan; catatannya tidak dapat diubah."))


def _refuse_unless_recorded(project):
    _refuse_unless_padat_karya(project)
    if project.status not in RECORDED:
        raise ValidationError(
            _("Kegiatan ini belum dikerjakan. Tandai mulai dikerjakan dulu, lalu isi minggunya.")
        )


def _refuse_tomorrow(field, day):
    if day > timezone.localdate():
        raise ValidationError({field: _("Tanggal ini belum tiba.")})


def _refuse_beyond_budget(project, disbursement):
    others = project.disbursements.exclude(pk=disbursement.pk)
    total = sum(item.amount_rp for item in others) + disbursement.amount_rp
    if project.budget_rp and total > project.budget_rp:
        message = _("Semua pencairan menjadi %(total)s, melebihi anggaran %(budget)s.")
        amounts = {"total": show_rupiah(total), "budget": show_rupiah(project.budget_rp)}
        raise ValidationError({"amount_rp": message % amounts})


def _delete(thing, model, by):
    found = model.objects.get(pk=thing.pk)
    found._history_user = by
    found.delete()
