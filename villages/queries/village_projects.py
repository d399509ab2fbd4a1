"""The interventions of a village on its page."""

from django.db.models import Count, Q, Sum

from villages.models import Project
from villages.queries.project import listed_projects, may_keep
from villages.registry import VillagePart

SHOWN = 5


def village_projects(village, user):
    """The latest interventions of a village, what all of them cost, and whether one may be added."""
    if not user.has_perm("villages.view_project"):
        return
    goes_on = ~Q(status=Project.Status.CANCELLED)
    count, budget = (
        Project.objects.filter(village=village)
        .aggregate(number=Count("pk"), money=Sum("budget_rp", filter=goes_on, default=0))
        .values()
    )
    context = {
        "village": village,
        "projects": list(listed_projects(user).filter(village=village)[:SHOWN]),
        "count": count,
        "budget_rp": budget,
        "may_add": _may_add(village, user),
    }
    yield VillagePart("villages/village_projects.html", context, order=40)


def _may_add(village, user):
    if not user.has_perm("villages.add_project"):
        return False
    is_staff = user.agencies.filter(is_active=True).exists()
    return is_staff or may_keep(user, Project(scheme=Project.Scheme.PADAT_KARYA, village=village))
