"""Downloads of the baseline sheet: template and the sheet itself."""

from django.contrib.auth.decorators import permission_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from villages.exports.baseline_sheet import sheet_rows, template_workbook
from villages.exports.tables import table_response
from villages.models import Baseline
from villages.sheet import HEADINGS


def _baseline(request, code, year, kind):
    baselines = Baseline.objects.visible_to(request.user).select_related("village")
    return get_object_or_404(baselines, village__code=code, year=year, kind=kind)


def _name(baseline):
    return f"baseline-{baseline.village.code}-{baseline.year}-{baseline.kind}"


@require_safe
@permission_required("villages.change_baseline", raise_exception=True)
def baseline_template(request, code, year, kind):
    """The workbook to fill in away from the portal."""
    baseline = _baseline(request, code, year, kind)
    return FileResponse(
        template_workbook(baseline), as_attachment=True, filename=f"templat-{_name(baseline)}.xlsx"
    )


@require_safe
@permission_required("villages.view_baseline", raise_exception=True)
def baseline_sheet(request, code, year, kind, form):
    """What is stored, as a sheet that can be edited and imported again."""
    baseline = _baseline(request, code, year, kind)
    return table_response(form, _name(baseline), HEADINGS, sheet_rows(baseline))
