"""Reading an uploaded workbook or CSV file, whatever is in it, into plain rows."""

import codecs
import zlib
from io import BytesIO
from pathlib import PurePath
from xml.parsers.expat import ExpatError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.utils.translation import gettext as _

from villages.imports.cells import UnreadableFile
from villages.imports.csv_file import read_csv
from villages.imports.limits import MAX_SHEETS, MAX_UNZIPPED_BYTES, MAX_UPLOAD_BYTES
from villages.imports.xlsx_package import ROOT_RELATIONS, read_package
from villages.imports.xlsx_sheet import WorksheetReader
from villages.imports.xml_stream import Budget, stream
from villages.numbers import show_number

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm")
_MEGABYTE = 1024 * 1024
_ZIP = b"PK"
_OLE2 = codecs.decode("d0cf11e0a1b11ae1", "hex")
_LOCKED = 1
# The main part of .xlsb and of .ods.
_OTHER_WORKBOOKS = {"xl/workbook.bin", "content.xml"}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# What zipfile, zlib, expat and we say of a file that does not hold what it promises.
_BROKEN = (
    BadZipFile,
    zlib.error,
    EOFError,
    ExpatError,
    LookupError,
    NotImplementedError,
    OSError,
    ValueError,
)


def read_sheets(file, filename):
    """The sheets of an uploaded file as a list of ``Sheet``, empty and hidden ones included.

    ``file`` is open for reading bytes; ``filename`` says what it claims to be: .xlsx, .xlsm or .csv. At most
    ``limits.MAX_ROWS`` rows and ``limits.MAX_COLUMNS`` columns a sheet. Formulas come as their stored
    results; where there is none, as a ``BadCell``. Raises ``UnreadableFile`` with what to do about it.
    """
    file.seek(0)
    content = file.read(MAX_UPLOAD_BYTES + 1)
    suffix = PurePath(filename).suffix.lower()
    _check_size(content)
    _check_content(content, suffix)
    sheets = [read_csv(content, filename)] if suffix == ".csv" else _read_workbook(content)
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFile(_("Berkas ini tidak berisi data. Periksa apakah berkasnya benar."))
    return sheets


def _check_size(content):
    if not content:
        raise UnreadableFile(
            _("Berkas ini kosong (0 byte). Periksa berkasnya, lalu unggah sekali lagi.")
        )
    if len(content) > MAX_UPLOAD_BYTES:
        raise UnreadableFile(
            _(
                "Berkas ini lebih besar dari %(limit)s MB. Hapus gambar di dalamnya "
                "atau bagi menjadi beberapa berkas."
            )
            % {"limit": show_number(MAX_UPLOAD_BYTES // _MEGABYTE)}
        )


def _check_content(content, suffix):
    """Is the file what its name says?"""
    if suffix == ".xls" or content.startswith(_OLE2):
        raise UnreadableFile(_about_old_office(content))
    if suffix not in (*WORKBOOK_SUFFIXES, ".csv"):
        raise UnreadableFile(_("Unggah berkas Excel (.xlsx) atau CSV (.csv)."))
    is_zip = content.startswith(_ZIP)
    if suffix == ".csv" and is_zip:
        raise UnreadableFile(
            _("Isi berkas ini bukan CSV. Bila ini Excel, ubah akhiran namanya menjadi .xlsx.")
        )
    if foreign := _foreign_kind(content):
        raise UnreadableFile(
            _("Isi berkas ini %(kind)s, bukan tabel. Unggah berkas Excel (.xlsx) atau CSV (.csv).")
            % {"kind": foreign}
        )
    if suffix != ".csv" and not is_zip:
        raise UnreadableFile(
            _(
                "Isi berkas ini bukan Excel. Bila ini CSV, ubah akhiran namanya menjadi .csv; "
                "bila bukan, simpan ulang sebagai Excel (.xlsx)."
            )
        )


def _about_old_office(content):
    if _ENCRYPTED in content:
        return _(
            "Berkas ini terkunci kata sandi. Buka di Excel, hapus kata sandinya, simpan, "
            "lalu unggah sekali lagi."
        )
    return _(
        "Ini berkas Excel lama (.xls). Buka di Excel, pilih Simpan Sebagai → Buku Kerja Excel (.xlsx), "
        "lalu unggah hasilnya."
    )


def _foreign_kind(content):
    """What a file is that is certainly no table; "" where it may be one."""
    start = content[:200].lstrip().lower()
    if content.startswith(b"%PDF"):
        return "PDF"
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")):
        return _("gambar")
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta")):
        return _("halaman web atau XML")
    return ""


def _read_workbook(content):
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_archive(archive)
            return _read_sheets(archive)
    except UnreadableFile:
        raise
    except _BROKEN as error:
        raise UnreadableFile(
            _("Berkas ini rusak atau terpotong. Buka dan simpan ulang di Excel, lalu unggah lagi.")
        ) from error


def _check_archive(archive):
    """Refuse what unpacks to too much, is locked, or is another kind of document, before unpacking it."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > MAX_UNZIPPED_BYTES:
        raise UnreadableFile(
            _(
                "Isi berkas ini lebih dari %(limit)s MB setelah dibuka. Hapus lembar dan gambar "
                "yang tidak perlu, atau salin datanya ke berkas baru."
            )
            % {"limit": show_number(MAX_UNZIPPED_BYTES // _MEGABYTE)}
        )
    if any(part.flag_bits & _LOCKED for part in parts):
        raise UnreadableFile(_("Berkas ini terkunci kata sandi. Unggah berkas tanpa kata sandi."))
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise BadZipFile
    names = {part.filename for part in parts}
    if names & _OTHER_WORKBOOKS:
        raise UnreadableFile(
            _(
                "Berkas ini buku kerja jenis lain (.xlsb atau .ods). Simpan sebagai Excel (.xlsx), "
                "lalu unggah hasilnya."
            )
        )
    if ROOT_RELATIONS not in names:
        raise UnreadableFile(_about_no_workbook())


def _about_no_workbook():
    return _("Tidak ada buku kerja Excel di dalam berkas ini. Unggah berkas Excel (.xlsx).")


def _read_sheets(archive):
    budget = Budget()
    package = read_package(archive, budget)
    if package is None:
        raise UnreadableFile(_about_no_workbook())
    if len(package.sheets) > MAX_SHEETS:
        raise UnreadableFile(
            _("Berkas ini berisi lebih dari %(limit)s lembar. Bagi menjadi beberapa berkas.")
            % {"limit": show_number(MAX_SHEETS)}
        )
    sheets = []
    for part in package.sheets:
        reader = WorksheetReader(part, package)
        with archive.open(part.path) as source:
            stream(source, reader, budget)
        sheets.append(reader.sheet())
    return sheets
