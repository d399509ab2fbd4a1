"""Boundaries: measured rightly, and refused with a place and an advice."""

import copy
import json
from decimal import Decimal
from pathlib import Path

import pytest
from pyproj import Transformer

from villages import geometry
from villages.geometry import BoundaryRefused, read_boundary

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "probolinggo"
SQUARE = [[113.40, -7.75], [113.41, -7.75], [113.41, -7.74], [113.40, -7.74], [113.40, -7.75]]
HOLE = [
    [113.403, -7.747],
    [113.403, -7.743],
    [113.407, -7.743],
    [113.407, -7.747],
    [113.403, -7.747],
]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": [copy.deepcopy(ring) for ring in rings]}


def refusal(shape):
    with pytest.raises(BoundaryRefused) as refused:
        read_boundary(shape)
    return refused.value.message, refused.value.advice


def metric_square(side):
    """A square of so many metres near Kraksaan, made in UTM 49S."""
    to_degrees = Transformer.from_crs("EPSG:32749", "EPSG:4326", always_xy=True)
    x, y = 766_000, 9_142_000
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
    return polygon([list(to_degrees.transform(*corner)) for corner in corners])


def test_area_is_the_area_on_the_ground():
    """UTM differs from the ground by up to 0.2 %; here its scale is 1.000470 squared."""
    area = read_boundary(metric_square(1000)).area_ha

    assert area == pytest.approx(Decimal("99.906"), abs=Decimal("0.01"))


def test_holes_are_not_counted_whichever_way_round_they_are_drawn():
    whole = read_boundary(polygon(SQUARE)).area_ha
    hole = read_boundary(polygon(HOLE)).area_ha

    for ring in (HOLE, HOLE[::-1]):
        area = read_boundary(polygon(SQUARE, ring)).area_ha
        assert area == pytest.approx(whole - hole, abs=Decimal("0.00001"))


def test_direction_of_the_outer_ring_does_not_matter():
    assert read_boundary(polygon(SQUARE[::-1])) == read_boundary(polygon(SQUARE))


def test_centre_and_box():
    boundary = read_boundary(polygon(SQUARE))

    assert (boundary.latitude, boundary.longitude) == (Decimal("-7.745"), Decimal("113.405"))
    assert boundary.bbox == (113.40, -7.75, 113.41, -7.74)


def test_multipolygon_of_one_part_becomes_a_polygon():
    shape = {"type": "MultiPolygon", "coordinates": [[SQUARE]]}

    assert read_boundary(shape).geometry == read_boundary(polygon(SQUARE)).geometry


def test_parts_of_a_multipolygon_add_up():
    island = [[longitude + 0.1, latitude] for longitude, latitude in SQUARE]
    shape = {"type": "MultiPolygon", "coordinates": [[SQUARE], [island]]}

    boundary = read_boundary(shape)

    assert boundary.geometry["type"] == "MultiPolygon"
    assert boundary.area_ha == 2 * read_boundary(polygon(SQUARE)).area_ha


def test_heights_are_dropped_and_needless_digits_too():
    ring = [[longitude + 1e-12, latitude, 12.5] for longitude, latitude in SQUARE]

    stored = read_boundary(polygon(ring)).geometry["coordinates"][0]

    assert stored == SQUARE


def test_reading_what_was_stored_changes_nothing():
    boundary = read_boundary(metric_square(300))

    assert read_boundary(json.loads(json.dumps(boundary.geometry))) == boundary


def test_given_geometry_is_left_as_it_was():
    shape = polygon(SQUARE, HOLE)
    before = copy.deepcopy(shape)

    read_boundary(shape)

    assert shape == before


@pytest.mark.parametrize(
    "shape",
    [
        None,
        "POLYGON((0 0, 1 1, 1 0, 0 0))",
        [],
        {},
        {"type": "Point", "coordinates": [113.4, -7.7]},
        {"type": "LineString", "coordinates": SQUARE},
        {"type": "GeometryCollection", "geometries": []},
        {"type": ["Polygon"], "coordinates": [SQUARE]},
    ],
)
def test_only_areas_are_boundaries(shape):
    message, advice = refusal(shape)

    assert message.startswith("Batas harus berupa Polygon atau MultiPolygon, bukan ")
    assert advice == "Gambar batas sebagai bidang tertutup, bukan titik atau garis."


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": None},
        {"type": "MultiPolygon", "coordinates": []},
        {"type": "MultiPolygon", "coordinates": [[]]},
        {"type": "MultiPolygon", "coordinates": {"a": 1}},
    ],
)
def test_empty_boundary(shape):
    assert refusal(shape)[0] == "Batas ini kosong."


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "MultiPolygon", "coordinates": [[SQUARE], []]},
        {"type": "Polygon", "coordinates": "113,-7"},
        {"type": "MultiPolygon", "coordinates": [5]},
    ],
)
def test_part_without_positions(shape):
    assert refusal(shape) == ("Ada poligon tanpa titik.", "Hapus poligon yang kosong.")


@pytest.mark.parametrize("ring", [[], SQUARE[:3], "abcd", None, 7])
def test_ring_needs_four_positions(ring):
    shape = {"type": "Polygon", "coordinates": [ring, SQUARE]}

    assert refusal(shape)[0] == "Ada garis batas dengan kurang dari empat titik."


def test_open_ring_is_not_closed_silently():
    message, advice = refusal(polygon(SQUARE[:-1]))

    assert message == (
        "Garis batas tidak tertutup: mulai di (-7.750000, 113.400000), "
        "berakhir di (-7.740000, 113.400000)."
    )
    assert advice == "Ulangi titik pertama di akhir garis."


@pytest.mark.parametrize(
    "position",
    [
        [113.4],
        [],
        "113.4,-7.7",
        None,
        ["113.4", "-7.7"],
        [True, False],
        [float("nan"), -7.7],
        [113.4, float("inf")],
        [10**400, -7.7],
        [[113.4], [-7.7]],
    ],
)
def test_position_must_be_two_numbers(position):
    ring = [SQUARE[0], position, *SQUARE[2:]]

    assert refusal(polygon(ring)) == (
        "Ada titik yang bukan pasangan angka bujur dan lintang.",
        "Tulis tiap titik seperti [113.4064, -7.7455].",
    )


def test_bow_tie_is_refused_with_the_place_of_the_crossing():
    bow_tie = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]

    message, advice = refusal(polygon(bow_tie))

    assert message == ("Garis batas memotong dirinya sendiri di sekitar (-7.745000, 113.405000).")
    assert advice == "Betulkan gambar di tempat itu, lalu coba lagi."


def test_flat_area_is_refused():
    line = [SQUARE[0], SQUARE[1], SQUARE[0], SQUARE[0]]

    assert refusal(polygon(line))[0].startswith("Bidang ini tidak mempunyai luas")


def test_hole_outside_is_refused():
    outside = [[longitude + 1, latitude] for longitude, latitude in HOLE]

    assert refusal(polygon(SQUARE, outside))[0].startswith("Ada lubang di luar batas luarnya")


def test_part_inside_another_part_is_refused():
    shape = {"type": "MultiPolygon", "coordinates": [[SQUARE], [HOLE]]}

    assert refusal(shape)[0].startswith("Ada bidang di dalam bidang lain")


def test_swapped_latitude_and_longitude():
    swapped = [[latitude, longitude] for longitude, latitude in SQUARE]

    assert refusal(polygon(swapped))[0] == ("Lintang dan bujur tertukar: (113.400000, -7.750000).")


@pytest.mark.parametrize("latitude", [7.7, 5.1, 8.0, 11.9])
def test_latitude_without_its_minus_sign(latitude):
    """7.7 north is inside the box around Indonesia, yet at this longitude only sea lies there."""
    ring = [[113.4, latitude], [113.41, latitude], [113.41, latitude - 0.01], [113.4, latitude]]

    message, advice = refusal(polygon(ring))

    assert message == (
        f"Lintang ({latitude:.6f}, 113.400000) tanpa tanda minus: titik itu di utara khatulistiwa."
    )
    assert advice == "Tulis lintang selatan dengan minus, misalnya -7.7455."


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(5.55, 95.32), (3.6, 98.7), (4.1, 117.6), (0.5, 101.4), (3.9, 108.4)],
)
def test_places_that_do_lie_north_of_the_equator(latitude, longitude):
    """Banda Aceh, Medan, Tarakan, Pekanbaru, Natuna."""
    ring = [[longitude + x, latitude + y] for x, y in ((0, 0), (0.01, 0), (0, 0.01), (0, 0))]

    assert read_boundary(polygon(ring)).area_ha > 0


@pytest.mark.parametrize("shift", [(30, 0), (-30, 0), (0, -5), (0, 40)])
def test_outside_indonesia(shift):
    ring = [[longitude + shift[0], latitude + shift[1]] for longitude, latitude in SQUARE]

    message, advice = refusal(polygon(ring))

    assert message.endswith("di luar Indonesia.")
    assert advice == "Lintang antara -12 dan 8, bujur antara 94 dan 142."


def test_metres_instead_of_degrees():
    ring = [[766000, 9142000], [767000, 9142000], [767000, 9143000], [766000, 9142000]]

    message, advice = refusal(polygon(ring))

    assert message.endswith("bukan derajat; mungkin meter (UTM).")
    assert advice == "Ubah sistem koordinatnya menjadi WGS84 (EPSG:4326)."


def test_one_position_outside_is_enough():
    ring = [SQUARE[0], [113.41, 7.75], *SQUARE[2:]]

    assert "tanpa tanda minus" in refusal(polygon(ring))[0]


def test_too_many_positions(monkeypatch):
    monkeypatch.setattr(geometry, "MAX_VERTICES", 9)

    assert read_boundary(polygon(SQUARE)).area_ha > 0
    assert refusal(polygon(SQUARE, HOLE)) == (
        "Batas ini memiliki 10 titik; paling banyak 9.",
        "Sederhanakan garisnya lebih dahulu, misalnya dengan Simplify di QGIS.",
    )


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared data beside the project")
@pytest.mark.parametrize(("name", "count"), [("five-villages", 5), ("kraksaan-pajarakan", 30)])
def test_real_boundaries_of_villages(name, count):
    features = json.loads((SHARED / f"{name}.geojson").read_text())["features"]

    boundaries = [read_boundary(feature["geometry"]) for feature in features]

    assert len(boundaries) == count
    assert all(20 < boundary.area_ha < 2000 for boundary in boundaries)
    assert all(-8 < boundary.latitude < Decimal("-7.7") for boundary in boundaries)
