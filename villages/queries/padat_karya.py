"""Recap of padat karya by village and year: who worked, what it cost, and what came of it.

Workers are those of the week with most workers of each project, the first of several, so that men and women
add up and nobody is counted once for every week. Only works that have begun count, none that was cancelled.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, F, Sum, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.http import urlencode

from villages import labels
from villages.models import Output, Project, Village, WorkWeek
from villages.queries.work import RECORDED
from villages.scoring import INDICATORS, Indicator
from villages.work_findings import rate_of, wage_share

# Fields of a row in the order in which the queries below give them.
COUNTS = ("projects", "households")
SUMS = ("person_days", "wages_rp", "materials_rp")
PEAKS = ("men", "women", "poor")


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

    def count(self, **figures):
        """Add figures by field; what is not known adds nothing."""
        for name, value in figures.items():
            setattr(self, name, getattr(self, name) + (value or 0))


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
    """The ``Recap`` of a queryset of padat karya; five queries, however many projects."""
    groups = list(_counts(projects))
    villages = Village.objects.select_related("district").defer("boundary")
    found = villages.in_bulk({village for village, *__ in groups})
    rows = {(village, year): RecapRow(found[village], year) for village, year, *__ in groups}
    total = RecapRow()
    for names, figures in ((COUNTS, groups), (SUMS, _sums(projects)), (PEAKS, _peaks(projects))):
        for village, year, *values in figures:
            for row in (rows[village, year], total):
                row.count(**dict(zip(names, values, strict=True)))
    for village, year, code, volume in _deliveries(projects):
        for row in (rows[village, year], total):
            row.volumes[code] += volume
    ordered = sorted(rows.values(), key=lambda row: (-row.year, row.village.name, row.village.code))
    return Recap(ordered, total)


def _counts(projects):
    grouped = projects.order_by().values_list("village", "year")
    return grouped.annotate(Count("pk"), Sum("households_helped"))


def _weeks(projects):
    return WorkWeek.objects.filter(project__in=projects.order_by().values("pk")).order_by()


def _sums(projects):
    grouped = _weeks(projects).values_list("project__village", "project__year")
    return grouped.annotate(Sum("person_days"), Sum("wages_rp"), Sum("materials_rp"))


def _peaks(projects):
    """Of each project the week with most workers, the first of several."""
    most = (F("men") + F("women")).desc()
    rank = Window(RowNumber(), partition_by="project", order_by=[most, "number"])
    busiest = _weeks(projects).annotate(rank=rank).filter(rank=1)
    return busiest.values_list("project__village", "project__year", "men", "women", "poor_workers")


def _deliveries(projects):
    outputs = Output.objects.delivered().filter(project__in=projects.order_by().values("pk"))
    grouped = outputs.order_by().values_list("project__village", "project__year", "indicator")
    return grouped.annotate(Sum("delivered"))
