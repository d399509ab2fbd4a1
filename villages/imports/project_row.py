"""One row of a sheet of interventions as written, or why it cannot be read."""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from villages.import_output import OutputRow
from villages.import_plan import WARNING
from villages.imports.day_cell import DayRefused, read_day
from villages.imports.funding_words import read_sources
from villages.imports.row_reading import NumberCell, RowReading, plain_text
from villages.models import Project
from villages.models.baseline import FIRST_YEAR, LAST_YEAR
from villages.models.output import VOLUME_DIGITS, VOLUME_PLACES
from villages.project_sheet import SOURCE_MARK, RowKey
from villages.scoring import INDICATOR_BY_CODE
from villages.sheet import PLACE_HEADINGS

_YEAR = re.compile(r"(?:tahun|thn|ta|t\.a\.)?\s*(\d{4})(?:\.0)?", re.IGNORECASE | re.ASCII)
_CODE = re.compile(r"([1-9])[\s.\-]*([a-z])\b.*", re.IGNORECASE | re.ASCII)
_RUPIAH = re.compile(r"\s*rp\.?\s*", re.IGNORECASE)
LONGEST_NAME = Project._meta.get_field("name").max_length
LONGEST_WORD = 150
MOST_MONEY = Decimal(10) ** 12  # of one output; a project holds a thousand times as much
_LARGEST = Decimal(10) ** (VOLUME_DIGITS - VOLUME_PLACES) - 1
_MONEY = NumberCell("anggaran", True, Decimal(1), MOST_MONEY)
_FORMULA_STARTS = ("=", "+", "-", "@")

_read_sources = lru_cache(maxsize=500)(read_sources)


def _words(choices, **more):
    """What is stored by everything that means it."""
    known = {choice.value: choice.value for choice in choices}
    known |= {str(choice.label).casefold(): choice.value for choice in choices}
    return known | more


_SCHEMES = _words(Project.Scheme, program="programme", opd="programme", pkt="padat_karya")
_STATUSES = _words(Project.Status, usulan="proposed", dianggarkan="budgeted", batal="cancelled")


class OutputRowReading(RowReading):
    """Adds year, indicator, volumes, activity, money and what the portal's own sheets say besides."""

    plan_class = OutputRow
    sum_headings = ("tahun", *PLACE_HEADINGS, "kegiatan")

    def read_rt(self):
        """With a key, the RT may be blank: what is blank keeps what is stored."""
        self._read_key()
        is_blank = self.cells["rt"] is None and self.cells["rw"] is None
        if not ("kunci" in self.plan.values and is_blank):
            super().read_rt()

    def read_figures(self):
        self._read_year()
        code = self._read_indicator()
        self._read_volumes(code)
        self._read_name()
        self._read_money()
        self._read_day()
        self._read_word("skema", _SCHEMES, Project.Scheme)
        self._read_word("status", _STATUSES, Project.Status)
        if text := self._text("opd", LONGEST_WORD):
            self.plan.values["opd"] = text

    def _text(self, heading, longest):
        """A text cell; an apostrophe that keeps a spreadsheet from calculating is none of it."""
        value = self.cells.get(heading)
        if value is None or self.is_bad(heading):
            return ""
        text = plain_text(value, longest)
        return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA_STARTS) else text

    def _read_key(self):
        text = self._text("kunci", LONGEST_WORD)
        if not text:
            return
        if key := RowKey.read(text):
            self.plan.values["kunci"] = str(key)
            return
        advice = _("Jangan mengubah kolom kunci; kosongkan untuk baris baru.")
        self.add("key", _("“%(text)s” bukan kunci baris.") % {"text": text}, advice, "kunci")

    def _need(self, heading, message, advice):
        """Say that a cell is empty, unless the key says which row it is."""
        if self.cells[heading] is None and "kunci" not in self.plan.values:
            self.add("empty", message, advice, heading)

    def _read_year(self):
        self._need("tahun", _("Tahun kosong."), _("Isi tahun anggarannya, misalnya 2021."))
        text = self._text("tahun", LONGEST_WORD)
        if not text:
            return
        match = _YEAR.fullmatch(text)
        if match and FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
            self.plan.values["tahun"] = int(match[1])
            return
        message = _("“%(text)s” bukan tahun yang mungkin.") % {"text": text}
        advice = _("Tulis empat angka, dari %(first)s sampai %(last)s.") % {
            "first": FIRST_YEAR,
            "last": LAST_YEAR,
        }
        self.add("year", message, advice, "tahun")

    def _read_indicator(self):
        """The code; "" where there is none that is known."""
        advice = _("Tulis kodenya, 1a sampai 7b, seperti di daftar pilihan templat.")
        self._need("kriteria", _("Kode subkriteria kosong."), advice)
        text = self._text("kriteria", LONGEST_WORD)
        if not text:
            return ""
        match = _CODE.fullmatch(text)
        code = "".join(match.groups()).lower() if match else ""
        if code not in INDICATOR_BY_CODE:
            message = _("Subkriteria “%(text)s” tidak dikenal.") % {"text": text}
            self.add("indicator", message, advice, "kriteria")
            return ""
        self.plan.values["kriteria"] = code
        return code

    def _read_volumes(self, code):
        if self.cells.get("rencana") is None:
            message, advice = _("Volume kosong."), _("Tulis volume yang diserahkan, lebih dari 0.")
            self._need("volume", message, advice)
        is_whole = code in INDICATOR_BY_CODE and INDICATOR_BY_CODE[code].unit.is_whole
        for heading in ("volume", "rencana"):
            places = Decimal(1).scaleb(-VOLUME_PLACES)
            self._read_number(NumberCell(heading, is_whole, places, _LARGEST))

    def _read_number(self, cell, value=None):
        value = self.cells.get(cell.heading) if value is None else value
        if value is None or self.is_bad(cell.heading):
            return
        number = self.number(value, cell)
        if number is None:
            self.plan.unread.append(cell.heading)
        else:
            self.plan.values[cell.heading] = number

    def _read_name(self):
        message, advice = _("Nama kegiatan kosong."), _("Isi nama kegiatannya.")
        self._need("kegiatan", message, advice)
        name = self._text("kegiatan", LONGEST_NAME + 1)
        if len(name) > LONGEST_NAME:
            message = _("Nama kegiatan lebih dari %(limit)s huruf.") % {"limit": LONGEST_NAME}
            self.add("long", message, _("Pendekkan namanya."), "kegiatan")
        elif name:
            self.plan.values["kegiatan"] = name

    def _read_money(self):
        value = self.cells["anggaran"]
        if isinstance(value, str):
            value = _RUPIAH.sub("", value, count=1)
        self._read_number(_MONEY, value)
        if (cost := self.plan.values.get("anggaran")) is not None:
            rounded = Decimal(cost).quantize(Decimal(1), rounding=ROUND_HALF_UP)
            self.plan.values["anggaran"] = int(rounded)
        if text := self._text("sumber_dana", LONGEST_WORD):
            self._take_source(text)

    def _take_source(self, text):
        if sources := _read_sources(text):
            self.plan.values["sumber_dana"] = SOURCE_MARK.join(sources)
            return
        self.plan.values["sumber_dana"], self.plan.source_text = "other", text
        message = _("Sumber dana “%(text)s” tidak dikenal; dicatat sebagai sumber lain.")
        advice = _("Tulis salah satu dari daftar pilihan templat, misalnya APBD kabupaten.")
        self.add("source", message % {"text": text}, advice, "sumber_dana", severity=WARNING)

    def _read_day(self):
        if self.cells.get("selesai_pada") is None or self.is_bad("selesai_pada"):
            return
        try:
            self.plan.values["selesai_pada"] = read_day(self.cells["selesai_pada"])
        except DayRefused as refused:
            self.add("day", refused.message, refused.advice, "selesai_pada")

    def _read_word(self, heading, known, choices):
        text = self._text(heading, LONGEST_WORD)
        if not text:
            return
        if value := known.get(text.casefold()):
            self.plan.values[heading] = value
            return
        message = _("“%(text)s” tidak dikenal.") % {"text": text}
        names = ", ".join(str(choice.label) for choice in choices)
        self.add("word", message, _("Tulis salah satu: %(names)s.") % {"names": names}, heading)
