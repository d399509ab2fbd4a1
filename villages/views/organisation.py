"""The register of community organisations: list, page, form, and whether one still works."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from villages.actions.organisation import save_organisation, set_organisation_active
from villages.exports.organisation import organisation_headings, organisation_rows
from villages.exports.tables import table_response
from villages.filters.organisation import OrganisationFilter
from villages.forms.organisation import NewOrganisationForm, OrganisationForm
from villages.models import CommunityOrganisation
from villages.queries.organisation import (
    Contacts,
    listed_organisations,
    organisation_history,
    organisation_page,
)
from villages.views.history import render_history
from villages.views.listing import filtered, list_context
from villages.views.lookup import saving

may_view = permission_required("villages.view_communityorganisation", raise_exception=True)
may_change = permission_required("villages.change_communityorganisation", raise_exception=True)


def _list(request):
    rows = listed_organisations(request.user)
    return OrganisationFilter(request.GET, queryset=rows, user=request.user)


def _find(request, pk):
    rows = CommunityOrganisation.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("village__district"), pk=pk)


def _may_edit(request, organisation):
    rows = CommunityOrganisation.objects.editable_by(request.user)
    return rows.filter(pk=organisation.pk).exists()


@require_safe
@may_view
def organisation_list(request):
    """The organisations of the villages that this person sees."""
    context = list_context(request, _list(request))
    return render(request, "villages/organisation_list.html", context)


@require_safe
@may_view
def organisation_export(request, form):
    """The rows of the list as a file that the import reads back; contacts as far as one may see them."""
    contacts = Contacts(request.user)
    rows = organisation_rows(filtered(_list(request)), contacts)
    return table_response(form, "kelembagaan", organisation_headings(contacts), rows)


@require_safe
@may_view
def organisation_detail(request, pk):
    """What is known of one organisation, and what it built and maintains."""
    organisation = _find(request, pk)
    context = {
        "page": organisation_page(organisation, request.user),
        "organisation": organisation,
        "may_edit": _may_edit(request, organisation),
    }
    return render(request, "villages/organisation_detail.html", context)


@require_safe
@may_view
def organisation_changes(request, pk):
    """Who changed what; contacts are left out for those who may not see them."""
    organisation = _find(request, pk)
    shows_contact = Contacts(request.user).are_visible(organisation)
    return render_history(
        request,
        organisation_history(organisation, shows_contact=shows_contact),
        title=_("Riwayat %(organisation)s") % {"organisation": organisation},
        lead=_("Semua perubahan data kelembagaan ini."),
        crumbs=[
            (_("Kelembagaan"), reverse("villages:organisation-list")),
            (organisation, organisation.get_absolute_url()),
        ],
    )


@permission_required("villages.add_communityorganisation", raise_exception=True)
def organisation_add(request):
    """Register an organisation."""
    preset = {"village": request.GET.get("desa")}
    form = NewOrganisationForm(request.POST or None, initial=preset, user=request.user)
    if form.is_valid() and _saved(request, form):
        messages.success(request, _("%(name)s terdaftar.") % {"name": form.instance})
        return redirect(form.instance)
    return render(request, "villages/organisation_form.html", {"form": form})


@may_change
def organisation_edit(request, pk):
    """Change an organisation; who saves second sees what the first changed."""
    with saving(request):
        rows = CommunityOrganisation.objects.editable_by(request.user)
        rows = rows.select_related("village__district")
        if request.method == "POST":
            rows = rows.select_for_update(of=("self",))
        organisation = get_object_or_404(rows, pk=pk)
        title = str(organisation)
        form = OrganisationForm(request.POST or None, instance=organisation)
        if form.is_valid() and _saved(request, form):
            messages.success(request, _("%(name)s disimpan.") % {"name": organisation})
            return redirect(organisation)
    context = {"form": form, "organisation": organisation, "title": title}
    return render(request, "villages/organisation_form.html", context)


def _saved(request, form):
    try:
        save_organisation(organisation=form.instance, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_POST
@may_change
def organisation_activate(request, pk):
    """Say that it no longer works, or that it does again."""
    rows = CommunityOrganisation.objects.editable_by(request.user)
    organisation = get_object_or_404(rows, pk=pk)
    is_active = request.POST.get("aktif") == "1"
    set_organisation_active(organisation=organisation, is_active=is_active, by=request.user)
    message = _("%(name)s diaktifkan kembali.") if is_active else _("%(name)s dinonaktifkan.")
    messages.success(request, message % {"name": organisation})
    return redirect(organisation)
