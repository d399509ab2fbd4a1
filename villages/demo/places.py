"""The five villages of 2021: names and codes are real, the outlines are invented and say so."""

from dataclasses import dataclass

from villages.geometry import read_boundary
from villages.models import District, Neighbourhood, Village

BOUNDARY_NOTE = "Batas ilustratif, bukan batas resmi"
DISTRICTS = {"35.13.14": "Kraksaan", "35.13.16": "Pajarakan"}

# An eight-cornered area as shares of the half width and half height around a centre.
_OUTLINE = (
    (-1.0, 0.3),
    (-0.9, -0.6),
    (-0.1, -1.0),
    (0.7, -0.8),
    (1.0, 0.1),
    (0.9, 0.9),
    (0.2, 0.8),
    (-0.6, 1.0),
)


@dataclass(frozen=True)
class DemoVillage:
    """A village, roughly where it lies (degrees), and how many RTs each of its RWs has."""

    code: str
    name: str
    longitude: float
    latitude: float
    half_width: float
    half_height: float
    rts_by_rw: tuple[int, ...]
    is_mirrored: bool = False

    def outline(self):
        """The invented boundary as a GeoJSON polygon."""
        side = -1 if self.is_mirrored else 1
        corners = [
            [
                round(self.longitude + side * x * self.half_width, 5),
                round(self.latitude + y * self.half_height, 5),
            ]
            for x, y in _OUTLINE
        ]
        return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


RANGKANG = DemoVillage(
    "35.13.14.2006", "Rangkang", 113.435, -7.774, 0.007, 0.008, (4, 3, 3), is_mirrored=True
)
KEBONAGUNG = DemoVillage(
    "35.13.14.2014", "Kebonagung", 113.440, -7.7445, 0.010, 0.013, (4, 4, 3, 3)
)
ASEMBAGUS = DemoVillage("35.13.14.2018", "Asembagus", 113.405, -7.7445, 0.009, 0.0075, (4, 4))
SUKOKERTO = DemoVillage(
    "35.13.16.2010", "Sukokerto", 113.378, -7.760, 0.0063, 0.010, (3, 3, 3), is_mirrored=True
)
SUKOMULYO = DemoVillage("35.13.16.2011", "Sukomulyo", 113.3908, -7.762, 0.005, 0.0063, (4, 4, 4))
VILLAGES = (RANGKANG, KEBONAGUNG, ASEMBAGUS, SUKOKERTO, SUKOMULYO)


def load_places():
    """Districts, villages, invented boundaries and RTs, as far as they are not there yet."""
    for demo in VILLAGES:
        district, __ = District.objects.get_or_create(
            code=demo.code[:8], defaults={"name": DISTRICTS[demo.code[:8]]}
        )
        village, is_new = Village.objects.get_or_create(
            code=demo.code, defaults={"name": demo.name, "district": district}
        )
        if is_new or _is_untouched(village):
            _add_boundary(village, demo)
        if not Neighbourhood.history.filter(village_id=village.pk).exists():
            _add_neighbourhoods(village, demo)


def _is_untouched(village):
    """Never had a boundary, such as a village that ``import_villages`` made."""
    return not village.history.exclude(boundary=None).exists()


def _add_boundary(village, demo):
    boundary = read_boundary(demo.outline())
    village.boundary = boundary.geometry | {"note": BOUNDARY_NOTE}
    village.boundary_area_ha = boundary.area_ha
    village.latitude, village.longitude = boundary.latitude, boundary.longitude
    village._change_reason = BOUNDARY_NOTE
    village.save()


def _add_neighbourhoods(village, demo):
    for rw, count in enumerate(demo.rts_by_rw, start=1):
        for rt in range(1, count + 1):
            Neighbourhood.objects.create(village=village, rw=f"{rw:03}", rt=f"{rt:03}")
