"""Typed coordinates: understood as people write them, or refused with an advice."""

from decimal import Decimal

import pytest

from villages.positions import CoordinatesRefused, read_coordinates


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("-7.7455", "113.4064"),
        ("-7,7455", "113,4064"),
        (" −7.7455 ", "+113.4064"),
        ("7,7455 LS", "113,4064 BT"),
        ("7.7455° s", "113.4064° e"),
        ("7°44'43,8\" LS", "113°24'23,04\" BT"),
        ("7° 44′ 43.8″ LS", "113° 24′ 23.04″ BT"),
        ("7°44.73' LS", "113°24.384' BT"),
        ("7°44'43.8'' LS", "113°24'23.04'' BT"),
        (Decimal("-7.7455"), Decimal("113.4064")),
        (-7.7455, 113.4064),
    ],
)
def test_coordinates_as_people_write_them(latitude, longitude):
    assert read_coordinates(latitude, longitude) == (Decimal("-7.7455"), Decimal("113.4064"))


def test_north_of_the_equator_is_said_with_lu():
    assert read_coordinates("3,6 LU", "98,7 BT") == (Decimal("3.6"), Decimal("98.7"))


@pytest.mark.parametrize("nothing", ["", None, "  "])
def test_no_coordinates_at_all(nothing):
    assert read_coordinates(nothing, nothing) == (None, None)


@pytest.mark.parametrize(
    ("latitude", "longitude", "field"),
    [("-7.7", "", "longitude"), (None, "113.4", "latitude")],
)
def test_half_a_pair(latitude, longitude, field):
    with pytest.raises(CoordinatesRefused) as refused:
        read_coordinates(latitude, longitude)

    assert refused.value.field == field
    assert refused.value.message == "Lintang dan bujur diisi keduanya atau tidak sama sekali."


@pytest.mark.parametrize(
    ("latitude", "longitude", "field"),
    [
        ("tujuh", "113.4", "latitude"),
        ("-7.7", "113.406.400", "longitude"),
        ("-7.7 LS", "113.4", "latitude"),
        ("7.7 BT", "113.4", "latitude"),
        ("-7.7", "113.4 LS", "longitude"),
        ("-7.7", "nan", "longitude"),
        ("9" * 500, "113.4", "latitude"),
        ("-7.7", "113.4; DROP TABLE", "longitude"),
    ],
)
def test_coordinates_that_cannot_be_read(latitude, longitude, field):
    with pytest.raises(CoordinatesRefused, match="bukan koordinat yang dikenali") as refused:
        read_coordinates(latitude, longitude)

    assert refused.value.field == field
    assert len(refused.value.message) < 90


@pytest.mark.parametrize(
    ("latitude", "longitude", "said"),
    [
        ("7.7455", "113.4064", "tanpa tanda minus"),
        ("113.4064", "-7.7455", "tertukar"),
        ("113.4064", "7.7455", "tertukar"),
        ("-7.7", "13.4", "di luar Indonesia"),
        ("9142000", "766000", "mungkin meter"),
    ],
)
def test_coordinates_in_the_wrong_place(latitude, longitude, said):
    with pytest.raises(CoordinatesRefused, match=said):
        read_coordinates(latitude, longitude)
