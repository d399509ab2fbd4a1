"""Two baselines of a village side by side: village, criteria, indicators, and RT by RT."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from villages import labels, scoring
from villages.models import Baseline, Neighbourhood, NeighbourhoodRecord
from villages.numbers import show_number
from villages.scoring import DENOMINATORS, INDICATORS, Assessment, Criterion, SlumLevel
from villages.sheet import MEASURES, Measure


@dataclass(frozen=True)
class Figure:
    """A figure then and now; ``None`` on the side that does not have it."""

    label: str
    old: Decimal | int | None
    new: Decimal | int | None
    unit: str = ""

    @property
    def change(self):
        """How much it rose; ``None`` where there is nothing to compare with."""
        return None if self.old is None or self.new is None else self.new - self.old


@dataclass(frozen=True)
class IndicatorFigures:
    """What a village has of one sub-criterion, then and now."""

    code: str
    volume: Figure
    percent: Figure
    score: Figure


@dataclass(frozen=True)
class Cell:
    """One measured value of an RT, then and now."""

    measure: Measure
    old: Decimal | int | None
    new: Decimal | int | None

    @property
    def name(self):
        """Its code, or what it is called where it has none."""
        return self.measure.code or self.measure.label

    @property
    def changed(self):
        return self.old != self.new


@dataclass(frozen=True)
class RtPair:
    """The records of one RT in two baselines; ``None`` where a baseline lacks it."""

    neighbourhood: Neighbourhood
    old: NeighbourhoodRecord | None
    new: NeighbourhoodRecord | None

    @property
    def is_new(self):
        return self.old is None

    @property
    def is_gone(self):
        return self.new is None

    @cached_property
    def cells(self):
        """All measured values, in the order of the sheet."""
        return [
            Cell(item, getattr(self.old, item.field, None), getattr(self.new, item.field, None))
            for item in MEASURES
        ]

    @cached_property
    def changed_cells(self):
        """What differs; nothing for an RT that only one baseline has."""
        return [] if self.is_new or self.is_gone else [cell for cell in self.cells if cell.changed]

    @property
    def state_label(self):
        """How the RT stands to the earlier baseline."""
        if self.is_new:
            return _("Baru")
        if self.is_gone:
            return _("Tidak ada lagi")
        return _("Berubah") if self.changed_cells else _("Tetap")

    @property
    def level_changed(self):
        return bool(self.old and self.new) and self.old.level != self.new.level

    @property
    def total(self):
        """Total score then and now."""
        old, new = (getattr(record, "total", None) for record in (self.old, self.new))
        return Figure("", old, new)


@dataclass(frozen=True)
class Side:
    """One of the two: a baseline, and the assessment of the sums over its scored RTs."""

    baseline: Baseline
    volumes: Mapping[str, Decimal]
    denominators: Mapping[str, Decimal]
    assessment: Assessment
    levels: Counter

    @classmethod
    def of(cls, baseline, records):
        scored = [record for record in records if record.total is not None]
        sums = scoring.sum_measures((record.volumes, record.denominators) for record in scored)
        levels = Counter(record.level for record in records)
        return cls(baseline, *sums, scoring.assess(*sums), levels)

    def average(self, criterion):
        """Average percent of a criterion."""
        return self.assessment.criterion_averages[criterion - 1]


@dataclass(frozen=True)
class Comparison:
    """An earlier baseline (``old``, perhaps ``None``) and a later one of the same village."""

    old: Side | None
    new: Side
    rts: tuple[RtPair, ...]
    measures = MEASURES

    @property
    def columns(self):
        """What a table of figures has columns for."""
        return ("old", "new", "change") if self.old else ("new",)

    @property
    def total(self):
        """Total score of the village, as stored with each baseline."""
        return self._figure("", "", lambda side: side.baseline.total)

    @property
    def sectoral(self):
        """Mean of the seven criterion averages."""
        return self._figure("", "%", lambda side: side.assessment.sectoral_average)

    @cached_property
    def criteria(self):
        """Average percent of each criterion."""
        names = labels.CRITERIA_SHORT
        return [self._figure(names[item], "%", Side.average, item) for item in Criterion]

    @property
    def bars(self):
        """The criteria for a chart: label, percent now, as people read it, and percent then."""
        return [
            (row.label, row.new, f"{show_number(row.new, places=1)} %", row.old)
            for row in self.criteria
        ]

    @cached_property
    def indicators(self):
        """Volume, percent and score of each sub-criterion."""
        return [
            IndicatorFigures(
                item.code,
                self._figure(labels.INDICATORS[item.code], item.unit, _volume, item.code),
                self._figure(labels.INDICATORS[item.code], "%", _percent, item.code),
                self._figure(labels.INDICATORS[item.code], "", _score, item.code),
            )
            for item in INDICATORS
        ]

    @cached_property
    def denominators(self):
        """Sums of what the volumes are measured against."""
        names = labels.DENOMINATORS
        return [
            self._figure(names[item.field], item.unit, _denominator, item.field)
            for item in DENOMINATORS
        ]

    @cached_property
    def levels(self):
        """Number of RTs by level, heaviest first, and of those not scored if there are any."""
        names = {level: labels.LEVELS[level] for level in reversed(SlumLevel)}
        if any(side and side.levels[""] for side in (self.old, self.new)):
            names[""] = _("Belum dinilai")
        return [self._figure(name, "RT", _rts_of, level) for level, name in names.items()]

    @cached_property
    def appeared(self):
        """RTs that only the later one has; none where there is no earlier one."""
        return [rt for rt in self.rts if rt.is_new and self.old]

    @cached_property
    def vanished(self):
        """RTs that only the earlier one has."""
        return [rt for rt in self.rts if rt.is_gone]

    @cached_property
    def differing(self):
        """RTs that both have, with at least one different value."""
        return [rt for rt in self.rts if rt.changed_cells]

    def _figure(self, label, unit, read, *key):
        old = read(self.old, *key) if self.old else None
        return Figure(label, old, read(self.new, *key), unit)


def _volume(side, code):
    return side.volumes[code]


def _percent(side, code):
    return side.assessment.percents[code]


def _score(side, code):
    return side.assessment.scores[code]


def _denominator(side, field):
    return side.denominators[field]


def _rts_of(side, level):
    return side.levels[level]


def compare(old, new):
    """Compare two baselines of one village; ``old`` may be ``None``. One query, however many RTs."""
    records = _records([baseline for baseline in (old, new) if baseline])
    then, now = records[old.pk] if old else {}, records[new.pk]
    places = {**then, **now}
    rts = [RtPair(record.neighbourhood, then.get(pk), now.get(pk)) for pk, record in places.items()]
    rts.sort(key=lambda rt: (rt.neighbourhood.rw, rt.neighbourhood.rt))
    return Comparison(
        Side.of(old, then.values()) if old else None, Side.of(new, now.values()), tuple(rts)
    )


def _records(baselines):
    """Records by baseline and then by neighbourhood."""
    found = defaultdict(dict)
    rows = NeighbourhoodRecord.objects.filter(baseline__in=baselines)
    for record in rows.select_related("neighbourhood", "edited_by"):
        found[record.baseline_id][record.neighbourhood_id] = record
    return found
