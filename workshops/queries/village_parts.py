"""What the page of a village shows of follow-ups: a provider of ``registry.village_parts``."""

from villages.registry import VillagePart
from workshops.models import FollowUp

SHOWN = 5


def follow_ups(village, user):
    """Open follow-ups that concern the village, what is most overdue first, and how many there are.

    Where there are none, only those who may plan some are told so.
    """
    if not user.has_perm("workshops.view_followup"):
        return
    rows = FollowUp.objects.visible_to(user).open().concerning([village.pk])
    rows = rows.select_related("agency").order_by("due_on", "pk")
    shown = list(rows[: SHOWN + 1])
    if shown or user.has_perm("workshops.add_followup"):
        context = {
            "village": village,
            "follow_ups": shown[:SHOWN],
            "count": len(shown) if len(shown) <= SHOWN else rows.count(),
        }
        yield VillagePart("workshops/village_follow_ups.html", context, order=50)
