"""Community organisations from a sheet: upload, see what would happen, save."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from villages.actions.organisation import save_organisations
from villages.forms.organisation import SheetForm
from villages.imports.organisation_columns import COLUMNS
from villages.imports.organisation_sheet import CHANGED, NEW, plan_organisations
from villages.uploads import held_upload, hold_upload, release_upload

ROWS_SHOWN = 200
may_import = permission_required("villages.add_communityorganisation", raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@may_import
def organisation_import(request):
    """Choose a sheet; then a preview of what it would change. Nothing is stored yet."""
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if form.is_valid():
        upload = form.cleaned_data["file"]
        plan = plan_organisations(upload, upload.name, request.user)
        return _preview(request, plan, _held(request, upload) if plan.to_save else None)
    context = {"form": form, "columns": COLUMNS}
    return render(request, "villages/organisation_import.html", context)


def _held(request, upload):
    suffix = ".csv" if upload.name.lower().endswith(".csv") else ".xlsx"
    return hold_upload(upload, request.user, suffix)


@require_POST
@may_import
def organisation_import_save(request):
    """Save what the preview showed; the preview again where it would be something else by now."""
    held = held_upload(request.POST.get("held", ""), request.user)
    if held is None:
        messages.error(request, _("Berkas itu tidak tersimpan lagi. Unggah sekali lagi."))
        return redirect("villages:organisation-import")
    with transaction.atomic():
        plan = plan_organisations(held.open(), held.name, request.user, for_update=True)
        if plan.fingerprint != request.POST.get("pratinjau"):
            messages.error(request, _("Data berubah sejak pratinjau. Periksa sekali lagi."))
            return _preview(request, plan, held)
        _save(request, plan, held)
    release_upload(held)
    return redirect("villages:organisation-list")


def _save(request, plan, held):
    new, changed = ([row.organisation for row in plan.of(state)] for state in (NEW, CHANGED))
    reason = _("Impor %(name)s") % {"name": held.name}
    save_organisations(new=new, changed=changed, by=request.user, reason=reason)
    messages.success(
        request,
        _("%(new)s kelembagaan ditambahkan, %(changed)s diperbarui.")
        % {"new": len(new), "changed": len(changed)},
    )


def _preview(request, plan, held):
    findings = plan.all_findings
    context = {
        "plan": plan,
        "held": held,
        "findings": findings,
        "rows": plan.to_save[:ROWS_SHOWN],
        "hidden_count": max(0, len(plan.to_save) - ROWS_SHOWN),
    }
    return render(request, "villages/organisation_preview.html", context)
