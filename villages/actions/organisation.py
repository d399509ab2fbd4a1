"""Keeping the register of community organisations."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from villages.actions.permission import require
from villages.actions.writing import REASON_LENGTH, write_version
from villages.models import CommunityOrganisation
from villages.queries.organisation import namesakes, villages_to_keep
from villages.tracking import bulk_create_tracked, bulk_update_tracked


@transaction.atomic
def save_organisation(*, organisation, by, reason=""):
    """Register an organisation or change one; the caller has locked the row and compared versions.

    Raises ``ValidationError`` by field where the village has one of that kind and name, or projects refer
    to it as what it no longer would be; ``PermissionDenied`` without right or scope.
    """
    for name in ("name", "chair", "contact"):
        setattr(organisation, name, " ".join(getattr(organisation, name).split()))
    organisation.note = "\n".join(organisation.note.strip().splitlines())
    if organisation.pk is None:
        require(by, "villages.add_communityorganisation")
        if not villages_to_keep(by).filter(pk=organisation.village_id).exists():
            raise PermissionDenied(_("Desa ini di luar wilayah Anda."))
    else:
        stored = locked_organisation(organisation, by)
        organisation.version = stored.version
        if organisation.kind != stored.kind and is_referred_to(stored):
            message = _("Jenisnya tidak dapat diubah lagi: sudah ada kegiatan yang menyebutnya.")
            raise ValidationError({"kind": message})
    same = namesakes(organisation.village_id, organisation.kind, organisation.name)
    if same.exclude(pk=organisation.pk).exists():
        raise ValidationError({"name": _("Kelembagaan ini sudah terdaftar di desa itu.")})
    return write_version(organisation, by=by, reason=reason)


@transaction.atomic
def set_organisation_active(*, organisation, is_active, by):
    """Say that an organisation no longer works, or that it does again.

    Raises ``PermissionDenied`` without right or scope.
    """
    stored = locked_organisation(organisation, by)
    if stored.is_active == is_active:
        return stored
    stored.is_active = is_active
    reason = _("Diaktifkan kembali") if is_active else _("Dinonaktifkan")
    return write_version(stored, by=by, reason=reason)


def locked_organisation(organisation, by):
    """The row read anew and locked; raises ``PermissionDenied`` where this person may not change it."""
    rows = CommunityOrganisation.objects.editable_by(by).filter(pk=organisation.pk)
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise PermissionDenied(_("Kelembagaan ini di luar wilayah Anda."))
    return found


def is_referred_to(organisation):
    """Whether a project names it as builder or maintainer."""
    return (
        organisation.built_projects.exists()
        or organisation.maintained_projects.exists()
        or organisation.handovers.exists()
    )


@transaction.atomic
def save_organisations(*, new, changed, by, reason):
    """Register and change many at once, as a sheet says; the caller has locked and compared the rows.

    Raises ``PermissionDenied`` where one lies outside the person's scope.
    """
    require(by, "villages.add_communityorganisation")
    villages = {organisation.village_id for organisation in (*new, *changed)}
    kept = set(villages_to_keep(by).filter(pk__in=villages).values_list("pk", flat=True))
    if villages - kept:
        raise PermissionDenied(_("Desa ini di luar wilayah Anda."))
    for organisation in changed:
        organisation.version += 1
    bulk_create_tracked(new, by=by, reason=reason[:REASON_LENGTH])
    fields = ["chair", "contact", "established_year", "men", "women", "is_active", "note"]
    bulk_update_tracked(changed, [*fields, "version"], by=by, reason=reason[:REASON_LENGTH])
