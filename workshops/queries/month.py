"""One month of workshops as a calendar."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS

from workshops.models import Workshop
from workshops.models.workshop import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True)
class Day:
    """A day of the grid with the workshops that are on it."""

    day: date
    is_in_month: bool
    is_today: bool
    workshops: list


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday; ``earlier`` and ``later`` are its neighbours as addresses hold them."""

    first: date
    weeks: list
    workshops: list
    earlier: str
    later: str
    nearest: Workshop | None  # where this month has none: the latest workshop that was recorded

    @property
    def name(self):
        return f"{MONTHS[self.first.month]} {self.first.year}"

    @property
    def weekdays(self):
        return [WEEKDAYS[number] for number in range(7)]

    @property
    def key(self):
        return f"{self.first:%Y-%m}"


def month_of(text, user):
    """The month that an address names as "2021-11", else the current one; one or two queries."""
    first = _first_day(text) or timezone.localdate().replace(day=1)
    last = _later(first) - timedelta(days=1)
    rows = Workshop.objects.visible_to(user)
    found = list(rows.filter(first_day__lte=last, last_day__gte=first).order_by("first_day", "pk"))
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        first=first,
        weeks=[[_day(day, first, found) for day in week] for week in weeks],
        workshops=found,
        earlier=f"{first - timedelta(days=1):%Y-%m}",
        later=f"{_later(first):%Y-%m}",
        nearest=None if found else rows.order_by("-first_day", "pk").first(),
    )


def _first_day(text):
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        return None
    year, month = map(int, text.split("-"))
    return date(year, month, 1) if FIRST_YEAR <= year <= LAST_YEAR else None


def _later(first):
    return (first + timedelta(days=32)).replace(day=1)


def _day(day, first, workshops):
    return Day(
        day=day,
        is_in_month=day.month == first.month,
        is_today=day == timezone.localdate(),
        workshops=[row for row in workshops if row.first_day <= day <= row.last_day],
    )
