"""What a project plans and delivers: planned, delivered, corrected, taken away.

What was delivered lowers needs, so every act locks the village, then the project, and brings the conditions
up to date at its end.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.actions.condition import lock_villages, refresh_conditions
from villages.actions.permission import locked_project
from villages.models import Output, Project
from villages.models.baseline import FIRST_YEAR
from villages.queries.output import needs_besides, output_findings

REASON_LENGTH = 100
FIRST_DAY = date(FIRST_YEAR, 1, 1)


class ConfirmationNeeded(ValidationError):
    """Findings that somebody must say are right before the outputs are saved."""


@transaction.atomic
def save_output(*, output, by, reason="", confirmed=False):
    """Plan an output, deliver it or correct it; see ``save_outputs``."""
    return save_outputs(outputs=[output], by=by, reason=reason, confirmed=confirmed)[0]


@transaction.atomic
def save_outputs(*, outputs, by, reason="", confirmed=False):
    """Save outputs of one project, new ones and changed ones, all or none.

    Raises ``ValidationError`` by field for what cannot be, and without a ``reason`` where something
    delivered changes; ``ConfirmationNeeded`` for findings unless ``confirmed``; ``PermissionDenied`` without
    right; ``Output.DoesNotExist`` when one was removed meanwhile. Findings that need no answer are left on
    each output, as ``findings``.
    """
    lock_villages([outputs[0].project.village_id])
    project = locked_project(outputs[0].project, by)
    pairs = [(_stored(output, project), output) for output in outputs]
    for stored, output in pairs:
        output.project = project
        _refuse_impossible(output)
        _refuse_silent_correction(stored, output, reason)
    if not confirmed:
        _ask_about_findings(pairs)
    for __, output in pairs:
        _write(output, by, reason)
    if any(_changes_conditions(stored, output) for stored, output in pairs):
        refresh_conditions([project.village_id])
    return outputs


def _stored(output, project):
    """The output as it is stored, locked; None for a new one."""
    if output.pk is None:
        output.version = 0
        return None
    stored = Output.objects.select_for_update(of=("self",)).get(pk=output.pk, project=project)
    output.version = stored.version
    return stored


def _refuse_impossible(output):
    output.clean_fields(exclude=["project", "neighbourhood", "row_key"])
    if output.neighbourhood.village_id != output.project.village_id:
        raise ValidationError({"neighbourhood": _("Pilih RT di desa kegiatan ini.")})
    if output.planned is None and output.delivered is None:
        raise ValidationError({"planned": _("Isi rencana atau hasilnya.")})
    for name in ("planned", "delivered"):
        volume = getattr(output, name)
        if volume is not None and output.unit.is_whole and volume != int(volume):
            message = _("Tulis bilangan bulat; satuannya %(unit)s.") % {"unit": output.unit}
            raise ValidationError({name: message})
    _refuse_impossible_day(output)


def _refuse_impossible_day(output):
    if output.delivered is None:
        if output.delivered_on is not None:
            raise ValidationError({"delivered": _("Isi hasilnya, atau kosongkan tanggalnya.")})
        return
    if output.delivered_on is None:
        raise ValidationError({"delivered_on": _("Isi tanggal selesainya.")})
    if output.delivered_on > timezone.localdate():
        raise ValidationError({"delivered_on": _("Tanggal selesai tidak boleh di depan.")})
    if output.delivered_on < FIRST_DAY:
        message = _("Periksa tahunnya: paling awal %(year)s.") % {"year": FIRST_YEAR}
        raise ValidationError({"delivered_on": message})


def _refuse_silent_correction(stored, output, reason):
    """What was delivered changes only with a reason; a cancelled project delivers nothing new."""
    was_delivered = stored is not None and stored.delivered is not None
    if output.project.status == Project.Status.CANCELLED and not was_delivered:
        raise ValidationError(_("Kegiatan ini dibatalkan. Usulkan lagi dulu."))
    if was_delivered and _changes_conditions(stored, output) and not reason.strip():
        message = _("Tulis alasan perubahan; hasil ini sudah dihitung dalam kondisi RT.")
        raise ValidationError({"reason": message})


def _changes_conditions(stored, output):
    if stored is None or stored.delivered is None:
        return output.delivered is not None
    return stored.result != output.result or stored.aim != output.aim


def _ask_about_findings(pairs):
    needs = needs_besides([output for __, output in pairs])
    findings = []
    for stored, output in pairs:
        output.findings = output_findings(output, stored, needs)
        findings += output.findings
    if any(finding.must_confirm for finding in findings):
        raise ConfirmationNeeded(list(dict.fromkeys(finding.message for finding in findings)))


def _write(output, by, reason):
    output.version += 1
    output._history_user = by
    output._change_reason = reason.strip()[:REASON_LENGTH] or None
    output.save()


@transaction.atomic
def delete_output(*, output, by, reason=""):
    """Take an output out of its project; what it was stays in the history.

    Raises ``ValidationError`` without a ``reason`` once it was delivered, ``PermissionDenied`` without right.
    """
    village = output.project.village_id
    lock_villages([village])
    project = locked_project(output.project, by)
    stored = Output.objects.select_for_update(of=("self",)).get(pk=output.pk, project=project)
    if stored.delivered is not None and not reason.strip():
        message = _("Tulis alasan menghapusnya; hasil ini sudah dihitung dalam kondisi RT.")
        raise ValidationError({"reason": message})
    remove_output(stored, by, reason)
    if stored.delivered is not None:
        refresh_conditions([village])


def remove_output(output, by, reason):
    """Delete an output whose village and project are locked."""
    output._history_user = by
    output._change_reason = reason.strip()[:REASON_LENGTH] or None
    output.delete()
