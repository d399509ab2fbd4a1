"""Working groups as a table: one row per member."""

from django.utils.translation import gettext_lazy as _

GROUP_HEADINGS = (
    _("nama"),
    _("nomor SK"),
    _("tanggal SK"),
    _("masa tugas dari"),
    _("sampai"),
    _("OPD"),
    _("kedudukan"),
    _("narahubung"),
)


def group_headings(contacts):
    """Headings of ``group_rows``; contacts have a column only for those who see some."""
    return [*GROUP_HEADINGS, _("kontak")] if contacts else list(GROUP_HEADINGS)


def group_rows(groups, contacts):
    """One row per member, one for a group without any; ``contacts`` says whose are shown."""
    for group in groups:
        about = [
            group.name,
            group.decree_number,
            group.decided_on,
            group.term_from,
            group.term_to,
        ]
        for member in group.members.all():
            row = [*about, member.agency.name, member.role, member.contact_person]
            yield [*row, contacts.of(member)] if contacts else row
        if not group.members.all():
            yield [*about, "", "", "", *([""] if contacts else [])]
