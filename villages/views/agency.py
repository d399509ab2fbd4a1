"""The share of one agency in what is needed and planned."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from villages.exports.agency import field_need_headings, field_need_rows
from villages.exports.tables import table_response
from villages.filters.agency import AgencyFilter
from villages.queries.agency import field_of, needs_in_field, project_counts, promises
from villages.queries.needs import condition_years
from villages.views.listing import PER_PAGE, filtered
from villages.views.needs import may_view_needs


@require_safe
@may_view_needs
def agency_share(request):
    """What an agency promised and delivered, and the needs in its field that nobody covers."""
    filterset = AgencyFilter(request.GET, user=request.user)
    context = {"filterset": filterset, "agency": filterset.agency}
    if filterset.agency:
        context |= _share(request, filterset)
    return render(request, "villages/agency_share.html", context)


@require_safe
@may_view_needs
def agency_export(request, form):
    """The needs in the agency's field that nobody covers, under the same filters, as a file."""
    filterset = AgencyFilter(request.GET, user=request.user)
    needs = _needs(request, filterset, field_of(filterset.agency)) if filterset.agency else []
    return table_response(form, "kebutuhan-opd", field_need_headings(), field_need_rows(needs))


def _share(request, filterset):
    agency, villages = filterset.agency, filtered(filterset)
    field = field_of(agency)
    shown = [item for item in promises(agency, villages) if filterset.code in (None, item.code)]
    pages = Paginator(_needs(request, filterset, field), PER_PAGE)
    return {
        "field": field,
        "counts": project_counts(agency, villages),
        "promises": shown,
        "page": pages.get_page(request.GET.get("page")),
    }


def _needs(request, filterset, field):
    villages = filtered(filterset).select_related("district").defer("boundary")
    codes = [code for code in field.codes if filterset.code in (None, code)]
    return needs_in_field(villages, condition_years(request.user)[0], codes)
