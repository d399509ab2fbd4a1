"""Then and now: what was surveyed in an RT, or in all RTs of a village, and what is left of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from villages import labels, scoring
from villages.numbers import show_number
from villages.queries.comparison import Figure
from villages.scoring import INDICATORS, Assessment, Criterion, Unit


@dataclass(frozen=True)
class SumRow:
    """A sub-criterion in the R0 sums: its denominator; volume, percent and score then and now."""

    code: str
    label: str
    unit: Unit
    denominator: Decimal
    volume: Figure
    percent: Figure
    score: Figure

    @property
    def delivered(self):
        """How much of the volume is gone."""
        return self.volume.old - self.volume.new


@dataclass(frozen=True)
class CriterionSums:
    """A criterion with its average percent then and now, and its sub-criteria."""

    number: int
    label: str
    average: Figure
    rows: tuple[SumRow, ...]


@dataclass(frozen=True)
class Progress:
    """Volumes then and now over the same denominators, and what the regulation makes of both."""

    denominators: Mapping[str, Decimal]
    surveyed: Mapping[str, Decimal]
    remaining: Mapping[str, Decimal]
    before: Assessment
    now: Assessment

    @classmethod
    def of(cls, surveyed, remaining, denominators):
        before, now = (scoring.assess(volumes, denominators) for volumes in (surveyed, remaining))
        return cls(denominators, surveyed, remaining, before, now)

    @property
    def total(self):
        return Figure("", self.before.total, self.now.total)

    @property
    def sectoral(self):
        return Figure("", self.before.sectoral_average, self.now.sectoral_average, "%")

    @property
    def is_changed(self):
        """Whether anything was delivered that counts."""
        return any(self.surveyed[item.code] != self.remaining[item.code] for item in INDICATORS)

    @property
    def contribution(self):
        """Percent that interventions contributed; ``None`` where there was none."""
        return scoring.contribution(self.before, self.now) if self.is_changed else None

    @cached_property
    def criteria(self):
        """The R0 sums by criterion."""
        return [
            CriterionSums(
                criterion,
                labels.CRITERIA[criterion],
                self._average(criterion),
                tuple(self._row(item) for item in scoring.indicators_of(criterion)),
            )
            for criterion in Criterion
        ]

    @property
    def bars(self):
        """The criteria for a chart: label, percent now, as people read it, and percent then."""
        averages = [(labels.CRITERIA_SHORT[item], self._average(item)) for item in Criterion]
        return [
            (label, average.new, f"{show_number(average.new, places=1)} %", average.old)
            for label, average in averages
        ]

    def _average(self, criterion):
        then, now = (side.criterion_averages[criterion - 1] for side in (self.before, self.now))
        return Figure(labels.CRITERIA_SHORT[criterion], then, now, "%")

    def _row(self, item):
        code, label = item.code, labels.INDICATORS[item.code]
        return SumRow(
            code,
            label,
            item.unit,
            self.denominators[item.out_of],
            Figure(label, self.surveyed[code], self.remaining[code], item.unit),
            Figure(label, self.before.percents[code], self.now.percents[code], "%"),
            Figure(label, self.before.scores[code], self.now.scores[code]),
        )
