"""The one reader of numbers that people type or a spreadsheet holds, whatever the active language.

Used by web forms and by imports. What can be read in two ways is refused with a question, never guessed.
"""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_PLAIN = re.compile(r"[+-]?\d+")
_ONE_SEPARATOR = re.compile(r"[+-]?\d*[.,]\d+")
_INDONESIAN = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")
_ENGLISH = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
# A comma is the Indonesian decimal sign; a dot before three digits may group or part.
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_GROUPED_ONCE = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_WITH_UNIT = re.compile(r"([+-]?[\d.,\s\u00a0]*\d)\s*([^\W\d_].*)")
_DASHES = {"-", "–", "—"}


class NumberRefused(ValueError):
    """Not a number as written; ``message`` says why and ``advice`` what to write instead."""

    def __init__(self, message, advice):
        super().__init__(message)
        self.message = message
        self.advice = advice


def read_number(value, *, whole=False):
    """The ``Decimal`` that a typed text or a spreadsheet cell means; ``None`` for nothing.

    ``whole`` is for things that are counted (unit, KK, jiwa): "1.250" is then 1250, and fractions are
    refused. Raises ``NumberRefused``.
    """
    if value is None:
        return None
    number = _from_text(value, whole=whole) if isinstance(value, str) else _from_cell(value)
    if whole and number is not None and number != number.to_integral_value():
        raise NumberRefused(
            _("%(value)s bukan bilangan bulat.") % {"value": show_number(number)},
            _("Tulis bilangan bulat; pecahan sering berarti kolom-kolom tergeser."),
        )
    return number


def _from_cell(value):
    """A float is read by its shortest text, so that 0.1 stays 0.1."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise NumberRefused(
            _("“%(value)s” bukan angka.") % {"value": value}, _("Tulis angkanya saja.")
        )
    number = Decimal(str(value))
    if not number.is_finite():
        raise NumberRefused(_("Nilai ini bukan angka."), _("Tulis angkanya saja."))
    return number


def _from_text(text, *, whole):
    text = _SPACES.sub(" ", text).strip()
    if not text:
        return None
    if text in _DASHES:
        raise NumberRefused(
            _("Tanda “%(text)s” bukan angka.") % {"text": text}, _("Tulis 0 atau kosongkan.")
        )
    compact = text.replace("−", "-")
    compact = (
        compact.replace(" ", "")
        if re.fullmatch(r"[+-]?\d{1,3}( \d{3})+([.,]\d+)?", compact)
        else compact
    )
    if _AMBIGUOUS.fullmatch(compact) and not whole:
        raise _ambiguous(compact)
    if whole and _GROUPED_ONCE.fullmatch(compact):
        return Decimal(re.sub(r"[.,]", "", compact))
    plain = _plain(compact)
    if plain is None:
        raise _not_a_number(text, whole=whole)
    return Decimal(plain)


def _plain(text):
    """The number as ``Decimal`` reads it, or None."""
    if _PLAIN.fullmatch(text):
        return text
    if _ONE_SEPARATOR.fullmatch(text):
        return text.replace(",", ".")
    if _INDONESIAN.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return text.replace(",", "") if _ENGLISH.fullmatch(text) else None


def _ambiguous(text):
    thousands = re.sub(r"[.,]", "", text)
    fraction = text.replace(".", ",").rstrip("0").rstrip(",")
    return NumberRefused(
        _("“%(text)s” dapat dibaca dengan dua cara.") % {"text": text},
        _("Tulis %(thousands)s atau %(fraction)s.")
        % {"thousands": thousands, "fraction": fraction},
    )


def _not_a_number(text, *, whole):
    shown = text if len(text) <= 60 else f"{text[:57]}…"
    message = _("“%(text)s” bukan angka.") % {"text": shown}
    if match := _WITH_UNIT.fullmatch(text):
        try:
            number = _from_text(match[1], whole=whole)
        except NumberRefused as refused:
            return NumberRefused(message, refused.advice)
        advice = _("Tulis %(number)s saja, tanpa satuan.") % {
            "number": show_number(number).replace(".", "")
        }
        return NumberRefused(message, advice)
    return NumberRefused(message, _("Tulis angkanya saja."))


def show_number(value, places=None):
    """A number the Indonesian way, such as "1.234,5"; ``places`` pads the decimals to that many."""
    number = Decimal(value)
    text = format(number, "f") if places is None else format(number, f".{places}f")
    whole, __, fraction = text.partition(".")
    fraction = fraction if places is not None else fraction.rstrip("0")
    sign, digits = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", ".")
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"
