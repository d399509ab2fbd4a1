"""One row of a baseline sheet: village, RT and measures as written, or why they cannot be read."""

import re
from decimal import ROUND_HALF_UP, Decimal

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
        for measure in MEASURES:
            self._read_measure(measure)
        return self.plan

    def _read_village(self):
        code, name = self.cells["kode_desa"], self.cells["desa"]
        self.plan.village = "" if isinstance(name, BadCell) or name is None else _text(name)
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
            reading = read_rt(self.cells["rt"], self.cells["rw"])
        except RtRefused as refused:
            self.add("rt", refused.message, refused.advice, "rt")
        else:
            plan = self.plan
            plan.rw, plan.rt = reading.rw, reading.rt
            plan.label, plan.hamlet = reading.label, reading.hamlet

    def _read_measure(self, measure):
        heading = measure.heading
        if self.cells[heading] is None:
            return
        number = None if self._is_bad(heading) else self._number(measure)
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

    def _number(self, measure):
        """As stored; fractions of what is counted are left to the rules that all figures answer to."""
        value = self.cells[measure.heading]
        try:
            number = _read(value, measure.unit.is_whole)
        except NumberRefused as refused:
            self.add("number", refused.message, refused.advice, measure.heading)
            return None
        limit = _LIMITS[measure.field]
        if number is not None and abs(number) > limit:
            message = _("Angkanya terlalu besar.")
            advice = _("Tulis paling banyak %(limit)s; periksa satuannya.") % {
                "limit": show_number(limit)
            }
            self.add("too_large", message, advice, measure.heading)
            return None
        return number if number is None else _stored(number, measure)


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


def _stored(number, measure):
    """Rounded half up to the places that are stored; "-0" is 0."""
    places = _PLACES[measure.field]
    if places is None:
        return int(number) if number == number.to_integral_value() else number
    return number.quantize(places, rounding=ROUND_HALF_UP) + 0


def _field(measure):
    return NeighbourhoodRecord._meta.get_field(measure.field)


_PLACES = {
    measure.field: None
    if measure.unit.is_whole
    else Decimal(1).scaleb(-_field(measure).decimal_places)
    for measure in MEASURES
}
_LIMITS = {
    measure.field: Decimal(MAX_COUNT)
    if measure.unit.is_whole
    else Decimal(10) ** (_field(measure).max_digits - _field(measure).decimal_places) - 1
    for measure in MEASURES
}


def _compact(value):
    return re.sub(r"[\s'’]", "", _text(value))


def _text(value):
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str("" if value is None else value).split())[:LONGEST_TEXT]
