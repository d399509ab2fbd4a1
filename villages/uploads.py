"""Uploaded documents: checked by what is in them, and kept while the rest of a form is still wrong.

A file that was chosen once need not be chosen again: it waits in private storage, and the form carries a
signed ticket for it that only the same person can use, for a day.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_UP, Decimal
from pathlib import PurePath

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from villages.file_kinds import IMAGES, PDF, PDF_END, PDF_START, PDF_TAIL_BYTES, recognise
from villages.numbers import show_number

MEGABYTE = 1024 * 1024
MAX_PDF_BYTES = 10 * MEGABYTE
MAX_FILE_BYTES = 20 * MEGABYTE
MAX_NAME_LENGTH = 150
EVIDENCE = (PDF, *IMAGES)

HELD_FOLDER = "held"
HELD_FOR = timedelta(days=1)
_SALT = "villages.uploads.held"

# What people upload under the name of a PDF: first bytes → what it is.
_OTHERS = (
    (b"\x89PNG", gettext_lazy("gambar PNG")),
    (b"\xff\xd8\xff", gettext_lazy("foto JPEG")),
    (b"PK\x03\x04", gettext_lazy("berkas Word, Excel, atau zip")),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("berkas Word atau Excel lama")),
    (b"Rar!", gettext_lazy("arsip RAR")),
    (b"<", gettext_lazy("halaman web")),
)


@dataclass(frozen=True)
class HeldUpload:
    """A file that waits for its form; ``ticket`` is what the form carries."""

    path: str
    name: str
    ticket: str

    @property
    def size(self):
        return default_storage.size(self.path)

    def open(self):
        """Its content, under the name the person gave it."""
        with default_storage.open(self.path) as content:
            return ContentFile(content.read(), name=self.name)


def refuse_unless_pdf(upload):
    """Raise ``ValidationError`` unless the content of ``upload`` is a whole PDF of at most 10 MB.

    The name and the type that the browser claims do not count.
    """
    if not upload.size:
        raise ValidationError(_("Berkas ini kosong. Pilih berkasnya lagi."))
    if upload.size > MAX_PDF_BYTES:
        raise ValidationError(
            _(
                "Berkas ini %(size)s MB, paling besar 10 MB. Pindai ulang dengan resolusi lebih rendah."
            )
            % {"size": show_number(_megabytes(upload.size))}
        )
    upload.seek(0)
    start = upload.read(512)
    upload.seek(max(0, upload.size - PDF_TAIL_BYTES))
    tail = upload.read()
    upload.seek(0)
    if not start.startswith(PDF_START):
        raise ValidationError(_not_a_pdf(start))
    if PDF_END not in tail:
        raise ValidationError(
            _("Berkas PDF ini terpotong. Unduh atau pindai ulang, lalu unggah lagi.")
        )


def refuse_unless_document(upload):
    """Raise ``ValidationError`` unless the content of ``upload`` is of a known kind and at most 20 MB."""
    if not upload.size:
        raise ValidationError(_("Berkas ini kosong. Pilih berkasnya lagi."))
    if upload.size > MAX_FILE_BYTES:
        raise ValidationError(
            _("Berkas ini %(size)s MB, paling besar 20 MB. Perkecil gambarnya atau bagi berkasnya.")
            % {"size": show_number(_megabytes(upload.size))}
        )
    recognise(upload)


def refuse_unless_evidence(upload):
    """Raise ``ValidationError`` unless the content of ``upload`` is a PDF, JPEG or PNG of at most 20 MB."""
    refuse_unless_document(upload)
    kind = recognise(upload)
    if kind not in EVIDENCE:
        raise ValidationError(
            _("Berkas ini %(kind)s. Simpan sebagai PDF, JPEG, atau PNG, lalu pilih lagi.")
            % {"kind": kind.name}
        )


def stored_path(folder, name):
    """Where a file is kept: under a name nobody can guess, with the suffix of the name made for it."""
    return f"{folder}/{uuid.uuid4().hex}{PurePath(name).suffix.lower()}"


def _megabytes(size):
    """Rounded up, so that a file just above the limit does not read as within it."""
    return (Decimal(size) / MEGABYTE).quantize(Decimal("0.1"), rounding=ROUND_UP)


def _not_a_pdf(start):
    start = start.lstrip()
    what = next((name for mark, name in _OTHERS if start.startswith(mark)), None)
    if what is None:
        return _("Isi berkas ini bukan PDF. Pindai atau simpan dokumennya sebagai PDF.")
    return _("Isi berkas ini %(what)s, bukan PDF. Pindai atau simpan dokumennya sebagai PDF.") % {
        "what": what
    }


def clean_file_name(name, suffix=".pdf"):
    """A name that is safe to show and to send: no folders, no control characters, the right suffix."""
    name = PurePath(name.replace("\\", "/")).name
    name = re.sub(r"[\x00-\x1f\x7f]+", "", name)
    spellings = (suffix, ".jpeg") if suffix == ".jpg" else (suffix,)
    ending = next((each for each in spellings if name.lower().endswith(each)), "")
    stem = name[: len(name) - len(ending)].strip(" .")
    return f"{stem[: MAX_NAME_LENGTH - len(suffix)] or _('berkas')}{suffix}"


def hold_upload(upload, by, suffix=".pdf"):
    """Keep a checked upload for the person until their form is right; what waited too long goes."""
    _sweep()
    name = clean_file_name(upload.name, suffix)
    upload.seek(0)
    path = default_storage.save(stored_path(HELD_FOLDER, name), upload)
    ticket = signing.dumps({"path": path, "name": name, "user": by.pk}, salt=_SALT)
    return HeldUpload(path, name, ticket)


def held_upload(ticket, by):
    """The upload that a ticket stands for; ``None`` when it is another person's, old, or gone."""
    try:
        held = signing.loads(ticket, salt=_SALT, max_age=HELD_FOR)
    except signing.BadSignature:
        return None
    if held["user"] != by.pk or not default_storage.exists(held["path"]):
        return None
    return HeldUpload(held["path"], held["name"], ticket)


def release_upload(held):
    """The form was saved: the copy that waited is no longer needed."""
    default_storage.delete(held.path)


def _sweep():
    if not default_storage.exists(HELD_FOLDER):
        return
    limit = timezone.now() - HELD_FOR
    for name in default_storage.listdir(HELD_FOLDER)[1]:
        path = f"{HELD_FOLDER}/{name}"
        if default_storage.get_modified_time(path) < limit:
            default_storage.delete(path)
