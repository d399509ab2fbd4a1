"""What is missing in the regency: all checks with their numbers, the rows of one, and those as a file."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages.exports.tables import table_response
from villages.filters.out_of_step import PlaceFilter
from villages.queries.completeness import all_checks
from villages.views.listing import PER_PAGE, filtered

may_view = permission_required("villages.view_village", raise_exception=True)


def _checks(request):
    filterset = PlaceFilter(request.GET, user=request.user)
    return filterset, all_checks(request.user, filtered(filterset))


def _find(request, key):
    filterset, checks = _checks(request)
    check = next((check for check in checks if check.key == key), None)
    if check is None:
        raise Http404
    return filterset, check


@require_safe
@may_view
def check_list(request):
    """Every check with the number of its rows: those that found something first."""
    filterset, checks = _checks(request)
    counted = [(check, Paginator(check.rows, 1).count) for check in checks]
    context = {
        "filterset": filterset,
        "checks": sorted(counted, key=lambda pair: not pair[1]),
        "found": sum(bool(count) for __, count in counted),
    }
    return render(request, "villages/check_list.html", context)


@require_safe
@may_view
def check_detail(request, key):
    """The rows of one check, each with a link to where it is put right."""
    filterset, check = _find(request, key)
    page = Paginator(check.rows, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [check.show(row) for row in page.object_list]
    context = {"filterset": filterset, "check": check, "page": page}
    return render(request, "villages/check_detail.html", context)


@require_safe
@may_view
def check_export(request, key, form):
    """All rows of one check, under the same filters, as a file."""
    __, check = _find(request, key)
    rows = ((row.label, row.detail, request.build_absolute_uri(row.url)) for row in _shown(check))
    headings = [str(check.title), _("keterangan"), _("alamat")]
    return table_response(form, f"kelengkapan-{key}", headings, rows)


def _shown(check):
    return map(check.show, check.rows)
