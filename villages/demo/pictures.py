"""Drawings that stand for photographs of a village road, and say that they are no photographs."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

SIZE = 960, 720
HORIZON = 300
SKY, FIELD, HOUSE, ROOF, DOOR = "#cfe3f1", "#93b77f", "#efe2c8", "#a5543c", "#6b4a33"
MUD, PUDDLE, PAVING, JOINT, DRAIN = "#8a6a4a", "#6f8796", "#b9b4ab", "#97928a", "#70757a"
INK = "#3c3c3c"
WORD = "ilustrasi"


def road(percent, caption):
    """An upload of a drawing of a road that is paved so far, from the front to the back."""
    picture = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, HORIZON, *SIZE), fill=FIELD)
    for left in (40, 700):
        _house(draw, left)
    _surface(draw, 0, 100, MUD)
    for place in (0.55, 0.8, 0.95):
        _puddle(draw, place)
    if percent:
        _paving(draw, percent)
    _words(draw, caption)
    content = BytesIO()
    picture.save(content, "JPEG", quality=88)
    return ContentFile(content.getvalue(), name="ilustrasi.jpg")


def _house(draw, left):
    draw.rectangle((left, 225, left + 220, HORIZON + 95), fill=HOUSE, outline=INK)
    draw.polygon([(left - 20, 225), (left + 110, 150), (left + 240, 225)], fill=ROOF, outline=INK)
    draw.rectangle((left + 90, 290, left + 135, HORIZON + 95), fill=DOOR)


def _edges(share):
    """Left and right of the road at a share of the way from the horizon to the front, and the height."""
    y = HORIZON + share * (SIZE[1] - HORIZON)
    half = 30 + share * 290
    return SIZE[0] / 2 - half, SIZE[0] / 2 + half, y


def _surface(draw, nearest, furthest, fill):
    """The road between two percents of its length, counted from the front."""
    left, right, y = _edges(1 - nearest / 100)
    far_left, far_right, far_y = _edges(1 - furthest / 100)
    draw.polygon([(left, y), (right, y), (far_right, far_y), (far_left, far_y)], fill=fill)


def _puddle(draw, place):
    left, right, y = _edges(place)
    width = (right - left) / 3
    draw.ellipse((left + width, y - width / 8, left + 2 * width, y + width / 8), fill=PUDDLE)


def _paving(draw, percent):
    _surface(draw, 0, percent, PAVING)
    steps = 24
    for step in range(steps + 1):
        share = 1 - percent / 100 * step / steps
        left, right, y = _edges(share)
        draw.line((left, y, right, y), fill=JOINT, width=2)
    left, right, y = _edges(1)
    far_left, far_right, far_y = _edges(1 - percent / 100)
    draw.line((left, y, far_left, far_y), fill=DRAIN, width=14)
    draw.line((right, y, far_right, far_y), fill=DRAIN, width=14)


def _words(draw, caption):
    draw.text((24, 20), WORD, font=ImageFont.load_default(64), fill=INK)
    draw.text((26, 92), caption, font=ImageFont.load_default(28), fill=INK)
