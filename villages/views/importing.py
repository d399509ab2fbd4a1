"""Importing baseline sheets: upload, preview, decide, perhaps undo."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from villages.actions.import_undo import import_undo, may_undo
from villages.actions.importing import import_discard, import_preview, import_save
from villages.exports.marked import marked_workbook
from villages.filters.importing import ImportFilter
from villages.forms.importing import ImportUploadForm
from villages.import_plan import PlanFinding, State
from villages.imports.baseline_plan import plan_baselines
from villages.imports.cells import UnreadableFile
from villages.models import Baseline, ImportBatch
from villages.queries.import_preview import (
    GROUPS_SHOWN,
    STATE_LABELS,
    finding_groups,
    preview_page,
    state_tiles,
)
from villages.queries.import_undo import undo_plan
from villages.views.listing import list_context

TEMPLATES_SHOWN = 20
may_import = permission_required("villages.import_baseline", raise_exception=True)
may_see = permission_required("villages.view_importbatch", raise_exception=True)


def _batches(request):
    return ImportBatch.objects.visible_to(request.user).select_related(
        "created_by", "saved_by", "undone_by"
    )


@require_safe
@may_see
def import_list(request):
    """Imports: one's own, or all for reviewers."""
    batches = _batches(request).defer("plan", "findings", "changes").prefetch_related("files")
    context = list_context(request, ImportFilter(request.GET, queryset=batches))
    return render(request, "villages/import_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@may_import
def import_upload(request):
    """Choose year, kind and files; what is in them is shown before anything is stored."""
    form = ImportUploadForm(request.POST or None, request.FILES or None, initial=_preset(request))
    if form.is_valid():
        year, kind = form.cleaned_data["year"], form.cleaned_data["kind"]
        files = [(file, file.name) for file in form.cleaned_data["files"]]
        plan = plan_baselines(files, year=year, kind=kind, user=request.user)
        return redirect(
            import_preview(files=files, plan=plan, year=year, kind=kind, by=request.user)
        )
    context = {"form": form, "baselines": _open_baselines(request.user)}
    return render(request, "villages/import_upload.html", context)


def _preset(request):
    """Year and kind that the address names, as a baseline's page links here."""
    kind = request.GET.get("jenis", "")
    year = request.GET.get("tahun", "")
    return {
        "year": year if year.isdecimal() else timezone.localdate().year,
        "kind": kind if kind in Baseline.Kind.values else Baseline.Kind.INITIAL,
    }


def _open_baselines(user):
    """Those that the person may fill in, whose templates can be downloaded here; the latest."""
    mine = Baseline.objects.editable().filter(village__in=user.villages.values("pk"))
    return mine.select_related("village").order_by("-year", "village__name", "pk")[:TEMPLATES_SHOWN]


@require_safe
@may_see
def import_detail(request, pk):
    """Preview while it waits for a decision, afterwards what became of it."""
    batch = get_object_or_404(_batches(request).defer("changes"), pk=pk)
    files = list(batch.files.all())
    context = {
        "batch": batch,
        "files": files,
        "tiles": state_tiles(batch),
        "may_undo": batch.status == ImportBatch.Status.SAVED and may_undo(batch, request.user),
        "baselines": batch.baselines.select_related("village").order_by("village__name"),
    }
    names = [file.name for file in files]
    context |= _findings(batch, names) | _rows(request, batch, names)
    return render(request, "villages/import_detail.html", context)


def _findings(batch, names):
    groups = finding_groups(batch, names)
    return {
        "groups": groups[:GROUPS_SHOWN],
        "hidden_groups": max(0, len(groups) - GROUPS_SHOWN),
        "has_file_errors": any(group.first.is_error and not group.first.row for group in groups),
    }


def _rows(request, batch, names):
    shown = request.GET.get("tampil", "")
    state = shown if shown in set(State) else ""
    return {
        "page": preview_page(batch, names, state=state, page=request.GET.get("page")),
        "shown": state,
        "shown_label": STATE_LABELS.get(state, ""),
    }


@require_POST
@may_import
def import_save_view(request, pk):
    """Save all rows, or only the right ones."""
    batch = get_object_or_404(_batches(request).defer("changes"), pk=pk)
    try:
        import_save(batch=batch, by=request.user, accept_valid="benar" in request.POST)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("Impor disimpan sebagai draf; periksa lalu ajukan baseline-nya.")
        )
    return redirect(batch)


@require_POST
@may_import
def import_discard_view(request, pk):
    """Not save it after all."""
    batch = get_object_or_404(_batches(request), pk=pk)
    try:
        import_discard(batch=batch, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(batch)
    messages.success(request, _("Impor tidak jadi disimpan; tidak ada yang berubah."))
    return redirect("villages:import-list")


@require_http_methods(["GET", "HEAD", "POST"])
@may_import
def import_undo_view(request, pk):
    """What undoing would do, and doing it."""
    batch = get_object_or_404(_batches(request).filter(status=ImportBatch.Status.SAVED), pk=pk)
    if not may_undo(batch, request.user):
        raise PermissionDenied(_("Hanya yang menyimpan impor ini yang dapat membatalkannya."))
    if request.method != "POST":
        context = {"batch": batch, "plan": undo_plan(batch)}
        return render(request, "villages/import_undo.html", context)
    try:
        import_undo(batch=batch, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Impor dibatalkan; angka lama kembali seperti semula."))
    return redirect(batch)


@require_safe
@may_see
def import_marked(request, pk, file):
    """An uploaded workbook with what was found marked in it."""
    batch = get_object_or_404(_batches(request), pk=pk)
    files = list(batch.files.all())
    number = next((index for index, item in enumerate(files) if item.pk == file), None)
    if number is None:
        raise Http404(_("Berkas ini bukan bagian dari impor tersebut."))
    findings = [PlanFinding.from_json(data) for data in batch.findings]
    try:
        content = _marked(files[number], [item for item in findings if item.file == number])
    except UnreadableFile as unreadable:
        messages.error(request, str(unreadable))
        return redirect(batch)
    stem = files[number].name.rsplit(".", 1)[0]
    return FileResponse(content, as_attachment=True, filename=f"{stem}-diperiksa.xlsx")


def _marked(item, findings):
    with item.file.open("rb") as file:
        return marked_workbook(file, item.name, findings)
