"""Recording workshops and their parts: sessions, participants, files, issues, recommendations."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops.actions.permission import locked_workshop, require
from workshops.models import FollowUp, Material, Recommendation, WorkshopSession


@transaction.atomic
def save_workshop(*, workshop, by):
    """Record a new workshop or change one; the caller has locked it and compared versions.

    Raises ``ValidationError`` (by field) when a session would lie outside its days, ``PermissionDenied``.
    """
    if workshop.pk is None:
        require(by, "workshops.add_workshop")
    else:
        stored = locked_workshop(workshop.pk, by)
        workshop.version = stored.version + 1
        _refuse_stray_sessions(workshop)
    workshop._history_user = by
    workshop.save()
    return workshop


def _refuse_stray_sessions(workshop):
    inside = workshop.sessions.filter(day__range=(workshop.first_day, workshop.last_day))
    stray = workshop.sessions.exclude(pk__in=inside).first()
    if stray:
        message = _("Sesi “%(session)s” di luar hari-hari ini; pindahkan sesinya dahulu.")
        raise ValidationError({"first_day": message % {"session": stray}})


@transaction.atomic
def delete_workshop(*, workshop, by):
    """Remove a workshop with its sessions, participants, files and issues; their history stays.

    Raises ``ValidationError`` once it made recommendations, ``PermissionDenied`` without right.
    """
    workshop = locked_workshop(workshop.pk, by, "workshops.delete_workshop")
    if workshop.recommendations.exists():
        raise ValidationError(_("Lokakarya yang punya rekomendasi tidak dapat dihapus."))
    parts = (workshop.issues, workshop.participants, workshop.materials, workshop.sessions)
    for part in (part for related in parts for part in related.all()):
        part._history_user = by
        part.delete()
    workshop._history_user = by
    workshop.delete()


@transaction.atomic
def save_part(*, part, by, relations=None):
    """Save a session, participant, file, issue or recommendation of a workshop.

    ``relations`` are values of its many-to-many fields by name. Raises ``ValidationError`` (by field),
    ``PermissionDenied`` without right.
    """
    workshop = locked_workshop(part.workshop_id, by)
    _refuse_outside(part, workshop)
    if part.pk:
        part.version = type(part).objects.values_list("version", flat=True).get(pk=part.pk) + 1
    elif isinstance(part, Material):
        part.uploaded_at, part.uploaded_by = timezone.now(), by
    part.validate_constraints()
    part._history_user = by
    part.save()
    for name, values in (relations or {}).items():
        getattr(part, name).set(values)
    return part


def _refuse_outside(part, workshop):
    """What belongs to another workshop, or to no day of this one."""
    if isinstance(part, WorkshopSession):
        if not workshop.first_day <= part.day <= workshop.last_day:
            message = _("Pilih hari lokakarya: %(days)s.") % {"days": workshop.days}
            raise ValidationError({"day": message})
    elif getattr(part, "session", None) and part.session.workshop_id != workshop.pk:
        raise ValidationError({"session": _("Pilih sesi lokakarya ini.")})


@transaction.atomic
def delete_part(*, part, by):
    """Take a part out of its workshop; what it was stays in the history.

    Raises ``ValidationError`` where something came from it, ``PermissionDenied`` without right.
    """
    locked_workshop(part.workshop_id, by)
    refuse_if_needed(part)
    part._history_user = by
    part.delete()


def refuse_if_needed(part):
    """Raise ``ValidationError`` while recommendations or follow-ups came from this part."""
    if isinstance(part, WorkshopSession) and (
        part.recommendations.exists() or part.issues.exists()
    ):
        raise ValidationError(
            _("Ada isu atau rekomendasi dari sesi ini. Ubah dahulu asalnya, lalu hapus sesinya.")
        )
    if isinstance(part, Recommendation) and FollowUp.objects.filter(recommendation=part).exists():
        raise ValidationError(_("Rekomendasi ini sudah ditindaklanjuti, jadi tidak dapat dihapus."))
