"""The RTs of the regency as last verified: the rows behind its figures."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from villages.exports.neighbourhood import neighbourhood_headings, neighbourhood_rows
from villages.exports.tables import table_response
from villages.filters.neighbourhood import RecordFilter
from villages.views.listing import filtered, list_context


@require_safe
@permission_required("villages.view_baseline", raise_exception=True)
def neighbourhood_list(request):
    """The RTs of the last verified baseline of every village that this person may see."""
    filterset = RecordFilter(request.GET, user=request.user)
    return render(request, "villages/neighbourhood_list.html", list_context(request, filterset))


@require_safe
@permission_required("villages.view_baseline", raise_exception=True)
def neighbourhood_export(request, form):
    """The rows of the list, under the same filters and in the same order, as a file."""
    rows = neighbourhood_rows(filtered(RecordFilter(request.GET, user=request.user)))
    return table_response(form, "rt", neighbourhood_headings(), rows)
