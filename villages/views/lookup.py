"""Finding what an address names, among what this person may see."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404

from villages.models import Baseline

may_view = permission_required("villages.view_baseline", raise_exception=True)
may_change = permission_required("villages.change_baseline", raise_exception=True)


def find_baseline(request, code, year, kind):
    """The baseline, or 404 where this person may not know of it."""
    rows = Baseline.objects.visible_to(request.user).select_related("village__district")
    return get_object_or_404(rows, village__code=code, year=year, kind=kind)


def find_record(request, code, year, kind, rw, rt):
    """The sheet of one RT, or 404 likewise."""
    baseline = find_baseline(request, code, year, kind)
    rows = baseline.records.select_related("neighbourhood", "edited_by")
    record = get_object_or_404(rows, neighbourhood__rw=rw, neighbourhood__rt=rt)
    record.baseline = baseline
    return record


def may_enter(user, baseline):
    """Whether the user may fill in this baseline now."""
    return baseline.is_editable and user.has_perm("villages.change_baseline")
