"""Verified surveys, and what was delivered after them, with the figures that tests of conditions need."""

from datetime import date

from tests.factories import (
    make_baseline,
    make_neighbourhood,
    make_output,
    make_project,
    make_record,
    move_baseline,
)

NOTHING = {
    "irregular_buildings": 0,
    "poor_road_m": 0,
    "unsafe_water_households": 0,
    "missing_drain_m": 0,
    "waste_system_households": 0,
    "fire_equipment_buildings": 0,
    "sewage_system_households": 0,
    "substandard_buildings": 0,
}
# 16 points: light by one. Without the households of 3a it scores 11.
JUST_LIGHT = NOTHING | {
    "unsafe_water_households": 120,
    "missing_drain_m": 1000,
    "fire_equipment_buildings": 100,
    "poor_road_m": 300,
}


def surveyed(village, year, *sheets, **fields):
    """A verified baseline with the measures given by RT, one after the other."""
    baseline = make_baseline(village, year=year, **fields)
    for rt, values in enumerate(sheets, start=1):
        place = village.neighbourhoods.filter(rt=f"{rt:03}").first()
        if values is not None:
            make_record(baseline, place or make_neighbourhood(village, rt=f"{rt:03}"), **values)
    move_baseline(baseline, "verified")
    return baseline


def deliver(village, rt, year, indicator, volume, **about):
    """A finished project that delivered in one RT in the middle of a year."""
    place = village.neighbourhoods.get(rt=rt)
    day = date(year, 6, 30)
    project = make_project(village, status="finished", year=year, **about)
    return make_output(project, place, indicator=indicator, delivered=volume, delivered_on=day)
