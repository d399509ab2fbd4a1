"""Checks of a week of padat karya, at their bounds."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from villages.work_findings import (
    Course,
    Limits,
    WeekValues,
    current_limits,
    rate_of,
    wage_share,
    week_findings,
)

# 10 people for 6 days at Rp 100,000, the rest of Rp 100 million received goes into materials.
WEEK = WeekValues(
    number=2,
    starts_on=date(2021, 9, 13),
    days=6,
    men=8,
    women=2,
    poor_workers=10,
    person_days=Decimal(60),
    wages_rp=6_000_000,
    materials_rp=2_000_000,
    physical_percent=Decimal(20),
    financial_percent=Decimal("12.5"),
)
BEFORE = replace(WEEK, number=1, starts_on=date(2021, 9, 6), physical_percent=Decimal(10))
AFTER = replace(WEEK, number=3, starts_on=date(2021, 9, 20), physical_percent=Decimal(35))
COURSE = Course(
    starts_on=date(2021, 9, 6),
    ends_on=date(2021, 12, 4),
    others=(AFTER, BEFORE),
    received=((date(2021, 9, 1), 100_000_000),),
    limits=Limits(),
)


def found(course=COURSE, **changes):
    """(rule, column, blocking) of every finding of the week with those changes."""
    findings = week_findings(replace(WEEK, **changes), course)
    return [(item.rule, item.column, item.blocking) for item in findings]


def message(course=COURSE, **changes):
    (finding,) = week_findings(replace(WEEK, **changes), course)
    return finding.message


def test_a_good_week_has_no_findings():
    assert found() == []


def test_an_empty_week_has_no_findings():
    assert week_findings(WeekValues(number=1), Course(limits=Limits())) == []


def test_poor_workers_are_at_most_all_workers():
    assert found(poor_workers=10) == []
    assert found(poor_workers=11) == [("poor_above_workers", "poor_workers", True)]
    assert message(poor_workers=11) == "MBR 11 orang, padahal pekerja hanya 10."


def test_person_days_are_at_most_workers_times_days():
    assert found(person_days=Decimal("60.1")) == [("too_many_person_days", "person_days", True)]
    assert message(person_days=Decimal("60.5")) == "60,5 HOK melebihi 10 pekerja × 6 hari = 60."
    assert found(women=3, poor_workers=11, person_days=Decimal(66), wages_rp=6_600_000) == []


def test_weeks_lie_within_the_contract():
    first = {"number": 1, "starts_on": date(2021, 9, 6)}
    course = replace(COURSE, others=())

    assert found(course, **first) == []
    assert found(course, number=1, starts_on=date(2021, 9, 5)) == [
        ("before_contract", "starts_on", True)
    ]
    assert found(course, starts_on=date(2021, 11, 29)) == []  # six days, the last on 4 December
    assert found(course, starts_on=date(2021, 11, 30)) == [("after_contract", "starts_on", True)]
    assert found(replace(course, starts_on=None, ends_on=None), starts_on=date(2031, 1, 1)) == []


def test_weeks_do_not_overlap():
    assert found(starts_on=date(2021, 9, 12)) == []  # the first worked from the 6th to the 11th
    assert found(starts_on=date(2021, 9, 11)) == [("overlaps", "starts_on", True)]
    assert found(starts_on=date(2021, 9, 14)) == []
    assert found(starts_on=date(2021, 9, 15)) == [("overlaps", "starts_on", True)]
    assert "minggu 3 yang mulai 20 September 2021" in message(starts_on=date(2021, 9, 15))


def test_progress_that_falls_needs_a_note():
    assert found(physical_percent=Decimal(10)) == []
    assert found(physical_percent=Decimal("9.99")) == [("fallen", "physical_percent", True)]
    assert found(physical_percent=Decimal("9.99"), note="Longsor") == [
        ("fallen", "physical_percent", False)
    ]
    assert message(financial_percent=Decimal(12)) == "Turun dari 12,5 % menjadi 12 %."


def test_progress_above_the_next_week_is_a_warning():
    assert found(physical_percent=Decimal(35)) == []
    assert found(physical_percent=Decimal(36)) == [("above_following", "physical_percent", False)]


def test_no_more_is_spent_than_was_received_by_then():
    """8 million each in weeks 1 and 2; what comes after the seventh day of the week does not count."""
    enough = replace(COURSE, received=((date(2021, 9, 19), 16_000_000),))
    short = replace(COURSE, received=((date(2021, 9, 19), 15_999_999),))
    late = replace(COURSE, received=((date(2021, 9, 20), 16_000_000),))

    assert found(enough) == []
    assert found(short) == [("beyond_received", "materials_rp", True)]
    assert found(late) == [("beyond_received", "materials_rp", True)]
    assert found(late, note="Ditalangi LKM") == [("beyond_received", "materials_rp", False)]
    assert message(short) == (
        "Upah dan bahan sampai minggu ini Rp\u00a016.000.000 melebihi pencairan Rp\u00a015.999.999."
    )


def test_wages_by_person_day_lie_within_the_band():
    one_day = {"person_days": Decimal(1), "materials_rp": 0}

    assert found(**one_day, wages_rp=75_000) == []
    assert found(**one_day, wages_rp=125_000) == []
    assert found(**one_day, wages_rp=74_999) == [("daily_rate", "wages_rp", False)]
    assert found(**one_day, wages_rp=125_001) == [("daily_rate", "wages_rp", False)]
    assert found(person_days=Decimal(0)) == [("wages_without_work", "person_days", False)]
    assert found(person_days=Decimal(0), wages_rp=0, materials_rp=0) == []


def test_the_share_of_wages_is_told_below_its_target():
    """Wages of 12 million in two weeks are 70 % of 17,142,857 and 69.8 % of 17.2 million."""
    late = {"physical_percent": Decimal(80), "number": 4, "starts_on": date(2021, 9, 27)}
    course = replace(COURSE, others=(BEFORE,))

    assert found(course, **late, materials_rp=3_142_857) == []
    assert found(course, **late, materials_rp=3_200_000) == [("wage_share", "wages_rp", False)]
    assert message(course, **late, materials_rp=3_200_000) == (
        "Bagian upah sampai minggu ini 69,8 %, di bawah 70 %."
    )


def test_the_share_of_wages_says_nothing_while_materials_are_bought():
    early = {"physical_percent": Decimal("79.99"), "materials_rp": 30_000_000}

    assert found(replace(COURSE, others=(BEFORE,)), **early) == []


def test_working_days_are_counted_to_the_limit():
    others = tuple(
        replace(WEEK, number=number, starts_on=date(2021, 9, 6), days=6) for number in range(1, 10)
    )
    course = Course(others=others, received=((date(2021, 1, 1), 300_000_000),), limits=Limits())
    tenth = {"number": 10, "starts_on": date(2021, 11, 8)}

    assert found(course, **tenth, days=6) == []
    assert found(course, **tenth, days=7) == [("too_many_days", "days", False)]


def test_blocking_findings_come_first():
    blocking = [item[2] for item in found(wages_rp=9_000_000, poor_workers=11)]

    assert blocking == [True, False]


def test_limits_come_from_the_settings(settings):
    settings.PADAT_KARYA_DAILY_RATE_RP = 120_000
    settings.PADAT_KARYA_RATE_BAND_PERCENT = 10
    settings.PADAT_KARYA_WAGE_TARGET_PERCENT = 60
    settings.PADAT_KARYA_MAX_DAYS = 90

    limits = current_limits()

    assert limits == Limits(120_000, 10, 60, 90)
    assert (limits.lowest_rate_rp, limits.highest_rate_rp) == (108_000, 132_000)


@pytest.mark.parametrize(
    ("wages", "materials", "share"),
    [(0, 0, None), (7, 3, "70.0"), (2, 1, "66.7"), (0, 5, "0.0"), (5, 0, "100.0")],
)
def test_wage_share_has_one_decimal(wages, materials, share):
    assert wage_share(wages, materials) == (share and Decimal(share))


@pytest.mark.parametrize(
    ("wages", "person_days", "rate"),
    [(600, Decimal(6), 100), (0, Decimal(6), 0), (100, Decimal(3), 33), (6, Decimal(0), None)],
)
def test_rate_is_whole_rupiah(wages, person_days, rate):
    assert rate_of(wages, person_days) == rate
