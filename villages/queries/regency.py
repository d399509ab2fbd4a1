"""Figures of the regency, as far as a person may see it; each in one query, however many rows."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Case, Count, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from villages import labels
from villages.models import Baseline, DecreeLocation, NeighbourhoodRecord, Village
from villages.scoring import SlumLevel

NOT_ENTERED = "none"
# In the order in which progress is shown: what is done first.
STATES = (
    Baseline.Status.VERIFIED,
    Baseline.Status.SUBMITTED,
    Baseline.Status.RETURNED,
    Baseline.Status.DRAFT,
    NOT_ENTERED,
)
# A later kind of the same year counts as the later baseline.
KIND_RANK = Case(*(When(kind=kind, then=rank) for rank, kind in enumerate(Baseline.Kind.values)))


@dataclass
class DistrictProgress:
    """Number of villages of a district by the state of their baseline in one year."""

    code: str
    name: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATES, 0))

    @property
    def village_count(self):
        return sum(self.counts.values())


@dataclass(frozen=True)
class DecreeFigures:
    """Of the decrees in force: villages they name and hectares they decree."""

    villages: int
    area_ha: Decimal


@dataclass(frozen=True)
class LevelFigures:
    """Number of RTs of a level, and their hectares."""

    level: SlumLevel
    neighbourhoods: int
    area_ha: Decimal

    @property
    def label(self):
        return labels.LEVELS[self.level]


def sees_unverified(user):
    """Whether drafts and submissions show up in the person's figures; readers know verified ones only."""
    return user.has_perm("villages.view_unverified_baselines") or not user.has_perm(
        "villages.view_all_villages"
    )


def rounds(user):
    """Years with a baseline, latest first; the present year when there is none.

    Whoever enters or reviews learns of a round once any village began it, readers once one is verified.
    """
    baselines = Baseline.objects.all() if sees_unverified(user) else Baseline.objects.verified()
    years = list(baselines.order_by("-year").values_list("year", flat=True).distinct())
    return years or [timezone.localdate().year]


def with_state(villages, user, year):
    """Villages annotated with ``state``: status of their (latest) baseline of the year, or "none"."""
    baseline = (
        Baseline.objects.visible_to(user)
        .filter(village=OuterRef("pk"), year=year)
        .order_by(KIND_RANK.desc())
    )
    return villages.annotate(
        state=Coalesce(Subquery(baseline.values("status")[:1]), Value(NOT_ENTERED))
    )


def latest_verified(year):
    """For a subquery of villages: their verified baselines up to the year, latest first."""
    return (
        Baseline.objects.verified()
        .filter(village=OuterRef("pk"), year__lte=year)
        .order_by("-year", KIND_RANK.desc())
    )


def with_latest_verified(villages, year):
    """Villages annotated with ``latest_verified``: key of their last verified baseline up to the year."""
    return villages.annotate(latest_verified=Subquery(latest_verified(year).values("pk")[:1]))


def progress_by_district(user, year):
    """A ``DistrictProgress`` for every district with a village the person may see, by name."""
    villages = with_state(Village.objects.visible_to(user), user, year)
    rows = (
        villages.values("district__code", "district__name", "state")
        .annotate(count=Count("pk"))
        .order_by("district__name", "district__code")
    )
    districts = {}
    for row in rows:
        code = row["district__code"]
        district = districts.setdefault(code, DistrictProgress(code, row["district__name"]))
        district.counts[row["state"]] = row["count"]
    return list(districts.values())


def decree_figures(user):
    """Villages and hectares of the locations that are in force today."""
    locations = DecreeLocation.objects.in_force()
    sums = locations.filter(village__in=Village.objects.visible_to(user)).aggregate(
        villages=Count("village", distinct=True), area_ha=Sum("area_ha")
    )
    return DecreeFigures(sums["villages"], sums["area_ha"] or Decimal(0))


def verified_records(user, year):
    """The RT records of each visible village's last verified baseline up to the year."""
    villages = with_latest_verified(Village.objects.visible_to(user), year)
    return NeighbourhoodRecord.objects.filter(baseline__in=villages.values("latest_verified"))


def level_figures(user, year):
    """``LevelFigures`` for each level, heaviest first, from the last verified baselines up to the year."""
    records = verified_records(user, year).order_by()
    rows = records.values_list("level").annotate(Count("pk"), Sum("area_ha"))
    found = {level: (count, area or Decimal(0)) for level, count, area in rows}
    return [
        LevelFigures(level, *found.get(level.value, (0, Decimal(0))))
        for level in reversed(SlumLevel)
    ]


def villages_not_entered(user, year):
    """Visible villages without a (visible) baseline in the year, with their assistants."""
    villages = with_state(Village.objects.visible_to(user), user, year).filter(state=NOT_ENTERED)
    return (
        villages.select_related("district")
        .prefetch_related("assistants")
        .order_by("district__name", "name", "code")
    )
