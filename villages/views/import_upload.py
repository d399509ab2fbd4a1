"""Uploading sheets to import: what is in them is shown before anything is stored."""

from django.contrib.auth.decorators import permission_required
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from villages.actions.importing import import_preview
from villages.exports.project_template import project_template
from villages.forms.importing import ImportUploadForm, ProjectUploadForm
from villages.imports.baseline_plan import plan_baselines
from villages.imports.project_plan import plan_projects
from villages.models import Baseline, ImportBatch

TEMPLATES_SHOWN = 20
may_import_baselines = permission_required("villages.import_baseline", raise_exception=True)
may_import_projects = permission_required("villages.import_project", raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@may_import_baselines
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


@require_http_methods(["GET", "HEAD", "POST"])
@may_import_projects
def import_projects(request):
    """Choose files of interventions; they are read at once and shown."""
    is_sent = request.method == "POST"
    form = ProjectUploadForm(request.POST, request.FILES) if is_sent else ProjectUploadForm()
    if form.is_valid():
        files = [(file, file.name) for file in form.cleaned_data["files"]]
        plan = plan_projects(files, user=request.user)
        subject = ImportBatch.Subject.PROJECT
        return redirect(import_preview(files=files, plan=plan, subject=subject, by=request.user))
    return render(request, "villages/import_projects.html", {"form": form})


@require_safe
@may_import_projects
def import_projects_template(request):
    """A workbook to fill in, with the villages and RTs that this person may use."""
    content = project_template(request.user)
    return FileResponse(content, as_attachment=True, filename="templat-kegiatan.xlsx")
