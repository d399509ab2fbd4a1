"""Trying out plans for a village; nothing is stored until the trial is saved as proposed projects."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from villages.actions.trial import propose_projects
from villages.forms.trial import TrialForm, TrialSaveForm
from villages.models import Project, Village
from villages.queries.needs import condition_years
from villages.queries.project import keeping
from villages.queries.village_needs import neighbourhood_needs
from villages.views.needs import find_village, may_view_needs


@may_view_needs
def needs_trial(request, code):
    """Type volumes or let the page propose them, and see the scores; save them if one may."""
    village = find_village(request, code)
    form = _typed(request, village)
    save = _save_form(request, village)
    if "simpan" in request.POST:
        if save is None:
            raise PermissionDenied
        if projects := _saved(request, form, save):
            return _to_projects(village, projects)
    context = {"village": village, "form": form, "trial": form.trial, "save": save}
    template = "villages/trial_live.html" if request.htmx else "villages/trial_page.html"
    return render(request, template, context)


def _typed(request, village):
    """The trial as typed, completed where the person asks for it."""
    year = condition_years(request.user)[0]
    rts = neighbourhood_needs(Village.objects.filter(pk=village.pk), year)
    form = TrialForm(request.POST, rts)
    return form.completed() if "usul" in request.POST and not form.errors else form


def _save_form(request, village):
    """The form that saves, for whoever may register projects in the village."""
    may = keeping(request.user)
    if not request.user.has_perm("villages.add_project") or not may.schemes:
        return None
    if not may.villages.filter(pk=village.pk).exists():
        return None
    data = request.POST if "simpan" in request.POST else None
    return TrialSaveForm(data, village=village, user=request.user)


def _saved(request, form, save):
    """The projects that were registered; none where anything is wrong."""
    if not form.trial.aims and not form.errors:
        save.add_error(None, _("Isi sedikitnya satu volume dulu."))
    if form.errors or not save.is_valid():
        return []
    try:
        projects = propose_projects(drafts=save.drafts(form.trial), by=request.user)
    except ValidationError as error:
        save.add_error(None, error.messages)
        return []
    text = ngettext("%(n)s kegiatan diusulkan.", "%(n)s kegiatan diusulkan.", len(projects))
    messages.success(request, text % {"n": len(projects)})
    return projects


def _to_projects(village, projects):
    """The one project, or the list that holds them."""
    if len(projects) == 1:
        return redirect(projects[0])
    address = f"{reverse('villages:project-list')}?desa={village.code}"
    return redirect(f"{address}&status={Project.Status.PROPOSED}")
