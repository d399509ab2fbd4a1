"""Interventions of the demo in every scheme and status, made by the acts that people use.

The padat karya projects of 2021 with their weeks are made elsewhere.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from villages.actions.output import save_outputs
from villages.actions.project import move_project, save_project
from villages.demo import agencies, places
from villages.funding import FundingSource
from villages.models import Agency, DecreeLocation, Output, Project, Village

NOTE = "Data ilustratif untuk demo, bukan kegiatan sungguhan."
Scheme, Status = Project.Scheme, Project.Status
# The steps that lead to a status.
_WAYS = {
    Status.PROPOSED: (),
    Status.BUDGETED: (Status.BUDGETED,),
    Status.RUNNING: (Status.BUDGETED, Status.RUNNING),
    Status.FINISHED: (Status.BUDGETED, Status.RUNNING, Status.FINISHED),
    Status.CANCELLED: (Status.BUDGETED, Status.CANCELLED),
}


@dataclass(frozen=True)
class DemoProject:
    """An intervention; ``volumes`` are (place of the RT in its village, planned, delivered or None)."""

    name: str
    place: places.DemoVillage
    year: int
    by: str
    money: dict
    indicator: str
    volumes: tuple
    agency: str = ""
    status: str = Status.FINISHED
    scheme: str = Scheme.AGENCY_PROGRAMME
    starts_on: date | None = None
    ends_on: date | None = None
    is_at_location: bool = True
    reason: str = ""
    more: dict = field(default_factory=dict)

    @property
    def full_name(self):
        return f"{self.name} (contoh)"


PROJECTS = (
    DemoProject(
        "Peningkatan jalan lingkungan RW 002",
        places.KEBONAGUNG,
        2021,
        "bappeda",
        {FundingSource.REGENCY: 250_000_000},
        "2b",
        ((4, 120, 120), (5, 110, 105), (6, 90, 90)),
        agency="PUPR",
        starts_on=date(2021, 6, 1),
        ends_on=date(2021, 10, 15),
        more={"component": "Jalan paving"},
    ),
    DemoProject(
        "Pembangunan drainase RW 002",
        places.KEBONAGUNG,
        2022,
        "bappeda",
        {FundingSource.PROVINCE: 300_000_000},
        "4b",
        ((4, 150, 150), (5, 140, 132)),
        agency="PUPR",
        starts_on=date(2022, 5, 9),
        ends_on=date(2022, 9, 30),
        more={"component": "Drainase U-ditch"},
    ),
    DemoProject(
        "Sambungan rumah air minum",
        places.KEBONAGUNG,
        2023,
        "bappeda",
        {FundingSource.REGENCY: 180_000_000, FundingSource.SELF_HELP: 20_000_000},
        "3a",
        ((0, 20, 20), (1, 20, 18), (3, 15, 15)),
        agency="PDAM",
        starts_on=date(2023, 3, 1),
        ends_on=date(2023, 8, 31),
        more={"households_helped": 53},
    ),
    DemoProject(
        "Jamban sehat keluarga",
        places.SUKOMULYO,
        2023,
        "bappeda",
        {FundingSource.PRIVATE: 60_000_000},
        "5a",
        ((0, 10, 10), (4, 8, 8)),
        agency="Dinkes",
        starts_on=date(2023, 7, 3),
        ends_on=date(2023, 11, 20),
        more={"households_helped": 18},
    ),
    DemoProject(
        "Perbaikan rumah tidak layak huni",
        places.SUKOMULYO,
        2024,
        "opd",
        {FundingSource.STATE: 400_000_000, FundingSource.SELF_HELP: 40_000_000},
        "1c",
        ((0, 10, 10), (1, 8, 8), (5, 6, 5)),
        agency=agencies.PERKIM,
        starts_on=date(2024, 4, 1),
        ends_on=date(2024, 11, 29),
        more={"households_helped": 23},
    ),
    DemoProject(
        "Paving jalan gang",
        places.RANGKANG,
        2024,
        "bappeda",
        {FundingSource.VILLAGE_FUND: 120_000_000},
        "2b",
        ((0, 60, 60), (1, 60, 58)),
        scheme=Scheme.VILLAGE_FUND,
        starts_on=date(2024, 8, 5),
        ends_on=date(2024, 10, 11),
        more={"organisation": "Pemerintah Desa Rangkang"},
    ),
    DemoProject(
        "Kerja bakti perbaikan saluran",
        places.SUKOKERTO,
        2025,
        "bappeda",
        {FundingSource.SELF_HELP: 15_000_000},
        "4c",
        ((0, 40, 45),),
        scheme=Scheme.SELF_HELP,
        starts_on=date(2025, 2, 2),
        ends_on=date(2025, 3, 2),
        more={"organisation": "Warga RW 001"},
    ),
    DemoProject(
        "Rumah susun sewa",
        places.RANGKANG,
        2023,
        "opd",
        {FundingSource.STATE: 900_000_000},
        "1a",
        ((3, 12, None),),
        agency=agencies.PERKIM,
        status=Status.CANCELLED,
        reason="Lahannya belum tersedia (contoh).",
    ),
    DemoProject(
        "Pengelolaan sampah 3R",
        places.SUKOMULYO,
        2026,
        "bappeda",
        {FundingSource.REGENCY: 150_000_000},
        "6b",
        ((0, 10, 10), (1, 10, None), (2, 8, None)),
        agency="DLH",
        status=Status.RUNNING,
        starts_on=date(2026, 2, 2),
        ends_on=date(2026, 12, 18),
    ),
    DemoProject(
        "Penataan jalan lingkungan RW 003",
        places.KEBONAGUNG,
        2026,
        "opd",
        {FundingSource.REGENCY: 220_000_000},
        "2b",
        ((8, 80, None), (9, 70, None)),
        agency=agencies.PERKIM,
        status=Status.RUNNING,
        starts_on=date(2026, 4, 1),
        ends_on=date(2026, 9, 30),
    ),
    DemoProject(
        "Jalan dusun di luar kawasan",
        places.KEBONAGUNG,
        2026,
        "bappeda",
        {FundingSource.VILLAGE_FUND: 90_000_000},
        "2a",
        ((11, 50, None), (12, 40, None)),
        agency="DPMD",
        scheme=Scheme.VILLAGE_FUND,
        status=Status.BUDGETED,
        is_at_location=False,
    ),
    DemoProject(
        "Tangki septik komunal",
        places.ASEMBAGUS,
        2026,
        "opd",
        {FundingSource.STATE: 350_000_000},
        "5b",
        ((0, 15, None), (1, 12, None)),
        agency=agencies.PERKIM,
        status=Status.BUDGETED,
    ),
    DemoProject(
        "Sarana pemadam kebakaran lingkungan",
        places.SUKOMULYO,
        2027,
        "bappeda",
        {FundingSource.REGENCY: 75_000_000},
        "7b",
        ((0, 30, None), (1, 30, None)),
        agency="Kec. Pajarakan",
        status=Status.PROPOSED,
    ),
)


def load_projects(people):
    """Make the interventions that were never there; ``people`` are the demo accounts by username."""
    for demo in PROJECTS:
        if not Project.history.filter(name=demo.full_name).exists():
            _make(demo, people[demo.by])


@transaction.atomic
def _make(demo, by):
    village = Village.objects.get(code=demo.place.code)
    location = DecreeLocation.objects.in_force().filter(village=village).first()
    project = Project(
        name=demo.full_name,
        village=village,
        year=demo.year,
        scheme=demo.scheme,
        agency=Agency.objects.filter(short_name=demo.agency).first(),
        location=location if demo.is_at_location else None,
        starts_on=demo.starts_on,
        ends_on=demo.ends_on,
        note=NOTE,
        **{source.field: amount for source, amount in demo.money.items()},
        **demo.more,
    )
    save_project(project=project, by=by)
    _deliver(_plan(project, demo, by), demo, by)
    for status in _WAYS[demo.status]:
        move_project(project=project, status=status, by=by, reason=demo.reason)


def _plan(project, demo, by):
    rts = list(project.village.neighbourhoods.order_by("rw", "rt"))
    outputs = [
        Output(
            project=project,
            neighbourhood=rts[place],
            indicator=demo.indicator,
            planned=planned,
        )
        for place, planned, __ in demo.volumes
    ]
    return save_outputs(outputs=outputs, by=by, confirmed=True)


def _deliver(outputs, demo, by):
    """Finished works are delivered on their last day, others on their first."""
    day = demo.ends_on if demo.status == Status.FINISHED else demo.starts_on
    delivered = []
    for output, (__, __, volume) in zip(outputs, demo.volumes, strict=True):
        if volume is not None and day <= timezone.localdate():
            output.delivered, output.delivered_on = volume, day
            delivered.append(output)
    if delivered:
        save_outputs(outputs=delivered, by=by, confirmed=True)
