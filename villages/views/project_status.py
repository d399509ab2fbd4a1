"""Acts that change how far an intervention is or remove it, each with a page that says what will happen."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from villages.actions.project import delete_project, move_project
from villages.forms.output import ReasonForm
from villages.forms.project_status import MoveForm
from villages.models import Project
from villages.queries.project_page import records_of, steps_of
from villages.views.lookup import editable_project
from villages.views.project import may_change_projects


@may_change_projects
def project_move(request, pk, step):
    """Take an intervention to another status, after asking."""
    project = editable_project(request, pk)
    chosen = next((item for item in steps_of(project) if item.status == step), None)
    form = MoveForm(request.POST if request.method == "POST" else None, status=step)
    if chosen is None:
        messages.error(request, _impossible(project, step))
        return redirect(project)
    if form.is_valid() and _moved(request, project, step, form):
        return redirect(project)
    context = {
        "project": project,
        "step": chosen,
        "form": form,
        "has_results": project.outputs.delivered().exists(),
    }
    return render(request, "villages/project_move.html", context)


def _impossible(project, step):
    message = _("Status kegiatan ini sekarang “%(now)s”; tidak dapat menjadi “%(then)s”.")
    names = {"now": project.get_status_display(), "then": Project.Status(step).label}
    return message % names


def _moved(request, project, step, form):
    reason = form.cleaned_data.get("reason", "")
    try:
        moved = move_project(project=project, status=step, by=request.user, reason=reason)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    message = _("Status kegiatan sekarang: %(status)s.")
    messages.success(request, message % {"status": moved.get_status_display()})
    return True


@permission_required("villages.delete_project", raise_exception=True)
def project_delete(request, pk):
    """Remove an intervention, after showing what goes with it; not while work is recorded."""
    project = editable_project(request, pk)
    outputs = list(project.outputs.select_related("neighbourhood"))
    has_results = any(output.delivered is not None for output in outputs)
    form = ReasonForm(request.POST if request.method == "POST" else None, is_needed=has_results)
    if form.is_valid() and _deleted(request, project, form):
        return redirect("villages:project-list")
    context = {
        "project": project,
        "outputs": outputs,
        "form": form,
        "records": records_of(project),
    }
    return render(request, "villages/project_delete.html", context)


def _deleted(request, project, form):
    name, reason = project.name, form.cleaned_data.get("reason", "")
    try:
        delete_project(project=project, by=request.user, reason=reason)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    messages.success(request, _("Kegiatan %(name)s dihapus.") % {"name": name})
    return True
