"""Handing over what was built, and inspecting it afterwards."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.actions.handover import (
    delete_inspection,
    hand_over,
    plan_inspection,
    record_inspection,
    undo_handover,
)
from villages.forms.handover import HandoverForm, InspectionForm, InspectionPlanForm
from villages.models import Handover, Inspection
from villages.queries.handover import handover_problem
from villages.views.deleting import ask_to_delete, deleted
from villages.views.lookup import editable_project, saving
from villages.views.project import may_change_projects


@may_change_projects
def handover_edit(request, pk):
    """Hand over to a KPP, or change what was recorded of that."""
    with saving(request):
        project = editable_project(request, pk, for_update=request.method == "POST")
        handover = Handover.objects.filter(project=project).first()
        if problem := ("" if handover else handover_problem(project)):
            messages.error(request, problem)
            return redirect(project)
        handover = handover or Handover(maintainer=project.maintainer)
        handover.project = project
        form = HandoverForm(request.POST or None, instance=handover)
        if form.is_valid() and _saved(form, hand_over, handover=form.instance, by=request.user):
            messages.success(request, _("Serah terima disimpan."))
            return _back(project)
        return render(request, "villages/handover_form.html", {"project": project, "form": form})


def _saved(form, act, **things):
    try:
        act(**things)
    except ValidationError as error:
        form.add_action_error(error)
        return False
    return True


def _back(project):
    return redirect(f"{project.get_absolute_url()}#pemeliharaan")


@may_change_projects
def handover_delete(request, pk):
    """Take a hand-over back, after asking."""
    project = editable_project(request, pk)
    handover = get_object_or_404(Handover, project=project)
    if request.method == "POST":
        return deleted(request, project, undo_handover, handover=handover)
    detail = _("Pemeriksaan yang belum dilakukan ikut dihapus; riwayatnya tetap tersimpan.")
    return ask_to_delete(request, project, handover, detail)


@may_change_projects
def inspection_plan(request, pk, inspection=None):
    """Set the day by which somebody inspects, or change it."""
    with saving(request):
        project = editable_project(request, pk, for_update=request.method == "POST")
        found = _inspection(project, inspection) if inspection else Inspection(project=project)
        form = InspectionPlanForm(request.POST or None, instance=found)
        if form.is_valid() and _saved(
            form, plan_inspection, inspection=form.instance, by=request.user
        ):
            messages.success(request, _("Jadwal pemeriksaan disimpan."))
            return _back(project)
        context = {"project": project, "inspection": found, "form": form}
        return render(request, "villages/inspection_plan.html", context)


def _inspection(project, pk):
    found = get_object_or_404(Inspection.objects.filter(project=project), pk=pk)
    found.project = project
    return found


@may_change_projects
def inspection_edit(request, pk, inspection):
    """Record what an inspection found, or correct it."""
    with saving(request):
        project = editable_project(request, pk, for_update=request.method == "POST")
        found = _inspection(project, inspection)
        initial = {} if found.is_done else {"inspected_on": timezone.localdate()}
        form = InspectionForm(request.POST or None, instance=found, initial=initial)
        if form.is_valid() and _saved(
            form, record_inspection, inspection=form.instance, by=request.user
        ):
            messages.success(request, _("Hasil pemeriksaan disimpan."))
            return _back(project)
        context = {"project": project, "inspection": found, "form": form}
        return render(request, "villages/inspection_form.html", context)


@may_change_projects
def inspection_delete(request, pk, inspection):
    """Remove an inspection, after asking."""
    project = editable_project(request, pk)
    found = _inspection(project, inspection)
    if request.method == "POST":
        return deleted(request, project, delete_inspection, inspection=found)
    detail = _("Jadwal dan hasilnya hilang dari kegiatan ini; riwayatnya tetap tersimpan.")
    return ask_to_delete(request, project, found, detail)
