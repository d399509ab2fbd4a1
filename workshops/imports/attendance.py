"""Reading an attendance sheet: one row per delegation with its numbers, or one row per person.

A row that counts (columns diundang and hadir, men and women) is taken by its numbers. A row without numbers
is one person, man or woman by the column L/P, invited, and present unless the column "hadir" says no.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from villages.imports.cells import BadCell, UnreadableFile
from villages.imports.findings import ERROR, Finding, seen
from villages.imports.table import Column, HeadingProblem, find_table
from villages.imports.workbook import read_sheets
from villages.models import Agency
from villages.numbers import NumberRefused, read_number
from workshops.models import Participant
from workshops.models.participant import COUNTS

MAX_ROWS = 2000
MAX_PEOPLE = 10_000
NAME_LENGTH = 150
BODY, NAME, SEX, PRESENT = "instansi", "nama", "jenis_kelamin", "hadir"
COUNT_COLUMNS = dict(zip(("diundang_l", "diundang_p", "hadir_l", "hadir_p"), COUNTS, strict=True))
COLUMNS = (
    Column(
        BODY,
        gettext_lazy("OPD atau lembaga"),
        ("opd", "lembaga", "asal instansi", "asal", "unit kerja", "perangkat daerah", "organisasi"),
    ),
    Column(NAME, gettext_lazy("Nama"), ("nama peserta", "nama lengkap"), required=False),
    Column(SEX, "L/P", ("jenis kelamin", "jk", "kelamin", "l / p"), required=False),
    Column(PRESENT, gettext_lazy("Hadir"), ("kehadiran", "hadir (ya/tidak)"), required=False),
    Column("diundang_l", gettext_lazy("Laki-laki diundang"), ("undangan l",), required=False),
    Column("diundang_p", gettext_lazy("Perempuan diundang"), ("undangan p",), required=False),
    Column("hadir_l", gettext_lazy("Laki-laki hadir"), ("hadir laki-laki",), required=False),
    Column("hadir_p", gettext_lazy("Perempuan hadir"), ("hadir perempuan",), required=False),
)
_MEN = {"l", "lk", "laki", "lakilaki", "pria", "m"}
_WOMEN = {"p", "pr", "perempuan", "wanita", "w", "f"}
_YES = {"", "ya", "y", "hadir", "1", "v", "x", "√", "✓"}
_NO = {"tidak", "t", "tidakhadir", "0", "-", "–", "absen", "izin", "sakit"}


@dataclass
class Attendee:
    """A row that can be saved; ``stored`` is the participant that it changes, ``None`` for a new one."""

    number: int
    agency: Agency | None
    organisation: str
    name: str
    counts: dict
    stored: Participant | None = None

    @property
    def body(self):
        return str(self.agency) if self.agency else self.organisation

    @property
    def key(self):
        return (self.agency and self.agency.pk, self.organisation, self.name)

    @property
    def changes(self):
        """(before, after) of each count; before is ``None`` for a new row."""
        return [
            (getattr(self.stored, name) if self.stored else None, self.counts[name])
            for name in COUNTS
        ]

    @property
    def state(self):
        if self.stored is None:
            return "new"
        return "changed" if any(old != new for old, new in self.changes) else "unchanged"


@dataclass(frozen=True)
class Attendance:
    """What an attendance sheet says, row by row, and every finding."""

    rows: list
    findings: list
    row_count: int

    @property
    def refused_count(self):
        return self.row_count - len(self.rows)

    @property
    def changing(self):
        return [row for row in self.rows if row.state != "unchanged"]

    def count(self, state):
        return sum(row.state == state for row in self.rows)

    @property
    def tiles(self):
        """(number, what) of the rows by what saving does to them."""
        return [
            (self.count("new"), _("baris baru")),
            (self.count("changed"), _("baris berubah")),
            (self.count("unchanged"), _("baris tetap")),
            (self.refused_count, _("baris ditolak")),
        ]

    @property
    def attended(self):
        return sum(row.counts["men_attended"] + row.counts["women_attended"] for row in self.rows)


class RowRefused(ValueError):
    """A row that cannot be saved: in which column, and what to do."""

    def __init__(self, column, value, message, advice=""):
        super().__init__(message)
        self.column, self.value, self.message, self.advice = column, value, message, advice


def read_attendance(file, name, workshop):
    """The ``Attendance`` in an XLSX or CSV file. Raises ``UnreadableFile`` with what to do."""
    tables = _tables(file, name)
    agencies = _agencies()
    rows, findings, count, numbers = {}, [], 0, {}
    for table in tables:
        for row in table:
            if _is_below(row):
                continue
            count += 1
            try:
                attendee = _attendee(row, agencies)
                if attendee.key in rows and attendee.name:
                    _refuse_twice(attendee, numbers[attendee.key])
            except RowRefused as refused:
                findings.append(_finding(table.sheet, row, refused))
                continue
            _add(rows, attendee)
            numbers[attendee.key] = row.number
    if count > MAX_ROWS:
        raise UnreadableFile(_("Paling banyak %(limit)s baris sekaligus.") % {"limit": MAX_ROWS})
    if not count:
        raise UnreadableFile(_("Tidak ada baris peserta di bawah judul kolomnya."))
    _compare(rows.values(), workshop)
    return Attendance(list(rows.values()), findings, count)


def _tables(file, name):
    tables = []
    for sheet in read_sheets(file, name):
        try:
            table = None if sheet.hidden else find_table(sheet, COLUMNS)
        except HeadingProblem as problem:
            raise UnreadableFile(str(problem)) from problem
        if table is not None:
            tables.append(table)
    if not tables:
        raise UnreadableFile(
            _(
                "Tidak ada daftar hadir di berkas ini. Sepuluh baris pertamanya harus memuat judul kolom: "
                "instansi, nama, dan L/P; atau instansi, hadir_l, dan hadir_p."
            )
        )
    return tables


def _is_below(row):
    """Sums and signatures below the table."""
    named = [row.values[column] for column in (BODY, NAME) if row.values[column] is not None]
    return not named or _plain(str(named[0])) in ("jumlah", "total")


def _plain(text):
    return "".join(character for character in text.casefold() if character.isalnum())


def _agencies():
    """Agencies by every spelling of their name and short name."""
    found = {}
    for agency in Agency.objects.all():
        found.setdefault(_plain(agency.name), agency)
        found[_plain(agency.short_name)] = agency
    return found


def _attendee(row, agencies):
    body, name = _text(row, BODY), _text(row, NAME)
    if not body:
        raise RowRefused(BODY, "", _("Instansinya kosong."), _("Isi OPD atau lembaganya."))
    agency = agencies.get(_plain(body))
    counts = _counts(row) or _one_person(row)
    return Attendee(row.number, agency, "" if agency else body, name, counts)


def _text(row, column):
    value = row.values[column]
    if isinstance(value, BadCell):
        raise RowRefused(column, value, value.message, value.advice)
    text = " ".join(seen(value).split()) if not isinstance(value, str) else " ".join(value.split())
    if len(text) > NAME_LENGTH:
        message = _("Lebih dari %(limit)s huruf.") % {"limit": NAME_LENGTH}
        raise RowRefused(column, value, message, _("Persingkat isinya."))
    return text


def _counts(row):
    """The numbers of a row that counts; ``None`` where all of them are empty."""
    if all(row.values[column] is None for column in COUNT_COLUMNS):
        return None
    counts = {name: _number(row, column) for column, name in COUNT_COLUMNS.items()}
    if not any(counts.values()):
        raise RowRefused("", "", _("Semua jumlahnya 0."), _("Isi jumlahnya, atau hapus baris ini."))
    return counts


def _number(row, column):
    value = row.values[column]
    if isinstance(value, BadCell):
        raise RowRefused(column, value, value.message, value.advice)
    try:
        number = int(read_number(value, whole=True) or 0)
    except NumberRefused as refused:
        raise RowRefused(column, value, refused.message, refused.advice) from refused
    if not 0 <= number <= MAX_PEOPLE:
        message = _("Jumlah orang 0 sampai %(limit)s.") % {"limit": MAX_PEOPLE}
        raise RowRefused(column, value, message)
    return number


def _one_person(row):
    sex, present = _plain(_text(row, SEX)), _text(row, PRESENT).casefold().replace(" ", "")
    if sex not in _MEN | _WOMEN:
        advice = _("Tulis L atau P, atau isi jumlah pada kolom hadir_l dan hadir_p.")
        raise RowRefused(SEX, row.values[SEX], _("Laki-laki atau perempuan belum jelas."), advice)
    if present not in _YES | _NO:
        advice = _("Tulis ya atau tidak.")
        raise RowRefused(PRESENT, row.values[PRESENT], _("Hadir atau tidak belum jelas."), advice)
    who = "men" if sex in _MEN else "women"
    counts = dict.fromkeys(COUNTS, 0) | {f"{who}_invited": 1}
    return counts | {f"{who}_attended": int(present in _YES)}


def _refuse_twice(attendee, number):
    message = _("%(name)s sudah tertulis di baris %(row)s.") % {
        "name": attendee.name,
        "row": number,
    }
    raise RowRefused(NAME, attendee.name, message, _("Hapus salah satunya."))


def _add(rows, attendee):
    """Rows of the same body without a name add up."""
    if before := rows.get(attendee.key):
        for name in COUNTS:
            before.counts[name] += attendee.counts[name]
    else:
        rows[attendee.key] = attendee


def _compare(rows, workshop):
    stored = {
        (item.agency_id, item.organisation, item.name): item
        for item in workshop.participants.select_related("agency")
    }
    for row in rows:
        row.stored = stored.get(row.key)


def _finding(sheet, row, refused):
    return Finding(
        sheet.name,
        row.number,
        refused.column,
        ERROR,
        seen(refused.value) if refused.value != "" else "",
        refused.message,
        refused.advice,
    )
