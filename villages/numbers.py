"""The one reader of numbers that people type or a spreadsheet holds, whatever the active language.

Used by web forms and by imports. What can be read in two ways is refused with a question, never guessed.
"""

import re
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

# Beyond this a number is a slip of the keyboard (fifteen digits are all that a spreadsheet keeps).
LARGEST = Decimal(10) ** 15

_PLAIN = re.compile(r"[+-]?[0-9]+")
_ONE_SEPARATOR = re.compile(r"[+-]?[0-9]*[.,][0-9]+")
_SPACED = re.compile(r"[+-]?[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?")
_INDONESIAN = re.compile(r"[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
_ENGLISH = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
# A comma is the Indonesian decimal sign; a dot before three digits may group or part.
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")
_GROUPED_ONCE = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_WITH_UNIT = re.compile(r"([+-]?[0-9., ]*[0-9]) ?[^\W\d_]+[23²³]?\.?")
_PERCENT = re.compile(r"[+-]?[0-9., ]*[0-9] ?%")
_NOTHING = {"-", "--", "–", "—", "nihil", "nol", "tidak ada", "tdk ada", "kosong", "n/a"}


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
    if number is None:
        return None
    if abs(number) >= LARGEST:
        raise NumberRefused(
            _("Angka ini terlalu besar."), _("Periksa apakah ada angka yang berlebih.")
        )
    if not whole:
        return number
    if number != number.to_integral_value():
        raise NumberRefused(
            _("%(value)s bukan bilangan bulat.") % {"value": show_number(number)},
            _("Tulis bilangan bulat; pecahan sering berarti kolom-kolom tergeser."),
        )
    return number.to_integral_value()


def _from_cell(value):
    """A float is read with the fifteen digits that a spreadsheet shows, so that 0.1 + 0.2 is 0.3."""
    if isinstance(value, date | time | timedelta):
        raise NumberRefused(
            _("Isi sel ini tanggal atau jam, bukan angka."),
            _("Ubah format sel menjadi angka, lalu tulis ulang angkanya."),
        )
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise NumberRefused(
            _("“%(value)s” bukan angka.") % {"value": value}, _("Tulis angkanya saja.")
        )
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise NumberRefused(_("Nilai ini bukan angka."), _("Tulis angkanya saja."))
    return number


def _from_text(text, *, whole):
    text = " ".join(text.split())
    if not text:
        return None
    if text.lower() in _NOTHING:
        raise NumberRefused(
            _("“%(text)s” bukan angka.") % {"text": text}, _("Tulis 0 atau kosongkan.")
        )
    compact = text.replace("−", "-")
    if _SPACED.fullmatch(compact):
        whole_part, mark, fraction = re.fullmatch(r"([^.,]*)([.,]?)(.*)", compact).groups()
        return Decimal(f"{whole_part.replace(' ', '')}{mark and '.'}{fraction}")
    if _AMBIGUOUS.fullmatch(compact) and not whole:
        raise _ambiguous(compact)
    if whole and _GROUPED_ONCE.fullmatch(compact):
        return Decimal(re.sub(r"[.,]", "", compact))
    plain = _plain(compact)
    if plain is None:
        raise _not_a_number(compact, whole=whole)
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
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    message = _("“%(text)s” bukan angka.") % {"text": shown}
    if _PERCENT.fullmatch(text):
        return NumberRefused(message, _("Tulis jumlahnya, bukan persennya."))
    if match := _WITH_UNIT.fullmatch(text):
        try:
            number = read_number(match[1], whole=whole)
        except NumberRefused as refused:
            return NumberRefused(message, refused.advice)
        advice = _("Tulis %(number)s saja, tanpa satuan.") % {
            "number": show_number(number).replace(".", "")
        }
        return NumberRefused(message, advice)
    return NumberRefused(message, _("Tulis angkanya saja."))


def show_number(value, places=None):
    """A number the Indonesian way, such as "1.234,5"; ``places`` is the exact number of decimals."""
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, __, fraction = format(abs(number), ",f").partition(".")
    fraction = fraction if places is not None else fraction.rstrip("0")
    sign = "−" if number < 0 else ""
    grouped = whole.replace(",", ".")
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def show_rupiah(value):
    """An amount of money the Indonesian way, "Rp 300.000.000", without a line break inside."""
    return f"Rp\u00a0{show_number(value, places=0)}"
