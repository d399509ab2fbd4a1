"""Follow-ups: planning them from a recommendation or a review, list, page, and what people do to them."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from villages.exports.tables import table_response
from villages.views.files import attached_file
from villages.views.history import render_history
from villages.views.listing import filtered, list_context
from workshops.actions.follow_up import edit_follow_up, plan_follow_ups
from workshops.exports.calendar import calendar_response, due_event
from workshops.exports.follow_up import FOLLOW_UP_HEADINGS, follow_up_rows
from workshops.filters.follow_up import SCOPES, FollowUpFilter
from workshops.forms.act import ACTS
from workshops.forms.follow_up import FollowUpForm, RecommendationPlanForm, ReviewPlanForm
from workshops.queries import history
from workshops.queries.follow_up import follow_up_page, listed_follow_ups, tab_counts
from workshops.views.lookup import (
    find_follow_up,
    find_review,
    find_workshop,
    may_follow,
    may_review,
    saving,
)

may_plan = permission_required("workshops.add_followup", raise_exception=True)


@may_plan
def follow_up_plan(request, pk, recommendation):
    """From a recommendation to one follow-up per agency."""
    with saving(request):
        workshop = find_workshop(request, pk)
        rows = workshop.recommendations.prefetch_related("addressed_to", "villages")
        recommendation = get_object_or_404(rows, pk=recommendation)
        recommendation.workshop = workshop
        form = RecommendationPlanForm(request.POST or None, source=recommendation)
        if form.is_valid() and _planned(request, form):
            return redirect(f"{workshop.get_absolute_url()}#rekomendasi")
    context = {"form": form, "workshop": workshop, "recommendation": recommendation}
    return render(request, "workshops/follow_up_plan.html", context)


@may_plan
@may_review
def follow_up_plan_review(request, pk):
    """From a review to one follow-up per agency."""
    with saving(request):
        review = find_review(request, pk)
        form = ReviewPlanForm(request.POST or None, source=review)
        if form.is_valid() and _planned(request, form):
            return redirect(f"{review.get_absolute_url()}#tindak-lanjut")
    context = {"form": form, "review": review}
    return render(request, "workshops/follow_up_plan_review.html", context)


def _planned(request, form):
    source = {form.source_name: form.source}
    try:
        created = plan_follow_ups(by=request.user, **source, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    message = ngettext(
        "%(n)s tindak lanjut dibuat.", "%(n)s tindak lanjut dibuat.", len(created)
    ) % {"n": len(created)}
    messages.success(request, message)
    return True


def _list(request):
    rows = listed_follow_ups(request.user)
    return FollowUpFilter(request.GET, queryset=rows, user=request.user)


@require_safe
@may_follow
def follow_up_list(request):
    """Follow-ups: mine, my agency's, overdue ones, or all."""
    counts = tab_counts(request.user)
    tabs = [(name, label, counts[name]) for name, label in SCOPES if name in counts]
    context = list_context(request, _list(request), tabs=tabs, tab=request.GET.get("lingkup", ""))
    return render(request, "workshops/follow_up_list.html", context)


@require_safe
@may_follow
def follow_up_export(request, form):
    """The rows of the list, under the same filters, as a file."""
    rows = follow_up_rows(filtered(_list(request)))
    return table_response(form, "tindak-lanjut", FOLLOW_UP_HEADINGS, rows)


@require_safe
@may_follow
def follow_up_calendar_file(request):
    """The due dates of one's own open follow-ups for one's own calendar."""
    rows = listed_follow_ups(request.user).mine(request.user).open()
    events = [due_event(request, row) for row in rows]
    return calendar_response(request, "tenggat-saya", _("Tenggat tindak lanjut"), events)


@require_safe
@may_follow
def follow_up_detail(request, pk):
    """One follow-up with everything that happened to it."""
    page = follow_up_page(find_follow_up(request, pk), request.user)
    context = {"follow_up": page.follow_up, "page": page}
    return render(request, "workshops/follow_up_detail.html", context)


@may_plan
def follow_up_edit(request, pk):
    """Change the task, the agency or the villages of an open follow-up."""
    with saving(request):
        follow_up = find_follow_up(request, pk, to_change=True)
        if not follow_up.is_open:
            return _too_late(request, follow_up)
        form = FollowUpForm(request.POST or None, instance=follow_up)
        if form.is_valid() and _edited(request, form):
            messages.success(request, _("Tindak lanjut disimpan."))
            return redirect(follow_up)
    return render(request, "workshops/follow_up_form.html", {"form": form, "follow_up": follow_up})


def _edited(request, form):
    villages = form.cleaned_data["villages"]
    try:
        edit_follow_up(follow_up=form.instance, villages=villages, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@may_follow
def follow_up_act(request, pk, act):
    """Do something to a follow-up, on a page that asks what is needed for it."""
    form_class = ACTS[act]
    if not request.user.has_perm(form_class.permission):
        raise PermissionDenied(_("Peran Anda tidak mengizinkan tindakan ini."))
    with saving(request):
        follow_up = find_follow_up(request, pk, to_change=True)
        if follow_up.status not in form_class.statuses:
            return _too_late(request, follow_up)
        form = form_class(
            request.POST or None, request.FILES or None, follow_up=follow_up, user=request.user
        )
        if form.is_valid() and _done(request, form):
            messages.success(request, form.done)
            return redirect(follow_up)
        if form.has_file:
            form.hold_file()
    context = {"form": form, "follow_up": follow_up}
    return render(request, "workshops/follow_up_act.html", context)


def _done(request, form):
    try:
        form.act(request.user)
    except ValidationError as error:
        form.add_action_error(error)
        return False
    if form.has_file:
        form.release_file()
    return True


def _too_late(request, follow_up):
    message = _("Tindakan itu tidak berlaku lagi; statusnya sekarang: %(status)s.")
    messages.error(request, message % {"status": follow_up.get_status_display().lower()})
    return redirect(follow_up)


@require_safe
@may_follow
def follow_up_evidence(request, pk, note):
    """The file that proves a note."""
    note = get_object_or_404(find_follow_up(request, pk).notes.exclude(file=""), pk=note)
    return attached_file(note)


@require_safe
@may_follow
def follow_up_history(request, pk):
    """Of a follow-up, field by field."""
    follow_up = find_follow_up(request, pk)
    return render_history(
        request,
        history.follow_up_history(follow_up),
        title=_("Riwayat tindak lanjut"),
        lead=str(follow_up),
        crumbs=[
            (_("Tindak lanjut"), reverse("workshops:follow-up-list")),
            (follow_up, follow_up.get_absolute_url()),
        ],
    )
