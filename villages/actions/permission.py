"""May this person do this, to this row? Asked inside the transaction of every act."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from villages.models import Baseline


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
