"""One row of a sheet of community organisations: what its cells mean, or why they cannot be read."""

import re

from django.utils.translation import gettext as _

from villages.imports.cells import BadCell
from villages.imports.findings import ERROR, Finding, seen
from villages.imports.organisation_columns import (
    ACTIVE,
    CODE,
    FIELDS,
    KIND,
    MEN,
    NAME,
    NOTE,
    WOMEN,
    YEAR,
)
from villages.models import CommunityOrganisation
from villages.numbers import NumberRefused, read_number

Kind = CommunityOrganisation.Kind
KINDS = {"lkm": Kind.LKM, "bkm": Kind.LKM, "lkm/bkm": Kind.LKM, "ksm": Kind.KSM, "kpp": Kind.KPP}
ACTIVITIES = {
    "ya": True,
    "aktif": True,
    "true": True,
    "1": True,
    "tidak": False,
    "tidak aktif": False,
    "nonaktif": False,
    "false": False,
    "0": False,
}
# What a counted cell may hold.
LIMITS = {YEAR: (1990, 2100), MEN: (0, 10_000), WOMEN: (0, 10_000)}
_TEN_DIGITS = re.compile(r"(\d\d)\.?(\d\d)\.?(\d\d)\.?(\d{4})", re.ASCII)
# An export to CSV marks text that a spreadsheet would take for a formula so.
_MARKED = re.compile(r"'(?=[=+\-@])")


class Unreadable(ValueError):
    """A cell that cannot be read; says what to write instead."""

    def __init__(self, message, advice=""):
        super().__init__(message)
        self.message, self.advice = message, advice


def read_row(sheet, row, villages):
    """(values by field, village, findings) of a row; blank cells have no value."""
    values, findings, village = {}, [], None
    for heading in (CODE, *FIELDS):
        try:
            value = _read(heading, row.values.get(heading), villages)
        except Unreadable as problem:
            found = seen(row.values.get(heading))
            findings.append(
                Finding(sheet, row.number, heading, ERROR, found, problem.message, problem.advice)
            )
            continue
        if heading == CODE:
            village = value
        elif value is not None:
            values[FIELDS[heading]] = value
    return values, village, findings


def _read(heading, value, villages):
    if isinstance(value, BadCell):
        raise Unreadable(value.message, value.advice)
    if heading in LIMITS:
        return _number(heading, value)
    text = _text(value)
    if not text:
        if heading in (CODE, KIND, NAME):
            raise Unreadable(_("Sel ini kosong."), _("Isi %(column)s.") % {"column": heading})
        return None
    if heading == CODE:
        return _village(text, villages)
    if heading == KIND:
        return _among(KINDS, text, _("Tulis LKM, KSM, atau KPP."))
    if heading == ACTIVE:
        return _among(ACTIVITIES, text, _("Tulis ya atau tidak."))
    return _lines(value) if heading == NOTE else _within_length(heading, text)


def _text(value):
    """A cell as text; whole numbers as they are shown."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else " ".join(str(value).split())
    return _MARKED.sub("", text, count=1) if text.startswith("'") else text


def _lines(value):
    return "\n".join(_MARKED.sub("", str(value).strip(), count=1).splitlines())


def _number(heading, value):
    try:
        number = read_number(value, whole=True)
    except NumberRefused as refused:
        raise Unreadable(refused.message, refused.advice) from refused
    if number is None:
        return None
    lowest, highest = LIMITS[heading]
    if not lowest <= number <= highest:
        raise Unreadable(
            _("Angka ini di luar batas."),
            _("Tulis angka %(lowest)s sampai %(highest)s.")
            % {"lowest": lowest, "highest": highest},
        )
    return int(number)


def _village(text, villages):
    code = ".".join(match.groups()) if (match := _TEN_DIGITS.fullmatch(text)) else text
    if code not in villages:
        raise Unreadable(
            _("Tidak ada desa dengan kode ini di wilayah Anda."),
            _("Tulis kode Kemendagri, misalnya 35.13.14.2014."),
        )
    return villages[code]


def _among(words, text, advice):
    if text.lower() not in words:
        raise Unreadable(_("Isi sel ini tidak dikenal."), advice)
    return words[text.lower()]


def _within_length(heading, text):
    limit = CommunityOrganisation._meta.get_field(FIELDS[heading]).max_length
    if limit and len(text) > limit:
        raise Unreadable(
            _("Lebih dari %(limit)s huruf.") % {"limit": limit}, _("Persingkat isinya.")
        )
    return text
