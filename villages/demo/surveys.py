"""Baselines of the demo in every state, made by the acts that people use."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from villages.actions import (
    edit_baseline,
    open_baseline,
    return_baseline,
    save_record,
    submit_baseline,
    verify_baseline,
)
from villages.demo import figures, places
from villages.models import Baseline, Village

SURVEYOR = "Data ilustratif"
NOTE = "Data ilustratif untuk demo, bukan hasil survei."
Kind = Baseline.Kind


@dataclass(frozen=True)
class DemoSurvey:
    """A survey of a village: its figures, and who assists."""

    place: places.DemoVillage
    year: int
    kind: str
    profile: figures.Profile
    assistant: str
    is_legal: bool = True

    def exists(self):
        """Whether it was ever made; one that somebody deleted is not made again."""
        village = Village.objects.get(code=self.place.code)
        history = Baseline.history.filter(village=village, year=self.year, kind=self.kind)
        return history.exists()


KEBONAGUNG_2019 = DemoSurvey(
    places.KEBONAGUNG, 2019, Kind.INITIAL, figures.DENSE_COAST, "asisten", is_legal=False
)
KEBONAGUNG_2022 = DemoSurvey(
    places.KEBONAGUNG, 2022, Kind.REPLICATION, figures.DENSE_COAST_LATER, "asisten"
)
RANGKANG_2022 = DemoSurvey(places.RANGKANG, 2022, Kind.INITIAL, figures.ROADSIDE, "asisten")
ASEMBAGUS_2022 = DemoSurvey(places.ASEMBAGUS, 2022, Kind.INITIAL, figures.VILLAGE_EDGE, "asisten2")
SUKOMULYO_2019 = DemoSurvey(places.SUKOMULYO, 2019, Kind.INITIAL, figures.OLD_CENTRE, "asisten2")
SUKOMULYO_2022 = DemoSurvey(
    places.SUKOMULYO, 2022, Kind.REPLICATION, figures.OLD_CENTRE_IMPROVED, "asisten2"
)


def load_surveys(people):
    """Make what is missing; ``people`` are the demo accounts by username."""
    _make(KEBONAGUNG_2019, people, _verify)
    _make(SUKOMULYO_2019, people, _verify)
    _make(SUKOMULYO_2022, people, _verify)
    _make(RANGKANG_2022, people, _submit)
    _make(ASEMBAGUS_2022, people, _return)
    _make(KEBONAGUNG_2022, people, _leave_findings)


@transaction.atomic
def _make(survey, people, finish):
    if survey.exists():
        return
    assistant = people[survey.assistant]
    village = Village.objects.get(code=survey.place.code)
    baseline = open_baseline(village=village, year=survey.year, kind=survey.kind, by=assistant)
    _describe(baseline, survey, assistant)
    for position, record in enumerate(baseline.records.select_related("neighbourhood")):
        limits = figures.denominators(position)
        _enter(record, assistant, **limits, **figures.volumes(survey.profile, position, limits))
    finish(baseline, people, assistant)


def _describe(baseline, survey, assistant):
    baseline.surveyor = SURVEYOR
    baseline.surveyed_from = date(survey.year, 3, 7)
    baseline.surveyed_until = date(survey.year, 3, 25)
    baseline.strategic_value, baseline.population_pressure, baseline.social_condition = 3, 1, 5
    baseline.land_status_clear = baseline.follows_spatial_plan = survey.is_legal
    edit_baseline(baseline=baseline, by=assistant)


def _enter(record, by, **values):
    for name, value in values.items():
        setattr(record, name, value)
    save_record(record=record, by=by)


def _submit(baseline, people, assistant):
    submit_baseline(baseline=baseline, by=assistant, note=NOTE)


def _verify(baseline, people, assistant):
    _submit(baseline, people, assistant)
    verify_baseline(baseline=baseline, by=people["bappeda"], comment=NOTE)


def _return(baseline, people, assistant):
    _submit(baseline, people, assistant)
    comment = (
        "Contoh: jumlah KK RT 002 RW 001 lebih kecil daripada data desa. Periksa lagi, "
        "juga panjang drainase RW 002."
    )
    return_baseline(baseline=baseline, by=people["bappeda"], comment=comment)


def _leave_findings(baseline, people, assistant):
    """A draft as they often are: one figure impossible, one much changed, one RT half entered."""
    above, changed, half = baseline.records.select_related("neighbourhood")[1:4]
    _enter(above, assistant, unsafe_water_households=above.households + 20)
    _enter(changed, assistant, area_ha=changed.area_ha * 2, note="")
    _enter(half, assistant, waste_facility_households=None, waste_system_households=None)
