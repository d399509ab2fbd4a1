"""The RTs of the regency, as verified and in a year: the rows behind its figures, and the page of one."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from villages.exports.neighbourhood import neighbourhood_headings, neighbourhood_rows
from villages.exports.tables import table_response
from villages.filters.neighbourhood import RecordFilter
from villages.models import Neighbourhood, Village
from villages.queries.neighbourhood_page import neighbourhood_page
from villages.views.listing import filtered, list_context


@require_safe
@permission_required("villages.view_baseline", raise_exception=True)
def neighbourhood_list(request):
    """The RTs of each visible village's last verified baseline, with their condition of a year."""
    filterset = RecordFilter(request.GET, user=request.user)
    return render(request, "villages/neighbourhood_list.html", list_context(request, filterset))


@require_safe
@permission_required("villages.view_baseline", raise_exception=True)
def neighbourhood_export(request, form):
    """The rows of the list, under the same filters and in the same order, as a file."""
    filterset = RecordFilter(request.GET, user=request.user)
    rows = neighbourhood_rows(filtered(filterset), filterset.year)
    return table_response(form, "rt", neighbourhood_headings(), rows)


@require_safe
@permission_required("villages.view_village", raise_exception=True)
def neighbourhood_detail(request, code, rw, rt):
    """One RT: its condition year by year, the sums of the chosen year, and what changed it."""
    villages = Village.objects.visible_to(request.user).select_related("district").defer("boundary")
    village = get_object_or_404(villages, code=code)
    try:
        page = neighbourhood_page(village, rw, rt, request.user, request.GET.get("tahun"))
    except Neighbourhood.DoesNotExist:
        raise Http404 from None
    context = {"page": page, "village": village, "neighbourhood": page.neighbourhood}
    return render(request, "villages/neighbourhood_detail.html", context)
