"""The outputs of an intervention: planned for many RTs at once, delivered, corrected, taken away."""

from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from villages import labels
from villages.actions.condition import lock_villages
from villages.actions.output import (
    ConfirmationNeeded,
    delete_output,
    save_output,
    save_outputs,
)
from villages.forms.output import OutputForm, PlanForm, ReasonForm, ResultsForm
from villages.models import Output
from villages.queries.output import needs_of
from villages.queries.output_page import indicator_choices, plan_lines
from villages.scoring import INDICATOR_BY_CODE
from villages.views.lookup import editable_project
from villages.views.project import may_change_projects


@contextmanager
def working_on(request, pk):
    """The project, or 404; while a form is posted its village and itself are locked, in that order."""
    project = editable_project(request, pk)
    if request.method != "POST":
        yield project
        return
    with transaction.atomic():
        lock_villages([project.village_id])
        yield editable_project(request, pk, for_update=True)


@may_change_projects
def output_add(request, pk):
    """Plan for several RTs at once: first the indicator, then a volume per RT."""
    indicator = INDICATOR_BY_CODE.get(request.GET.get("kriteria", ""))
    if indicator is None:
        project = editable_project(request, pk)
        context = {"project": project, "rows": indicator_choices(project)}
        return render(request, "villages/output_indicator.html", context)
    with working_on(request, pk) as project:
        rts = list(project.village.neighbourhoods.order_by("rw", "rt"))
        form = PlanForm(request.POST or None, rts=rts, indicator=indicator)
        if form.is_valid() and _planned(request, project, indicator, form):
            return redirect(f"{project.get_absolute_url()}#outputs")
        context = {
            "project": project,
            "indicator": indicator,
            "label": labels.INDICATORS[indicator.code],
            "form": form,
            "lines": plan_lines(project, indicator, form),
        }
        return render(request, "villages/output_add.html", context)


def _planned(request, project, indicator, form):
    outputs = [
        Output(project=project, neighbourhood=rt, indicator=indicator.code, planned=volume)
        for rt, volume in form.volumes
    ]
    if not _saved(form, save_outputs, outputs=outputs, by=request.user):
        return False
    count = len(outputs)
    words = ngettext("Rencana untuk %(n)s RT disimpan.", "Rencana untuk %(n)s RT disimpan.", count)
    messages.success(request, words % {"n": count})
    return True


def _saved(form, act, **arguments):
    """Whether the act was done; otherwise the form says why not, or asks about findings."""
    try:
        try:
            act(**arguments)
        except ConfirmationNeeded as question:
            if not form.is_confirmed(question.messages):
                form.ask_about(question.messages)
                return False
            act(**arguments, confirmed=True)
    except ValidationError as error:
        form.add_action_error(error)
        return False
    return True


@may_change_projects
def output_results(request, pk):
    """Record what planned outputs came to, those of one day at once."""
    with working_on(request, pk) as project:
        outputs = project.outputs.filter(delivered__isnull=True).select_related("neighbourhood")
        form = ResultsForm(request.POST or None, outputs=list(outputs))
        if form.is_valid() and _delivered(request, form):
            return redirect(f"{project.get_absolute_url()}#outputs")
        context = {"project": project, "form": form}
        return render(request, "villages/output_results.html", context)


def _delivered(request, form):
    outputs = form.delivered()
    if not _saved(form, save_outputs, outputs=outputs, by=request.user):
        return False
    count = len(outputs)
    words = ngettext("Hasil %(n)s keluaran dicatat.", "Hasil %(n)s keluaran dicatat.", count)
    messages.success(request, words % {"n": count})
    _tell_what_is_odd(request, outputs)
    return True


def _tell_what_is_odd(request, outputs):
    """What needed no answer, but should be known."""
    for output in outputs:
        for finding in output.findings:
            messages.warning(request, finding.message)


@may_change_projects
def output_edit(request, pk, output):
    """Change an output; who saves second sees what the first changed."""
    with working_on(request, pk) as project:
        found = _find_output(project, output)
        form = OutputForm(request.POST or None, instance=found)
        reason = form.data.get("reason", "")
        if form.is_valid() and _saved(
            form, save_output, output=found, by=request.user, reason=reason
        ):
            messages.success(request, _("Keluaran disimpan."))
            _tell_what_is_odd(request, [found])
            return redirect(f"{project.get_absolute_url()}#outputs")
        need = needs_of(project.village).get(found.aim)
        context = {"project": project, "output": found, "form": form, "need": need}
        return render(request, "villages/output_form.html", context)


def _find_output(project, output):
    outputs = project.outputs.select_related("neighbourhood")
    found = get_object_or_404(outputs, pk=output)
    found.project = project
    return found


@may_change_projects
def output_delete(request, pk, output):
    """Take an output away, after asking."""
    project = editable_project(request, pk)
    found = _find_output(project, output)
    is_needed = found.delivered is not None
    form = ReasonForm(request.POST if request.method == "POST" else None, is_needed=is_needed)
    if form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        try:
            delete_output(output=found, by=request.user, reason=reason)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Keluaran %(output)s dihapus.") % {"output": found})
            return redirect(f"{project.get_absolute_url()}#outputs")
    context = {"project": project, "output": found, "form": form}
    return render(request, "villages/output_delete.html", context)
