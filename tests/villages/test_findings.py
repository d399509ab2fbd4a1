"""The checks of one RT: every rule at its boundary, and the words people get."""

from decimal import Decimal

import pytest

from villages.findings import blocking_findings, record_findings
from villages.scoring import DENOMINATORS, INDICATORS

DENOMINATOR_VALUES = {
    "area_ha": Decimal("2.5"),
    "buildings": 100,
    "people": 400,
    "households": 120,
    "ideal_road_m": Decimal(1000),
    "ideal_drain_m": Decimal(800),
}
VOLUME_VALUES = {indicator.code: Decimal(1) for indicator in INDICATORS}


def findings(*, volumes=None, denominators=None, **context):
    return record_findings(
        VOLUME_VALUES | (volumes or {}), DENOMINATOR_VALUES | (denominators or {}), **context
    )


def found(*args, **context):
    """(rule, column) of every finding."""
    return [(item.rule, item.column) for item in findings(*args, **context)]


def only(**context):
    (finding,) = findings(**context)
    return finding


def test_a_plausible_sheet_has_no_findings():
    assert found() == []


def test_everything_not_filled_in_is_named():
    nothing = record_findings({}, {})
    assert [(item.rule, item.column, item.blocking) for item in nothing] == [
        *(("missing", item.field, True) for item in DENOMINATORS),
        *(("missing", item.code, True) for item in INDICATORS),
    ]


def test_zero_is_filled_in():
    assert found(volumes={"1a": 0}, denominators={"ideal_road_m": 0}) == [
        ("no_denominator", "2a"),
        ("no_denominator", "2b"),
    ]


def test_missing_says_what_to_write():
    finding = only(volumes={"6a": None})
    assert finding.message == "Belum diisi."
    assert finding.advice == "Isi angkanya; tulis 0 bila memang tidak ada."


@pytest.mark.parametrize("value", [Decimal("-0.01"), Decimal("-2.70")])
def test_negative_volumes_are_refused(value):
    assert found(volumes={"1b": value}) == [("negative", "1b")]


def test_negative_denominators_are_refused():
    assert ("negative", "area_ha") in found(denominators={"area_ha": Decimal("-2.7")})


def test_the_words_for_a_negative_value():
    finding = only(volumes={"4b": Decimal("-2.70")})
    assert (finding.message, finding.advice) == (
        "Angkanya negatif: −2,7 m.",
        "Tulis angka 0 atau lebih.",
    )


@pytest.mark.parametrize("code", ["1a", "1c", "3a", "5b", "6a", "7b"])
def test_units_and_households_are_whole(code):
    assert found(volumes={code: Decimal("12.5")}) == [("fractional", code)]


@pytest.mark.parametrize("code", ["1b", "2a", "4a", "4c"])
def test_hectares_and_metres_may_have_decimals(code):
    assert found(volumes={code: Decimal("1.25")}) == []


def test_a_whole_number_written_with_decimals_is_whole():
    assert found(volumes={"1a": Decimal("12.00")}) == []


def test_fractions_of_people_are_refused():
    finding = only(denominators={"people": Decimal("400.5")})
    assert finding.message == "400,5 bukan bilangan bulat, padahal satuannya jiwa."
    assert "tergeser" in finding.advice


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.code)
def test_a_volume_may_reach_its_denominator_and_not_pass_it(indicator):
    limit = DENOMINATOR_VALUES[indicator.out_of]
    step = 1 if indicator.unit.is_whole else Decimal("0.01")
    assert found(volumes={indicator.code: limit}) == []
    assert found(volumes={indicator.code: limit + step}) == [("above_denominator", indicator.code)]


def test_the_words_for_a_volume_above_its_denominator():
    finding = only(volumes={"3a": 130})
    assert finding.blocking
    assert finding.message == "130 KK melebihi jumlah KK (120 KK)."
    assert finding.advice == "Tulis paling banyak 120, atau betulkan jumlah KK."


@pytest.mark.parametrize("limit", [0, None])
def test_a_volume_needs_its_denominator(limit):
    assert ("no_denominator", "4b") in found(denominators={"ideal_drain_m": limit})


def test_no_volume_needs_no_denominator():
    nothing = {"4b": 0, "4c": 0}
    assert found(volumes=nothing, denominators={"ideal_drain_m": 0}) == []


def test_the_words_for_a_denominator_that_is_not_there():
    first = findings(denominators={"ideal_drain_m": 0})[0]
    assert first.message == "Tertulis 1 m, padahal panjang drainase ideal kosong atau 0."
    assert first.advice == "Isi panjang drainase ideal, atau tulis 0 di sini."


@pytest.mark.parametrize(
    ("people", "rules"), [(120, []), (119, [("more_households_than_people", "households")])]
)
def test_every_household_has_somebody(people, rules):
    assert found(denominators={"people": people}) == rules


def test_households_are_not_compared_with_people_that_are_not_filled_in():
    assert found(denominators={"people": None}) == [("missing", "people")]


def test_the_words_for_more_households_than_people():
    finding = only(denominators={"people": 100})
    assert finding.message == "Jumlah KK (120) melebihi jumlah penduduk (100 jiwa)."


def test_no_deficiency_at_all_is_worth_a_second_look():
    nothing = dict.fromkeys(VOLUME_VALUES, 0)
    finding = only(volumes=nothing)
    assert (finding.rule, finding.column, finding.blocking) == ("all_zero", "", False)
    assert found(volumes=nothing | {"7b": 1}) == []
    assert ("all_zero", "") not in found(volumes=nothing | {"7b": None})


@pytest.mark.parametrize(
    ("village_area", "rules"),
    [
        (None, []),
        (Decimal("2.5"), []),
        (Decimal("2.49"), [("larger_than_village", "area_ha")]),
    ],
)
def test_an_rt_is_not_larger_than_its_village(village_area, rules):
    assert found(village_area_ha=village_area) == rules


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        (60, 90, []),
        (60, 91, [("big_change", "1a")]),
        (100, 50, []),
        (100, 49, [("big_change", "1a")]),
        (0, 1, [("big_change", "1a")]),
        (1, 0, [("big_change", "1a")]),
        (0, 0, []),
        (None, 5, []),
        (5, None, [("missing", "1a")]),
    ],
)
def test_a_change_by_more_than_half_is_worth_a_second_look(old, new, rules):
    previous = (VOLUME_VALUES | {"1a": old}, DENOMINATOR_VALUES)
    assert found(volumes={"1a": new}, previous=previous) == rules


def test_denominators_are_compared_with_before_too():
    previous = (VOLUME_VALUES, DENOMINATOR_VALUES | {"area_ha": Decimal("1.25")})
    finding = only(previous=previous)
    assert not finding.blocking
    assert finding.message == "Berubah dari 1,25 menjadi 2,5 ha dibandingkan baseline lalu."
    assert finding.advice == "Jelaskan sebabnya dalam catatan."


def test_what_blocks_comes_first():
    mixed = findings(volumes={"7b": None}, village_area_ha=Decimal(1))
    assert [item.blocking for item in mixed] == [True, False]
    assert blocking_findings(VOLUME_VALUES, DENOMINATOR_VALUES) == []
