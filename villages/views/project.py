"""The register of interventions: list, page, form."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages.actions.project import save_project
from villages.exports.project import register_rows
from villages.exports.tables import table_response
from villages.filters.project import ProjectFilter
from villages.forms.location import VillageChoiceForm
from villages.forms.project import ProjectForm
from villages.models import Project
from villages.project_sheet import ALL_HEADINGS
from villages.queries.project import keeping, listed_projects, totals_of
from villages.queries.project_page import project_page
from villages.queries.project_record import project_record
from villages.views.listing import filtered, list_context
from villages.views.lookup import editable_project, find_project, saving

may_view_projects = permission_required("villages.view_project", raise_exception=True)
may_change_projects = permission_required("villages.change_project", raise_exception=True)


def _register(request):
    return ProjectFilter(request.GET, queryset=listed_projects(request.user), user=request.user)


@require_safe
@may_view_projects
def project_list(request):
    """The interventions in the villages that this person sees, with what they add up to."""
    register = _register(request)
    context = list_context(request, register, totals=totals_of(filtered(register)))
    return render(request, "villages/project_list.html", context)


@require_safe
@may_view_projects
def project_export(request, form):
    """The rows of the list, under the same filters, as a sheet that can be imported again."""
    rows = register_rows(filtered(_register(request)))
    return table_response(form, "kegiatan", ALL_HEADINGS, rows)


@require_safe
@may_view_projects
def project_detail(request, pk):
    """Everything about one intervention, and what can be done next."""
    page = project_page(find_project(request, pk), request.user)
    context = {
        "project": page.project,
        "page": page,
        "record": project_record(page.project),
    }
    return render(request, "villages/project_detail.html", context)


@permission_required("villages.add_project", raise_exception=True)
def project_add(request):
    """Register an intervention: first its village, then the rest."""
    may = keeping(request.user)
    village = _chosen_village(request, may)
    if village is None or not may.schemes:
        return _village_page(request, may)
    form = ProjectForm(request.POST or None, instance=Project(village=village), user=request.user)
    if form.is_valid() and _saved(request, form):
        messages.success(request, _("Kegiatan disimpan. Sekarang isi keluarannya per RT."))
        return redirect(form.instance)
    return _form_page(request, form, may)


def _chosen_village(request, may):
    """The village that the address names, or the only one there is to choose."""
    villages = may.villages.select_related("district")
    if "desa" in request.GET:
        return villages.filter(code=request.GET["desa"]).first()
    first = list(villages[:2])
    return first[0] if len(first) == 1 else None


def _village_page(request, may, project=None):
    chosen = request.GET if request.GET.get("desa") else None
    context = {"form": VillageChoiceForm(chosen, villages=may.villages), "may": may}
    return render(request, "villages/project_village.html", context | {"project": project})


def _form_page(request, form, may, project=None):
    has_outputs = project is not None and project.outputs.exists()
    context = {
        "form": form,
        "project": project,
        "village": form.instance.village,
        "may_change_village": not has_outputs and may.villages[1:2].exists(),
    }
    return render(request, "villages/project_form.html", context)


@may_change_projects
def project_edit(request, pk):
    """Change an intervention; who saves second sees what the first changed."""
    with saving(request):
        project = editable_project(request, pk, for_update=request.method == "POST")
        may = keeping(request.user, project)
        if "desa" in request.GET and not project.outputs.exists():
            village = _chosen_village(request, may)
            if village is None:
                return _village_page(request, may, project)
            project.village = village
        form = ProjectForm(request.POST or None, instance=project, user=request.user)
        if form.is_valid() and _saved(request, form):
            messages.success(request, _("Kegiatan disimpan."))
            return redirect(project)
        return _form_page(request, form, may, project)


def _saved(request, form):
    try:
        save_project(project=form.with_status(), by=request.user)
    except ValidationError as error:
        form.add_action_error(error)
        return False
    return True
