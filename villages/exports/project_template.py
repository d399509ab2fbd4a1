"""The workbook in which interventions are listed for importing: empty rows, choices, RTs and instructions."""

from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from villages import labels
from villages.exports.sheet_styles import sheet_styles
from villages.exports.tables import XLSX_OPTIONS
from villages.imports.project_columns import DATA_SHEET, SIDE_SHEETS
from villages.models import Neighbourhood, Project
from villages.models.baseline import FIRST_YEAR, LAST_YEAR
from villages.project_sheet import ALL_HEADINGS
from villages.queries.project import keeping
from villages.scoring import INDICATORS

EMPTY_ROWS = 500
# Everything but the key, which only exported rows have.
HEADINGS = ALL_HEADINGS[:-1]
_STYLES = {
    "tahun": "whole",
    "volume": "decimal",
    "rencana": "decimal",
    "anggaran": "whole",
    "selesai_pada": "day",
}
_WIDTHS = {"kegiatan": 40, "desa": 20, "sumber_dana": 20, "anggaran": 16, "rw": 6, "rt": 6}
_PETUNJUK, _DAFTAR_RT, _PILIHAN = SIDE_SHEETS


def project_template(user):
    """The content of the workbook, positioned at its start; it names what the person may use."""
    may = keeping(user)
    content = BytesIO()
    with xlsxwriter.Workbook(content, XLSX_OPTIONS | {"constant_memory": False}) as book:
        styles = sheet_styles(book)
        data = book.add_worksheet(DATA_SHEET)
        _write_instructions(book.add_worksheet(_PETUNJUK), styles)
        _write_neighbourhoods(book.add_worksheet(_DAFTAR_RT), styles, may)
        choices = _choices(may)
        _write_choices(book.add_worksheet(_PILIHAN), styles, choices)
        _write_data(data, styles, choices)
        data.activate()
    content.seek(0)
    return content


def _choices(may):
    """What may stand in a column, by its heading."""
    statuses = [item for item in Project.Status if item != Project.Status.CANCELLED]
    choices = {
        "kode_desa": list(may.villages.order_by("code").values_list("code", flat=True)),
        "kriteria": [indicator.code for indicator in INDICATORS],
        "sumber_dana": list(map(str, labels.FUNDING_SOURCES.values())),
        "skema": [str(label) for __, label in may.schemes],
        "opd": list(may.agencies.order_by("short_name").values_list("short_name", flat=True)),
        "status": [str(item.label) for item in statuses],
    }
    return {heading: words for heading, words in choices.items() if words}


def _write_data(sheet, styles, choices):
    sheet.set_row(0, 32)
    sheet.write_row(0, 0, HEADINGS, styles["heading"])
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(HEADINGS):
        style = styles[_STYLES.get(heading, "text")]
        sheet.set_column(column, column, _WIDTHS.get(heading, 14))
        for row in range(1, EMPTY_ROWS + 1):
            sheet.write_blank(row, column, None, style)
        for check in _checks(heading, choices):
            sheet.data_validation(1, column, EMPTY_ROWS, column, check)
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True})


def _checks(heading, choices):
    if heading in choices:
        column = xlsxwriter.utility.xl_col_to_name(list(choices).index(heading))
        last = len(choices[heading]) + 1
        source = f"='{_PILIHAN}'!${column}$2:${column}${last}"
        yield {"validate": "list", "source": source, "error_type": "warning"}
    elif heading == "tahun":
        bounds = {"criteria": "between", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
        yield {"validate": "integer", **bounds}
    elif heading in ("volume", "rencana"):
        yield {"validate": "decimal", "criteria": ">", "value": 0}
    elif heading == "anggaran":
        yield {"validate": "decimal", "criteria": ">=", "value": 0}


def _write_choices(sheet, styles, choices):
    sheet.set_column(0, len(choices) - 1, 20)
    sheet.write_row(0, 0, list(choices), styles["heading"])
    for column, words in enumerate(choices.values()):
        sheet.write_column(1, column, words, styles["fixed"])
    sheet.protect()


def _write_neighbourhoods(sheet, styles, may):
    """The RTs that the portal knows: only these can be named."""
    rows = Neighbourhood.objects.filter(village__in=may.villages.order_by().values("pk"))
    columns = ("village__code", "village__name", "rw", "rt")
    sheet.set_column(0, 1, 20)
    sheet.write_row(0, 0, ("kode_desa", "desa", "rw", "rt"), styles["heading"])
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(
        rows.order_by("village__code", "rw", "rt").values_list(*columns), 1
    ):
        sheet.write_row(number, 0, row, styles["fixed"])
    sheet.protect("", {"autofilter": True, "sort": True})


def _write_instructions(sheet, styles):
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 110)
    sheet.write(0, 0, _("Petunjuk pengisian kegiatan"), styles["bold"])
    lines = (
        _("Isi lembar “Kegiatan”: satu baris untuk satu keluaran. Judul kolom jangan diubah."),
        _("Keluaran adalah volume satu subkriteria yang diserahkan di satu RT."),
        _("Baris dengan tahun, desa, dan nama kegiatan yang sama menjadi satu kegiatan."),
        _("Anggaran setiap baris dijumlahkan menjadi anggaran kegiatannya, menurut sumber dana."),
        _("Baris yang sama persis, juga bila berkasnya diunggah lagi, hanya dihitung satu kali."),
        _("Setelah selesai, unggah berkas ini di menu Impor; temuan ditunjukkan sebelum disimpan."),
    )
    for number, line in enumerate(lines, start=1):
        sheet.write_string(number, 0, line)
    start = len(lines) + 2
    sheet.write_row(start, 0, [_("Kolom"), _("Yang diisi")], styles["heading"])
    for number, (heading, words) in enumerate(_help().items(), start=start + 1):
        sheet.write_string(number, 0, heading, styles["wrap"])
        sheet.write_string(number, 1, words, styles["wrap"])
    start += len(_help()) + 2
    sheet.write_row(start, 0, [_("Subkriteria"), _("Nama dan satuan volume")], styles["heading"])
    for number, item in enumerate(INDICATORS, start=start + 1):
        sheet.write_string(number, 0, item.code, styles["wrap"])
        sheet.write_string(
            number, 1, f"{labels.INDICATORS[item.code]} ({item.unit})", styles["wrap"]
        )
    sheet.protect()


def _help():
    """What each column is filled with."""
    return {
        "tahun": _("Tahun anggaran, misalnya 2021."),
        "kode_desa": _("Kode desa/kelurahan, lihat lembar “Daftar RT”. Kolom desa boleh kosong."),
        "rw, rt": _("Nomor RW dan RT seperti di lembar “Daftar RT”; RT lain tidak diterima."),
        "kriteria": _("Kode subkriteria yang dikurangi kegiatan ini, lihat daftar di bawah."),
        "volume": _("Volume yang sudah diserahkan, dalam satuan subkriterianya."),
        "kegiatan": _("Nama kegiatan, ditulis sama untuk semua barisnya."),
        "sumber_dana": _("Siapa yang membayar, lihat daftar pilihan. Kosongkan bila tidak tahu."),
        "anggaran": _("Biaya baris ini dalam rupiah. Kosongkan bila tidak tahu."),
        "rencana": _("Volume yang direncanakan; boleh tanpa volume bila belum selesai."),
        "selesai_pada": _("Tanggal serah terima hasil; bila kosong, 31 Desember tahun itu."),
        "skema": _("Padat karya selalu ditulis; skema lain mengikuti sumber dananya."),
        "opd": _("Singkatan OPD yang mengelola; bila kosong, OPD Anda sendiri."),
        "status": _("Bila kosong: selesai jika semua barisnya bervolume."),
    }
