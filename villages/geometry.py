"""Boundaries as they come in: read strictly, measured on the ellipsoid, never guessed.

Boundaries are GeoJSON polygons in WGS84, longitude before latitude. What is wrong is refused with the
place where it is wrong and what to do about it; shapely alone would close an open ring silently, keep
heights, and take an empty polygon for a valid one.
"""

import json
import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import shapely
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pyproj import Geod

from villages.positions import GeometryRefused, place, position_problem

MAX_VERTICES = 20_000
# Seven decimals of a degree are a centimetre: finer than any survey, and half the size on the wire.
COORDINATE_DIGITS = 7
SQUARE_METRES_PER_HECTARE = 10_000

_MICRO = Decimal("0.000001")
_GEOD = Geod(ellps="WGS84")

# What GEOS calls it → what people can look for.
_REASONS = {
    "Self-intersection": gettext_lazy("Garis batas memotong dirinya sendiri"),
    "Ring Self-intersection": gettext_lazy("Garis batas menyentuh dirinya sendiri"),
    "Hole lies outside shell": gettext_lazy("Ada lubang di luar batas luarnya"),
    "Holes are nested": gettext_lazy("Ada lubang di dalam lubang"),
    "Nested shells": gettext_lazy("Ada bidang di dalam bidang lain"),
    "Interior is disconnected": gettext_lazy("Lubang memutus bidang menjadi beberapa bagian"),
    "Too few points in geometry component": gettext_lazy("Bidang ini tidak mempunyai luas"),
}
_REASON = re.compile(r"(?P<name>[^\[]+)(?:\[(?P<longitude>\S+) (?P<latitude>\S+)\])?")


class BoundaryRefused(GeometryRefused):
    """Not a boundary as given; ``message`` says why and ``advice`` what to do."""


@dataclass(frozen=True)
class Boundary:
    """A boundary that can be stored: GeoJSON geometry, hectares, centre in degrees, and its box.

    ``area_ha`` is geodesic (WGS84), to 0.01 m². ``bbox`` is west, south, east, north.
    """

    geometry: dict
    area_ha: Decimal
    latitude: Decimal
    longitude: Decimal
    bbox: tuple[float, float, float, float]


def read_boundary(geometry):
    """The ``Boundary`` that a GeoJSON Polygon or MultiPolygon means.

    Heights are dropped, outer rings run counter-clockwise (RFC 7946), coordinates are kept to a
    centimetre. Raises ``BoundaryRefused`` for anything that is not a valid area inside Indonesia.
    """
    polygons = [_rings(group) for group in _groups(geometry)]
    _refuse_positions(polygons)
    shape = _shape(polygons)
    centre = shape.centroid
    square_metres, __ = _GEOD.geometry_area_perimeter(shape)
    return Boundary(
        geometry=json.loads(shapely.to_geojson(shape)),
        area_ha=_rounded(square_metres / SQUARE_METRES_PER_HECTARE),
        latitude=_rounded(centre.y),
        longitude=_rounded(centre.x),
        bbox=shape.bounds,
    )


def _rounded(number):
    return Decimal(repr(float(number))).quantize(_MICRO, rounding=ROUND_HALF_UP)


def _groups(geometry):
    """The coordinates of each polygon, not yet looked into."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise BoundaryRefused(
            _("Batas harus berupa Polygon atau MultiPolygon, bukan %(kind)s.")
            % {"kind": kind[:30] if kind and isinstance(kind, str) else _("isian kosong")},
            _("Gambar batas sebagai bidang tertutup, bukan titik atau garis."),
        )
    coordinates = geometry.get("coordinates")
    groups = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(groups, list) or not any(groups):
        raise BoundaryRefused(_("Batas ini kosong."), _("Isi titik-titik batasnya."))
    return groups


def _rings(group):
    """The rings of a polygon, each a closed list of (longitude, latitude)."""
    if not isinstance(group, list) or not group:
        raise BoundaryRefused(_("Ada poligon tanpa titik."), _("Hapus poligon yang kosong."))
    return [_ring(ring) for ring in group]


def _ring(ring):
    if not isinstance(ring, list) or len(ring) < 4:
        raise BoundaryRefused(
            _("Ada garis batas dengan kurang dari empat titik."),
            _("Bidang memerlukan sedikitnya tiga sudut, dan titik pertama diulang di akhir."),
        )
    positions = [_position(position) for position in ring]
    (first_longitude, first_latitude), (longitude, latitude) = positions[0], positions[-1]
    if positions[0] != positions[-1]:
        raise BoundaryRefused(
            _("Garis batas tidak tertutup: mulai di %(first)s, berakhir di %(last)s.")
            % {
                "first": place(first_latitude, first_longitude),
                "last": place(latitude, longitude),
            },
            _("Ulangi titik pertama di akhir garis."),
        )
    return positions


def _position(position):
    """(longitude, latitude) of a GeoJSON position, without its height."""
    numbers = position[:2] if isinstance(position, list) else []
    if len(numbers) < 2 or not all(_is_finite_number(number) for number in numbers):
        raise BoundaryRefused(
            _("Ada titik yang bukan pasangan angka bujur dan lintang."),
            _("Tulis tiap titik seperti [113.4064, -7.7455]."),
        )
    return float(numbers[0]), float(numbers[1])


def _is_finite_number(value):
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 1e12 and math.isfinite(value)


def _refuse_positions(polygons):
    """Refuse too many positions, and the first one outside Indonesia."""
    count = sum(len(ring) for rings in polygons for ring in rings)
    if count > MAX_VERTICES:
        raise BoundaryRefused(
            _("Batas ini memiliki %(count)s titik; paling banyak %(limit)s.")
            % {"count": count, "limit": MAX_VERTICES},
            _("Sederhanakan garisnya lebih dahulu, misalnya dengan Simplify di QGIS."),
        )
    for rings in polygons:
        for ring in rings:
            for longitude, latitude in ring:
                if problem := position_problem(latitude, longitude):
                    raise BoundaryRefused(*problem)


def _shape(polygons):
    """A valid shapely geometry with its rings the right way round."""
    parts = [shapely.Polygon(rings[0], rings[1:]) for rings in polygons]
    shape = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    if not shape.is_valid:
        raise _invalid(shapely.is_valid_reason(shape))
    rounded = shapely.transform(shape, lambda points: points.round(COORDINATE_DIGITS))
    return shapely.orient_polygons(rounded if rounded.is_valid else shape)


def _invalid(reason):
    match = _REASON.fullmatch(reason)
    what = _REASONS.get(match["name"].strip(), _("Bentuk batas ini tidak mungkin"))
    if not match["latitude"]:
        return BoundaryRefused(f"{what}.", _("Betulkan gambarnya, lalu coba lagi."))
    where = place(float(match["latitude"]), float(match["longitude"]))
    return BoundaryRefused(
        _("%(what)s di sekitar %(where)s.") % {"what": what, "where": where},
        _("Betulkan gambar di tempat itu, lalu coba lagi."),
    )
