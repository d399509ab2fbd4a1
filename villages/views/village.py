"""The list of villages, the page of one, and its boundary."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from villages import registry
from villages.exports.tables import table_response
from villages.exports.village import village_headings, village_rows
from villages.exports.village_map import village_features
from villages.filters.village import VillageFilter
from villages.models import Village
from villages.queries.next_steps import next_steps
from villages.queries.village import listed_villages
from villages.queries.village_page import village_page
from villages.views.listing import filtered, list_context

may_view_villages = permission_required("villages.view_village", raise_exception=True)


def _list(request):
    return VillageFilter(request.GET, queryset=listed_villages(request.user), user=request.user)


@require_safe
@may_view_villages
def village_list(request):
    """The villages that this person may see, with what was last verified and the state of a year."""
    return render(request, "villages/village_list.html", list_context(request, _list(request)))


@require_safe
@may_view_villages
def village_export(request, form):
    """The rows of the list, under the same filters and in the same order, as a file."""
    villages = _list(request)
    rows = village_rows(filtered(villages), villages.states)
    return table_response(form, "desa", village_headings(villages.year), rows)


@require_safe
@may_view_villages
def village_detail(request, code):
    """Everything known about one village, and what can be done next."""
    page = village_page(_find(request, code), request.user)
    parts = registry.village_parts.collect(page.village, request.user)
    context = {
        "village": page.village,
        "page": page,
        "steps": next_steps(page, request.user),
        "parts": sorted(parts, key=lambda part: part.order),
    }
    return render(request, "villages/village_detail.html", context)


@require_safe
@may_view_villages
def village_boundary(request, code):
    """The boundary and the decree locations of a village as GeoJSON, for the map on its page."""
    village = _find(request, code)
    if not village.boundary:
        raise Http404
    return JsonResponse(village_features(village), content_type="application/geo+json")


def _find(request, code):
    villages = Village.objects.visible_to(request.user).select_related("district")
    return get_object_or_404(villages, code=code)
