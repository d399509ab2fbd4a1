"""Finding what an address names, among what this person may see."""

from contextlib import contextmanager

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect

from villages.models import Baseline, Locked, Project

may_view = permission_required("villages.view_baseline", raise_exception=True)
may_change = permission_required("villages.change_baseline", raise_exception=True)


def find_baseline(request, code, year, kind, *, for_update=False):
    """The baseline, locked if wanted, or 404 where this person may not know of it."""
    rows = Baseline.objects.visible_to(request.user).select_related("village__district")
    if for_update:
        rows = rows.select_for_update(of=("self",))
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


@contextmanager
def saving(request):
    """A transaction while a posted form is compared and saved; reading needs none and waits for nobody."""
    if request.method != "POST":
        yield
        return
    with transaction.atomic():
        yield


def refused(request, baseline, message=None):
    """Back to the baseline, saying why it cannot be changed."""
    messages.error(request, message or Locked().message)
    return redirect(baseline)


def find_project(request, pk):
    """The intervention, or 404 where this person may not know of it."""
    rows = Project.objects.visible_to(request.user).select_related(
        "village__district", "agency", "location__decree", "builder", "maintainer"
    )
    return get_object_or_404(rows, pk=pk)


def editable_project(request, pk, *, for_update=False):
    """The intervention, locked if wanted, or 404 where this person may not change it."""
    rows = Project.objects.visible_to(request.user).editable_by(request.user)
    if for_update:
        rows = rows.select_for_update(of=("self",))
    return get_object_or_404(rows.select_related("village__district", "agency"), pk=pk)
