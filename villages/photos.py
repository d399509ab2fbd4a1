"""Photographs of works: read by their content, turned upright, made small, rid of what concerns nobody.

What is kept is always a JPEG of our own making: it holds the picture and nothing else, no position, no name
of the camera, and nothing that was hidden behind it. The day and the position are read before that.
"""

import struct
import warnings
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal, InvalidOperation
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from villages.numbers import show_number
from villages.positions import position_problem

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
MAX_PIXELS = 50_000_000
MAX_SIDE, THUMBNAIL_SIDE = 2000, 400
QUALITY, THUMBNAIL_QUALITY = 85, 80
FORMATS = ("JPEG", "PNG", "WEBP")
SUFFIX = ".jpg"
EARLIEST = date(2000, 1, 1)  # cameras whose clock was never set say 1970 or 1980

_WHITE = (255, 255, 255)
_MICRO = Decimal("0.000001")
# What a broken or malicious file makes the decoders raise.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error)
_APPLE_PHOTOS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


@dataclass(frozen=True)
class Photo:
    """A photograph as it is kept: two JPEGs, the size of the larger, and when and where it was taken."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int
    taken_on: date | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def read_photo(upload, *, keeps_position):
    """The ``Photo`` in an upload; where it was taken only if ``keeps_position``.

    Raises ``ValidationError`` with what to do for what is no whole JPEG, PNG or WebP of at most 10 MB.
    """
    _refuse_unfit_size(upload)
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata; what matters is raised
            return _read(upload, keeps_position)
    except UnidentifiedImageError as error:
        raise ValidationError(_what_it_is(upload)) from error
    except Image.DecompressionBombError as error:
        raise ValidationError(_too_many_pixels()) from error
    except _BROKEN as error:
        message = _("Foto ini rusak atau terpotong. Salin lagi dari kameranya, lalu unggah lagi.")
        raise ValidationError(message) from error


def _refuse_unfit_size(upload):
    if not upload.size:
        raise ValidationError(_("Berkas ini kosong. Pilih fotonya lagi."))
    if upload.size > MAX_BYTES:
        size = (Decimal(upload.size) / MEGABYTE).quantize(Decimal("0.1"), rounding=ROUND_UP)
        message = _("Foto ini %(size)s MB, paling besar 10 MB. Kirim dengan ukuran lebih kecil.")
        raise ValidationError(message % {"size": show_number(size)})


def _too_many_pixels():
    return _("Foto ini lebih dari 50 megapiksel. Kirim dengan ukuran lebih kecil.")


def _what_it_is(upload):
    upload.seek(0)
    start = upload.read(32)
    if start[4:8] == b"ftyp" and start[8:12] in _APPLE_PHOTOS:
        return _(
            "Foto ini HEIC, yang belum dapat dibaca. Simpan sebagai JPEG, atau di iPhone pilih Pengaturan "
            "> Kamera > Format > Paling Kompatibel."
        )
    return _("Isi berkas ini bukan foto JPEG, PNG, atau WebP. Pilih fotonya, bukan dokumennya.")


def _read(upload, keeps_position):
    with Image.open(upload, formats=FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ValidationError(_too_many_pixels())
        image.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a large JPEG is decoded at half its size or less
        image.load()
        exif = image.getexif()
        picture = _upright(image)
    latitude, longitude = _position(exif) if keeps_position else (None, None)
    picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    return Photo(
        _jpeg(picture, QUALITY),
        thumbnail_of(picture),
        picture.width,
        picture.height,
        _day(exif),
        latitude,
        longitude,
    )


def photo_again(content, *, taken_on=None, latitude=None, longitude=None):
    """The ``Photo`` of a JPEG that ``read_photo`` made, with what was read then (as text)."""
    with Image.open(BytesIO(content), formats=["JPEG"]) as image:
        image.load()
        return Photo(
            content,
            thumbnail_of(image),
            image.width,
            image.height,
            taken_on and date.fromisoformat(taken_on),
            latitude and Decimal(latitude),
            longitude and Decimal(longitude),
        )


def _upright(image):
    """The picture itself: turned as its camera was held, without transparency and without metadata."""
    turned = ImageOps.exif_transpose(image)
    if turned.has_transparency_data:
        ground = Image.new("RGB", turned.size, _WHITE)
        ground.paste(turned, mask=turned.convert("RGBA").getchannel("A"))
        return ground
    turned = turned.convert("RGB")
    turned.info.clear()
    return turned


def _jpeg(picture, quality):
    content = BytesIO()
    picture.save(content, "JPEG", quality=quality, optimize=True, progressive=True)
    return content.getvalue()


def thumbnail_of(picture):
    """The small JPEG of a picture."""
    small = picture.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    return _jpeg(small, THUMBNAIL_QUALITY)


def _part(exif, name):
    """A part of the metadata; nothing where it is broken, for the picture may still be right."""
    try:
        return exif.get_ifd(name)
    except _BROKEN:
        return {}


def _day(exif):
    """When the camera says that it was taken, if its clock was set."""
    written = _part(exif, ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    try:
        day = datetime.strptime(str(written)[:10], "%Y:%m:%d").date()  # noqa: DTZ007 (a day)
    except ValueError:
        return None
    return day if EARLIEST <= day <= timezone.localdate() else None


def _position(exif):
    """Latitude and longitude where the camera was, if that can be in Indonesia."""
    found = _part(exif, ExifTags.IFD.GPSInfo)
    try:
        latitude = _degrees(found[ExifTags.GPS.GPSLatitude], found[ExifTags.GPS.GPSLatitudeRef])
        longitude = _degrees(found[ExifTags.GPS.GPSLongitude], found[ExifTags.GPS.GPSLongitudeRef])
    except (KeyError, TypeError, ValueError, ZeroDivisionError, InvalidOperation):
        return None, None
    if position_problem(latitude, longitude):
        return None, None
    return latitude, longitude


def _degrees(parts, side):
    degrees, minutes, seconds = (Decimal(str(float(part))) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    sign = -1 if str(side).strip("\x00 ").upper() in ("S", "W") else 1
    return (sign * value).quantize(_MICRO, rounding=ROUND_HALF_UP)
