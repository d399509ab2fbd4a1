"""Follow-ups as lists show them, and the page of one."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from villages.models import Village
from workshops.models import FollowUp


def listed_follow_ups(user):
    """Those that this person may see, with what a row shows."""
    rows = FollowUp.objects.visible_to(user).select_related(
        "agency", "assignee", "recommendation__workshop", "review__village"
    )
    rows = rows.defer("review__village__boundary")
    return rows.prefetch_related("villages")


def review_task(review):
    """What is to be done about a review, in words to begin with."""
    done = review.status == review.Status.DONE
    words = _("Tindak lanjuti tinjauan %(review)s") if done else _("Tinjau %(review)s")
    asked = review.recommendation.strip() or review.finding.strip()
    return words % {"review": review} + (f": {asked}" if asked else "")


@dataclass(frozen=True)
class FollowUpPage:
    """A follow-up, what happened to it, and what this person may do next."""

    follow_up: FollowUp
    notes: list
    villages: list  # pairs (village, whether this person may open its page)
    may_work: bool
    may_decide: bool
    reported_by_oneself: bool
    may_open_review: bool


def follow_up_page(follow_up, user):
    """What the page of a follow-up shows this person; a fixed number of queries."""
    villages = list(follow_up.villages.select_related("district"))
    own = Village.objects.visible_to(user).filter(pk__in=[village.pk for village in villages])
    own = set(own.values_list("pk", flat=True))
    return FollowUpPage(
        follow_up=follow_up,
        notes=list(follow_up.notes.select_related("by")),
        villages=[(village, village.pk in own) for village in villages],
        may_work=FollowUp.objects.editable_by(user).filter(pk=follow_up.pk).exists(),
        may_decide=user.has_perm("workshops.confirm_followup"),
        reported_by_oneself=follow_up.done_by_id == user.pk,
        may_open_review=_may_open(follow_up.review, user),
    )


def _may_open(review, user):
    if review is None or not user.has_perm("villages.view_review"):
        return False
    return Village.objects.visible_to(user).filter(pk=review.village_id).exists()


def tab_counts(user):
    """Number of follow-ups under each tab of the list that means something to this person, by its name."""
    rows = FollowUp.objects.visible_to(user)
    counts = {}
    if user.agencies.exists():
        counts["saya"] = rows.mine(user).open().count()
        counts["opd"] = rows.of_agencies(user).open().count()
    counts["terlambat"] = rows.overdue().count()
    if user.has_perm("workshops.confirm_followup"):
        counts["konfirmasi"] = rows.to_confirm().count()
    return counts
