"""Trying out plans for a village: what typed volumes, or the smallest set of outputs, would lead to.

Nothing here is stored. A trial comes on top of what is planned already: volumes are taken from what that
leaves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from villages import labels
from villages.proposal import Option, propose, steps_down
from villages.queries.plans import ZERO
from villages.queries.village_needs import RtNeeds
from villages.scoring import (
    INDICATOR_BY_CODE,
    INDICATORS,
    Assessment,
    SlumLevel,
    assess,
    sum_measures,
)


@dataclass(frozen=True)
class TrialLine:
    """One indicator of an RT that still scores: what is left of it, and the volume that is tried."""

    name: str
    code: str
    left: Decimal
    score: int
    score_after: int
    steps: list[Option]
    typed: str = ""
    error: str = ""

    @property
    def label(self):
        return labels.LACKS[self.code]

    @property
    def unit(self):
        return INDICATOR_BY_CODE[self.code].unit


@dataclass(frozen=True)
class TrialRt:
    """An RT with the volumes tried in it, by indicator code."""

    rt: RtNeeds
    volumes: Mapping[str, Decimal]

    @property
    def neighbourhood(self):
        return self.rt.neighbourhood

    @property
    def key(self):
        return f"{self.neighbourhood.rw}-{self.neighbourhood.rt}"

    @property
    def denominators(self):
        return self.rt.condition.record.denominators

    @cached_property
    def volumes_after(self):
        return {
            code: max(ZERO, left - self.volumes.get(code, ZERO))
            for code, left in self.rt.volumes_after.items()
        }

    @cached_property
    def after(self) -> Assessment:
        return assess(self.volumes_after, self.denominators)

    @property
    def is_slum(self):
        """With everything planned, the trial apart."""
        return self.rt.after.level != SlumLevel.NOT_SLUM

    def completed(self):
        """The volumes together with the smallest set that brings the RT below the bound."""
        more = propose(self.volumes_after, self.denominators)
        codes = self.volumes.keys() | more.keys()
        return {code: self.volumes.get(code, ZERO) + more.get(code, ZERO) for code in codes}

    def lines(self, typed, errors):
        """A line for every indicator that scores or that something was typed for."""
        for item in INDICATORS:
            name = field_name(self.rt, item.code)
            score = self.rt.after.scores[item.code]
            if score or typed.get(name):
                yield TrialLine(
                    name,
                    item.code,
                    self.rt.volumes_after[item.code],
                    score,
                    self.after.scores[item.code],
                    steps_down(item, self.rt.volumes_after, self.denominators),
                    typed.get(name, ""),
                    errors.get(name, ""),
                )


@dataclass(frozen=True)
class TrialTotal:
    """What a trial holds of one indicator."""

    code: str
    volume: Decimal
    rts: int

    @property
    def label(self):
        return labels.INDICATORS[self.code]

    @property
    def unit(self):
        return INDICATOR_BY_CODE[self.code].unit


@dataclass(frozen=True)
class Trial:
    """The RTs of a village with what is tried in them."""

    rts: list[TrialRt]

    @cached_property
    def now(self):
        return self._assess(lambda item: item.rt.condition.volumes)

    @cached_property
    def planned(self):
        """With everything that is planned already."""
        return self._assess(lambda item: item.rt.volumes_after)

    @cached_property
    def after(self):
        return self._assess(lambda item: item.volumes_after)

    @property
    def slums_now(self):
        return sum(item.rt.is_slum for item in self.rts)

    @property
    def slums_planned(self):
        return sum(item.is_slum for item in self.rts)

    @property
    def slums_after(self):
        return sum(item.after.level != SlumLevel.NOT_SLUM for item in self.rts)

    @cached_property
    def aims(self):
        """(RT, indicator code, volume) of everything tried, by indicator and RT."""
        return [
            (item.neighbourhood, indicator.code, item.volumes[indicator.code])
            for indicator in INDICATORS
            for item in self.rts
            if item.volumes.get(indicator.code)
        ]

    @cached_property
    def totals(self):
        found = {}
        for __, code, volume in self.aims:
            known = found.get(code, TrialTotal(code, ZERO, 0))
            found[code] = TrialTotal(code, known.volume + volume, known.rts + 1)
        return list(found.values())

    def completed(self):
        """Volumes by field name: those tried, with the smallest set for each RT that is still slum."""
        return {
            field_name(item.rt, code): volume
            for item in self.rts
            for code, volume in item.completed().items()
        }

    def _assess(self, volumes_of):
        return assess(*sum_measures((volumes_of(item), item.denominators) for item in self.rts))


def field_name(rt, code):
    """Name of the input for a volume: "001-002-2b" is 2b in RT 002 of RW 001."""
    return f"{rt.neighbourhood.rw}-{rt.neighbourhood.rt}-{code}"
