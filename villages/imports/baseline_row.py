"""One row of a baseline sheet: village, RT and measures as written, or why they cannot be read."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from villages.import_plan import ERROR, PlanFinding, PlanRow
from villages.imports.cells import BadCell
from villages.imports.findings import seen
from villages.models import NeighbourhoodRecord
from villages.models.record import MAX_COUNT
from villages.numbers import NumberRefused, read_number, show_number
from villages.rt import RtRefused, read_rt
from villages.sheet import MEASURES, PLACE_HEADINGS

_TEN_DIGITS = re.compile(r"(\d\d)\.?(\d\d)\.?(\d\d)\.?(\d{4})", re.ASCII)
_SUM_WORDS = re.compile(r"\s*(jumlah|total|jml|rata-rata|rerata)\b", re.IGNORECASE)
LONGEST_TEXT = 100


@dataclass(frozen=True)
class _Cell:
    """What a measured cell may hold: a whole number, or one of ``places``, up to ``limit``."""

    heading: str
    is_whole: bool
    places: Decimal
    limit: Decimal

    def stored(self, number):
        """Rounded half up to the places that are stored, "-0" as 0; a fraction of what is counted stays."""
        if not self.is_whole:
            return number.quantize(self.places, rounding=ROUND_HALF_UP) + 0
        return int(number) if number == number.to_integral_value() else number


def _cell(measure):
    if measure.unit.is_whole:
        return _Cell(measure.heading, True, Decimal(1), Decimal(MAX_COUNT))
    field = NeighbourhoodRecord._meta.get_field(measure.field)
    limit = Decimal(10) ** (field.max_digits - field.decimal_places) - 1
    return _Cell(measure.heading, False, Decimal(1).scaleb(-field.decimal_places), limit)


_CELLS = [_cell(measure) for measure in MEASURES]
# The same few numbers name the RTs of every village.
_read_rt = lru_cache(maxsize=5000, typed=True)(read_rt)


class RowReading:
    """One row being read."""

    def __init__(self, file, sheet, row):
        self.row, self.cells, self.findings = row, row.values, []
        self.plan = PlanRow(file, sheet, row.number, "", "")

    def add(self, rule, message, advice, column, *, severity=ERROR):
        """Note a finding; an error makes the row unusable."""
        plan = self.plan
        plan.is_unusable |= severity == ERROR
        value = seen(self.cells.get(column))
        self.findings.append(
            PlanFinding(
                rule,
                severity,
                message,
                advice,
                column,
                value,
                *plan.place,
                is_of_file=True,
            )
        )

    def is_sum(self):
        """A row below the table that adds it up."""
        texts = [str(self.cells[name]) for name in PLACE_HEADINGS if self.cells[name] is not None]
        has_place = any(_TEN_DIGITS.fullmatch(_compact(text)) for text in texts)
        return not has_place and any(_SUM_WORDS.match(text) for text in texts)

    def read(self):
        self._read_village()
        self._read_rt()
        for measure in _CELLS:
            self._read_measure(measure)
        return self.plan

    def _read_village(self):
        code, name = self.cells["kode_desa"], self.cells["desa"]
        self.plan.village = "" if isinstance(name, BadCell) else _text(name)
        self.plan.written_village = self.plan.village
        if self._is_bad("kode_desa"):
            return
        match = _TEN_DIGITS.fullmatch(_compact(code))
        self.plan.code = ".".join(match.groups()) if match else _text(code)
        if not self.plan.code:
            message = _("Kode desa kosong.")
            self.add(
                "no_village", message, _("Isi kode desa, misalnya 35.13.14.2014."), "kode_desa"
            )

    def _read_rt(self):
        if self._is_bad("rt") or self._is_bad("rw"):
            return
        try:
            reading = _read_rt(self.cells["rt"], self.cells["rw"])
        except RtRefused as refused:
            self.add("rt", refused.message, refused.advice, "rt")
        else:
            plan = self.plan
            plan.rw, plan.rt = reading.rw, reading.rt
            plan.label, plan.hamlet = reading.label, reading.hamlet

    def _read_measure(self, cell):
        heading = cell.heading
        value = self.cells[heading]
        if value is None:
            return
        if cell.is_whole and type(value) is int and 0 <= value <= MAX_COUNT:  # as most cells are
            self.plan.values[heading] = value
            return
        number = None if self._is_bad(heading) else self._number(value, cell)
        if number is None:
            self.plan.unread.append(heading)
        else:
            self.plan.values[heading] = number

    def _is_bad(self, column):
        value = self.cells[column]
        if not isinstance(value, BadCell):
            return False
        self.add("formula", value.message, value.advice, column)
        return True

    def _number(self, value, cell):
        """As stored; fractions of what is counted are left to the rules that all figures answer to."""
        try:
            number = _read(value, cell.is_whole)
        except NumberRefused as refused:
            self.add("number", refused.message, refused.advice, cell.heading)
            return None
        if number is not None and abs(number) > cell.limit:
            message = _("Angkanya terlalu besar.")
            advice = _("Tulis paling banyak %(limit)s; periksa satuannya.") % {
                "limit": show_number(cell.limit)
            }
            self.add("too_large", message, advice, cell.heading)
            return None
        return number if number is None else cell.stored(number)


def _read(value, whole):
    """A number as written; a fraction where a whole number is due is still a number."""
    try:
        return read_number(value, whole=whole)
    except NumberRefused:
        if not whole:
            raise
        try:
            number = read_number(value)
        except NumberRefused:
            number = None
        if number is None or number == number.to_integral_value():
            raise
        return number


def _compact(value):
    return re.sub(r"[\s'’]", "", _text(value))


def _text(value):
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str("" if value is None else value).split())[:LONGEST_TEXT]
