"""Acts that change how far an intervention is, each with a page that says what will happen."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from villages.actions.project import move_project
from villages.forms.project_status import MoveForm
from villages.models import Project
from villages.queries.project_page import steps_of
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
