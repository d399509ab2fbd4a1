"""Positions on the map of Indonesia: typed coordinates, and why a position cannot be right."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from villages.models.village import LATITUDES, LONGITUDES

# No land of Indonesia lies further north; at the longitudes of Java none lies north of 5 degrees.
NORTHERNMOST = Decimal("6.2")
JAVA_LONGITUDES, NORTH_OF_JAVA = (105, 116), 5
_FULL_CIRCLE = 360

_MICRO = Decimal("0.000001")
_NUMBER = r"\d{1,9}(?:[.,]\d{1,20})?"
# "-7.7455", "7,7455 LS", "7°44'43,8\" LS"
_ANGLE = re.compile(
    rf"""(?P<sign>[-−+]?)\s*(?P<degrees>{_NUMBER})\s*°?\s*
    (?:(?P<minutes>{_NUMBER})\s*['′’]\s*)?
    (?:(?P<seconds>{_NUMBER})\s*(?:["″”]|'')\s*)?
    (?P<side>[A-Z]{{1,2}})?""",
    re.VERBOSE,
)
_SIDES = {
    "latitude": {"LS": -1, "S": -1, "LU": 1, "U": 1, "N": 1},
    "longitude": {"BT": 1, "T": 1, "E": 1},
}


class GeometryRefused(ValueError):
    """Not usable as given; ``message`` says why and ``advice`` what to do."""

    def __init__(self, message, advice=""):
        super().__init__(f"{message} {advice}".strip())
        self.message = message
        self.advice = advice


class CoordinatesRefused(GeometryRefused):
    """Not a position in Indonesia as typed; ``field`` is "latitude" or "longitude"."""

    def __init__(self, field, message, advice=""):
        super().__init__(message, advice)
        self.field = field


def read_coordinates(latitude, longitude):
    """The pair of ``Decimal`` degrees (six decimals) that two typed texts or numbers mean.

    Understands "-7.7455", "-7,7455", "7,7455 LS" and "7°44'43,8\\" LS"; both empty give ``(None, None)``.
    Raises ``CoordinatesRefused`` for half a pair, for what cannot be read and for what lies outside
    Indonesia: swapped, in metres, or south without its minus sign.
    """
    latitude = _angle("latitude", latitude)
    longitude = _angle("longitude", longitude)
    if latitude is None and longitude is None:
        return None, None
    for field, value in (("latitude", latitude), ("longitude", longitude)):
        if value is None:
            raise CoordinatesRefused(
                field, _("Lintang dan bujur diisi keduanya atau tidak sama sekali.")
            )
    if problem := position_problem(latitude, longitude):
        raise CoordinatesRefused("latitude", *problem)
    return latitude, longitude


def _angle(field, value):
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    match = _ANGLE.fullmatch(text.upper())
    side = match and match["side"]
    if not match or (side and (side not in _SIDES[field] or match["sign"])):
        raise CoordinatesRefused(
            field,
            _("“%(text)s” bukan koordinat yang dikenali.") % {"text": text[:40]},
            _("Tulis derajat desimal seperti -7.7455 atau 113.4064."),
        )
    parts = [
        Decimal((match[name] or "0").replace(",", "."))
        for name in ("degrees", "minutes", "seconds")
    ]
    degrees = parts[0] + parts[1] / 60 + parts[2] / 3600
    is_negative = match["sign"] in ("-", "−") or _SIDES[field].get(side) == -1
    return (-degrees if is_negative else degrees).quantize(_MICRO, rounding=ROUND_HALF_UP)


def place(latitude, longitude):
    """A position as one pastes it into a map."""
    return f"({latitude:.6f}, {longitude:.6f})"


def position_problem(latitude, longitude):
    """(message, advice) when a position in degrees cannot be in Indonesia, else None."""
    if _inside(latitude, longitude) and not _lacks_minus(latitude, longitude):
        return None
    shown = {"place": place(latitude, longitude)}
    if max(abs(latitude), abs(longitude)) > _FULL_CIRCLE:
        message = _("Koordinat %(place)s bukan derajat; mungkin meter (UTM).")
        advice = _("Ubah sistem koordinatnya menjadi WGS84 (EPSG:4326).")
    elif _inside(longitude, latitude) or _lacks_minus(longitude, latitude):
        message = _("Lintang dan bujur tertukar: %(place)s.")
        advice = _("Lintang Probolinggo sekitar -7,8 dan bujurnya sekitar 113,4.")
    elif _lacks_minus(latitude, longitude):
        message = _("Lintang %(place)s tanpa tanda minus: titik itu di utara khatulistiwa.")
        advice = _("Tulis lintang selatan dengan minus, misalnya -7.7455.")
    else:
        message = _("Titik %(place)s di luar Indonesia.")
        advice = _("Lintang antara -12 dan 8, bujur antara 94 dan 142.")
    return message % shown, advice


def _inside(latitude, longitude):
    south, north = LATITUDES
    west, east = LONGITUDES
    return south <= latitude <= north and west <= longitude <= east


def _lacks_minus(latitude, longitude):
    """No land of Indonesia lies there, but some does on the other side of the equator."""
    if latitude <= 0 or not _inside(-latitude, longitude):
        return False
    west, east = JAVA_LONGITUDES
    return latitude > NORTHERNMOST or (latitude > NORTH_OF_JAVA and west <= longitude <= east)
