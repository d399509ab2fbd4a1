"""Working groups (Pokja PKP): list, page, form, and their members."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages.actions.working_group import remove_member, save_group, save_member
from villages.exports.tables import table_response
from villages.exports.working_group import group_headings, group_rows
from villages.filters.working_group import GroupFilter
from villages.forms.working_group import GroupForm, MemberForm
from villages.models import WorkingGroup, WorkingGroupMember
from villages.queries.working_group import GroupContacts, group_history, listed_groups
from villages.views.history import render_history
from villages.views.listing import filtered, list_context
from villages.views.lookup import saving

may_view = permission_required("villages.view_workinggroup", raise_exception=True)
may_change = permission_required("villages.change_workinggroup", raise_exception=True)


def _list(request):
    return GroupFilter(request.GET, queryset=listed_groups())


@require_safe
@may_view
def group_list(request):
    """All working groups, the present one first."""
    return render(request, "villages/group_list.html", list_context(request, _list(request)))


@require_safe
@may_view
def group_export(request, form):
    """The rows of the list with their members; contacts as far as one may see them."""
    contacts = GroupContacts(request.user)
    rows = group_rows(filtered(_list(request)), contacts)
    return table_response(form, "pokja", group_headings(contacts), rows)


@require_safe
@may_view
def group_detail(request, pk):
    """One working group with its members."""
    group = get_object_or_404(listed_groups(), pk=pk)
    shows_contact = GroupContacts(request.user).are_visible(group.pk)
    context = {"group": group, "shows_contact": shows_contact}
    return render(request, "villages/group_detail.html", context)


@require_safe
@may_view
def group_changes(request, pk):
    """Who changed what; contacts are left out for those who may not see them."""
    group = get_object_or_404(WorkingGroup, pk=pk)
    shows_contact = GroupContacts(request.user).are_visible(group.pk)
    return render_history(
        request,
        group_history(group, shows_contact=shows_contact),
        title=_("Riwayat %(group)s") % {"group": group},
        lead=_("Semua perubahan Pokja dan anggotanya, termasuk anggota yang sudah dikeluarkan."),
        crumbs=[
            (_("Pokja PKP"), reverse("villages:working-group-list")),
            (group, group.get_absolute_url()),
        ],
    )


@permission_required("villages.add_workinggroup", raise_exception=True)
def group_add(request):
    """Enter a working group."""
    form = GroupForm(request.POST or None)
    if form.is_valid() and _saved(form, save_group, group=form.instance, by=request.user):
        messages.success(request, _("Pokja disimpan. Sekarang isi anggotanya."))
        return redirect(form.instance)
    return render(request, "villages/group_form.html", {"form": form})


@may_change
def group_edit(request, pk):
    """Change a working group; who saves second sees what the first changed."""
    with saving(request):
        group = _locked_on_post(request, WorkingGroup.objects.all(), pk=pk)
        title = str(group)
        form = GroupForm(request.POST or None, instance=group)
        if form.is_valid() and _saved(form, save_group, group=group, by=request.user):
            messages.success(request, _("Pokja disimpan."))
            return redirect(group)
    context = {"form": form, "group": group, "title": title}
    return render(request, "villages/group_form.html", context)


@may_change
def member_add(request, pk):
    """Add an agency to a working group."""
    group = get_object_or_404(WorkingGroup, pk=pk)
    return _member_page(request, WorkingGroupMember(group=group, order=group.members.count() + 1))


@may_change
def member_edit(request, pk, member):
    """Change what an agency does in a working group."""
    with saving(request):
        rows = WorkingGroupMember.objects.select_related("group", "agency")
        return _member_page(request, _locked_on_post(request, rows, pk=member, group=pk))


def _member_page(request, member):
    form = MemberForm(request.POST or None, instance=member)
    if form.is_valid() and _saved(form, save_member, member=member, by=request.user):
        messages.success(request, _("%(member)s disimpan.") % {"member": member})
        return redirect(member.group)
    context = {"form": form, "member": member, "group": member.group}
    return render(request, "villages/member_form.html", context)


@may_change
def member_remove(request, pk, member):
    """Take an agency out of a working group, after asking."""
    rows = WorkingGroupMember.objects.select_related("group", "agency")
    found = get_object_or_404(rows, pk=member, group=pk)
    if request.method == "POST":
        remove_member(member=found, by=request.user)
        messages.success(request, _("%(agency)s dikeluarkan.") % {"agency": found.agency})
        return redirect(found.group)
    return render(request, "villages/member_remove.html", {"member": found, "group": found.group})


def _locked_on_post(request, rows, **lookups):
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    return get_object_or_404(rows, **lookups)


def _saved(form, act, **arguments):
    try:
        act(**arguments)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
