"""Any two baselines of a village side by side."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from villages.exports.comparison import comparison_response
from villages.forms.comparison import ComparisonForm
from villages.models import Baseline, Village
from villages.queries.comparison import compare

may_view = permission_required("villages.view_baseline", raise_exception=True)


@require_safe
@may_view
def baseline_compare(request, code):
    """Choose two baselines; by default the latest and the one before it."""
    village, form = _chosen(request, code)
    pair = form.pair() if len(form.baselines) > 1 else None
    context = {
        "village": village,
        "form": form,
        "comparison": compare(*pair) if pair else None,
        "shows_all": request.GET.get("kolom") == "semua",
    }
    return render(request, "villages/comparison_page.html", context)


@require_safe
@may_view
def baseline_compare_export(request, code):
    """The comparison of the page as a workbook."""
    village, form = _chosen(request, code)
    if pair := form.pair():
        return comparison_response(village, compare(*pair))
    messages.error(request, _("Pilih dua baseline yang berbeda."))
    return redirect("villages:baseline-compare", code=code)


def _chosen(request, code):
    """The village and the choice form, filled with the latest two where nothing was chosen."""
    villages = Village.objects.visible_to(request.user).select_related("district")
    village = get_object_or_404(villages, code=code)
    rows = Baseline.objects.visible_to(request.user).filter(village=village)
    baselines = list(rows.select_related("village").ranked().order_by("-year", "-rank"))
    data = {name: request.GET[name] for name in ("a", "b") if name in request.GET}
    others = iter(row.key for row in baselines if row.key not in data.values())
    for name in ("b", "a"):
        if name not in data:
            data[name] = next(others, "")
    return village, ComparisonForm(data, baselines=baselines)
