"""The comparison of two baselines as a workbook: the village on one sheet, RT by RT on another."""

from io import BytesIO

import xlsxwriter
from django.http import FileResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from villages import labels
from villages.exports.tables import XLSX_OPTIONS
from villages.scoring import RULE_SET
from villages.sheet import MEASURES


def comparison_response(village, comparison):
    """A workbook of ``queries.comparison.compare``; texts are written as text, figures as numbers."""
    old, new = comparison.old.baseline, comparison.new.baseline
    content = BytesIO()
    with xlsxwriter.Workbook(content, XLSX_OPTIONS) as book:
        styles = {
            "bold": book.add_format({"bold": True}),
            "heading": book.add_format(
                {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
            ),
            "share": book.add_format({"num_format": "0.00"}),
            "changed": book.add_format({"bg_color": "#FFF3CD"}),
        }
        _write_village(book.add_worksheet(_("Desa")), styles, village, comparison)
        _write_rts(book.add_worksheet(_("RT")), styles, comparison)
    content.seek(0)
    name = f"banding-{village.code}-{old.key}-{new.key}.xlsx"
    return FileResponse(content, as_attachment=True, filename=name)


def _write_village(sheet, styles, village, comparison):
    sheet.set_column(0, 0, 58)
    sheet.set_column(1, 4, 16)
    for number, row in enumerate(_village_rows(village, comparison)):
        style = styles["bold"] if number == 0 or (row and row[-1] == _("Selisih")) else None
        for column, value in enumerate(row):
            is_share = column > 1 and row[1] == "%"
            sheet.write(number, column, _cell(value), styles["share"] if is_share else style)


def _village_rows(village, comparison):
    old, new = comparison.old.baseline, comparison.new.baseline
    columns = [old.name, new.name, _("Selisih")]
    yield [_("Perbandingan baseline %(village)s") % {"village": village.full_name}]
    yield [_("Kode desa"), "", village.code]
    yield [_("Kecamatan"), "", village.district.name]
    yield [_("Aturan penilaian"), "", labels.RULE_SETS[RULE_SET]]
    yield []
    yield [_("Desa"), _("Satuan"), *columns]
    yield [_("Nilai kekumuhan"), "", *_three(comparison.total)]
    yield [_("Tingkat"), "", *(labels.LEVELS.get(row.level, "") for row in (old, new))]
    yield [_("Rata-rata kekumuhan sektoral"), "%", *_three(comparison.sectoral)]
    for title, figures in (
        (_("Jumlah RT menurut tingkat"), comparison.levels),
        (_("Rata-rata kriteria"), comparison.criteria),
        (_("Pembanding"), comparison.denominators),
    ):
        yield from _section(title, columns, [(item.label, item) for item in figures])
    for title, name in (
        (_("Volume"), "volume"),
        (_("Persentase"), "percent"),
        (_("Nilai"), "score"),
    ):
        rows = [(item.code, getattr(item, name)) for item in comparison.indicators]
        yield from _section(
            title, columns, [(f"{code} {figure.label}", figure) for code, figure in rows]
        )


def _section(title, columns, figures):
    yield []
    yield [title, _("Satuan"), *columns]
    for label, figure in figures:
        yield [label, figure.unit, *_three(figure)]


def _three(figure):
    return figure.old, figure.new, figure.change


def _write_rts(sheet, styles, comparison):
    headings = _rt_headings(comparison)
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, len(headings) - 1, 13)
    for column, heading in enumerate(headings):
        sheet.write(0, column, heading, styles["heading"])
    first = len(headings) - 2 * len(MEASURES)
    for number, rt in enumerate(comparison.rts, start=1):
        for column, value in enumerate(_rt_place(rt)):
            sheet.write(number, column, _cell(value))
        for place, cell in enumerate(rt.cells):
            style = styles["changed"] if cell in rt.changed_cells else None
            for side, value in enumerate((cell.old, cell.new)):
                sheet.write(number, first + 2 * place + side, value, style)
    sheet.autofilter(0, 0, len(comparison.rts), len(headings) - 1)


def _rt_headings(comparison):
    names = comparison.old.baseline.name, comparison.new.baseline.name
    measures = (f"{item.code} {item.label}".strip() + f" ({item.unit})" for item in MEASURES)
    return [
        _("RW"),
        _("RT"),
        _("Dusun"),
        _("Keadaan"),
        *(_("Nilai %(baseline)s") % {"baseline": name} for name in names),
        _("Selisih nilai"),
        *(_("Tingkat %(baseline)s") % {"baseline": name} for name in names),
        *(f"{measure} {name}" for measure in measures for name in names),
    ]


def _rt_place(rt):
    place, total = rt.neighbourhood, rt.total
    levels = (labels.LEVELS.get(getattr(record, "level", ""), "") for record in (rt.old, rt.new))
    return [place.rw, place.rt, place.hamlet, rt.state_label, *_three(total), *levels]


def _cell(value):
    """Labels, which are translated late, as text; numbers and nothing as they are."""
    return str(value) if isinstance(value, Promise) else value
