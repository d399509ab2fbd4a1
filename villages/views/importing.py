"""Imports, of baseline sheets and of interventions: list, preview, decision, perhaps undoing."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from villages.actions.import_undo import import_undo, may_undo, plan_undo
from villages.actions.importing import import_discard, import_save
from villages.actions.permission import require
from villages.exports.marked import marked_workbook
from villages.filters.importing import ImportFilter
from villages.import_plan import PlanFinding, State
from villages.import_subject import SUBJECTS, importable_by, subject_of
from villages.imports.cells import UnreadableFile
from villages.imports.formats import FORMATS
from villages.models import ImportBatch
from villages.queries.import_preview import (
    GROUPS_SHOWN,
    STATE_LABELS,
    finding_groups,
    preview_page,
    project_counts,
    state_tiles,
)
from villages.queries.import_result import import_result
from villages.views.listing import list_context

may_see = permission_required("villages.view_importbatch", raise_exception=True)


def may_import(view):
    """For whoever may import sheets of the kind that the import is of; others are refused (403)."""

    @wraps(view)
    def wrapped(request, pk, *args, **kwargs):
        if not importable_by(request.user):
            raise PermissionDenied
        rows = ImportBatch.objects.filter(pk=pk).values_list("subject", flat=True)
        require(request.user, SUBJECTS[get_object_or_404(rows)].permission)
        return view(request, pk, *args, **kwargs)

    return wrapped


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


@require_safe
@may_see
def import_detail(request, pk):
    """Preview while it waits for a decision, afterwards what became of it."""
    batch = get_object_or_404(_batches(request).defer("changes"), pk=pk)
    files = list(batch.files.all())
    is_saved = batch.status == ImportBatch.Status.SAVED
    context = {
        "batch": batch,
        "files": files,
        "tiles": state_tiles(batch),
        "may_decide": request.user.has_perm(subject_of(batch).permission),
        "may_undo": is_saved and may_undo(batch, request.user),
    }
    names = [file.name for file in files]
    context |= _outcome(batch) | _findings(batch, names) | _rows(request, batch, names)
    return render(request, "villages/import_detail.html", context)


def _outcome(batch):
    """What saving would make, or made."""
    if not batch.is_of_projects:
        return {"baselines": batch.baselines.select_related("village").order_by("village__name")}
    if batch.status == ImportBatch.Status.PREVIEWED:
        return {"projects": project_counts(batch)}
    return {"result": import_result(batch) if batch.status == ImportBatch.Status.SAVED else None}


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
        messages.success(request, _saved(batch))
    return redirect(batch)


def _saved(batch):
    if batch.is_of_projects:
        return _("Impor disimpan; kondisi RT sudah dihitung ulang.")
    return _("Impor disimpan sebagai draf; periksa lalu ajukan baseline-nya.")


def _undone(batch):
    if batch.is_of_projects:
        return _("Impor dibatalkan; isi lama kembali seperti semula.")
    return _("Impor dibatalkan; angka lama kembali seperti semula.")


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
        context = {"batch": batch, "plan": plan_undo(batch)}
        return render(request, "villages/import_undo.html", context)
    try:
        import_undo(batch=batch, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _undone(batch))
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
    found = [item for item in findings if item.file == number]
    try:
        content = _marked(files[number], found, FORMATS[batch.subject].columns)
    except UnreadableFile as unreadable:
        messages.error(request, str(unreadable))
        return redirect(batch)
    stem = files[number].name.rsplit(".", 1)[0]
    return FileResponse(content, as_attachment=True, filename=f"{stem}-diperiksa.xlsx")


def _marked(item, findings, columns):
    with item.file.open("rb") as file:
        return marked_workbook(file, item.name, findings, columns)
