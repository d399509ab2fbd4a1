"""The recap of padat karya by village and year."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from villages.exports.padat_karya import recap_headings, recap_rows
from villages.exports.tables import table_response
from villages.filters.padat_karya import PadatKaryaFilter
from villages.queries.padat_karya import recap_of
from villages.views.listing import PER_PAGE, filtered
from villages.views.project import may_view_projects


@require_safe
@may_view_projects
def padat_karya_recap(request):
    """Workers, HOK, wages, households and results by village and year, with their totals."""
    filterset = PadatKaryaFilter(request.GET, user=request.user)
    recap = recap_of(filtered(filterset))
    page = Paginator(recap.rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"filterset": filterset, "recap": recap, "page": page}
    return render(request, "villages/padat_karya.html", context)


@require_safe
@may_view_projects
def padat_karya_export(request, form):
    """The rows of the recap, under the same filters, as a file."""
    filterset = PadatKaryaFilter(request.GET, user=request.user)
    rows = recap_rows(recap_of(filtered(filterset)).rows)
    return table_response(form, "padat-karya", recap_headings(), rows)
