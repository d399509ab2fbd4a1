"""The baseline sheet out: the template to fill in, and a sheet that can be edited and imported again."""

from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from villages.exports.sheet_styles import sheet_styles
from villages.exports.tables import XLSX_OPTIONS
from villages.queries.findings import previous_baseline
from villages.sheet import DATA_SHEET, HEADINGS, MEASURES, PLACE_HEADINGS, SIDE_SHEETS

TEMPLATE_VERSION = "1"
# Empty rows under the village's RTs, for RTs that the portal does not know yet.
EXTRA_ROWS = 50
_FIRST_MEASURE = len(PLACE_HEADINGS)
_COLUMN_OF = {measure.field: _FIRST_MEASURE + n for n, measure in enumerate(MEASURES)}


def sheet_rows(baseline):
    """The rows of a baseline under ``sheet.HEADINGS``, by RW and RT; two queries."""
    village = baseline.village
    for record in baseline.records.select_related("neighbourhood"):
        place = record.neighbourhood
        values = [getattr(record, measure.field) for measure in MEASURES]
        yield [village.code, village.name, place.rw, place.rt, *values]


def template_workbook(baseline):
    """A protected workbook for one baseline: instructions, its RTs with what is stored, number checks.

    Cells of the RTs can be filled in, headings cannot be changed; whatever was verified before stands on
    a sheet of its own to compare with. Returns the file's content, positioned at its start.
    """
    content = BytesIO()
    with xlsxwriter.Workbook(content, XLSX_OPTIONS | {"constant_memory": False}) as book:
        book.set_properties({"title": str(baseline)})
        book.set_custom_property("template_version", TEMPLATE_VERSION)
        styles = sheet_styles(book)
        data = book.add_worksheet(DATA_SHEET)
        _write_data(data, styles, baseline)
        _write_instructions(book.add_worksheet(SIDE_SHEETS[0]), styles, baseline)
        if previous := previous_baseline(baseline):
            _write_previous(book.add_worksheet(SIDE_SHEETS[1]), styles, previous)
        data.activate()
    content.seek(0)
    return content


def _write_data(sheet, styles, baseline):
    rows = list(sheet_rows(baseline))
    last = len(rows) + EXTRA_ROWS
    sheet.set_row(0, 32)
    sheet.write_row(0, 0, HEADINGS, styles["heading"])
    sheet.freeze_panes(1, _FIRST_MEASURE)
    sheet.set_column(0, 0, 15)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 3, 6)
    sheet.set_column(_FIRST_MEASURE, len(HEADINGS) - 1, 12)
    for index in range(1, last + 1):
        row = (
            rows[index - 1]
            if index <= len(rows)
            else [*_blank_place(baseline), *[None] * len(MEASURES)]
        )
        _write_row(sheet, styles, index, row, known=index <= len(rows))
    _add_checks(sheet, last)
    sheet.protect(
        "", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
    )


def _blank_place(baseline):
    return [baseline.village.code, baseline.village.name, "", ""]


def _write_row(sheet, styles, index, row, *, known):
    for column, value in enumerate(row[:_FIRST_MEASURE]):
        style = styles["fixed"] if known or column < 2 else styles["text"]
        sheet.write_string(index, column, value, style) if value else sheet.write_blank(
            index, column, None, style
        )
    for column, measure in enumerate(MEASURES, start=_FIRST_MEASURE):
        style = styles["whole"] if measure.unit.is_whole else styles["decimal"]
        value = row[column]
        sheet.write_blank(index, column, None, style) if value is None else sheet.write_number(
            index, column, value, style
        )


def _add_checks(sheet, last):
    """Number checks with the same help as the form; a volume may not exceed its denominator."""
    numbers = [f"{number:03}" for number in range(1, 61)]
    place_check = {"validate": "list", "source": numbers, "error_type": "warning"}
    sheet.data_validation(
        1, 2, last, 3, place_check | {"error_message": _("Tulis tiga angka, misalnya 003.")}
    )
    for measure in MEASURES:
        column = _COLUMN_OF[measure.field]
        limit = 1_000_000
        if measure.out_of:
            limit = f"={xlsxwriter.utility.xl_rowcol_to_cell(1, _COLUMN_OF[measure.out_of])}"
        title = f"{measure.heading} ({measure.unit})"
        sheet.data_validation(
            1,
            column,
            last,
            column,
            {
                "validate": "integer" if measure.unit.is_whole else "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": limit,
                "input_title": title,
                "input_message": f"{measure.label}. {measure.help}"[:255],
                "error_title": title,
                "error_message": _number_advice(measure),
            },
        )


def _number_advice(measure):
    kind = (
        _("Tulis bilangan bulat 0 atau lebih")
        if measure.unit.is_whole
        else _("Tulis angka 0 atau lebih")
    )
    return (
        _("%(kind)s, tidak melebihi penyebutnya.") % {"kind": kind}
        if measure.out_of
        else f"{kind}."
    )


def _write_instructions(sheet, styles, baseline):
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 2, 95)
    sheet.write(0, 0, _("Petunjuk pengisian baseline"), styles["bold"])
    lines = (
        _("%(village)s, tahun %(year)s, %(kind)s")
        % {
            "village": baseline.village.full_name,
            "year": baseline.year,
            "kind": baseline.get_kind_display().lower(),
        },
        _("Isi lembar “Isian”: satu baris untuk satu RT. Judul kolom jangan diubah."),
        _("Angka menyatakan yang kurang atau rusak. Tulis 0 bila tidak ada."),
        _("Sel kosong berarti belum disurvei."),
        _("Sel kosong tidak menghapus angka yang sudah tersimpan di portal."),
        _("RT baru ditulis di baris kosong di bawah: RW dan RT tiga angka, misalnya 003."),
        _("Setelah selesai, unggah berkas ini di menu Impor; temuan ditunjukkan sebelum disimpan."),
    )
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, line)
    start = len(lines) + 2
    sheet.write_row(start, 0, [_("Kolom"), _("Satuan"), _("Yang diisi")], styles["heading"])
    for row, measure in enumerate(MEASURES, start=start + 1):
        sheet.write_string(row, 0, measure.heading, styles["wrap"])
        sheet.write_string(row, 1, str(measure.unit), styles["wrap"])
        sheet.write_string(row, 2, f"{measure.label}. {measure.help}", styles["wrap"])
    sheet.protect()


def _write_previous(sheet, styles, previous):
    sheet.write(0, 0, str(previous), styles["bold"])
    sheet.write_row(1, 0, HEADINGS, styles["heading"])
    sheet.freeze_panes(2, _FIRST_MEASURE)
    for index, row in enumerate(sheet_rows(previous), start=2):
        sheet.write_row(index, 0, row)
    sheet.protect()
