"""Baselines: the rounds, one baseline as a task list or as figures, and opening, telling, submitting it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Sum
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages import actions
from villages.exports.baseline import ROUND_HEADINGS, round_rows
from villages.exports.tables import table_response
from villages.filters.baseline import BaselineFilter
from villages.forms.baseline import OpenForm, SubmitForm
from villages.forms.record import AddRtForm
from villages.forms.survey import SurveyForm
from villages.models import Baseline, BaselineEvent
from villages.queries.baseline import state_words, with_progress
from villages.queries.consequences import consequences_of
from villages.queries.findings import previous_baseline
from villages.queries.review import review_of
from villages.queries.tasks import task_list
from villages.views.listing import PER_PAGE, filtered
from villages.views.lookup import find_baseline, may_change, may_enter, may_view, refused, saving


def _rounds(request):
    baselines = with_progress(Baseline.objects.visible_to(request.user))
    baselines = baselines.order_by("-year", "village__name", "rank", "pk")
    return BaselineFilter(request.GET, queryset=baselines, user=request.user)


@require_safe
@may_view
def baseline_list(request):
    """Rounds and their progress; only for the rows of the page is everything looked up."""
    filterset = _rounds(request)
    keys = filtered(filterset).values_list("pk", flat=True)
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    baselines = with_progress(Baseline.objects.select_related("village__district"))
    shown = baselines.in_bulk(page.object_list)
    context = {
        "filterset": filterset,
        "page": page,
        "rows": [(shown[key], state_words(shown[key])) for key in page.object_list],
        "progress": filterset.progress(),
    }
    return render(request, "villages/baseline_list.html", context)


@require_safe
@may_view
def baseline_export(request, format):
    """The rows of the list, under the same filters, as a file."""
    rows = round_rows(filtered(_rounds(request)).select_related("village__district"))
    return table_response(format, "baseline", [str(name) for name in ROUND_HEADINGS], rows)


@permission_required("villages.add_baseline", raise_exception=True)
def baseline_open(request):
    """Start a baseline for one of one's villages."""
    form = OpenForm(request.POST or None, user=request.user, village=request.GET.get("desa"))
    if form.is_valid() and (baseline := _opened(request, form)):
        return redirect(baseline)
    previous = _last_verified(form)
    return render(request, "villages/baseline_open.html", {"form": form, "previous": previous})


def _opened(request, form):
    try:
        baseline = actions.open_baseline(**form.cleaned_data, by=request.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    count = baseline.records.count()
    message = _("Baseline dibuka dengan %(count)s RT. Sekarang isi tiap RT.") % {"count": count}
    messages.success(
        request, message if count else _("Baseline dibuka. Sekarang tambahkan RT-nya.")
    )
    return baseline


def _last_verified(form):
    """What would be proposed for the village that is preselected."""
    if form.preselected is None:
        return None
    rows = Baseline.objects.verified().ranked().filter(village=form.preselected)
    return rows.order_by("-year", "-rank").first()


@require_safe
@may_view
def baseline_detail(request, code, year, kind):
    """What is left to do, for who enters; the figures, for who reads."""
    baseline = find_baseline(request, code, year, kind)
    if not may_enter(request.user, baseline):
        return _figures(request, baseline)
    events = list(baseline.events.select_related("by"))
    context = {
        "baseline": baseline,
        "tasks": task_list(baseline),
        "previous": previous_baseline(baseline),
        "after": consequences_of(baseline, _sums(baseline)),
        "events": events,
        "asked": _asked(events),
        "form": AddRtForm(),
    }
    return render(request, "villages/baseline_tasks.html", context)


def _asked(events):
    """The step by which Bappeda gave the baseline back, unless it was submitted since."""
    acts = BaselineEvent.Act
    steps = [event for event in events if event.act not in (acts.IMPORTED, acts.IMPORT_UNDONE)]
    return steps[-1] if steps and steps[-1].act in (acts.RETURNED, acts.REOPENED) else None


def _figures(request, baseline):
    review = review_of(baseline)
    context = {"baseline": baseline, "review": review, "comparison": review.comparison}
    return render(request, "villages/baseline_figures.html", context)


def _sums(baseline):
    """People and hectares of all RTs, as far as they are filled in."""
    sums = baseline.records.aggregate(people=Sum("people"), area_ha=Sum("area_ha"))
    return {name: value or 0 for name, value in sums.items()}


@may_change
def baseline_edit(request, code, year, kind):
    """Surveyor, dates, considerations and legality."""
    with saving(request):
        baseline = find_baseline(request, code, year, kind, for_update=request.method == "POST")
        if not baseline.is_editable:
            return refused(request, baseline)
        sums = _sums(baseline)
        form = SurveyForm(request.POST or None, instance=baseline, **sums)
        if form.is_valid():
            actions.edit_baseline(baseline=form.instance, by=request.user)
            messages.success(request, _("Keterangan survei disimpan."))
            return redirect(baseline)
    context = {"baseline": baseline, "form": form, "after": consequences_of(baseline, sums)}
    return render(request, "villages/baseline_form.html", context)


@permission_required("villages.submit_baseline", raise_exception=True)
def baseline_submit(request, code, year, kind):
    """Look once more at what goes to Bappeda, and send it."""
    baseline = find_baseline(request, code, year, kind)
    if not baseline.is_editable:
        return refused(request, baseline, _("Baseline ini sudah diajukan."))
    tasks = task_list(baseline)
    form = SubmitForm(request.POST or None, tasks=tasks)
    if form.is_valid() and _submitted(request, baseline, form):
        return redirect(baseline)
    context = {"baseline": baseline, "tasks": tasks, "form": form}
    return render(request, "villages/baseline_submit.html", context)


def _submitted(request, baseline, form):
    try:
        note = form.cleaned_data["note"]
        actions.submit_baseline(baseline=baseline, by=request.user, note=note)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    messages.success(request, _("Baseline diajukan. Bappeda akan meninjaunya."))
    return True


@permission_required("villages.delete_baseline", raise_exception=True)
def baseline_delete(request, code, year, kind):
    """Throw a draft away that was never submitted."""
    baseline = find_baseline(request, code, year, kind)
    if baseline.was_submitted:
        message = _("Baseline yang pernah diajukan tidak dapat dihapus.")
        return refused(request, baseline, message)
    if request.method == "POST":
        try:
            actions.delete_baseline(baseline=baseline, by=request.user)
        except ValidationError as error:
            return refused(request, baseline, " ".join(error.messages))
        messages.success(request, _("%(baseline)s dihapus.") % {"baseline": baseline})
        return redirect("villages:baseline-list")
    filled, count = baseline.records.scored().count(), baseline.records.count()
    context = {"baseline": baseline, "filled": filled, "count": count}
    return render(request, "villages/baseline_delete.html", context)
