"""Recap of padat karya by village and year: who worked, what it cost, and what came of it.

Workers are those of the week with most workers of each project, the first of several, so that men and women
add up and nobody is counted once for every week. Only works that have begun count, none that was cancelled.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, OuterRef, Subquery, Sum
from django.urls import reverse
from django.utils.http import urlencode

from villages import labels
from villages.models import Output, Project, Village, WorkWeek
from villages.queries.work import RECORDED
from villages.scoring import INDICATORS, Indicator
from villages.work_findings import rate_of, wage_share


@dataclass(frozen=True)
class Delivered:
    """What was delivered of one subkriteria, in its unit."""

    indicator: Indicator
    volume: Decimal

    @property
    def code(self):
        return self.indicator.code

    @property
    def label(self):
        return labels.INDICATORS[self.indicator.code]

    @property
    def unit(self):
        return self.indicator.unit


@dataclass
class RecapRow:
    """Padat karya of a village in a year, or of everything (without ``village``)."""

    village: Village | None = None
    year: int | None = None
    projects: int = 0
    men: int = 0
    women: int = 0
    poor: int = 0
    person_days: Decimal = Decimal(0)
    wages_rp: Decimal = Decimal(0)
    materials_rp: Decimal = Decimal(0)
    households: int = 0
    volumes: dict = field(default_factory=lambda: defaultdict(Decimal))

    @property
    def workers(self):
        return self.men + self.women

    @property
    def rate_rp(self):
        """Wages for a person-day."""
        return rate_of(self.wages_rp, self.person_days)

    @property
    def wage_share(self):
        return wage_share(self.wages_rp, self.materials_rp)

    @property
    def delivered(self):
        """``Delivered`` of every subkriteria with a result, as the regulation orders them."""
        return [
            Delivered(item, self.volumes[item.code])
            for item in INDICATORS
            if item.code in self.volumes
        ]

    @property
    def url(self):
        """The projects behind the row."""
        query = {"skema": Project.Scheme.PADAT_KARYA}
        if self.village:
            query |= {"desa": self.village.code, "tahun": self.year}
        return f"{reverse('villages:project-list')}?{urlencode(query)}"

    def add(self, project):
        """Count a project of ``_with_figures``."""
        self.projects += 1
        self.men += project.peak_men or 0
        self.women += project.peak_women or 0
        self.poor += project.peak_poor or 0
        self.person_days += project.hok or 0
        self.wages_rp += project.wages or 0
        self.materials_rp += project.materials or 0
        self.households += project.households_helped or 0


@dataclass(frozen=True)
class Recap:
    """Rows by village and year, and what they come to."""

    rows: list
    total: RecapRow


def recorded_works(user):
    """Padat karya that a person may see and that has begun."""
    return Project.objects.visible_to(user).filter(
        scheme=Project.Scheme.PADAT_KARYA, status__in=RECORDED
    )


def recap_of(projects):
    """The ``Recap`` of a queryset of padat karya; two queries, however many projects."""
    rows, total = {}, RecapRow()
    for project in _with_figures(projects):
        key = project.village_id, project.year
        if key not in rows:
            rows[key] = RecapRow(project.village, project.year)
        for row in (rows[key], total):
            row.add(project)
    for village, year, code, volume in _deliveries(projects):
        for row in (rows[village, year], total):
            row.volumes[code] += volume
    return Recap(list(rows.values()), total)


def _with_figures(projects):
    weeks = WorkWeek.objects.filter(project=OuterRef("pk")).order_by()
    busiest = weeks.order_by((F("men") + F("women")).desc(), "number")
    sums = weeks.values("project")
    return (
        projects.select_related("village__district")
        .defer("village__boundary")
        .annotate(
            **{
                f"peak_{name}": Subquery(busiest.values(column)[:1])
                for name, column in (("men", "men"), ("women", "women"), ("poor", "poor_workers"))
            },
            **{
                name: Subquery(sums.annotate(total=Sum(column)).values("total"))
                for name, column in (
                    ("hok", "person_days"),
                    ("wages", "wages_rp"),
                    ("materials", "materials_rp"),
                )
            },
        )
        .order_by("-year", "village__name", "village__code", "pk")
    )


def _deliveries(projects):
    outputs = Output.objects.delivered().filter(project__in=projects.order_by().values("pk"))
    return (
        outputs.order_by()
        .values("project__village", "project__year", "indicator")
        .annotate(volume=Sum("delivered"))
        .values_list("project__village", "project__year", "indicator", "volume")
    )
