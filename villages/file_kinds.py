"""What an uploaded file is, told by its content: its name and the type a browser claims do not count."""

import warnings
import zlib
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, UnidentifiedImageError

MAX_UNZIPPED_BYTES = 100 * 1024 * 1024
MAX_PIXELS = 50_000_000  # a photo of a good phone; more would cost memory to no use
PDF_START, PDF_END = b"%PDF-", b"%%EOF"
# Programs that sign or stamp a PDF leave some bytes behind its end mark.
PDF_TAIL_BYTES = 2048
_ZIP = b"PK\x03\x04"
_ENCRYPTED = 1
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class FileKind:
    """A kind of file that the portal takes; stored files carry its ``suffix``."""

    name: str
    suffix: str
    content_type: str
    is_image: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = FileKind("PDF", ".pdf", "application/pdf")
XLSX = FileKind("Excel", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet")
DOCX = FileKind("Word", ".docx", f"{_OFFICE}.wordprocessingml.document")
PPTX = FileKind("PowerPoint", ".pptx", f"{_OFFICE}.presentationml.presentation")
JPEG = FileKind("JPEG", ".jpg", "image/jpeg", is_image=True)
PNG = FileKind("PNG", ".png", "image/png", is_image=True)
# A table as text has no mark of its own: whoever takes one reads it.
CSV = FileKind("CSV", ".csv", "text/csv; charset=utf-8")
KINDS = (PDF, XLSX, DOCX, PPTX, JPEG, PNG, CSV)
IMAGES = (JPEG, PNG)

_MAIN_PARTS = {"xl/workbook.xml": XLSX, "word/document.xml": DOCX, "ppt/presentation.xml": PPTX}
_FORMATS = {"JPEG": JPEG, "PNG": PNG}
# First bytes of what people choose by mistake, and what to say of it.
_OTHERS = (
    (_OLD_OFFICE, gettext_lazy("Ini berkas Office lama (.doc, .xls, .ppt) atau berkata sandi.")),
    (b"Rar!", gettext_lazy("Ini arsip RAR.")),
    (b"GIF8", gettext_lazy("Ini gambar GIF.")),
    (b"<", gettext_lazy("Ini halaman web atau XML.")),
)


def kind_of_stored(name):
    """The kind of a stored file, whose suffix was given by its content; PDF where there is none."""
    return next((kind for kind in KINDS if name.lower().endswith(kind.suffix)), PDF)


def recognise(upload):
    """The ``FileKind`` of what is in ``upload``, which stands at its start again.

    Raises ``ValidationError`` with what to do where it is no whole file of a kind that the portal takes.
    """
    upload.seek(0)
    start = upload.read(512)
    try:
        if start.startswith(PDF_START):
            return _whole_pdf(upload)
        if start.startswith(_ZIP):
            return _office_file(upload)
        return _image(upload) or _refuse(start)
    finally:
        upload.seek(0)


def _refuse(start):
    start = start.lstrip()
    what = next((text for mark, text in _OTHERS if start.startswith(mark)), "")
    advice = _("Simpan sebagai PDF, Word, Excel, PowerPoint, JPEG, atau PNG, lalu pilih lagi.")
    raise ValidationError(f"{what} {advice}".strip())


def _whole_pdf(upload):
    upload.seek(max(0, upload.size - PDF_TAIL_BYTES))
    if PDF_END not in upload.read():
        raise ValidationError(
            _("Berkas PDF ini terpotong. Unduh atau pindai ulang, lalu unggah lagi.")
        )
    return PDF


def _office_file(upload):
    """By its main part; refused where it is another archive, locked, unpacks to too much, or holds macros."""
    try:
        with ZipFile(upload) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            kind = next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)
            _check_parts(kind, parts)
            if archive.testzip():
                raise BadZipFile
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise ValidationError(
            _("Berkas ini rusak atau terpotong. Simpan ulang dari aslinya, lalu unggah lagi.")
        ) from error
    return kind


def _check_parts(kind, parts):
    if kind is None:
        raise ValidationError(
            _("Ini arsip zip atau berkas jenis lain. Unggah isinya satu per satu.")
        )
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise ValidationError(_("Berkas ini berkata sandi. Unggah berkas tanpa kata sandi."))
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise ValidationError(
            _(
                "Berkas ini berisi makro. Simpan tanpa makro (.docx, .xlsx, .pptx), lalu unggah lagi."
            )
        )
    if sum(part.file_size for part in parts) > MAX_UNZIPPED_BYTES:
        raise ValidationError(_("Isi berkas ini terlalu besar setelah dibuka."))


def _image(upload):
    """JPEG or PNG that can be decoded as a whole; None where it is no image of these."""
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(upload, formats=list(_FORMATS)) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise ValidationError(
                        _("Gambar ini lebih dari 50 megapiksel. Perkecil, lalu unggah lagi.")
                    )
                image.load()
                return _FORMATS[image.format]
    except UnidentifiedImageError:
        return None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(
            _("Gambar ini rusak atau terpotong. Ambil atau simpan ulang, lalu unggah lagi.")
        ) from error
