"""Finding what an address names, among what this person may see."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404

from villages.models import Review
from villages.views.lookup import saving
from workshops.models import FollowUp, Workshop

__all__ = ["find_follow_up", "find_review", "find_workshop", "saving"]

may_view = permission_required("workshops.view_workshop", raise_exception=True)
may_change = permission_required("workshops.change_workshop", raise_exception=True)
may_review = permission_required("villages.view_review", raise_exception=True)
may_follow = permission_required("workshops.view_followup", raise_exception=True)


def find_workshop(request, pk):
    """The workshop, locked while something is posted to it, or 404."""
    rows = Workshop.objects.visible_to(request.user)
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    return get_object_or_404(rows, pk=pk)


def find_review(request, pk):
    """The review, locked while something is posted about it, or 404."""
    rows = Review.objects.visible_to(request.user).select_related("village__district")
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    return get_object_or_404(rows, pk=pk)


def find_follow_up(request, pk, *, to_change=False):
    """The follow-up, or 404 where this person may not know of it, or not change it."""
    rows = FollowUp.objects.visible_to(request.user)
    if to_change:
        rows = rows & FollowUp.objects.editable_by(request.user)
    rows = rows.select_related(
        "agency",
        "assignee",
        "recommendation__workshop",
        "recommendation__session",
        "review__village",
    )
    if to_change and request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    return get_object_or_404(rows, pk=pk)
