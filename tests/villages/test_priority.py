"""Considerations, legality, class and priority, handling, density and authority."""

from decimal import Decimal
from itertools import product

import pytest

from villages.priority import (
    Authority,
    Consideration,
    Density,
    Handling,
    Legality,
    authority_for,
    consideration_for,
    density_for,
    handling_for,
    legality_for,
    priority_for,
)
from villages.scoring import SlumLevel

HEAVY, MODERATE, LIGHT = SlumLevel.HEAVY, SlumLevel.MODERATE, SlumLevel.LIGHT
HIGH, MEDIUM, LOW = Consideration.HIGH, Consideration.MEDIUM, Consideration.LOW
LEGAL, NOT_LEGAL, UNCLEAR = Legality.LEGAL, Legality.NOT_LEGAL, Legality.UNCLEAR

# As printed: level, considerations, rank, class when legal, class when not.
TABLE = [
    (HEAVY, HIGH, 1, "A1", "A2"),
    (MODERATE, HIGH, 2, "B1", "B2"),
    (LIGHT, HIGH, 3, "C1", "C2"),
    (HEAVY, MEDIUM, 4, "A3", "A4"),
    (MODERATE, MEDIUM, 5, "B3", "B4"),
    (LIGHT, MEDIUM, 6, "C3", "C4"),
    (HEAVY, LOW, 7, "A5", "A6"),
    (MODERATE, LOW, 8, "B5", "B6"),
    (LIGHT, LOW, 9, "C5", "C6"),
]


@pytest.mark.parametrize(("level", "consideration", "rank", "legal", "not_legal"), TABLE)
def test_priority_table(level, consideration, rank, legal, not_legal):
    found = [
        (priority.rank, priority.label)
        for legality in (LEGAL, NOT_LEGAL, UNCLEAR)
        for priority in [priority_for(level, consideration, legality)]
    ]

    assert found == [(rank, legal), (rank, not_legal), (rank, "")]


@pytest.mark.parametrize(
    ("level", "consideration", "legality"),
    [
        (SlumLevel.NOT_SLUM, HIGH, LEGAL),
        (None, HIGH, LEGAL),
        ("", HIGH, LEGAL),
        (HEAVY, None, LEGAL),
        (HEAVY, HIGH, None),
    ],
)
def test_no_priority_without_slum_or_answers(level, consideration, legality):
    assert priority_for(level, consideration, legality) is None


@pytest.mark.parametrize(
    ("scores", "word"),
    [
        ((1, 1, 1), LOW),
        ((1, 1, 5), LOW),
        ((1, 3, 3), LOW),
        ((3, 3, 3), MEDIUM),
        ((1, 5, 5), MEDIUM),
        ((3, 3, 5), MEDIUM),
        ((3, 5, 5), HIGH),
        ((5, 5, 5), HIGH),
    ],
)
def test_considerations_as_a_word(scores, word):
    assert consideration_for(scores) == word


def test_every_combination_of_answers_follows_the_bounds():
    """3-7 low, 8-11 medium, 12-15 high."""
    words = {sum(scores): consideration_for(scores) for scores in product((1, 3, 5), repeat=3)}

    assert words == {3: LOW, 5: LOW, 7: LOW, 9: MEDIUM, 11: MEDIUM, 13: HIGH, 15: HIGH}


@pytest.mark.parametrize("scores", [(1, 3, None), (None, None, None), (1, 3), ()])
def test_considerations_wait_for_all_three_answers(scores):
    assert consideration_for(scores) is None


def test_an_answer_other_than_one_three_or_five_is_refused():
    with pytest.raises(ValueError, match="1, 3 or 5"):
        consideration_for((1, 2, 5))


@pytest.mark.parametrize(
    ("land_status_clear", "follows_spatial_plan", "legality"),
    [
        (True, True, LEGAL),
        (False, False, NOT_LEGAL),
        (True, False, UNCLEAR),
        (False, True, UNCLEAR),
        (None, True, None),
        (True, None, None),
        (None, None, None),
    ],
)
def test_legality_of_two_answers(land_status_clear, follows_spatial_plan, legality):
    assert legality_for(land_status_clear, follows_spatial_plan) == legality


@pytest.mark.parametrize(
    ("level", "legality", "handling"),
    [
        (HEAVY, LEGAL, Handling.RENEWAL),
        (MODERATE, LEGAL, Handling.RENEWAL),
        (LIGHT, LEGAL, Handling.RESTORATION),
        (HEAVY, NOT_LEGAL, Handling.RESETTLEMENT),
        (MODERATE, NOT_LEGAL, Handling.RESETTLEMENT),
        (LIGHT, NOT_LEGAL, Handling.RESETTLEMENT),
        (HEAVY, UNCLEAR, None),
        (HEAVY, None, None),
        (SlumLevel.NOT_SLUM, LEGAL, None),
        ("", LEGAL, None),
    ],
)
def test_handling(level, legality, handling):
    assert handling_for(level, legality) == handling


@pytest.mark.parametrize(
    ("people", "area_ha", "density"),
    [
        (0, "1", Density.LOW),
        (150, "1", Density.LOW),
        (301, "2", Density.MEDIUM),
        (151, "1", Density.MEDIUM),
        (200, "1", Density.MEDIUM),
        (401, "2", Density.HIGH),
        (201, "1", Density.HIGH),
        (400, "1", Density.HIGH),
        (801, "2", Density.VERY_DENSE),
        (401, "1", Density.VERY_DENSE),
        (100, "0.25", Density.HIGH),
        (None, "1", Density.LOW),
    ],
)
def test_density_at_the_bounds(people, area_ha, density):
    assert density_for(people, Decimal(area_ha)) == density


@pytest.mark.parametrize("area_ha", [None, Decimal(0)])
def test_no_density_without_an_area(area_ha):
    assert density_for(100, area_ha) is None


@pytest.mark.parametrize(
    ("area_ha", "authority"),
    [
        ("0", Authority.REGENCY),
        ("9.999999", Authority.REGENCY),
        ("10", Authority.PROVINCE),
        ("14.999999", Authority.PROVINCE),
        ("15", Authority.STATE),
        ("250", Authority.STATE),
    ],
)
def test_authority_at_the_bounds(area_ha, authority):
    assert authority_for(area_ha) == authority
