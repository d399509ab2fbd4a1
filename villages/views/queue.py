"""The review queue: what waits for a decision, and verifying several at once."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from villages.exports.queue import queue_table
from villages.exports.tables import table_response
from villages.filters.review import QueueFilter
from villages.forms.review import CHOICE, BatchForm
from villages.queries.review import review_queue
from villages.views.listing import filtered, list_context

COLUMNS = "kolom"  # which columns the review page shows; no filter of the queue
may_verify = permission_required("villages.verify_baseline", raise_exception=True)


def queue_filter(request):
    """The queue under the filters and in the order that the address names."""
    return QueueFilter(request.GET, queryset=review_queue(request.user))


def queue_query(request):
    """The filters and order of the queue, carried along while one goes from baseline to baseline."""
    query = request.GET.copy()
    query.pop(COLUMNS, None)
    return query.urlencode()


def queue_address(request):
    """Back to the queue as the reviewer left it."""
    return f"{reverse('villages:baseline-queue')}?{queue_query(request)}".removesuffix("?")


@require_safe
@may_verify
def baseline_queue(request):
    """Baselines that wait for a decision."""
    context = list_context(request, queue_filter(request), choice=CHOICE)
    return render(request, "villages/queue_list.html", context)


@require_safe
@may_verify
def queue_export(request, format):
    """The rows of the queue, under the same filters, as a spreadsheet."""
    return table_response(format, "antrean-tinjauan", *queue_table(filtered(queue_filter(request))))


@require_POST
@may_verify
def queue_verify(request):
    """Verify several: first a page that lists them, then each by itself."""
    form = BatchForm(request.POST, queue=review_queue(request.user))
    is_confirmed = "konfirmasi" in request.POST and form.is_valid()
    if outcomes := form.outcomes(request.user) if is_confirmed else ():
        _report(request, outcomes)
    elif form.waiting:
        return render(request, "villages/queue_verify.html", {"form": form, "choice": CHOICE})
    else:
        messages.error(request, _("Pilih sedikitnya satu baseline yang menunggu tinjauan."))
    return redirect(queue_address(request))


def _report(request, outcomes):
    verified = [str(outcome.baseline) for outcome in outcomes if not outcome.refusal]
    if verified:
        messages.success(
            request,
            _("%(count)s baseline diverifikasi: %(names)s.")
            % {"count": len(verified), "names": ", ".join(verified)},
        )
    for outcome in outcomes:
        if outcome.refusal:
            messages.error(
                request,
                _("%(baseline)s tidak diverifikasi. %(reason)s")
                % {"baseline": outcome.baseline, "reason": outcome.refusal},
            )
