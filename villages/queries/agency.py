"""The share of one agency: what it promised and delivered, and the needs in its field that nobody covers."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from villages import labels
from villages.models import Output, Project
from villages.queries.needs import Need, VillageNeeds, village_needs
from villages.scoring import INDICATOR_BY_CODE, INDICATORS, Criterion

Status = Project.Status


@dataclass(frozen=True)
class Field:
    """The criteria an agency works on; ``is_set`` where somebody said so, else its outputs say it."""

    criteria: tuple[Criterion, ...]
    is_set: bool

    @property
    def names(self):
        return [labels.CRITERIA_SHORT[item] for item in self.criteria]

    @property
    def codes(self):
        return [item.code for item in INDICATORS if item.criterion in self.criteria]


@dataclass(frozen=True)
class Promise:
    """What an agency planned and delivered of one indicator under the budget of one year."""

    year: int
    code: str
    projects: int
    planned: Decimal
    delivered: Decimal

    @property
    def label(self):
        return labels.INDICATORS[self.code]

    @property
    def unit(self):
        return INDICATOR_BY_CODE[self.code].unit


@dataclass(frozen=True)
class FieldNeed:
    """A need in the agency's field that nobody covers (fully)."""

    row: VillageNeeds
    need: Need

    @property
    def village(self):
        return self.row.village


def field_of(agency):
    """The ``Field`` of an agency."""
    if agency.fields_of_work:
        return Field(agency.fields_of_work, is_set=True)
    codes = Output.objects.filter(project__agency=agency).order_by().values_list("indicator")
    criteria = {INDICATOR_BY_CODE[code].criterion for (code,) in codes.distinct()}
    return Field(tuple(sorted(criteria)), is_set=False)


def promises(agency, villages):
    """A ``Promise`` per year and indicator, the latest year first; cancelled projects promise nothing."""
    outputs = Output.objects.filter(project__agency=agency, neighbourhood__village__in=villages)
    rows = (
        outputs.exclude(project__status=Status.CANCELLED)
        .order_by("-project__year", "indicator")
        .values_list("project__year", "indicator")
        .annotate(
            Count("project", distinct=True), Sum("planned", default=0), Sum("delivered", default=0)
        )
    )
    return [Promise(*row) for row in rows]


def project_counts(agency, villages):
    """(status, number of projects of the agency), in the order of their life."""
    projects = Project.objects.filter(agency=agency, village__in=villages).order_by()
    found = dict(projects.values_list("status").annotate(Count("pk")))
    return [(status, found.get(status.value, 0)) for status in Status]


def needs_in_field(villages, year, codes):
    """A ``FieldNeed`` for every uncovered need of these indicators that scores, the largest share first."""
    found = [
        FieldNeed(row, row.needs[code])
        for row in village_needs(villages, year, codes=codes)
        for code in codes
        if row.needs[code].uncovered > 0 and row.needs[code].scoring_rts
    ]
    return sorted(found, key=lambda item: (-item.need.uncovered_share, item.village.name))
