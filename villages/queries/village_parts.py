"""Sections of a village's page besides its baselines: providers of ``registry.village_parts``."""

from django.db.models import Count
from django.utils import timezone

from villages.models import PlanningDocument, Review, WorkingGroup
from villages.queries.organisation import listed_organisations
from villages.queries.village_review import matrix_rows
from villages.registry import VillagePart


def reviews(village, user):
    """The four reviews of this year, and in which other years there were some; decree villages only."""
    if not user.has_perm("villages.view_review"):
        return
    year = timezone.localdate().year
    numbers = Review.objects.filter(village=village).order_by("-year").values_list("year")
    others = [row for row in numbers.annotate(Count("pk")) if row[0] != year]
    row = matrix_rows([village], year, user)[0]
    is_reviewed = any(cell.review.pk for cell in row.cells) or others
    if is_reviewed or village.decree_locations.in_force().exists():
        context = {"cells": row.cells, "year": year, "others": others}
        yield VillagePart("villages/village_reviews.html", context, order=20)


def organisations(village, user):
    """Its LKM, KSM and KPP with what they built and maintain."""
    if user.has_perm("villages.view_communityorganisation"):
        rows = listed_organisations(user).filter(village=village).order_by("kind", "name")
        context = {"organisations": list(rows), "village": village}
        yield VillagePart("villages/village_organisations.html", context, order=30)


def documents(village, user):
    """Plans for the village or the whole regency that nothing replaced, and the present working group."""
    if user.has_perm("villages.view_planningdocument"):
        rows = PlanningDocument.objects.of_village(village).current()
        groups = (
            WorkingGroup.objects.latest() if user.has_perm("villages.view_workinggroup") else ()
        )
        context = {"documents": list(rows), "groups": list(groups)}
        yield VillagePart("villages/village_documents.html", context, order=40)


PROVIDERS = (reviews, organisations, documents)
