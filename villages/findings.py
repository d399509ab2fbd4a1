"""What is wrong or doubtful about the figures of one RT: the same checks for form, import and review.

Blocking findings keep a baseline from being submitted; warnings are shown and may be submitted with a note.
The rules are listed in design.md, "Rules of the review".
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from villages import labels
from villages.numbers import show_number
from villages.scoring import DENOMINATORS, INDICATORS

# A value that moved by more than this share of the previous baseline's value is worth a second look.
BIG_CHANGE = Decimal("0.5")


@dataclass(frozen=True)
class RecordFinding:
    """One finding; ``column`` is an indicator code, a denominator's field or "" for the whole RT."""

    rule: str
    column: str
    blocking: bool
    message: str
    advice: str = ""


def record_findings(volumes, denominators, *, previous=None, village_area_ha=None):
    """All findings of one RT, blocking ones first.

    ``volumes`` by indicator code and ``denominators`` by field name, ``None`` where not filled in;
    ``previous`` is such a pair from the last verified baseline, if there was one.
    """
    return [
        *blocking_findings(volumes, denominators),
        *warnings(volumes, denominators, previous=previous, village_area_ha=village_area_ha),
    ]


def blocking_findings(volumes, denominators):
    """Findings that must be mended before the baseline can be submitted."""
    findings = [
        *_missing(volumes, denominators),
        *_negative(volumes, denominators),
        *_fractional(volumes, denominators),
    ]
    if (denominators.get("households") or 0) > (denominators.get("people") or 0):
        findings += _more_households_than_people(denominators)
    for indicator in INDICATORS:
        findings += _beyond_denominator(indicator, volumes, denominators)
    return findings


def _values(volumes, denominators):
    """(column, unit, value) of everything measured, denominators first."""
    for item in DENOMINATORS:
        yield item.field, item.unit, denominators.get(item.field)
    for item in INDICATORS:
        yield item.code, item.unit, volumes.get(item.code)


def _missing(volumes, denominators):
    columns = [column for column, __, value in _values(volumes, denominators) if value is None]
    for column in columns:
        yield RecordFinding(
            "missing",
            column,
            True,
            _("Belum diisi."),
            _("Isi angkanya; tulis 0 bila memang tidak ada."),
        )


def _negative(volumes, denominators):
    for column, unit, value in _values(volumes, denominators):
        if value is not None and value < 0:
            message = _("Angkanya negatif: %(value)s %(unit)s.") % {
                "value": show_number(value),
                "unit": unit,
            }
            yield RecordFinding("negative", column, True, message, _("Tulis angka 0 atau lebih."))


def _fractional(volumes, denominators):
    for column, unit, value in _values(volumes, denominators):
        if value is not None and unit.is_whole and value != int(value):
            message = _("%(value)s bukan bilangan bulat, padahal satuannya %(unit)s.") % {
                "value": show_number(value),
                "unit": unit,
            }
            advice = _("Tulis bilangan bulat; pecahan sering berarti kolom-kolom tergeser.")
            yield RecordFinding("fractional", column, True, message, advice)


def _more_households_than_people(denominators):
    people = denominators.get("people")
    if people is None:
        return
    message = _("Jumlah KK (%(households)s) melebihi jumlah penduduk (%(people)s jiwa).") % {
        "households": show_number(denominators["households"]),
        "people": show_number(people),
    }
    advice = _("Periksa apakah jumlah KK dan jumlah penduduk tertukar.")
    yield RecordFinding("more_households_than_people", "households", True, message, advice)


def _beyond_denominator(indicator, volumes, denominators):
    volume, limit = volumes.get(indicator.code), denominators.get(indicator.out_of)
    if not volume or volume <= (limit or 0):
        return
    shown = {
        "volume": show_number(volume),
        "unit": indicator.unit,
        "name": labels.DENOMINATORS[indicator.out_of].lower().replace("kk", "KK"),
        "limit": show_number(limit or 0),
    }
    if not limit:
        message = _("Tertulis %(volume)s %(unit)s, padahal %(name)s kosong atau 0.") % shown
        advice = _("Isi %(name)s, atau tulis 0 di sini.") % shown
        yield RecordFinding("no_denominator", indicator.code, True, message, advice)
    else:
        message = _("%(volume)s %(unit)s melebihi %(name)s (%(limit)s %(unit)s).") % shown
        advice = _("Tulis paling banyak %(limit)s, atau betulkan %(name)s.") % shown
        yield RecordFinding("above_denominator", indicator.code, True, message, advice)


def warnings(volumes, denominators, *, previous=None, village_area_ha=None):
    """Findings that may stand, with a note that says why."""
    filled = [value for value in volumes.values() if value is not None]
    if len(filled) == len(INDICATORS) and not any(filled):
        message = _("Keenam belas volume 0: tidak ada kekurangan apa pun di RT ini.")
        advice = _("Pastikan RT ini sudah disurvei.")
        yield RecordFinding("all_zero", "", False, message, advice)
    area = denominators.get("area_ha")
    if area and village_area_ha and area > village_area_ha:
        message = _("Luas RT (%(area)s ha) melebihi luas desa seluruhnya (%(village)s ha).") % {
            "area": show_number(area),
            "village": show_number(village_area_ha),
        }
        yield RecordFinding(
            "larger_than_village", "area_ha", False, message, _("Periksa apakah satuannya hektare.")
        )
    if previous:
        yield from _big_changes(volumes, denominators, *previous)


def _big_changes(volumes, denominators, old_volumes, old_denominators):
    old_values = {column: value for column, __, value in _values(old_volumes, old_denominators)}
    for column, unit, value in _values(volumes, denominators):
        old = old_values[column]
        if (not value and not old) or value is None or old is None:
            continue
        if abs(value - old) > BIG_CHANGE * abs(old):
            message = _(
                "Berubah dari %(old)s menjadi %(new)s %(unit)s dibandingkan baseline lalu."
            ) % {"old": show_number(old), "new": show_number(value), "unit": unit}
            advice = _("Jelaskan sebabnya dalam catatan.")
            yield RecordFinding("big_change", column, False, message, advice)
