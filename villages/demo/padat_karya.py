"""Padat karya of the demo: the packages of 2021 in the five villages, and one that goes on today.

Names of places are real, everything else is illustrative: Rp 300 million a village, 70 percent of it for
wages, at most 60 working days. Made by the acts that people use, week by week.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from villages.actions.handover import hand_over, plan_inspection, record_inspection
from villages.actions.organisation import save_organisation
from villages.actions.output import save_outputs
from villages.actions.photo import add_photos
from villages.actions.project import move_project, save_project
from villages.actions.work import save_disbursement, save_week
from villages.demo import places
from villages.demo.pictures import road
from villages.models import (
    CommunityOrganisation,
    DecreeLocation,
    Disbursement,
    Handover,
    Inspection,
    Output,
    Project,
    Village,
    WorkWeek,
)
from villages.photos import read_photo

BUDGET_RP = 300_000_000
NOTE = "Data ilustratif untuk demo, bukan catatan lapangan."
DAYS = 6
# Workers of each week as percents of the full number, and how the materials are spread (percents).
CREW = (70, 90, 100, 100, 100, 100, 100, 100, 90, 75)
MATERIALS = (22, 20, 15, 12, 10, 8, 6, 4, 3)
PHYSICAL = (6, 15, 26, 38, 50, 61, 72, 83, 92, 100)
# Percents of the budget, and weeks after the first before which each stage came.
STAGES = ((40, 0), (40, 3), (20, 7))
START_2021, DELIVERED = date(2021, 9, 6), date(2021, 11, 13)
HANDED_OVER = date(2021, 12, 15)
WEEKS_AGO, WEEKS_RECORDED = 7, 5

# What is built, with subkriteria and volumes (m) in the first RTs of the village, one after the other.
PAVING = ("Jalan paving", (("2b", 110), ("2b", 95), ("2b", 120), ("2b", 80)))
DRAINS = ("Drainase lingkungan", (("4b", 120), ("4b", 90), ("4c", 60)))
PAVING_AND_DRAINS = (
    "Jalan paving dan drainase",
    (("2b", 90), ("2b", 85), ("4b", 100), ("4b", 70)),
)


@dataclass(frozen=True)
class DemoWork:
    """A package: where, what is built, who works (men, women, poor among them) at which rate, for whom."""

    place: places.DemoVillage
    assistant: str
    built: tuple
    crew: tuple[int, int, int]
    rate_rp: int
    households: int
    quality: str = ""
    starts_on: date = START_2021
    is_finished: bool = True
    is_handed_over: bool = True

    @property
    def name(self):
        what = "Padat karya" if self.is_finished else "Padat karya lanjutan"
        return f"{what} {self.starts_on.year} Desa {self.place.name} (contoh)"


WORKS_2021 = (
    DemoWork(places.KEBONAGUNG, "asisten", PAVING_AND_DRAINS, (30, 8, 33), 101_000, 212, "good"),
    DemoWork(places.RANGKANG, "asisten", PAVING, (32, 5, 30), 105_000, 164, "good"),
    DemoWork(places.ASEMBAGUS, "asisten2", DRAINS, (29, 9, 31), 101_000, 139, "fair"),
    DemoWork(places.SUKOMULYO, "asisten2", PAVING_AND_DRAINS, (33, 6, 35), 99_000, 187, "good"),
    # Too little of it became wages, and nobody has taken it over.
    DemoWork(
        places.SUKOKERTO, "asisten", PAVING, (28, 6, 27), 100_000, 121, "fair", is_handed_over=False
    ),
)


def _ongoing():
    """The package that began some weeks before today, on a Monday."""
    today = timezone.localdate()
    return DemoWork(
        places.KEBONAGUNG,
        "asisten",
        DRAINS,
        (26, 10, 30),
        105_000,
        96,
        starts_on=today - timedelta(days=today.weekday(), weeks=WEEKS_AGO),
        is_finished=False,
        is_handed_over=False,
    )


def load_padat_karya(people):
    """Make what was never there; ``people`` are the demo accounts by username."""
    for work in (*WORKS_2021, _ongoing()):
        _make(work, people)


@transaction.atomic
def _make(work, people):
    village = Village.objects.get(code=work.place.code)
    scheme = Project.Scheme.PADAT_KARYA
    if _was_made(work, village, scheme):
        return
    assistant = people[work.assistant]
    project = save_project(project=_project(work, village, scheme, assistant), by=assistant)
    _plan(project, work, assistant)
    _receive(project, work, assistant)
    _record_weeks(project, work, assistant)
    _take_photos(project, work, assistant)
    if work.is_finished:
        move_project(project=project, status=Project.Status.FINISHED, by=assistant)
    if work.is_handed_over:
        _hand_over(project, assistant)


def _was_made(work, village, scheme):
    """A package is known by its village and whether it is of 2021; one that somebody deleted stays so."""
    history = Project.history.filter(village=village, scheme=scheme, name__endswith="(contoh)")
    of_2021 = history.filter(year=START_2021.year)
    made = of_2021 if work.is_finished else history.exclude(year=START_2021.year)
    return made.exists()


def _project(work, village, scheme, by):
    location = DecreeLocation.objects.in_force().filter(village=village).first()
    return Project(
        name=work.name,
        scheme=scheme,
        village=village,
        location=location,
        year=work.starts_on.year,
        builder=_organisation(village, CommunityOrganisation.Kind.KSM, "Guyub Rukun", by),
        component=work.built[0],
        starts_on=work.starts_on,
        ends_on=work.starts_on + timedelta(days=89),
        households_helped=work.households,
        budget_rp=BUDGET_RP,
        state_rp=BUDGET_RP,
        status=Project.Status.RUNNING,
        quality=work.quality,
        note=NOTE,
    )


def _organisation(village, kind, name, by):
    """The organisation of that kind which the village has, or an invented one."""
    known = village.organisations.filter(kind=kind).first()
    return known or save_organisation(
        organisation=CommunityOrganisation(
            village=village, kind=kind, name=f"{name} {village.name} (contoh)", chair="Contoh"
        ),
        by=by,
    )


def _plan(project, work, by):
    """Outputs in the first RTs of the village; of finished works also what came of them."""
    outputs = [
        Output(project=project, neighbourhood=rt, indicator=code, planned=volume)
        for rt, (code, volume) in zip(
            project.village.neighbourhoods.order_by("rw", "rt"), work.built[1], strict=False
        )
    ]
    if work.is_finished:
        for output in outputs:
            output.delivered, output.delivered_on = output.planned, DELIVERED
    save_outputs(outputs=outputs, by=by, confirmed=True)


def _receive(project, work, by):
    """The stages of the money whose day has come."""
    for stage, (percent, weeks) in enumerate(STAGES, start=1):
        day = work.starts_on + timedelta(weeks=weeks, days=-3)
        if work.is_finished or weeks < WEEKS_RECORDED:
            save_disbursement(
                disbursement=Disbursement(
                    project=project,
                    stage=stage,
                    disbursed_on=day,
                    amount_rp=BUDGET_RP * percent // 100,
                ),
                by=by,
            )


def _record_weeks(project, work, by):
    spent = 0
    for index in range(len(CREW) if work.is_finished else WEEKS_RECORDED):
        week = _week(project, work, index, spent)
        spent += week.wages_rp + week.materials_rp
        week.financial_percent = _share(spent, BUDGET_RP)
        save_week(week=week, by=by)


def _week(project, work, index, spent):
    """The figures of one week; the last one's materials are what is left of the money."""
    men, women, poor = (count * CREW[index] // 100 for count in work.crew)
    person_days = Decimal((men + women) * DAYS - index % 3)
    wages = int(person_days) * work.rate_rp
    is_last = index == len(CREW) - 1
    materials = (
        BUDGET_RP - spent - wages if is_last else BUDGET_RP * 26 // 100 * MATERIALS[index] // 100
    )
    return WorkWeek(
        project=project,
        number=index + 1,
        starts_on=work.starts_on + timedelta(weeks=index),
        days=DAYS,
        men=men,
        women=women,
        poor_workers=poor,
        person_days=person_days,
        wages_rp=wages,
        materials_rp=materials,
        physical_percent=PHYSICAL[index],
        note=NOTE if index == 0 else "",
    )


def _share(part, whole):
    return (100 * Decimal(part) / whole).quantize(Decimal("0.01"))


def _take_photos(project, work, by):
    """One of each stage that the work has reached, drawn."""
    stages = ((0, 0), (50, 4), (100, 9)) if work.is_finished else ((0, 0), (50, 4))
    for percent, week in stages:
        drawing = road(percent, f"{work.place.name}, {percent} %")
        add_photos(
            project=project,
            stage=percent,
            photos=[read_photo(drawing, keeps_position=False)],
            caption="Ilustrasi, bukan foto lapangan",
            taken_on=work.starts_on + timedelta(weeks=week),
            by=by,
        )


def _hand_over(project, by):
    """Handed over, inspected twice, and one inspection that is due about now."""
    maintainer = _organisation(project.village, CommunityOrganisation.Kind.KPP, "Tirta Lestari", by)
    handover = Handover(
        project=project, maintainer=maintainer, handed_over_on=HANDED_OVER, note=NOTE
    )
    hand_over(handover=handover, by=by)
    for inspection in list(project.inspections.all()):
        _inspect(inspection, by)
    days = {places.RANGKANG.name: -12, places.SUKOMULYO.name: 20}.get(project.village.name, 150)
    due = timezone.localdate() + timedelta(days=days)
    plan_inspection(inspection=Inspection(project=project, due_on=due), by=by)


def _inspect(inspection, by):
    inspection.inspected_on = inspection.due_on + timedelta(days=2)
    inspection.inspector = "KPP dan asisten kota (contoh)"
    inspection.still_there = inspection.working = inspection.in_use = True
    is_second = inspection.due_on.month == HANDED_OVER.month
    inspection.good_state = not (is_second and inspection.project.quality == "fair")
    inspection.note = NOTE
    if not inspection.good_state:
        inspection.note = f"Beberapa bagian retak; KPP memperbaikinya. {NOTE}"
    record_inspection(inspection=inspection, by=by)
