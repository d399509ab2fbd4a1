"""May this person do this, to this row? Asked inside the transaction of every act."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from villages.actions.permission import require
from villages.models import Review
from workshops.models import FollowUp, Workshop

__all__ = ["locked_follow_up", "locked_review", "locked_workshop", "require"]


def locked_workshop(pk, by, permission="workshops.change_workshop"):
    """The workshop read anew and locked until the transaction ends.

    Every act that writes a part of a workshop locks it first; two of them therefore queue and never
    deadlock. Raises ``PermissionDenied`` without right, ``Workshop.DoesNotExist`` when it is gone.
    """
    require(by, permission)
    return Workshop.objects.select_for_update(of=("self",)).get(pk=pk)


def locked_review(pk, by):
    """The review read anew and locked until the transaction ends.

    Raises ``PermissionDenied`` without right, or where the person does not see its village.
    """
    require(by, "villages.view_review")
    rows = Review.objects.visible_to(by)
    found = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise PermissionDenied(_("Tinjauan ini milik desa lain."))
    return found


def locked_follow_up(follow_up, by, permission="workshops.change_followup"):
    """The follow-up read anew and locked, if this person may change it.

    Raises ``PermissionDenied`` without right, or where it belongs to another agency.
    """
    require(by, permission)
    rows = FollowUp.objects.editable_by(by).select_related("agency")
    found = rows.select_for_update(of=("self",)).filter(pk=follow_up.pk).first()
    if found is None:
        raise PermissionDenied(_("Tindak lanjut ini milik OPD lain."))
    return found
