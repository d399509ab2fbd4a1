"""The locations of a slum decree: one area, one RT, one decree in force."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from villages.actions.decree import REASON_LENGTH, lock_register, set_in_force
from villages.actions.permission import require
from villages.models import DecreeLocation, Neighbourhood, SlumDecree
from villages.queries.decree import location_plan, same_area, with_neighbourhoods


@transaction.atomic
def save_location(*, location, neighbourhoods, by, new_neighbourhoods=(), reason=""):
    """Add or change a location with its RTs; ``new_neighbourhoods`` are readings of typed ones.

    The caller has locked the register and compared versions. In a decree in force the location is in
    force at once. Raises ``ValidationError`` when the decree has ended, names the area or an RT twice,
    or another decree in force names them, and without a ``reason`` for a decree in force;
    ``PermissionDenied`` without right.
    """
    require(by, "villages.change_slumdecree")
    lock_register()
    location.decree = SlumDecree.objects.get(pk=location.decree_id)
    _refuse_unless_open(location, reason)
    location.area_name = " ".join(location.area_name.split())
    chosen = [*neighbourhoods, *_known_or_new(location.village, new_neighbourhoods, by)]
    _refuse_twice_in_decree(location, chosen)
    if location.decree.status == SlumDecree.Status.IN_FORCE:
        taken_over, clashes = location_plan(location, chosen)
        if clashes:
            raise ValidationError([str(clash) for clash in clashes])
        set_in_force(taken_over, False, by, reason)
        location.in_force = True
    return _write(location, chosen, by, reason)


def _refuse_unless_open(location, reason):
    if not location.decree.is_open:
        raise ValidationError(_("SK ini tidak berlaku lagi; lokasinya tidak dapat diubah."))
    if location.decree.status == SlumDecree.Status.DRAFT:
        return
    if location.pk and not location.in_force:
        raise ValidationError(_("Lokasi ini sudah diambil alih oleh SK perubahan."))
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasan perubahan; SK ini sudah berlaku.")})


def _known_or_new(village, new_neighbourhoods, by):
    """RTs typed by number: those the village has, the others made."""
    for read in new_neighbourhoods:
        neighbourhood = village.neighbourhoods.filter(rw=read.rw, rt=read.rt).first()
        if neighbourhood is None:
            neighbourhood = Neighbourhood(
                village=village, rw=read.rw, rt=read.rt, label=read.label, hamlet=read.hamlet
            )
            neighbourhood.full_clean()
            neighbourhood._history_user = by
            neighbourhood.save()
        yield neighbourhood


def _refuse_twice_in_decree(location, chosen):
    others = with_neighbourhoods(location.decree.locations.filter(village=location.village))
    for other in others.exclude(pk=location.pk):
        if same_area(location, other):
            message = _("Lokasi dengan nama ini sudah ada di desa itu dalam SK ini.")
            raise ValidationError({"area_name": message})
        if shared := [str(rt) for rt in other.neighbourhoods.all() if rt in set(chosen)]:
            names = {"shared": ", ".join(shared), "area": other.area_name}
            message = _("%(shared)s sudah termasuk lokasi “%(area)s” dalam SK ini.") % names
            raise ValidationError({"neighbourhoods": message})


def _write(location, neighbourhoods, by, reason):
    location.version = location.version + 1 if location.pk else 1
    location._history_user = by
    location._change_reason = reason.strip()[:REASON_LENGTH] or None
    location.save()
    location.neighbourhoods.set(neighbourhoods)
    return location


@transaction.atomic
def delete_location(*, location, by, reason=""):
    """Take a location out of a decree; what it was stays in the history.

    Raises ``ValidationError`` when the decree has ended, for the last location of a decree in force, and
    without a ``reason`` there; ``PermissionDenied`` without right.
    """
    require(by, "villages.change_slumdecree")
    lock_register()
    location = DecreeLocation.objects.select_related("decree").get(pk=location.pk)
    _refuse_unless_open(location, reason)
    if location.decree.status != SlumDecree.Status.DRAFT and location.decree.locations.count() == 1:
        raise ValidationError(_("SK yang berlaku memuat sedikitnya satu lokasi."))
    location._history_user = by
    location._change_reason = reason.strip()[:REASON_LENGTH] or None
    location.delete()
