"""One row of an uploaded sheet being read: the RT that it names, and numbers; importers add their columns."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from villages.import_plan import ERROR, PlanFinding, PlanRow
from villages.imports.cells import BadCell
from villages.imports.findings import seen
from villages.numbers import NumberRefused, read_number, show_number
from villages.rt import RtRefused, read_rt
from villages.sheet import PLACE_HEADINGS

_TEN_DIGITS = re.compile(r"(\d\d)\.?(\d\d)\.?(\d\d)\.?(\d{4})", re.ASCII)
_SUM_WORDS = re.compile(r"\s*(jumlah|total|jml|rata-rata|rerata)\b", re.IGNORECASE)
LONGEST_TEXT = 100

# The same few numbers name the RTs of every village.
_read_rt = lru_cache(maxsize=5000, typed=True)(read_rt)


@dataclass(frozen=True)
class NumberCell:
    """What a cell of numbers may hold: a whole number, or one of ``places``, up to ``limit``."""

    heading: str
    is_whole: bool
    places: Decimal
    limit: Decimal

    def stored(self, number):
        """Rounded half up to the places that are stored, "-0" as 0; a fraction of what is counted stays."""
        if not self.is_whole:
            return number.quantize(self.places, rounding=ROUND_HALF_UP) + 0
        return int(number) if number == number.to_integral_value() else number


class RowReading:
    """Reads a row into ``plan``; what is wrong with it is collected in ``findings``.

    ``read_figures`` is what a subclass adds; it may read the RT otherwise. ``sum_headings`` are the cells in
    which the word "Jumlah" tells a row of sums, where no village's code stands.
    """

    plan_class = PlanRow
    sum_headings = PLACE_HEADINGS

    def __init__(self, file, sheet, row):
        self.row, self.cells, self.findings = row, row.values, []
        self.plan = self.plan_class(file, sheet, row.number, "", "")

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
        cells = (self.cells[name] for name in self.sum_headings)
        texts = [str(cell) for cell in cells if cell is not None]
        has_place = any(_TEN_DIGITS.fullmatch(_compact(text)) for text in texts)
        return not has_place and any(_SUM_WORDS.match(text) for text in texts)

    def read(self):
        """The row as a plan has it."""
        self._read_village()
        self.read_rt()
        self.read_figures()
        return self.plan

    def read_figures(self):
        """Everything besides the RT."""
        raise NotImplementedError

    def _read_village(self):
        code, name = self.cells["kode_desa"], self.cells["desa"]
        self.plan.village = "" if isinstance(name, BadCell) else plain_text(name)
        self.plan.written_village = self.plan.village
        if self.is_bad("kode_desa"):
            return
        match = _TEN_DIGITS.fullmatch(_compact(code))
        self.plan.code = ".".join(match.groups()) if match else plain_text(code)
        if not self.plan.code:
            message = _("Kode desa kosong.")
            self.add(
                "no_village", message, _("Isi kode desa, misalnya 35.13.14.2014."), "kode_desa"
            )

    def read_rt(self):
        if self.is_bad("rt") or self.is_bad("rw"):
            return
        try:
            reading = _read_rt(self.cells["rt"], self.cells["rw"])
        except RtRefused as refused:
            self.add("rt", refused.message, refused.advice, "rt")
        else:
            plan = self.plan
            plan.rw, plan.rt = reading.rw, reading.rt
            plan.label, plan.hamlet = reading.label, reading.hamlet

    def is_bad(self, column):
        """Whether a cell holds no value but the error of a formula, which is then noted."""
        value = self.cells[column]
        if not isinstance(value, BadCell):
            return False
        self.add("formula", value.message, value.advice, column)
        return True

    def number(self, value, cell):
        """As stored, or None; fractions of what is counted are left to the rules that figures answer to."""
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
    return re.sub(r"[\s'’]", "", plain_text(value))


def plain_text(value, longest=LONGEST_TEXT):
    """A cell's text on one line, shortened; 12.0 as "12"."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str("" if value is None else value).split())[:longest]
