"""The register of slum decrees: list, page, form."""

from contextlib import contextmanager

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages.actions.decree import lock_register, save_decree
from villages.exports.decree import REGISTER_HEADINGS, register_rows
from villages.exports.tables import table_response
from villages.filters.decree import DecreeFilter
from villages.forms.decree import DecreeForm
from villages.models import SlumDecree
from villages.queries.decree_check import decree_findings
from villages.queries.decree_page import decree_page
from villages.views.listing import filtered, list_context


@contextmanager
def editing(request):
    """Hold the register while a posted form is compared and saved; reading needs no lock."""
    if request.method != "POST":
        yield
        return
    with transaction.atomic():
        lock_register()
        yield


def find_decree(request, pk):
    """The decree, or 404 where this person may not know of it."""
    decrees = SlumDecree.objects.visible_to(request.user).select_related("amends", "replaces")
    return get_object_or_404(decrees, pk=pk)


def _register(request):
    decrees = SlumDecree.objects.visible_to(request.user).with_sums()
    return DecreeFilter(request.GET, queryset=decrees)


@require_safe
@permission_required("villages.view_slumdecree", raise_exception=True)
def decree_list(request):
    """All decrees that this person may see."""
    return render(request, "villages/decree_list.html", list_context(request, _register(request)))


@require_safe
@permission_required("villages.view_slumdecree", raise_exception=True)
def decree_export(request, form):
    """The rows of the list, under the same filters, as a file."""
    decrees = filtered(_register(request)).select_related("amends", "replaces")
    return table_response(form, "sk-kumuh", REGISTER_HEADINGS, register_rows(decrees))


@require_safe
@permission_required("villages.view_slumdecree", raise_exception=True)
def decree_detail(request, pk):
    """Everything about one decree."""
    page = decree_page(find_decree(request, pk), request.user)
    return render(request, "villages/decree_detail.html", {"decree": page.decree, "page": page})


@require_safe
@permission_required("villages.view_slumdecree", raise_exception=True)
def decree_check(request, pk):
    """The decree against the latest verified baselines."""
    decree = find_decree(request, pk)
    context = {"decree": decree, "findings": decree_findings(decree, request.user)}
    return render(request, "villages/decree_check.html", context)


@permission_required("villages.add_slumdecree", raise_exception=True)
def decree_add(request):
    """Register a draft."""
    form = DecreeForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid() and _saved(request, form):
        messages.success(request, _("Rancangan SK disimpan. Sekarang isi lokasi-lokasinya."))
        return redirect(form.instance)
    form.hold_file()
    return render(request, "villages/decree_form.html", {"form": form})


@permission_required("villages.change_slumdecree", raise_exception=True)
def decree_edit(request, pk):
    """Change a decree; who saves second sees what the first changed."""
    with editing(request):
        decree = find_decree(request, pk)
        form = DecreeForm(
            request.POST or None, request.FILES or None, instance=decree, user=request.user
        )
        if form.is_valid() and _saved(request, form):
            messages.success(request, _("SK disimpan."))
            return redirect(decree)
        form.hold_file()
        return render(request, "villages/decree_form.html", {"form": form, "decree": decree})


def _saved(request, form):
    reason = form.cleaned_data.get("reason", "")
    try:
        save_decree(decree=form.with_file(), by=request.user, reason=reason)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    form.release_file()
    return True
