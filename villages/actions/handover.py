"""After the work: handing over to a KPP, and inspecting what was built."""

from calendar import monthrange
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from villages.actions.permission import locked_project
from villages.actions.writing import write_version
from villages.models import CommunityOrganisation, Handover, Inspection, Project
from villages.queries.handover import handover_problem

PROPOSED_MONTHS = (6, 12)


def months_after(day, months):
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@transaction.atomic
def hand_over(*, handover, by):
    """Hand a finished project to a KPP, or change what was recorded of that.

    The KPP becomes the project's maintainer, and inspections are proposed 6 and 12 months later; those that
    are still to come move with the day. The caller has compared versions under the lock. Raises
    ``ValidationError`` where it is too early or the KPP is another village's, ``PermissionDenied`` without
    right or scope.
    """
    project = locked_project(handover.project, by)
    if problem := handover_problem(project):
        raise ValidationError(problem)
    _refuse_wrong_maintainer(project, handover.maintainer)
    _refuse_impossible_day(project, "handed_over_on", handover.handed_over_on)
    stored = Handover.objects.filter(pk=handover.pk).first()
    write_version(handover, by=by)
    if project.maintainer_id != handover.maintainer_id:
        project.maintainer = handover.maintainer
        write_version(project, by=by, reason=_("Serah terima"))
    _propose_inspections(project, handover, stored, by)
    return handover


def _refuse_wrong_maintainer(project, maintainer):
    is_here = maintainer.village_id == project.village_id
    if not is_here or maintainer.kind != CommunityOrganisation.Kind.KPP:
        raise ValidationError({"maintainer": _("Pilih KPP di desa kegiatan ini.")})


def _refuse_impossible_day(project, field, day):
    if day > timezone.localdate():
        raise ValidationError({field: _("Tanggal ini belum tiba.")})
    if project.starts_on and day < project.starts_on:
        message = _("Pekerjaan baru mulai %(day)s.") % {"day": date_format(project.starts_on)}
        raise ValidationError({field: message})


def _propose_inspections(project, handover, stored, by):
    days = [months_after(handover.handed_over_on, months) for months in PROPOSED_MONTHS]
    if stored is None:
        for day in days if not project.inspections.exists() else ():
            write_version(Inspection(project=project, due_on=day), by=by, reason=_("Serah terima"))
        return
    before = [months_after(stored.handed_over_on, months) for months in PROPOSED_MONTHS]
    moved = {old: new for old, new in zip(before, days, strict=True) if old != new}
    for inspection in project.inspections.open().filter(due_on__in=moved):
        inspection.due_on = moved[inspection.due_on]
        write_version(inspection, by=by, reason=_("Tanggal serah terima berubah"))


@transaction.atomic
def undo_handover(*, handover, by):
    """Take a hand-over back, with the inspections that nobody has made yet; the history keeps both."""
    project = locked_project(handover.project, by)
    for inspection in project.inspections.open():
        _delete(inspection, by)
    _delete(Handover.objects.get(pk=handover.pk), by)


@transaction.atomic
def plan_inspection(*, inspection, by):
    """Set the day by which something that was handed over or finished is inspected, or change it."""
    project = locked_project(inspection.project, by)
    is_built = Handover.objects.filter(project=project).exists()
    if not is_built and project.status != Project.Status.FINISHED:
        raise ValidationError(_("Pemeriksaan direncanakan setelah serah terima atau selesai."))
    if inspection.is_done:
        raise ValidationError(_("Pemeriksaan ini sudah dilakukan."))
    return write_version(inspection, by=by)


@transaction.atomic
def record_inspection(*, inspection, by):
    """Record what an inspection found, or correct it; what is not well needs a note.

    The caller has compared versions under the lock. Raises ``ValidationError`` by field,
    ``PermissionDenied`` without right or scope.
    """
    project = locked_project(inspection.project, by)
    _refuse_impossible_day(project, "inspected_on", inspection.inspected_on)
    inspection.validate_constraints()
    if not inspection.all_well and not inspection.note.strip():
        message = _("Tulis apa yang rusak atau tidak dipakai, dan tindak lanjutnya.")
        raise ValidationError({"note": message})
    return write_version(inspection, by=by)


@transaction.atomic
def delete_inspection(*, inspection, by):
    """Remove an inspection, planned or made; the history keeps it."""
    locked_project(inspection.project, by)
    _delete(Inspection.objects.get(pk=inspection.pk), by)


def _delete(thing, by):
    thing._history_user = by
    thing.delete()
