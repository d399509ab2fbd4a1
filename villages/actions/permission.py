"""May this person do this, to this row? Asked inside the transaction of every act."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from villages.models import Baseline, Locked, NeighbourhoodRecord, Project


def require(user, permission):
    """Raise ``PermissionDenied`` unless the user holds the permission."""
    if not user.has_perm(permission):
        raise PermissionDenied(_("Peran Anda tidak mengizinkan tindakan ini."))


def locked_baseline(baseline, by):
    """The baseline read anew and locked until the transaction ends, if it is within the user's scope.

    Raises ``PermissionDenied`` where it is not.
    """
    row = Baseline.objects.visible_to(by).select_related("village").filter(pk=baseline.pk)
    found = row.select_for_update(of=("self",)).first()
    if found is None:
        raise PermissionDenied(_("Baseline ini di luar wilayah Anda."))
    return found


def editable_baseline(baseline, by):
    """``locked_baseline`` that is a draft or was returned; raises ``Locked`` where it is neither."""
    found = locked_baseline(baseline, by)
    if not found.is_editable:
        raise Locked
    return found


def locked_record(record, by):
    """The record read anew with its baseline locked, so that nobody else saves it until we are done.

    Every act that writes records locks the baseline first; two of them therefore queue and never deadlock.
    Raises ``Locked`` when the baseline is not a draft, ``PermissionDenied`` without right or scope,
    ``NeighbourhoodRecord.DoesNotExist`` when it was removed meanwhile.
    """
    require(by, "villages.change_baseline")
    baseline = editable_baseline(record.baseline, by)
    rows = NeighbourhoodRecord.objects.select_related("neighbourhood")
    found = rows.select_for_update(of=("self",)).get(pk=record.pk, baseline=baseline)
    found.baseline = baseline
    return found


def locked_project(project, by):
    """The project read anew and locked until the transaction ends, if the user may change it.

    Every act on what belongs to a project locks the project first, so that two of them queue. Raises
    ``PermissionDenied`` without right or scope.
    """
    require(by, "villages.change_project")
    rows = Project.objects.editable_by(by).select_related("village").filter(pk=project.pk)
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise PermissionDenied(_("Kegiatan ini bukan milik Anda untuk diubah."))
    return found
