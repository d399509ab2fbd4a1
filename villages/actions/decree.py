"""The life of a slum decree: registered, brought into force, replaced or revoked.

Whoever changes decrees does so one after the other (``lock_register``): whether a location may be in force
depends on every other decree.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from villages.actions.permission import require
from villages.models import SlumDecree
from villages.queries.decree import amendments_in_force, ancestors, enforcement_plan
from villages.tracking import bulk_update_tracked

Status = SlumDecree.Status
LINKS = ("amends", "replaces")
REASON_LENGTH = 100


def lock_register():
    """Hold every decree until the transaction ends; the register is small and read as a whole."""
    list(SlumDecree.objects.select_for_update().order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def save_decree(*, decree, by, reason=""):
    """Register a new draft or change a decree; only drafts may change what they amend or replace.

    The caller has locked the register and compared versions. Raises ``ValidationError`` (by field) for a
    chain that cannot be, and without a ``reason`` once the decree left the drafts; ``PermissionDenied``
    without right.
    """
    if decree.pk is None:
        require(by, "villages.add_slumdecree")
        decree.status, decree.version = Status.DRAFT, 1
    else:
        require(by, "villages.change_slumdecree")
        _prepare_change(decree, reason)
    decree.number = " ".join(decree.number.split())
    decree.validate_unique()
    _refuse_wrong_chain(decree)
    return _write(decree, by, reason)


def _prepare_change(decree, reason):
    lock_register()
    stored = SlumDecree.objects.get(pk=decree.pk)
    decree.status, decree.version = stored.status, stored.version
    if stored.status == Status.DRAFT:
        return
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasan perubahan; SK ini bukan rancangan lagi.")})
    if any(getattr(decree, f"{link}_id") != getattr(stored, f"{link}_id") for link in LINKS):
        raise ValidationError(_("Hubungan dengan SK lain hanya dapat diubah selama rancangan."))


def _refuse_wrong_chain(decree):
    if decree.amends_id and decree.replaces_id:
        message = _("Pilih salah satu: SK ini mengubah atau menggantikan SK lain.")
        raise ValidationError({"replaces": message})
    link = next((name for name in LINKS if getattr(decree, f"{name}_id")), None)
    if link is None:
        return
    other = getattr(decree, link)
    if decree.pk and decree.pk in ancestors(decree):
        message = _(
            "SK tidak dapat mengubah atau menggantikan dirinya sendiri, juga lewat SK lain."
        )
        raise ValidationError({link: message})
    if decree.status == Status.DRAFT and other.status != Status.IN_FORCE:
        message = _("SK %(number)s tidak berlaku; pilih SK yang berlaku.") % {"number": other}
        raise ValidationError({link: message})
    if decree.decided_on < other.decided_on:
        message = _("Tanggal ini sebelum SK %(number)s yang diubah atau digantikan.")
        raise ValidationError({"decided_on": message % {"number": other}})


@transaction.atomic
def enforce_decree(*, decree, by):
    """Bring a draft into force: it replaces or amends what it says, and takes locations over.

    Of an amended decree the locations that the new one restates (same village and name, or a shared RT)
    go out of force, the others stay; a replaced decree ends with its amendments. Raises
    ``ValidationError`` with every obstacle and every location that another decree in force already names;
    ``PermissionDenied`` without right.
    """
    require(by, "villages.change_slumdecree")
    lock_register()
    decree = SlumDecree.objects.select_related("amends", "replaces").get(pk=decree.pk)
    plan = enforcement_plan(decree)
    if not plan.is_possible:
        raise ValidationError([*plan.obstacles, *map(str, plan.clashes)])
    reason = _("SK %(number)s berlaku") % {"number": decree}
    for ended in plan.ended:
        ended.status = Status.REPLACED
        _write(ended, by, reason)
    set_in_force(plan.ended_locations, False, by, reason)
    set_in_force([theirs for __, theirs in plan.taken_over], False, by, reason)
    decree.status = Status.IN_FORCE
    _write(decree, by, _("Diberlakukan"))
    set_in_force(plan.locations, True, by, _("Diberlakukan"))
    return decree


@transaction.atomic
def revoke_decree(*, decree, by, reason):
    """End a decree in force, with the decrees that amend it; nothing comes back into force by itself.

    Raises ``ValidationError`` when it is not in force or the reason is empty, ``PermissionDenied``
    without right.
    """
    require(by, "villages.change_slumdecree")
    lock_register()
    decree = SlumDecree.objects.get(pk=decree.pk)
    if decree.status != Status.IN_FORCE:
        raise ValidationError(_("Hanya SK yang berlaku dapat dicabut."))
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Tulis alasan atau dasar pencabutan.")})
    for ended in (decree, *amendments_in_force(decree)):
        ended.status, ended.status_note = Status.REVOKED, reason
        _write(ended, by, reason)
        set_in_force(list(ended.locations.in_force()), False, by, reason)
    return decree


@transaction.atomic
def delete_decree(*, decree, by):
    """Remove a draft with its locations; their history stays.

    Raises ``ValidationError`` once it came into force or while another decree refers to it,
    ``PermissionDenied`` without right.
    """
    require(by, "villages.delete_slumdecree")
    lock_register()
    decree = SlumDecree.objects.get(pk=decree.pk)
    if decree.status != Status.DRAFT:
        raise ValidationError(_("SK yang pernah berlaku tidak dapat dihapus."))
    if decree.amended_by.exists() or decree.replaced_by.exists():
        raise ValidationError(_("SK lain mengubah atau menggantikan SK ini."))
    for location in decree.locations.all():
        location._history_user = by
        location.delete()
    decree._history_user = by
    decree.delete()


def set_in_force(locations, in_force, by, reason):
    """Bring locations into force or out of it, each with its history; out first, before others come in."""
    for location in locations:
        location.in_force = in_force
    bulk_update_tracked(locations, ["in_force"], by=by, reason=reason[:REASON_LENGTH])


def _write(decree, by, reason):
    if decree.pk:
        decree.version += 1
    decree._history_user = by
    decree._change_reason = reason.strip()[:REASON_LENGTH] or None
    decree.save()
    return decree
