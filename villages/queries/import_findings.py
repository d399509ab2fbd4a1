"""The words for what speaks against a row of a baseline sheet, given what is stored.

``PlaceFindings`` are those that rows of every kind of sheet share.
"""

import re

from django.utils.translation import gettext as _

from villages import scoring
from villages.import_plan import ERROR, WARNING, PlanFinding
from villages.models import Baseline
from villages.numbers import show_number
from villages.sheet import MEASURES

HEADING_OF = {measure.code or measure.field: measure.heading for measure in MEASURES}
NAMED = 5  # RTs that a message names before it only counts
_KIND_WORDS = re.compile(r"^(desa|ds|kelurahan|kel)\b\.?", re.IGNORECASE)


class PlaceFindings:
    """Collects findings about rows that name an RT; each method is given the row it is about."""

    def __init__(self):
        self.found = []

    def add(self, row, rule, severity, message, advice="", column="", **more):
        """One finding; the value seen is that of its column unless ``value`` is given."""
        file, sheet, number = row.place
        value = self.shown(row.values.get(column))
        place = {"file": file, "sheet": sheet, "row": number, "value": value}
        finding = PlanFinding(rule, severity, message, advice, column, **place | more)
        self.found.append(finding)

    def shown(self, value):
        """A value as people see it in the sheet: a number, unless the sheet holds other things too."""
        return "" if value is None else show_number(value)

    def unknown_village(self, row):
        """Villages outside one's scope do not exist for the person."""
        message = _("Desa dengan kode %(code)s tidak dikenal.") % {"code": row.code}
        advice = _("Periksa kode desanya; desa di luar wilayah tugas Anda tidak dapat diimpor.")
        self.add(row, "unknown_village", ERROR, message, advice, "kode_desa", value=row.code)

    def village_name(self, row, village):
        """A name that belongs to another code, if it does."""
        written = row.written_village
        if not written or _plain_name(written) == _plain_name(village.name):
            row.written_village = ""
            return
        message = _("Kode %(code)s adalah %(village)s, bukan “%(written)s”.") % {
            "code": row.code,
            "village": village.name,
            "written": written,
        }
        advice = _("Pastikan kode desanya benar; angka disimpan menurut kode.")
        self.add(row, "village_name", WARNING, message, advice, "desa", value=written)


class RowFindings(PlaceFindings):
    """Of a baseline sheet."""

    def locked(self, row, baseline):
        """Nothing of a baseline under review or verified can be changed."""
        status = {
            Baseline.Status.SUBMITTED: _("sudah diajukan"),
            Baseline.Status.VERIFIED: _("sudah diverifikasi"),
        }[baseline.status]
        message = _("Baseline %(baseline)s %(status)s, jadi tidak dapat diubah.") % {
            "baseline": baseline,
            "status": status,
        }
        advice = _("Minta Bappeda mengembalikan atau membukanya kembali.")
        self.add(row, "locked", ERROR, message, advice)

    def figures(self, row, blocking):
        """Say what the rules refuse, leaving out what follows from cells that could not be read.

        Returns whether anything was refused.
        """
        found = [
            item
            for item in blocking
            if item.rule != "missing" and not _follows_from(item, row.unread)
        ]
        fractions = [HEADING_OF[item.column] for item in found if item.rule == "fractional"]
        if len(fractions) > 1:
            self._shifted(row, fractions)
        for item in found:
            if item.rule != "fractional" or len(fractions) == 1:
                self.add(row, item.rule, ERROR, item.message, item.advice, HEADING_OF[item.column])
        return bool(found)

    def _shifted(self, row, headings):
        shown = "; ".join(f"{heading}: {show_number(row.values[heading])}" for heading in headings)
        message = _("%(count)s kolom bersatuan unit, KK, atau jiwa berisi pecahan (%(shown)s).") % {
            "count": len(headings),
            "shown": shown,
        }
        advice = _("Kolom-kolom baris ini tampaknya tergeser; cocokkan dengan judulnya.")
        first, *others = headings
        self.add(row, "shifted", ERROR, message, advice, first, also=tuple(others))

    def incomplete(self, row, missing):
        """Accepted as a draft."""
        headings = [HEADING_OF[item.column] for item in missing]
        message = _("Kolom kosong: %(headings)s.") % {"headings": ", ".join(headings)}
        advice = _("RT ini disimpan sebagai draf yang belum lengkap dan belum dinilai.")
        self.add(row, "incomplete", WARNING, message, advice, also=tuple(headings))

    def blank(self, row):
        """Named, but without any figure."""
        message = _("Tidak ada satu angka pun di baris ini.")
        self.add(row, "blank_row", WARNING, message, _("Baris ini tidak mengubah apa pun."))

    def absent(self, first, places):
        """RTs of a village that the file lacks; ``first`` is the village's first row."""
        message = _(
            "%(village)s: %(count)s RT yang dikenal portal tidak ada di berkas (%(names)s)."
        )
        names = [f"RT {rt} RW {rw}" for rw, rt in places[:NAMED]]
        message %= {
            "village": first.village,
            "count": len(places),
            "names": ", ".join([*names, "…"] if len(places) > NAMED else names),
        }
        advice = _("RT itu ikut dalam baseline yang baru dibuka, belum diisi.")
        self.found.append(PlanFinding("absent_rts", WARNING, message, advice, file=first.file))

    def warnings(self, row, found):
        """What may stand, with a note that says why."""
        for item in found:
            heading = HEADING_OF.get(item.column, "")
            self.add(row, item.rule, WARNING, item.message, item.advice, heading)


def _follows_from(finding, unread):
    """Is this but the consequence of a denominator that could not be read?"""
    indicator = scoring.INDICATOR_BY_CODE.get(finding.column)
    return bool(unread) and indicator is not None and HEADING_OF[indicator.out_of] in unread


def _plain_name(name):
    """For comparing: without "Desa" before it, capitals, spaces and marks."""
    return "".join(filter(str.isalnum, _KIND_WORDS.sub("", name.strip()).casefold()))
