"""What follows from a level: considerations, legality, class and priority, handling, authority.

Pure Python. Where sources differ the choice is a named constant beside its rule. Source: Permen PUPR
14/PRT/M/2018 (considerations, legality, handling pattern) and its appendix on authority.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from villages.scoring import SlumLevel

CONSIDERATION_SCORES = (1, 3, 5)
# Three answers of 1, 3 or 5 add up to 3..15. The bounds differ between sources; these are our default.
CONSIDERATION_BOUNDS = ((12, "high"), (8, "medium"), (3, "low"))
# People per hectare: up to and including the bound.
DENSITY_BOUNDS = ((Decimal(150), "low"), (Decimal(200), "medium"), (Decimal(400), "high"))
DENSITY_SCORES = {"low": 1, "medium": 3, "high": 5, "very_dense": 5}
# Contiguous slum area from which the province and the state are responsible.
AUTHORITY_BOUNDS_HA = ((Decimal(15), "state"), (Decimal(10), "province"))


class Consideration(StrEnum):
    """Sum of the three other considerations, as a word."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Legality(StrEnum):
    """Legal status of the land; ``UNCLEAR`` asks for confirmation and gives no class."""

    LEGAL = "legal"
    NOT_LEGAL = "not_legal"
    UNCLEAR = "unclear"


class Density(StrEnum):
    """Class of population density."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_DENSE = "very_dense"


class Handling(StrEnum):
    """Pola penanganan."""

    RENEWAL = "renewal"  # peremajaan
    RESTORATION = "restoration"  # pemugaran
    RESETTLEMENT = "resettlement"  # permukiman kembali


class Authority(StrEnum):
    """Level of government responsible for a slum area of a given size."""

    REGENCY = "regency"
    PROVINCE = "province"
    STATE = "state"


@dataclass(frozen=True)
class Priority:
    """Rank 1..9 (1 first) and, unless legality is unclear, the class such as "A1"."""

    rank: int
    label: str


_LETTERS = {SlumLevel.HEAVY: "A", SlumLevel.MODERATE: "B", SlumLevel.LIGHT: "C"}
_CONSIDERATION_ORDER = (Consideration.HIGH, Consideration.MEDIUM, Consideration.LOW)


def consideration_for(scores):
    """Word for the three answers together; ``None`` while one is missing.

    Raises ``ValueError`` for an answer other than 1, 3 or 5.
    """
    if len(scores) != 3 or None in scores:
        return None
    if not set(scores) <= set(CONSIDERATION_SCORES):
        raise ValueError(f"considerations are scored 1, 3 or 5, not {scores}")
    return consideration_of(sum(scores))


def consideration_of(total):
    """Word for a sum of 3..15 as decrees state it; ``None`` without one."""
    if total is None:
        return None
    return next(Consideration(word) for bound, word in CONSIDERATION_BOUNDS if total >= bound)


def density_for(people, area_ha):
    """Class of the density in people per hectare; ``None`` without an area."""
    if not area_ha:
        return None
    density = Decimal(people or 0) / Decimal(area_ha)
    return next(
        (Density(word) for bound, word in DENSITY_BOUNDS if density <= bound), Density.VERY_DENSE
    )


def legality_for(land_status_clear, follows_spatial_plan):
    """Legality of two yes/no answers, each +1 or -1; ``None`` while one is missing."""
    if land_status_clear is None or follows_spatial_plan is None:
        return None
    if land_status_clear != follows_spatial_plan:
        return Legality.UNCLEAR
    return Legality.LEGAL if land_status_clear else Legality.NOT_LEGAL


def priority_for(level, consideration, legality):
    """Rank and class of a slum; ``None`` where there is no slum or an answer is missing."""
    if level not in _LETTERS or consideration is None or legality is None:
        return None
    column = _CONSIDERATION_ORDER.index(consideration)
    letter = _LETTERS[level]
    rank = 3 * column + list(_LETTERS).index(level) + 1
    if legality == Legality.UNCLEAR:
        return Priority(rank, "")
    number = 2 * column + (1 if legality == Legality.LEGAL else 2)
    return Priority(rank, f"{letter}{number}")


def handling_for(level, legality):
    """Pola penanganan; ``None`` where there is no slum or legality is open."""
    if level not in _LETTERS or legality in (None, Legality.UNCLEAR):
        return None
    if legality == Legality.NOT_LEGAL:
        return Handling.RESETTLEMENT
    return Handling.RESTORATION if level == SlumLevel.LIGHT else Handling.RENEWAL


def authority_for(area_ha):
    """Who is responsible for a contiguous slum area of ``area_ha`` hectares."""
    area_ha = Decimal(area_ha)
    return next(
        (Authority(who) for bound, who in AUTHORITY_BOUNDS_HA if area_ha >= bound),
        Authority.REGENCY,
    )
