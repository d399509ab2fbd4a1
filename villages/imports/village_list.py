"""Reading the list of villages: a CSV file with Kemendagri codes, checked row by row."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from villages.imports.cells import BadCell, UnreadableFile
from villages.imports.csv_file import read_csv
from villages.imports.place_findings import PlaceFinding, PlacesRefused
from villages.models import Village
from villages.models.village import district_code, village_code

HEADINGS = ("kode", "nama", "kode_kecamatan", "kecamatan")
MAX_NAME_LENGTH = Village._meta.get_field("name").max_length
# First of the last four digits of a village's code (Permendagri 72/2019).
KINDS = {"1": Village.Kind.KELURAHAN, "2": Village.Kind.DESA}


@dataclass(frozen=True)
class VillageRow:
    """One row of the list, checked for itself."""

    number: int
    code: str
    name: str
    district_code: str
    district_name: str

    @property
    def kind(self):
        return KINDS[self.code[-4]]


@dataclass
class _Seen:
    """What earlier rows said, to compare with."""

    codes: dict[str, int] = field(default_factory=dict)
    districts: dict[str, tuple[str, int]] = field(default_factory=dict)


def read_villages(content):
    """(rows, unknown columns) of the bytes of a CSV file. Raises ``PlacesRefused``."""
    try:
        lines = read_csv(content, "").rows
    except UnreadableFile as unreadable:
        raise PlacesRefused(str(unreadable)) from unreadable
    headings = [str(cell or "").strip().lower() for cell in lines[0].cells] if lines else []
    if missing := [heading for heading in HEADINGS if heading not in headings]:
        raise PlacesRefused(
            _("Kolom tidak ditemukan: %(missing)s. Baris pertama harus berisi %(headings)s.")
            % {"missing": ", ".join(missing), "headings": ", ".join(HEADINGS)}
        )
    rows, findings = _checked_rows(headings, lines[1:])
    if findings:
        raise PlacesRefused(
            _("%(count)s baris salah; tidak ada yang disimpan.")
            % {"count": len({finding.where for finding in findings})},
            findings,
        )
    if not rows:
        raise PlacesRefused(_("Berkas ini tidak berisi satu desa pun."))
    return rows, tuple(heading for heading in headings if heading and heading not in HEADINGS)


def _checked_rows(headings, lines):
    rows, findings, seen = [], [], _Seen()
    for line in lines:
        where = _("Baris %(number)s") % {"number": line.number}
        try:
            row = _row(line, headings)
        except PlacesRefused as refused:
            findings.append(PlaceFinding(where, str(refused)))
            continue
        findings += [PlaceFinding(where, problem) for problem in _problems(row, seen)]
        rows.append(row)
    return rows, findings


def _row(line, headings):
    """The row as written; refused where cells and headings do not match."""
    if len(line.cells) > len(headings):
        raise PlacesRefused(
            _("berisi %(cells)s kolom, padahal judulnya %(headings)s.")
            % {"cells": len(line.cells), "headings": len(headings)}
        )
    cells = [line.cell(headings.index(heading)) for heading in HEADINGS]
    if bad := [cell for cell in cells if isinstance(cell, BadCell)]:
        raise PlacesRefused(f"{bad[0].message} {bad[0].advice}")
    return VillageRow(line.number, *(" ".join((cell or "").split()) for cell in cells))


def _problems(row, seen):
    """What is wrong with a row, for itself and against the rows before it."""
    yield from _missing(row)
    if row.code:
        yield from _code_problems(row, seen)
    if row.district_code and row.district_name:
        yield from _district_problems(row, seen)


def _missing(row):
    values = (row.code, row.name, row.district_code, row.district_name)
    for heading, value in zip(HEADINGS, values, strict=True):
        if not value:
            yield _("kolom %(heading)s kosong.") % {"heading": heading}
        elif len(value) > MAX_NAME_LENGTH:
            yield _("isi kolom %(heading)s lebih dari %(limit)s huruf.") % {
                "heading": heading,
                "limit": MAX_NAME_LENGTH,
            }


def _code_problems(row, seen):
    if not village_code.regex.match(row.code):
        yield _("kode desa “%(code)s” harus seperti 35.13.14.2014.") % {"code": row.code[:30]}
        return
    if row.code[-4] not in KINDS:
        yield _("kode desa %(code)s: empat angka terakhir diawali 1 (kelurahan) atau 2 (desa).") % {
            "code": row.code
        }
    if row.district_code and not row.code.startswith(f"{row.district_code}."):
        yield _("kode desa %(code)s tidak termasuk kecamatan %(district)s.") % {
            "code": row.code,
            "district": row.district_code[:30],
        }
    first = seen.codes.setdefault(row.code, row.number)
    if first != row.number:
        yield _("kode %(code)s sudah ada di baris %(first)s.") % {"code": row.code, "first": first}


def _district_problems(row, seen):
    if not district_code.regex.match(row.district_code):
        yield _("kode kecamatan “%(code)s” harus seperti 35.13.14.") % {
            "code": row.district_code[:30]
        }
        return
    name, first = seen.districts.setdefault(row.district_code, (row.district_name, row.number))
    if name != row.district_name:
        yield _("kecamatan %(code)s bernama “%(name)s” di baris %(first)s, di sini “%(here)s”.") % {
            "code": row.district_code,
            "name": name,
            "first": first,
            "here": row.district_name[:100],
        }
