"""The slum assessment of Permen PUPR 14/PRT/M/2018 as tables and small functions.

Pure Python and ``Decimal`` throughout: nothing here knows Django, the database or the language of
the screens. Volumes count what is *deficient*. Whatever lists indicators (forms, imports, exports,
tables, charts) loops over ``INDICATORS``; denominators over ``DENOMINATORS``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum, StrEnum
from types import MappingProxyType

RULE_SET = "permen-14-2018"


class Criterion(IntEnum):
    """The seven criteria, numbered as in the regulation."""

    BUILDINGS = 1
    ROADS = 2
    WATER = 3
    DRAINAGE = 4
    SEWAGE = 5
    WASTE = 6
    FIRE = 7


class Unit(StrEnum):
    """Units of measure; buildings, households and people are whole numbers."""

    HECTARE = "ha"
    METRE = "m"
    BUILDING = "unit"
    HOUSEHOLD = "KK"
    PERSON = "jiwa"

    @property
    def is_whole(self):
        return self in (Unit.BUILDING, Unit.HOUSEHOLD, Unit.PERSON)


@dataclass(frozen=True)
class Denominator:
    """What a volume is measured against; ``field`` is its column."""

    field: str
    unit: Unit


@dataclass(frozen=True)
class Indicator:
    """A sub-criterion: its code, the column holding its deficient volume, and its denominator."""

    code: str
    field: str
    criterion: Criterion
    out_of: str
    unit: Unit

    @property
    def score_field(self):
        """The column holding its score, where scores are stored."""
        return f"score_{self.code}"


DENOMINATORS = (
    Denominator("area_ha", Unit.HECTARE),
    Denominator("buildings", Unit.BUILDING),
    Denominator("people", Unit.PERSON),
    Denominator("households", Unit.HOUSEHOLD),
    Denominator("ideal_road_m", Unit.METRE),
    Denominator("ideal_drain_m", Unit.METRE),
)

INDICATORS = (
    Indicator("1a", "irregular_buildings", Criterion.BUILDINGS, "buildings", Unit.BUILDING),
    Indicator("1b", "dense_area_ha", Criterion.BUILDINGS, "area_ha", Unit.HECTARE),
    Indicator("1c", "substandard_buildings", Criterion.BUILDINGS, "buildings", Unit.BUILDING),
    Indicator("2a", "unserved_road_m", Criterion.ROADS, "ideal_road_m", Unit.METRE),
    Indicator("2b", "poor_road_m", Criterion.ROADS, "ideal_road_m", Unit.METRE),
    Indicator("3a", "unsafe_water_households", Criterion.WATER, "households", Unit.HOUSEHOLD),
    Indicator("3b", "insufficient_water_households", Criterion.WATER, "households", Unit.HOUSEHOLD),
    Indicator("4a", "flooded_area_ha", Criterion.DRAINAGE, "area_ha", Unit.HECTARE),
    Indicator("4b", "missing_drain_m", Criterion.DRAINAGE, "ideal_drain_m", Unit.METRE),
    Indicator("4c", "poor_drain_m", Criterion.DRAINAGE, "ideal_drain_m", Unit.METRE),
    Indicator("5a", "sewage_system_households", Criterion.SEWAGE, "households", Unit.HOUSEHOLD),
    Indicator("5b", "sewage_facility_households", Criterion.SEWAGE, "households", Unit.HOUSEHOLD),
    Indicator("6a", "waste_facility_households", Criterion.WASTE, "households", Unit.HOUSEHOLD),
    Indicator("6b", "waste_system_households", Criterion.WASTE, "households", Unit.HOUSEHOLD),
    Indicator("7a", "fire_infrastructure_buildings", Criterion.FIRE, "buildings", Unit.BUILDING),
    Indicator("7b", "fire_equipment_buildings", Criterion.FIRE, "buildings", Unit.BUILDING),
)

INDICATOR_BY_CODE = MappingProxyType({indicator.code: indicator for indicator in INDICATORS})


class SlumLevel(StrEnum):
    """Level of slum; the values are stored."""

    NOT_SLUM = "not_slum"
    LIGHT = "light"
    MODERATE = "moderate"
    HEAVY = "heavy"


# Highest first: the first bound that is met wins, so a value between two printed bands takes the
# lower score. Percents are rounded half up to two decimals before they are compared.
PERCENT_SCORES = ((Decimal(76), 5), (Decimal(51), 3), (Decimal(25), 1))
LEVEL_BOUNDS = ((60, SlumLevel.HEAVY), (38, SlumLevel.MODERATE), (16, SlumLevel.LIGHT))
MAX_TOTAL = 5 * len(INDICATORS)

# Contribution of interventions is measured down to this average (R0 workbook).
CONTRIBUTION_FLOOR = Decimal("24.99")

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Assessment:
    """What one RT's (or, summed, one village's) volumes mean under the regulation.

    ``percents`` are rounded to two decimals; ``criterion_averages`` (in the order of ``Criterion``)
    and ``sectoral_average`` are percents too, unrounded.
    """

    scores: Mapping[str, int]
    percents: Mapping[str, Decimal]
    total: int
    level: SlumLevel
    criterion_averages: tuple[Decimal, ...]
    sectoral_average: Decimal


def indicators_of(criterion):
    """The sub-criteria of one criterion, in the order of the regulation."""
    return tuple(indicator for indicator in INDICATORS if indicator.criterion == criterion)


def ratio(volume, denominator):
    """``volume`` as an unrounded percentage of ``denominator``; 0 with nothing to divide by."""
    volume, denominator = Decimal(volume or 0), Decimal(denominator or 0)
    return volume / denominator * 100 if denominator else Decimal(0)


def percent(volume, denominator):
    """``volume`` as a percentage of ``denominator``, rounded half up to two decimals."""
    return ratio(volume, denominator).quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)


def score_for(share):
    """Score 0, 1, 3 or 5 of a rounded percentage."""
    return next((score for bound, score in PERCENT_SCORES if share >= bound), 0)


def level_for(total):
    """Level of a total of 0..80."""
    return next((level for bound, level in LEVEL_BOUNDS if total >= bound), SlumLevel.NOT_SLUM)


def assess(volumes, denominators):
    """Score the deficient ``volumes`` (by indicator code) against ``denominators`` (by field name).

    A volume that is left out counts as 0. Values are scored as given: negative volumes score 0 and
    those above their denominator 5, as in the official sheets; refusing such input is the task of
    ``villages.findings``. Source: Permen PUPR 14/PRT/M/2018, appendix II, and the national R0
    workbook.
    """
    ratios = {i.code: ratio(volumes.get(i.code), denominators.get(i.out_of)) for i in INDICATORS}
    percents = {
        code: share.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP) for code, share in ratios.items()
    }
    scores = {code: score_for(share) for code, share in percents.items()}
    total = sum(scores.values())
    averages = tuple(_criterion_average(criterion, ratios, scores) for criterion in Criterion)
    return Assessment(
        MappingProxyType(scores),
        MappingProxyType(percents),
        total,
        level_for(total),
        averages,
        sum(averages) / len(averages),
    )


def _criterion_average(criterion, ratios, scores):
    """Mean share of a criterion; sub-criteria that score 0 count with 0 (R0 workbook)."""
    codes = [indicator.code for indicator in indicators_of(criterion)]
    return sum((ratios[code] for code in codes if scores[code]), Decimal(0)) / len(codes)


def sum_measures(measures):
    """Volumes and denominators of a village: the sums over its RTs. Scores are never averaged.

    ``measures`` yields pairs ``(volumes, denominators)``; the result is such a pair, ready for
    ``assess``.
    """
    volumes = dict.fromkeys(INDICATOR_BY_CODE, Decimal(0))
    denominators = {denominator.field: Decimal(0) for denominator in DENOMINATORS}
    for rt_volumes, rt_denominators in measures:
        _add(volumes, rt_volumes)
        _add(denominators, rt_denominators)
    return volumes, denominators


def _add(sums, values):
    for key in sums:
        sums[key] += Decimal(values.get(key) or 0)


def remaining_volume(baseline, delivered: Iterable):
    """What is left of a baseline volume after the delivered volumes, never below 0."""
    return max(Decimal(0), Decimal(baseline) - sum(map(Decimal, delivered), Decimal(0)))


def contribution(before, after):
    """Percentage that interventions contributed between two assessments (R0 workbook).

    100 when the remaining total is below the light level, else the fall of the sectoral average as
    a share of the distance to ``CONTRIBUTION_FLOOR``. Not capped: a slum that remains while its
    average fell below the floor has more than 100. Where there was no such distance, 0.
    """
    if after.level == SlumLevel.NOT_SLUM:
        return Decimal(100)
    distance = before.sectoral_average - CONTRIBUTION_FLOOR
    if distance <= 0:
        return Decimal(0)
    return (before.sectoral_average - after.sectoral_average) / distance * 100
