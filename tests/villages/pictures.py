"""Small real photographs for the tests, made by Pillow."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

RED, BLUE = (200, 30, 30), (30, 30, 200)
ROTATED = 6  # the camera was held upright: turn a quarter clockwise
# 7°44'43.8" S, 113°26'24" E: Kebonagung
PLACE = {
    ExifTags.GPS.GPSLatitudeRef: "S",
    ExifTags.GPS.GPSLatitude: (7.0, 44.0, 43.8),
    ExifTags.GPS.GPSLongitudeRef: "E",
    ExifTags.GPS.GPSLongitude: (113.0, 26.0, 24.0),
}


def picture(kind="JPEG", *, size=(60, 40), mode="RGB", color=RED, exif=None, **options):
    """The bytes of a plain picture whose left half is blue."""
    image = Image.new(mode, size, color)
    if mode == "RGB":
        image.paste(BLUE, (0, 0, size[0] // 2, size[1]))
    content = BytesIO()
    image.save(content, kind, **({"exif": exif} if exif else {}), **options)
    return content.getvalue()


def facts(*, orientation=None, taken="2021:09:14 08:30:00", place=PLACE):
    """EXIF as a phone writes it."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Rahasia"
    if orientation:
        exif[ExifTags.Base.Orientation] = orientation
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if place:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(place)
    return exif


def upload(content=None, name="foto.jpg"):
    """An upload of a picture, whatever its content is."""
    return SimpleUploadedFile(name, picture() if content is None else content)


def opened(content):
    """The picture in some bytes, read wholly."""
    image = Image.open(BytesIO(content))
    image.load()
    return image
