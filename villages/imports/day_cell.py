"""Reading a day as a cell holds it or people write it: 31-12-2021, 31 Desember 2021, 2021-12-31."""

import re
from datetime import date, datetime

from django.utils.translation import gettext as _

MONTHS = (
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]+)[-/. ](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})( 00:00(:00)?)?", re.ASCII)
_SHORTEST_MONTH = 3


class DayRefused(ValueError):
    """Not a day as written; ``message`` says why and ``advice`` what to write instead."""

    def __init__(self, text):
        self.message = _("“%(text)s” bukan tanggal.") % {"text": text[:60]}
        self.advice = _("Tulis tanggalnya seperti 31-12-2021.")
        super().__init__(self.message)


def read_day(value):
    """The ``date`` of a cell; None for an empty one. Raises ``DayRefused``."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    text = " ".join(str(value).split())
    day = _parts(text.lower())
    if day is None:
        raise DayRefused(text)
    return day


def _parts(text):
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day, *__ = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    try:
        return date(int(year), _month(month), int(day))
    except ValueError:
        return None


def _month(text):
    """1 to 12; 0 for what is no month."""
    if text.isdecimal():
        return int(text)
    names = [number for number, name in enumerate(MONTHS, start=1) if name.startswith(text)]
    return names[0] if len(text) >= _SHORTEST_MONTH and len(names) == 1 else 0
