"""Villages with needs and plans that one can work out by hand."""

from datetime import date

from tests.factories import (
    DENOMINATORS,
    make_baseline,
    make_output,
    make_project,
    make_record,
    make_village,
    move_baseline,
)
from villages.actions.condition import refresh_conditions
from villages.scoring import INDICATORS

NOTHING = dict.fromkeys((item.field for item in INDICATORS), 0)
# 80 % of five indicators, each scoring 5: an RT of 25, light.
LIGHT = {
    "irregular_buildings": 80,
    "substandard_buildings": 80,
    "poor_road_m": 800,
    "unsafe_water_households": 96,
    "missing_drain_m": 800,
}


def make_needs(*lacks, village=None, year=2022, **fields):
    """The RTs of a village with a verified baseline; each lacks what is given by column, else nothing.

    Every RT has 2,5 ha, 100 buildings, 120 KK, and 1.000 m of ideal road and drain.
    """
    village = village or make_village(**fields)
    baseline = make_baseline(village, year=year)
    records = [make_record(baseline, **DENOMINATORS | NOTHING | values) for values in lacks]
    move_baseline(baseline, "verified")
    refresh_conditions([village])
    return [record.neighbourhood for record in records]


def make_plan(neighbourhood, indicator="2b", planned=50, *, delivered=None, **fields):
    """A project of the RT's village with one output, running unless told; ``delivered`` in May 2023."""
    project = make_project(neighbourhood.village, **fields)
    done = {} if delivered is None else {"delivered": delivered, "delivered_on": date(2023, 5, 1)}
    make_output(project, neighbourhood, indicator=indicator, planned=planned, **done)
    if delivered:
        refresh_conditions([neighbourhood.village])
    return project
