"""The register of interventions: the list with its sums, and who may keep what."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)

from villages import labels
from villages.models import Agency, DecreeLocation, Output, Project, Village
from villages.scoring import INDICATORS, Indicator


@dataclass(frozen=True)
class IndicatorTotal:
    """What projects plan and have delivered of one indicator, in its unit."""

    indicator: Indicator
    planned: Decimal
    delivered: Decimal

    @property
    def label(self):
        return labels.INDICATORS[self.indicator.code]


@dataclass(frozen=True)
class Totals:
    """Of the projects of a list: number, money, and the cancelled ones among them."""

    count: int
    budget_rp: Decimal
    cancelled_count: int
    cancelled_rp: Decimal
    indicators: list


@dataclass(frozen=True)
class Keeping:
    """What a person may register: in which villages, under which schemes (choices), of which agencies."""

    villages: QuerySet
    schemes: list
    agencies: QuerySet


def listed_projects(user):
    """The projects a person may see, annotated with their number of outputs and ``is_in_decree``."""
    outputs = Output.objects.filter(project=OuterRef("pk")).order_by()
    counts = outputs.values("project").annotate(number=Count("pk"))
    delivered = counts.filter(delivered__isnull=False)
    return (
        Project.objects.visible_to(user)
        .select_related("village__district", "agency")
        .defer("village__boundary")
        .annotate(
            output_count=Subquery(counts.values("number")),
            delivered_count=Subquery(delivered.values("number")),
            is_in_decree=ExpressionWrapper(in_decree(), output_field=BooleanField()),
        )
    )


def in_decree():
    """Condition on projects: tied to a location of a decree, or aimed at an RT that one in force names."""
    links = DecreeLocation.neighbourhoods.through.objects
    named = links.filter(decreelocation__in_force=True).values("neighbourhood")
    aimed = Output.objects.filter(neighbourhood__in=named).order_by().values("project")
    return Q(location__isnull=False) | Q(pk__in=aimed)


def totals_of(projects):
    """``Totals`` of a queryset of projects, in two queries."""
    rows = Project.objects.filter(pk__in=projects.order_by().values("pk"))
    cancelled = Q(status=Project.Status.CANCELLED)
    sums = rows.aggregate(
        number=Count("pk"),
        money=Sum("budget_rp", default=0),
        cancelled_number=Count("pk", filter=cancelled),
        cancelled_money=Sum("budget_rp", filter=cancelled, default=0),
    )
    return Totals(*sums.values(), indicators=_indicator_totals(rows))


def _indicator_totals(projects):
    outputs = Output.objects.filter(project__in=projects.values("pk")).order_by()
    sums = outputs.values("indicator").annotate(
        planned_sum=Sum("planned", default=0), delivered_sum=Sum("delivered", default=0)
    )
    found = {row["indicator"]: row for row in sums}
    return [
        IndicatorTotal(item, row["planned_sum"], row["delivered_sum"])
        for item in INDICATORS
        if (row := found.get(item.code))
    ]


def keeping(user, project=None):
    """What a person may register, by the rule of ``Project.objects.editable_by``.

    What ``project`` has already stays on offer, whatever became of it.
    """
    villages = Village.objects.visible_to(user)
    has_all = user.has_perm("villages.change_all_projects")
    is_staff = has_all or user.agencies.filter(is_active=True).exists()
    is_assistant = user.villages.exists()
    agencies = Q(is_active=True)
    if not has_all and not is_assistant:
        agencies &= Q(pk__in=user.agencies.values("pk"))
    schemes = set(Project.Scheme) if is_staff else set()
    if is_assistant:
        schemes.add(Project.Scheme.PADAT_KARYA)
    if project is not None and project.pk:
        agencies |= Q(pk=project.agency_id)
        schemes.add(project.scheme)
    return Keeping(
        villages=villages if is_staff else villages.filter(pk__in=user.villages.values("pk")),
        schemes=[choice for choice in Project.Scheme.choices if choice[0] in schemes],
        agencies=Agency.objects.filter(agencies),
    )


def may_keep(user, project):
    """Whether the person may change a project as it stands in memory, saved or not."""
    if user.has_perm("villages.change_all_projects"):
        return True
    if project.agency_id and user.agencies.filter(pk=project.agency_id).exists():
        return True
    return project.is_padat_karya and user.villages.filter(pk=project.village_id).exists()
