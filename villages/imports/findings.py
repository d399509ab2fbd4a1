"""What an importer finds in a file: where, what was seen, and what to write instead."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from villages.numbers import show_number

ERROR = "error"
WARNING = "warning"
LONGEST_VALUE = 60


@dataclass(frozen=True)
class Finding:
    """One finding. ``column`` is the column's name in the contract ("4a"), "" for the whole row or sheet;
    ``row`` the number as the person sees it, None for the whole sheet; ``value`` as ``seen`` gives it.
    """

    sheet: str
    row: int | None
    column: str
    severity: str
    value: str
    message: str
    advice: str = ""

    def as_dict(self):
        """For a report: row, column, severity and message as agreed, and sheet, value and advice."""
        return asdict(self)


def seen(value):
    """A cell's value as the person sees it in the spreadsheet, shortened."""
    text = " ".join(_text(value).split())
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def _text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "BENAR" if value else "SALAH"
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H.%M}".removesuffix(" 00.00")
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, int | float | Decimal) and Decimal(value).is_finite():
        return show_number(value)
    return str(value)
