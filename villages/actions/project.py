"""The life of an intervention: registered, changed, moved along its steps, removed.

Whether somebody may change a project is asked again inside the transaction, with the project locked, and
once more of what it became: nobody gives a project away.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from villages.actions.condition import lock_villages, refresh_conditions
from villages.actions.output import REASON_LENGTH, remove_output
from villages.actions.permission import locked_project, require
from villages.funding import FUNDING_FIELDS
from villages.models import Project
from villages.numbers import show_rupiah
from villages.queries.project_page import records_of

Status = Project.Status


@transaction.atomic
def save_project(*, project, by):
    """Register a project in the status it is given (not cancelled), or change one but for its status.

    An empty budget becomes the sum of the sources. Raises ``ValidationError`` by field for what cannot be,
    ``PermissionDenied`` without right or where the person could not change the project afterwards.
    """
    if project.pk is None:
        require(by, "villages.add_project")
        stored = None
        if project.status == Status.CANCELLED:
            raise ValidationError(_("Kegiatan baru tidak dapat langsung dibatalkan."))
        project.cancel_reason, project.version = "", 0
    else:
        stored = locked_project(project, by)
        project.status, project.cancel_reason = stored.status, stored.cancel_reason
        project.version = stored.version
    project.name = " ".join(project.name.split())
    _settle_budget(project)
    _refuse_impossible_dates(project)
    _refuse_another_place(project, stored)
    _write(project, by)
    if not Project.objects.visible_to(by).editable_by(by).filter(pk=project.pk).exists():
        raise PermissionDenied(_("Anda hanya dapat menyimpan kegiatan yang boleh Anda ubah."))
    return project


def _settle_budget(project):
    for name in FUNDING_FIELDS:
        setattr(project, name, getattr(project, name) or 0)
    total = sum(getattr(project, name) for name in FUNDING_FIELDS)
    project.budget_rp = project.budget_rp or total
    if project.budget_rp != total:
        message = _(
            "Anggaran %(budget)s, tetapi jumlah sumber dananya %(total)s. Samakan keduanya."
        )
        amounts = {"budget": show_rupiah(project.budget_rp), "total": show_rupiah(total)}
        raise ValidationError({"budget_rp": message % amounts})


def _refuse_impossible_dates(project):
    if project.starts_on and project.ends_on and project.ends_on < project.starts_on:
        raise ValidationError({"ends_on": _("Tanggal selesai pada atau setelah tanggal mulai.")})


def _refuse_another_place(project, stored):
    """Everything a project refers to lies in its village, which stays while there are outputs."""
    if stored and stored.village_id != project.village_id and stored.outputs.exists():
        message = _("Desa tidak dapat diganti selama kegiatan mempunyai keluaran.")
        raise ValidationError({"village": message})
    for name in ("location", "builder", "maintainer"):
        thing = getattr(project, name)
        if thing and thing.village_id != project.village_id:
            raise ValidationError({name: _("Pilih yang ada di desa kegiatan ini.")})
    is_new_location = not stored or stored.location_id != project.location_id
    if project.location and is_new_location and not project.location.in_force:
        raise ValidationError({"location": _("Pilih lokasi dari SK yang berlaku.")})


@transaction.atomic
def move_project(*, project, status, by, reason="", today=None):
    """Take a project to the next status, or back where the last step was a mistake (``Project.STEPS``).

    Cancelling needs a ``reason``, which stays until the project is taken up again. Raises
    ``ValidationError`` where the step is not possible, ``PermissionDenied`` without right.
    """
    project = locked_project(project, by)
    reason = reason.strip()
    if status not in Project.STEPS[project.status]:
        message = _("Kegiatan ini %(now)s; statusnya tidak dapat menjadi %(then)s.")
        names = {
            "now": project.get_status_display().lower(),
            "then": Status(status).label.lower(),
        }
        raise ValidationError(message % names)
    if status == Status.CANCELLED and not reason:
        raise ValidationError({"reason": _("Tulis alasan pembatalan.")})
    if status == Status.FINISHED:
        _refuse_finishing_before_the_start(project, today or timezone.localdate())
    project.status = status
    project.cancel_reason = reason if status == Status.CANCELLED else ""
    return _write(project, by, reason)


def _refuse_finishing_before_the_start(project, today):
    if project.starts_on and project.starts_on > today:
        message = _("Menurut tanggalnya kegiatan ini baru mulai %(day)s. Betulkan tanggalnya dulu.")
        raise ValidationError(message % {"day": date_format(project.starts_on, "j F Y")})


@transaction.atomic
def delete_project(*, project, by, reason=""):
    """Remove a project with its outputs; what they were stays in the history.

    Raises ``ValidationError`` while work, photographs, money, a hand-over or inspections are recorded, and
    without a ``reason`` where something was delivered; ``PermissionDenied`` without right.
    """
    require(by, "villages.delete_project")
    lock_villages([project.village_id])
    project = locked_project(project, by)
    if records := records_of(project):
        message = _("Kegiatan ini sudah mempunyai %(records)s. Batalkan kegiatannya saja.")
        raise ValidationError(message % {"records": ", ".join(records)})
    outputs = list(project.outputs.select_for_update(of=("self",)))
    has_results = any(output.delivered is not None for output in outputs)
    if has_results and not reason.strip():
        message = _("Tulis alasan menghapusnya; hasilnya sudah dihitung dalam kondisi RT.")
        raise ValidationError({"reason": message})
    for output in outputs:
        remove_output(output, by, reason)
    project._history_user = by
    project._change_reason = reason.strip()[:REASON_LENGTH] or None
    project.delete()
    if has_results:
        refresh_conditions([project.village_id])


def _write(project, by, reason=""):
    project.version += 1
    project._history_user = by
    project._change_reason = reason.strip()[:REASON_LENGTH] or None
    project.save()
    return project
