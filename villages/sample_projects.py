"""Projects in bulk beside the surveys of ``villages.sample``: several agencies, every status.

Deterministic for a seed. Every project aims at one criterion in a few RTs of one village, as programmes do.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from villages.actions.condition import rebuild_conditions
from villages.models import Agency, Neighbourhood, NeighbourhoodRecord, Output, Project, Village
from villages.scoring import Criterion, indicators_of

BATCH = 500
RTS_PER_PROJECT = (1, 4)
RUPIAH_PER_OUTPUT = 25_000_000
# Who works at what; agencies are made where the database has none of that name.
FIELDS = {
    "Perkim": (Criterion.BUILDINGS, Criterion.SEWAGE),
    "PUPR": (Criterion.ROADS, Criterion.DRAINAGE),
    "PDAM": (Criterion.WATER,),
    "DLH": (Criterion.WASTE, Criterion.SEWAGE),
    "Damkar": (Criterion.FIRE,),
    "DPMD": tuple(Criterion),
}
Status, Scheme = Project.Status, Project.Scheme
# What became of a project by the years since its budget; those of next year are proposals.
_PAST = (Status.FINISHED,) * 8 + (Status.RUNNING, Status.CANCELLED)
_PRESENT = (Status.RUNNING,) * 5 + (Status.FINISHED,) * 2 + (Status.BUDGETED,) * 3
_FUTURE = (Status.BUDGETED, Status.PROPOSED, Status.PROPOSED)
_SHARES = (Decimal("0.3"), Decimal("0.5"), Decimal("0.8"), Decimal(1), Decimal("1.2"))


@dataclass(frozen=True)
class Aim:
    """What a project aims at: a volume of an indicator in an RT."""

    neighbourhood_id: int
    indicator: str
    volume: Decimal


class SampleProjects:
    """One run: ``projects`` projects over ``years`` years and the next one, in the sample's villages."""

    def __init__(self, *, projects, years, seed, entered_by):
        self.random = Random(seed)
        self.count = projects
        self.present = timezone.localdate().year
        self.years = range(self.present - years + 1, self.present + 2)
        self.entered_by = entered_by

    def write(self):
        """Create everything and bring the conditions in line; returns the number of (projects, outputs)."""
        with transaction.atomic():
            outputs = self._write()
        rebuild_conditions(list(self.villages))
        return self.count, outputs

    def _write(self):
        self.villages = list(Village.objects.filter(code__startswith="35.99.").order_by("code"))
        self.neighbourhoods = self._by_village()
        self.needs = self._latest_records()
        agencies = {name: self._agency(name) for name in FIELDS}
        drafts = [self._project(n, agencies) for n in range(self.count)]
        projects = [project for project, __ in drafts]
        bulk_create_with_history(projects, Project, batch_size=BATCH, default_user=self.entered_by)
        outputs = [self._output(project, aim) for project, aims in drafts for aim in aims]
        bulk_create_with_history(outputs, Output, batch_size=BATCH, default_user=self.entered_by)
        return len(outputs)

    def _by_village(self):
        found = {village.pk: [] for village in self.villages}
        rows = Neighbourhood.objects.filter(village__in=self.villages).order_by("pk")
        for pk, village in rows.values_list("pk", "village_id"):
            found[village].append(pk)
        return found

    def _latest_records(self):
        """The last survey of each RT by its key."""
        records = NeighbourhoodRecord.objects.filter(neighbourhood__village__in=self.villages)
        return {
            record.neighbourhood_id: record for record in records.order_by("baseline__year", "pk")
        }

    def _agency(self, name):
        field = "".join(str(int(item)) for item in FIELDS[name])
        about = {"name": f"OPD {name}", "criteria": field}
        return Agency.objects.get_or_create(short_name=name, defaults=about)[0]

    def _project(self, number, agencies):
        """A project that is not stored yet, with what it aims at."""
        village = self.random.choice(self.villages)
        name = self.random.choice(list(FIELDS))
        criterion = self.random.choice(FIELDS[name])
        aims = self._aims(village, criterion)
        year = self.random.choice(self.years)
        budget = RUPIAH_PER_OUTPUT * len(aims)
        status = self._status(year)
        project = Project(
            name=f"Kegiatan contoh {number + 1:04}",
            scheme=Scheme.VILLAGE_FUND if name == "DPMD" else Scheme.AGENCY_PROGRAMME,
            village=village,
            year=year,
            agency=agencies[name],
            status=status,
            cancel_reason="Contoh" if status == Status.CANCELLED else "",
            budget_rp=budget,
            regency_rp=budget,
        )
        return project, aims

    def _status(self, year):
        if year > self.present:
            return self.random.choice(_FUTURE)
        return self.random.choice(_PRESENT if year == self.present else _PAST)

    def _aims(self, village, criterion):
        rts = self.neighbourhoods[village.pk]
        chosen = self.random.sample(rts, min(len(rts), self.random.randint(*RTS_PER_PROJECT)))
        return [
            Aim(rt, item.code, self._volume(item, getattr(self.needs[rt], item.field)))
            for rt in chosen
            for item in indicators_of(criterion)
        ]

    def _volume(self, item, need):
        """A share of what the RT needs; here and there more than that, or where nothing is needed."""
        volume = (Decimal(need) * self.random.choice(_SHARES)).quantize(Decimal("0.0001"))
        if item.unit.is_whole:
            volume = volume.to_integral_value()
        return max(volume, Decimal(1))

    def _output(self, project, aim):
        is_done = project.status == Status.FINISHED or (
            project.status == Status.RUNNING and self.random.random() < 0.2
        )
        day = date(min(project.year, self.present), self.random.randint(1, 12), 15)
        return Output(
            project=project,
            neighbourhood_id=aim.neighbourhood_id,
            indicator=aim.indicator,
            planned=aim.volume,
            delivered=aim.volume if is_done else None,
            delivered_on=day if is_done else None,
        )
