"""Believable data in bulk, for benchmarks and for trying the portal at the size of a regency.

Deterministic for a seed. Everything goes through bulk operations; the rules of the database hold.
"""

from datetime import datetime
from decimal import Decimal
from random import Random

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from villages.actions.assessment import score_baselines, score_record
from villages.actions.condition import refresh_conditions
from villages.models import Baseline, District, Neighbourhood, NeighbourhoodRecord, Village
from villages.scoring import INDICATORS, Unit

VILLAGES_PER_DISTRICT = 15
RTS_PER_RW = 6
BATCH = 500
# Share of its denominator that an indicator's deficiency takes; most RTs lack a little of everything.
_SHARES = (0, 0, 0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1)
_SQUARE_METRE = Decimal("0.0001")


class Sample:
    """One run of the generator: ``villages`` villages with ``rts`` RTs in all and ``years`` surveys each."""

    def __init__(self, *, villages, rts, years, seed, entered_by, verified_by):
        self.random = Random(seed)
        self.sizes = [rts // villages + (n < rts % villages) for n in range(villages)]
        self.years = range(timezone.localdate().year - years + 1, timezone.localdate().year + 1)
        self.entered_by, self.verified_by = entered_by, verified_by

    @transaction.atomic
    def write(self):
        """Create everything; returns the number of (villages, RTs, records)."""
        villages = self._villages()
        places = self._neighbourhoods(villages)
        records = sum(self._survey(year, villages, places) for year in self.years)
        refresh_conditions(villages)
        return len(villages), len(places), records

    def _villages(self):
        rows = []
        for n in range(len(self.sizes)):
            code = f"35.99.{n // VILLAGES_PER_DISTRICT + 1:02}"
            district, __ = District.objects.get_or_create(
                code=code, defaults={"name": f"Kecamatan Contoh {code[-2:]}"}
            )
            name = f"Desa Contoh {n + 1:03}"
            rows.append(
                Village(code=f"{code}.{2001 + n}", name=name, district=district, area_ha=400)
            )
        return bulk_create_with_history(rows, Village, batch_size=BATCH)

    def _neighbourhoods(self, villages):
        rows = [
            Neighbourhood(
                village=village, rw=f"{n // RTS_PER_RW + 1:03}", rt=f"{n % RTS_PER_RW + 1:03}"
            )
            for village, size in zip(villages, self.sizes, strict=True)
            for n in range(size)
        ]
        return bulk_create_with_history(rows, Neighbourhood, batch_size=BATCH)

    def _survey(self, year, villages, places):
        moment = datetime(year, 3, 1, 9, tzinfo=timezone.get_default_timezone())
        kind = Baseline.Kind.INITIAL if year == self.years[0] else Baseline.Kind.REPLICATION
        baselines = [
            Baseline(
                village=village, year=year, kind=kind, opened_at=moment, opened_by=self.entered_by
            )
            for village in villages
        ]
        baselines = bulk_create_with_history(baselines, Baseline, batch_size=BATCH)
        by_village = {baseline.village_id: baseline for baseline in baselines}
        records = [self._record(by_village[place.village_id], place) for place in places]
        bulk_create_with_history(
            records, NeighbourhoodRecord, batch_size=BATCH, default_user=self.entered_by
        )
        self._verify(baselines, moment)
        return len(records)

    def _record(self, baseline, neighbourhood):
        buildings = self.random.randint(25, 90)
        households = buildings + self.random.randint(0, 25)
        record = NeighbourhoodRecord(
            baseline=baseline,
            neighbourhood=neighbourhood,
            area_ha=Decimal(self.random.randint(5000, 45000)) * _SQUARE_METRE,
            buildings=buildings,
            people=households * 3 + self.random.randint(0, 40),
            households=households,
            ideal_road_m=Decimal(self.random.randint(200, 1500)),
            ideal_drain_m=Decimal(self.random.randint(200, 1500)),
            edited_at=baseline.opened_at,
            edited_by=self.entered_by,
        )
        for indicator in INDICATORS:
            setattr(
                record, indicator.field, self._volume(indicator, getattr(record, indicator.out_of))
            )
        return score_record(record)

    def _volume(self, indicator, limit):
        share = Decimal(str(self.random.choice(_SHARES)))
        volume = limit * share
        if indicator.unit == Unit.HECTARE:
            return volume.quantize(_SQUARE_METRE)
        return int(volume)

    def _verify(self, baselines, moment):
        # The model layer keeps statuses for the actions; the database's own rules still hold here.
        for baseline in score_baselines(baselines):
            row = Baseline.objects.filter(pk=baseline.pk)
            QuerySet.update(
                row,
                status=Baseline.Status.SUBMITTED,
                submitted_at=moment,
                submitted_by=self.entered_by,
                total=baseline.total or 0,
                level=baseline.level,
            )
            QuerySet.update(
                row,
                status=Baseline.Status.VERIFIED,
                verified_at=moment,
                verified_by=self.verified_by,
            )
