"""Photographs: what is read, what is kept, and what is refused with which words."""

import struct
import zlib
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from PIL import Image

from tests.villages.pictures import PLACE, ROTATED, facts, opened, picture, upload
from villages import photos
from villages.photos import read_photo


def read(content, *, keeps_position=False):
    return read_photo(upload(content), keeps_position=keeps_position)


def refused(content, name="foto.jpg"):
    with pytest.raises(ValidationError) as caught:
        read_photo(upload(content, name), keeps_position=True)
    return caught.value.messages[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_becomes_a_jpeg(kind):
    photo = read(picture(kind))

    kept = opened(photo.content)
    assert (kept.format, kept.size) == ("JPEG", (60, 40))
    assert (photo.width, photo.height) == (60, 40)


def test_the_name_does_not_count():
    photo = read_photo(upload(picture("PNG"), "catatan.txt"), keeps_position=False)

    assert opened(photo.content).format == "JPEG"


def test_a_camera_held_upright_gives_an_upright_picture():
    """The stored picture lies on its side with blue on its left; upright, blue is at the top."""
    photo = read(picture(exif=facts(orientation=ROTATED)))

    kept = opened(photo.content)
    assert (photo.width, photo.height) == kept.size == (40, 60)
    red, __, blue = kept.getpixel((20, 10))
    assert blue > red
    red, __, blue = kept.getpixel((20, 50))
    assert red > blue
    assert opened(photo.thumbnail).size == (40, 60)


def test_nothing_but_the_picture_is_kept():
    original = picture(exif=facts(), comment=b"rumah Bu Siti")
    assert b"Rahasia" in original
    assert b"rumah Bu Siti" in original

    photo = read(original)

    for content in (photo.content, photo.thumbnail):
        assert dict(opened(content).getexif()) == {}
        assert b"Rahasia" not in content
        assert b"rumah Bu Siti" not in content
        assert b"Exif" not in content


def test_the_position_is_read_only_where_it_is_kept():
    original = picture(exif=facts())

    kept, dropped = read(original, keeps_position=True), read(original)

    assert (kept.latitude, kept.longitude) == (Decimal("-7.745500"), Decimal("113.440000"))
    assert (dropped.latitude, dropped.longitude) == (None, None)
    assert dict(opened(kept.content).getexif()) == {}


@pytest.mark.parametrize(
    "place",
    [
        PLACE | {1: "N"},  # north of the equator there is only sea
        PLACE | {2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)},
        PLACE | {3: "W"},
        {1: "S", 2: (7.0, 44.0, 43.8)},
    ],
)
def test_a_position_that_cannot_be_is_not_kept(place):
    photo = read(picture(exif=facts(place=place)), keeps_position=True)

    assert (photo.latitude, photo.longitude) == (None, None)


@pytest.mark.parametrize(
    ("taken", "day"),
    [
        ("2021:09:14 08:30:00", date(2021, 9, 14)),
        ("1980:01:01 00:00:00", None),
        ("0000:00:00 00:00:00", None),
        ("kemarin", None),
        (None, None),
    ],
)
def test_the_day_comes_from_the_camera(taken, day):
    assert read(picture(exif=facts(taken=taken))).taken_on == day


def test_a_day_in_the_future_is_not_believed():
    today = timezone.localdate()
    exif = [facts(taken=f"{day:%Y:%m:%d} 01:00:00") for day in (today, today + timedelta(days=1))]

    assert [read(picture(exif=item)).taken_on for item in exif] == [today, None]


def test_large_pictures_are_made_smaller():
    photo = read(picture(size=(4000, 1000)))

    assert (photo.width, photo.height) == opened(photo.content).size == (2000, 500)
    assert opened(photo.thumbnail).size == (400, 100)


def test_small_pictures_keep_their_size():
    photo = read(picture(size=(2000, 10)))

    assert (photo.width, photo.height) == (2000, 10)


@pytest.mark.parametrize(
    ("kind", "mode", "color"),
    [
        ("PNG", "RGBA", (200, 30, 30, 0)),
        ("WEBP", "RGBA", (200, 30, 30, 0)),
        ("PNG", "LA", (20, 0)),
    ],
)
def test_transparency_becomes_white(kind, mode, color):
    photo = read(picture(kind, mode=mode, color=color))

    assert min(opened(photo.content).getpixel((30, 20))) > 250


@pytest.mark.parametrize(
    ("kind", "mode", "color"),
    [("JPEG", "CMYK", (0, 255, 255, 0)), ("PNG", "P", 0), ("PNG", "L", 0), ("PNG", "1", 0)],
)
def test_other_ways_of_storing_colours_are_read(kind, mode, color):
    assert opened(read(picture(kind, mode=mode, color=color)).content).mode == "RGB"


def test_the_first_of_two_pictures_of_one_shot_is_read():
    """Many phones write MPO: a JPEG with a second picture behind it."""
    second = opened(picture(size=(30, 20)))

    photo = read(picture("MPO", save_all=True, append_images=[second]))

    assert (photo.width, photo.height) == (60, 40)


def test_facts_that_cannot_be_read_do_not_spoil_the_picture():
    original = picture(exif=facts())
    at = original.index(b"Exif") + 14
    broken = original[:at] + b"\xff" * 40 + original[at + 40 :]

    photo = read(broken, keeps_position=True)

    assert (photo.width, photo.taken_on, photo.latitude) == (60, None, None)


def test_what_is_appended_is_dropped():
    photo = read(picture() + b"PK\x03\x04" + b"rahasia" * 100)

    assert b"PK\x03\x04" not in photo.content
    assert b"rahasia" not in photo.content


@pytest.mark.parametrize(
    "content",
    [b"Catatan rapat, bukan foto.", b"%PDF-1.4\n%%EOF", b"PK\x03\x04 arsip", b"<html><script>"],
)
def test_what_is_no_photo_is_refused_whatever_its_name(content):
    assert refused(content, "foto.jpg") == (
        "Isi berkas ini bukan foto JPEG, PNG, atau WebP. Pilih fotonya, bukan dokumennya."
    )


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "ICO"])
def test_other_kinds_of_pictures_are_refused(kind):
    assert "bukan foto JPEG, PNG, atau WebP" in refused(picture(kind))


def test_photos_of_an_iphone_are_told_how_to_become_jpeg():
    message = refused(
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 50, "IMG.HEIC"
    )

    assert message.startswith("Foto ini HEIC")
    assert "Simpan sebagai JPEG" in message


def test_an_empty_file_is_refused():
    assert refused(b"") == "Berkas ini kosong. Pilih fotonya lagi."


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_photo_is_refused(kind):
    image = Image.effect_noise((200, 200), 90).convert("RGB")
    content = BytesIO()
    image.save(content, kind)
    whole = content.getvalue()

    assert "terpotong" in refused(whole[: len(whole) // 2])


def test_ten_megabytes_are_accepted_and_a_byte_more_is_not():
    exactly = picture() + b"\x00" * (photos.MAX_BYTES - len(picture()))

    assert read(exactly).width == 60
    assert refused(exactly + b"\x00") == (
        "Foto ini 10,1 MB, paling besar 10 MB. Kirim dengan ukuran lebih kecil."
    )


def png_that_claims(width, height):
    """A small PNG whose heading promises a large picture."""

    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    heading = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = zlib.compress(b"\x00" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", heading) + chunk(b"IDAT", row) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [7_072, 12_000, 60_000])
def test_a_small_file_with_a_huge_picture_is_refused(side):
    assert refused(png_that_claims(side, side)) == (
        "Foto ini lebih dari 50 megapiksel. Kirim dengan ukuran lebih kecil."
    )
