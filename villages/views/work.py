"""The weekly record of padat karya and the money it receives."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from villages.actions.work import delete_disbursement, delete_week, save_disbursement, save_week
from villages.forms.work import DisbursementForm, WeekForm
from villages.models import Disbursement, Project, WorkWeek
from villages.queries.week_sheet import week_sheet
from villages.queries.work import RECORDED, WorkRecord
from villages.views.deleting import ask_to_delete, deleted
from villages.views.lookup import editable_project, saving
from villages.views.project import may_change_projects


def padat_karya(request, pk, *, for_update=False):
    """A padat karya project that this person may change, or 404."""
    project = editable_project(request, pk, for_update=for_update)
    if not project.is_padat_karya:
        raise Http404(_("Hanya kegiatan padat karya mempunyai catatan ini."))
    return project


def refused(request, project):
    """Back to the project, saying why nothing can be recorded now."""
    if project.status == Project.Status.CANCELLED:
        message = _("Kegiatan ini dibatalkan; catatannya tidak dapat diubah.")
    else:
        message = _("Tandai kegiatan ini mulai dikerjakan dulu, lalu isi catatan mingguannya.")
    messages.error(request, message)
    return redirect(project)


def _week_of(record, number):
    """The week of that number, or a new one next to those there are; 404 for one far off."""
    found = record.week(number)
    if found is None and not 1 <= number <= (record.next_number or 0):
        raise Http404(_("Isi minggu sebelumnya dulu."))
    week = found or WorkWeek(number=number)
    week.project = record.project
    return week


@may_change_projects
def week_edit(request, pk, number):
    """Record a week; who saves second sees what the first changed."""
    with saving(request):
        project = padat_karya(request, pk, for_update=request.method == "POST")
        if project.status not in RECORDED:
            return refused(request, project)
        record = WorkRecord(project)
        week = _week_of(record, number)
        form = WeekForm(request.POST or None, instance=week, record=record)
        if form.is_valid() and _saved(form, save_week, week=form.instance, by=request.user):
            return _after_week(request, project, week)
        return _week_page(request, record, form)


def _saved(form, act, **things):
    try:
        act(**things)
    except ValidationError as error:
        form.add_action_error(error)
        return False
    return True


def _after_week(request, project, week):
    record = WorkRecord(project)
    findings = record.findings_of(week)
    messages.success(request, _("%(week)s disimpan.") % {"week": week})
    if findings:
        message = _("%(count)s peringatan pada minggu ini; lihat tabel minggu.")
        messages.warning(request, message % {"count": len(findings)})
    if "next" in request.POST and record.next_number:
        return redirect("villages:week-edit", project.pk, record.next_number)
    return redirect(f"{project.get_absolute_url()}#minggu")


def _week_page(request, record, form):
    sheet = week_sheet(record, form.readable_values(), is_new=form.instance.pk is None)
    context = {
        "project": record.project,
        "week": form.instance,
        "form": form,
        "sheet": sheet,
        "fields": [(form[line.name], line) for line in sheet.lines],
    }
    return render(request, "villages/week_form.html", context)


@require_POST
@may_change_projects
def week_check(request, pk, number):
    """What the typed values mean; nothing is stored."""
    record = WorkRecord(padat_karya(request, pk))
    week = _week_of(record, number)
    form = WeekForm(request.POST, instance=week, record=record)
    sheet = week_sheet(record, form.readable_values(), is_new=week.pk is None)
    return render(request, "villages/week_findings.html", {"sheet": sheet})


@may_change_projects
def week_delete(request, pk, number):
    """Take a week out of the record, after asking."""
    project = padat_karya(request, pk)
    week = get_object_or_404(project.weeks, number=number)
    if request.method == "POST":
        return deleted(request, project, delete_week, week=week)
    detail = _("Angka minggu ini tidak lagi dihitung; riwayatnya tetap tersimpan.")
    return ask_to_delete(request, project, week, detail)


@may_change_projects
def disbursement_add(request, pk):
    """Record a stage of the money."""
    with saving(request):
        project = padat_karya(request, pk, for_update=request.method == "POST")
        last = project.disbursements.last()
        stage = last.stage + 1 if last else 1
        disbursement = Disbursement(project=project, stage=stage, disbursed_on=timezone.localdate())
        return _disbursement_page(request, disbursement)


@may_change_projects
def disbursement_edit(request, pk, disbursement):
    """Change a stage of the money; who saves second sees what the first changed."""
    with saving(request):
        project = padat_karya(request, pk, for_update=request.method == "POST")
        found = get_object_or_404(project.disbursements, pk=disbursement)
        found.project = project
        return _disbursement_page(request, found)


def _disbursement_page(request, disbursement):
    project = disbursement.project
    if project.status == Project.Status.CANCELLED:
        return refused(request, project)
    form = DisbursementForm(request.POST or None, instance=disbursement)
    if form.is_valid() and _saved(
        form, save_disbursement, disbursement=form.instance, by=request.user
    ):
        messages.success(request, _("Pencairan disimpan."))
        return redirect(f"{project.get_absolute_url()}#pencairan")
    context = {"project": project, "disbursement": disbursement, "form": form}
    return render(request, "villages/disbursement_form.html", context)


@may_change_projects
def disbursement_delete(request, pk, disbursement):
    """Take a stage of the money out of the record, after asking."""
    project = padat_karya(request, pk)
    found = get_object_or_404(project.disbursements, pk=disbursement)
    if request.method == "POST":
        return deleted(request, project, delete_disbursement, disbursement=found)
    detail = _("Uang ini tidak lagi dihitung sebagai pencairan; riwayatnya tetap tersimpan.")
    return ask_to_delete(request, project, found, detail)
