"""The page on which a baseline is decided, and each decision as its own address."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from villages.actions.condition import lock_villages
from villages.forms.review import ReopenForm, ReturnForm, VerifyForm
from villages.models import Baseline, Village
from villages.queries.review import has_worked_on, next_to_review, review_of
from villages.views.listing import filtered
from villages.views.queue import COLUMNS, may_verify, queue_address, queue_filter, queue_query

may_reopen = permission_required("villages.reopen_baseline", raise_exception=True)


@require_safe
@may_verify
def baseline_review(request, code, year, kind):
    """Everything one needs to decide about a baseline."""
    baseline = _find(request, code, year, kind)
    return render(request, "villages/review_page.html", _context(request, baseline))


@require_POST
@may_verify
def baseline_verify(request, code, year, kind):
    """Freeze the figures that were looked at."""
    return _decide(request, VerifyForm, code, year, kind)


@require_POST
@may_verify
def baseline_return(request, code, year, kind):
    """Give the baseline back with a comment."""
    return _decide(request, ReturnForm, code, year, kind)


@require_POST
@may_reopen
def baseline_reopen(request, code, year, kind):
    """Make a verified baseline a draft again, with a reason."""
    return _decide(request, ReopenForm, code, year, kind)


def _decide(request, form_class, *address):
    with transaction.atomic():
        lock_villages(Village.objects.filter(code=address[0]).values_list("pk", flat=True))
        baseline = _find(request, *address, rows=Baseline.objects.select_for_update(of=("self",)))
        following = next_to_review(filtered(queue_filter(request)), baseline)
        form = form_class(request.POST, baseline=baseline)
        is_decided = form.decide(request.user)
    if not is_decided:
        return render(request, "villages/review_page.html", _context(request, baseline, form))
    messages.success(request, form.done % {"baseline": baseline})
    if "lanjut" in request.POST and following:
        address = reverse("villages:baseline-review", args=following.address)
        return redirect(f"{address}?{queue_query(request)}".removesuffix("?"))
    return redirect(baseline if form_class is ReopenForm else queue_address(request))


def _find(request, code, year, kind, rows=None):
    rows = (rows or Baseline.objects.all()).visible_to(request.user)
    rows = rows.select_related("village__district", "submitted_by", "verified_by", "returned_by")
    return get_object_or_404(rows, village__code=code, year=year, kind=kind)


def _context(request, baseline, form=None):
    """Of the review page; ``form`` is a decision that was refused."""
    forms = {
        f"{kind.name}_form": form if isinstance(form, kind) else kind(baseline=baseline)
        for kind in (VerifyForm, ReturnForm, ReopenForm)
    }
    review = review_of(baseline)
    return {
        "baseline": baseline,
        "review": review,
        "comparison": review.comparison,
        "is_own": has_worked_on(baseline, request.user),
        "following": next_to_review(filtered(queue_filter(request)), baseline),
        "shows_all": review.previous is None or request.GET.get(COLUMNS) == "semua",
        "queue_address": queue_address(request),
        "form": form,
        **forms,
    }
