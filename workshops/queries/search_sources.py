"""What the search box finds of workshops: providers of ``villages.registry.search_sources``."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from villages.registry import SearchHit, SearchSource
from workshops.models import FollowUp, Recommendation, Workshop

LABEL_LENGTH = 120


def workshops(user):
    """By title, organiser, place and purpose."""
    if user.has_perm("workshops.view_workshop"):
        yield SearchSource(
            _("Lokakarya"),
            Workshop.objects.visible_to(user),
            lambda row: SearchHit(row.title, row.get_absolute_url(), row.organiser),
            fields=("title", "organiser", "place", "purpose"),
            name_field="title",
            url=reverse("workshops:workshop-list"),
        )


def recommendations(user):
    """By text and by who made them; they stand on the page of their workshop."""
    if user.has_perm("workshops.view_workshop"):
        rows = Recommendation.objects.filter(workshop__in=Workshop.objects.visible_to(user))
        yield SearchSource(
            _("Rekomendasi"),
            rows.select_related("workshop"),
            _recommendation,
            fields=("text", "made_by"),
        )


def _recommendation(row):
    label = Truncator(row.text).chars(LABEL_LENGTH)
    return SearchHit(label, f"{row.workshop.get_absolute_url()}#rekomendasi", row.workshop.title)


def follow_ups(user):
    """By task, result, and the agency responsible."""
    if user.has_perm("workshops.view_followup"):
        yield SearchSource(
            _("Tindak lanjut"),
            FollowUp.objects.visible_to(user).select_related("agency"),
            _follow_up,
            fields=("task", "result", "agency__short_name", "agency__name"),
            url=reverse("workshops:follow-up-list"),
        )


def _follow_up(row):
    label = Truncator(row.task).chars(LABEL_LENGTH)
    detail = f"{row.agency}, {row.get_status_display().lower()}"
    return SearchHit(label, row.get_absolute_url(), detail)


PROVIDERS = (workshops, recommendations, follow_ups)
