"""Keeping working groups and their members."""

from django.db import transaction

from villages.actions.permission import require
from villages.actions.writing import write_version
from villages.models import WorkingGroup, WorkingGroupMember


@transaction.atomic
def save_group(*, group, by):
    """Enter a working group or change one; the caller has locked the row and compared versions.

    Raises ``ValidationError`` for a number that another one has or a term that ends before it begins,
    ``PermissionDenied`` without right.
    """
    if group.pk is None:
        require(by, "villages.add_workinggroup")
    else:
        require(by, "villages.change_workinggroup")
        group.version = WorkingGroup.objects.select_for_update().get(pk=group.pk).version
    group.decree_number = " ".join(group.decree_number.split())
    group.full_clean()
    return write_version(group, by=by)


@transaction.atomic
def save_member(*, member, by):
    """Add an agency to a working group or change what it does there; the group stays locked meanwhile.

    Raises ``ValidationError`` where the agency is a member already, ``PermissionDenied`` without right.
    """
    require(by, "villages.change_workinggroup")
    WorkingGroup.objects.select_for_update().get(pk=member.group_id)
    if member.pk:
        member.version = WorkingGroupMember.objects.get(pk=member.pk).version
    member.full_clean()
    return write_version(member, by=by)


@transaction.atomic
def remove_member(*, member, by):
    """Take an agency out of a working group; what it did there stays in the history.

    Raises ``PermissionDenied`` without right.
    """
    require(by, "villages.change_workinggroup")
    WorkingGroup.objects.select_for_update().get(pk=member.group_id)
    member._history_user = by
    member.delete()
