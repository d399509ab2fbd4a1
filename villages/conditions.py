"""The condition of an RT in a year: what its last verified survey found, minus what was delivered since.

Pure Python, as ``scoring`` is. A year is answered by the latest survey up to it, of two in one year by the
later kind. An output counts from the year in which it was delivered, and only when it was delivered after the
survey: what stood by then, the survey has seen. An RT that the survey lacks has no condition.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from villages.scoring import Assessment, assess, remaining_volume


@dataclass(frozen=True)
class Sheet:
    """What a survey found in one RT; ``key`` is what the caller knows it by."""

    key: Hashable
    volumes: Mapping[str, Decimal | int]
    denominators: Mapping[str, Decimal | int]


@dataclass(frozen=True)
class Survey:
    """A verified baseline: its sheets by RT; ``rank`` is the place of its kind within the year."""

    year: int
    rank: int
    sheets: Mapping[Hashable, Sheet]
    surveyed_until: date | None = None

    @property
    def last_day(self):
        """What was delivered up to this day, it has seen; without dates, whatever its year brought."""
        return self.surveyed_until or date(self.year, 12, 31)


@dataclass(frozen=True)
class Delivery:
    """A volume of one indicator, delivered on a day."""

    indicator: str
    volume: Decimal
    day: date


@dataclass(frozen=True)
class RtYear:
    """One RT in one year: the sheet it starts from, what is left of its volumes, and what that means."""

    rt: Hashable
    year: int
    sheet: Sheet
    remaining: Mapping[str, Decimal]
    assessment: Assessment


def conditions(surveys, deliveries, until, since=0):
    """Yield an ``RtYear`` for every RT and year of a village, from ``since`` up to and including ``until``.

    ``surveys`` are the village's verified baselines in any order, ``deliveries`` those of each RT. The sheets
    of a survey that answers for none of these years are not looked at.
    """
    for survey, years in spans(surveys, until, since):
        for rt, sheet in survey.sheets.items():
            later = [item for item in deliveries.get(rt, ()) if item.day > survey.last_day]
            yield from _rt_years(rt, sheet, years, later)


def spans(surveys, until, since=0):
    """Each survey that answers for a year from ``since`` to ``until``, with the years it answers for."""
    by_year = {survey.year: survey for survey in sorted(surveys, key=lambda s: (s.year, s.rank))}
    ends = [*list(by_year)[1:], until + 1]
    for (year, survey), end in zip(by_year.items(), ends, strict=False):
        if years := range(max(year, since), min(end, until + 1)):
            yield survey, years


def _rt_years(rt, sheet, years, deliveries):
    """A year without a new delivery is as the one before it."""
    counted = None
    for year in years:
        due = [item for item in deliveries if item.day.year <= year]
        if counted != len(due):
            counted = len(due)
            remaining = _remaining(sheet, due)
            assessment = assess(remaining, sheet.denominators)
        yield RtYear(rt, year, sheet, remaining, assessment)


def _remaining(sheet, deliveries):
    delivered = {code: [] for code in sheet.volumes}
    for item in deliveries:
        delivered[item.indicator].append(item.volume)
    return {
        code: remaining_volume(volume, delivered[code]) for code, volume in sheet.volumes.items()
    }
