"""What is out of step: the checks with their numbers, the rows of one, and those as a file."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from villages.exports.out_of_step import out_of_step_headings, out_of_step_rows
from villages.exports.tables import table_response
from villages.filters.out_of_step import PlaceFilter
from villages.queries.out_of_step import out_of_step
from villages.views.listing import PER_PAGE, filtered
from villages.views.needs import may_view_needs


@require_safe
@may_view_needs
def out_of_step_list(request):
    """Every check with the number of its rows, and what to do about them."""
    filterset = PlaceFilter(request.GET, user=request.user)
    checks = [(check, Paginator(check.rows, 1).count) for check in out_of_step(filtered(filterset))]
    context = {"filterset": filterset, "checks": checks}
    return render(request, "villages/out_of_step_list.html", context)


@require_safe
@may_view_needs
def out_of_step_detail(request, key):
    """The rows of one check, each with a link to where it is put right."""
    filterset, check = _find(request, key)
    page = Paginator(check.rows, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [check.show(row) for row in page.object_list]
    context = {"filterset": filterset, "check": check, "page": page}
    return render(request, "villages/out_of_step_detail.html", context)


@require_safe
@may_view_needs
def out_of_step_export(request, key, form):
    """All rows of one check, under the same filters, as a file."""
    __, check = _find(request, key)
    rows = out_of_step_rows(check)
    return table_response(form, f"tidak-selaras-{key}", out_of_step_headings(), rows)


def _find(request, key):
    filterset = PlaceFilter(request.GET, user=request.user)
    checks = {check.key: check for check in out_of_step(filtered(filterset))}
    if key not in checks:
        raise Http404
    return filterset, checks[key]
