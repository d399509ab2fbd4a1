"""Needs against plans: of all villages by indicator and by village, of one village, and as a file."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from villages.exports.needs import needs_headings, needs_rows
from villages.exports.tables import table_response
from villages.filters.needs import NeedsFilter
from villages.forms.needs import VillageNeedsForm
from villages.models import Village
from villages.queries.needs import STATUSES, agency_names, condition_years, village_needs
from villages.queries.village_needs import indicator_lines, neighbourhood_needs
from villages.views.listing import PER_PAGE

may_view_needs = permission_required("villages.view_condition", raise_exception=True)


@require_safe
@may_view_needs
def needs_indicators(request):
    """What is needed and planned in all villages together, one row per indicator."""
    filterset = NeedsFilter(request.GET, user=request.user)
    context = {"filterset": filterset, "needs": filterset.needs, "statuses": STATUSES}
    return render(request, "villages/needs_indicators.html", context)


@require_safe
@may_view_needs
def needs_villages(request):
    """The villages: score now and once everything planned is delivered, and what nobody covers."""
    filterset = NeedsFilter(request.GET, user=request.user)
    page = Paginator(filterset.villages, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [(row, row.needs.get(filterset.code)) for row in page.object_list]
    return render(request, "villages/needs_villages.html", {"filterset": filterset, "page": page})


@require_safe
@may_view_needs
def needs_export(request, form):
    """The matrix under the same filters: one row per village and indicator."""
    filterset = NeedsFilter(request.GET, user=request.user)
    return table_response(
        form, f"satu-data-{filterset.year}", needs_headings(), needs_rows(filterset)
    )


@require_safe
@may_view_needs
def needs_village(request, code):
    """The sixteen needs of one village, who plans what against them, and the RTs concerned."""
    village = find_village(request, code)
    form = VillageNeedsForm(request.GET, years=condition_years(request.user))
    only = Village.objects.filter(pk=village.pk)
    needs = None if form.errors else next(iter(village_needs(only, form.year)), None)
    names, rts = agency_names(), neighbourhood_needs(only, form.year)
    context = {
        "village": village,
        "form": form,
        "statuses": STATUSES,
        "needs": needs,
        "lines": indicator_lines(needs, names) if needs else (),
        "rts": rts,
        "rows": [
            (rt, need, [names[key] for key in need.agencies])
            for rt in rts
            if (need := rt.needs.get(form.code))
        ],
    }
    return render(request, "villages/needs_village.html", context)


def find_village(request, code):
    """The village, or 404 where this person may not see it."""
    villages = Village.objects.visible_to(request.user).select_related("district")
    return get_object_or_404(villages, code=code)
