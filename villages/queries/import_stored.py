"""What the portal holds of the villages that a baseline sheet names, and what the sheet would change."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from villages.models import MEASURE_FIELDS, Baseline, Neighbourhood, NeighbourhoodRecord, Village
from villages.sheet import MEASURES

_HEADINGS = tuple(measure.heading for measure in MEASURES)


@dataclass(frozen=True)
class StoredRecord:
    """The measures of an RT by heading, with its score."""

    pk: int
    values: dict[str, Decimal | int | None]
    total: int | None
    level: str


class Stored:
    """The villages that ``rows`` name, by code, and what is known of each for one survey.

    Six queries, however many rows. Only villages within the user's scope; without a user (whoever holds the
    server), all. ``previous`` holds the measures of the last verified baseline before, by (village,
    neighbourhood), as ``records`` does those of this one.
    """

    def __init__(self, rows, *, year, kind, user):
        codes = {row.code for row in rows if row.code}
        visible = Village.objects.all() if user is None else Village.objects.visible_to(user)
        self.villages = {village.code: village for village in visible.filter(code__in=codes)}
        self._pks = [village.pk for village in self.villages.values()]
        self.neighbourhoods = self._neighbourhoods()
        self.baselines = self._baselines(year, kind)
        self.records = self._records(self.baselines.values())
        self.previous = self._records(self._previous(year, kind).values())

    def _neighbourhoods(self):
        rows = Neighbourhood.objects.filter(village__in=self._pks).order_by("rw", "rt")
        return {
            (village, rw, rt): pk
            for pk, village, rw, rt in rows.values_list("pk", "village_id", "rw", "rt")
        }

    def _baselines(self, year, kind):
        rows = Baseline.objects.filter(village__in=self._pks, year=year, kind=kind)
        return {baseline.village_id: baseline for baseline in rows.select_related("village")}

    def _previous(self, year, kind):
        """The last verified baseline of each village before this one."""
        rank = Baseline.Kind.values.index(kind)
        earlier = Q(year__lt=year) | Q(year=year, rank__lt=rank)
        rows = Baseline.objects.verified().ranked().filter(earlier, village__in=self._pks)
        return {row.village_id: row for row in rows.order_by("year", "rank")}

    def _records(self, baselines):
        rows = NeighbourhoodRecord.objects.filter(baseline__in=list(baselines)).values_list(
            "baseline__village_id", "neighbourhood_id", "pk", "total", "level", *MEASURE_FIELDS
        )
        return {
            (village, neighbourhood): StoredRecord(
                pk, dict(zip(_HEADINGS, values, strict=True)), total, level
            )
            for village, neighbourhood, pk, total, level, *values in rows.order_by()
        }

    def neighbourhood(self, village, row):
        """Primary key of the RT that a row names; None where the portal does not know it."""
        return self.neighbourhoods.get((village.pk, row.rw, row.rt))

    def record(self, village, row):
        """The ``StoredRecord`` of that RT in this baseline, or None."""
        return self.records.get((village.pk, self.neighbourhood(village, row)))
