"""What pages of reviews show of follow-ups: providers of ``villages.registry``."""

from django.urls import reverse
from django.utils.translation import gettext as _

from villages.registry import ReviewLink, VillagePart
from workshops.models import FollowUp


def follow_ups(review, user):
    """Those that were planned from the review, and where one plans more."""
    if review.pk is None or not user.has_perm("workshops.view_followup"):
        return
    rows = FollowUp.objects.visible_to(user).filter(review=review).select_related("agency")
    links = list(plan_links(review, user))
    shown = list(rows)
    if shown or links:
        context = {"review": review, "follow_ups": shown, "links": links}
        yield VillagePart("workshops/review_follow_ups.html", context)


def plan_links(review, user):
    """Where those who may plan follow-ups do so from this review; no query."""
    if review.pk and user.has_perm("workshops.add_followup"):
        url = reverse("workshops:follow-up-plan-review", args=[review.pk])
        yield ReviewLink(_("Buat tindak lanjut"), url)
