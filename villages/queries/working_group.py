"""Working groups: who sees the contacts of their members, and what changed."""

from django.utils.translation import gettext as _

from villages.models import WorkingGroup, WorkingGroupMember
from villages.queries.history import TrackedChanges, changes_of


class GroupContacts:
    """Whose contacts a person may see: all, or those of groups in which one of their agencies sits."""

    def __init__(self, user):
        self.are_all = user.has_perm("villages.view_all_contacts")
        self.groups = frozenset()
        if not self.are_all:
            own = WorkingGroupMember.objects.filter(agency__in=user.agencies.values("pk"))
            self.groups = frozenset(own.values_list("group_id", flat=True))

    def __bool__(self):
        return self.are_all or bool(self.groups)

    def are_visible(self, group_id):
        return self.are_all or group_id in self.groups

    def of(self, member):
        """How to reach a member, or "" where the person may not know."""
        return member.contact if self.are_visible(member.group_id) else ""


def listed_groups():
    """All working groups with their members."""
    return WorkingGroup.objects.prefetch_related("members__agency")


def group_history(group, *, shows_contact):
    """A working group and every member it ever had; contacts only for those who may know them."""
    hidden = ("group",) if shows_contact else ("group", "contact")
    members = TrackedChanges(
        WorkingGroupMember.history.filter(group_id=group.pk).select_related("agency"),
        lambda row: _("Anggota %(agency)s") % {"agency": row.agency},
        hidden=hidden,
    )
    return changes_of(group, members, name=_("Pokja"))
