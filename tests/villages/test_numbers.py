"""Numbers as people type them and spreadsheets hold them."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.utils import translation

from villages.numbers import NumberRefused, read_number, show_number

READ = [
    # cells
    (12, "12"),
    (0, "0"),
    (12.5, "12.5"),
    (0.1, "0.1"),
    (0.1 + 0.2, "0.3"),
    (0.848808, "0.848808"),
    (-2.7, "-2.7"),
    (Decimal("1.30"), "1.30"),
    # text
    ("12", "12"),
    ("12,5", "12.5"),
    ("12.5", "12.5"),
    ("0,250", "0.250"),
    ("0.250", "0.250"),
    (",5", "0.5"),
    ("1.234,5", "1234.5"),
    ("1,234.5", "1234.5"),
    ("1.234.567", "1234567"),
    ("1,234,567", "1234567"),
    ("1.234.567,89", "1234567.89"),
    ("1 234,5", "1234.5"),
    ("1 234.567", "1234.567"),
    ("1\u00a0234\u00a0567,5", "1234567.5"),
    ("1\u202f234", "1234"),
    (" 12,5\n", "12.5"),
    ("\u00a07\u00a0", "7"),
    ("-2,7", "-2.7"),
    ("−2,7", "-2.7"),
    ("+3", "3"),
    ("007", "7"),
    ("1234,567", "1234.567"),
    # a comma is the Indonesian decimal sign
    ("1,250", "1.250"),
]


@pytest.mark.parametrize(("value", "number"), READ)
def test_read_number(value, number):
    assert read_number(value) == Decimal(number)


@pytest.mark.parametrize("value", [None, "", "   ", "\u00a0", "\n\t"])
def test_nothing_is_none(value):
    assert read_number(value) is None
    assert read_number(value, whole=True) is None


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (12, "12"),
        (12.0, "12"),
        (11.999999999999998, "12"),
        ("12,0", "12"),
        ("1.250", "1250"),
        ("1,250", "1250"),
        ("1 250", "1250"),
        ("1.234.567", "1234567"),
        ("-3", "-3"),
    ],
)
def test_read_whole_number(value, number):
    assert str(read_number(value, whole=True)) == number


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_language_of_the_screen_does_not_change_the_number(language):
    with translation.override(language):
        assert read_number("1.234,5") == Decimal("1234.5")
        assert show_number(Decimal("1234.5")) == "1.234,5"


REFUSED = [
    ("1.250", "“1.250” dapat dibaca dengan dua cara.", "Tulis 1250 atau 1,25."),
    ("1.234", "“1.234” dapat dibaca dengan dua cara.", "Tulis 1234 atau 1,234."),
    ("-1.000", "“-1.000” dapat dibaca dengan dua cara.", "Tulis -1000 atau -1."),
    ("12 KK", "“12 KK” bukan angka.", "Tulis 12 saja, tanpa satuan."),
    ("350 m", "“350 m” bukan angka.", "Tulis 350 saja, tanpa satuan."),
    ("1,5ha", "“1,5ha” bukan angka.", "Tulis 1,5 saja, tanpa satuan."),
    ("12 unit", "“12 unit” bukan angka.", "Tulis 12 saja, tanpa satuan."),
    ("90 m2", "“90 m2” bukan angka.", "Tulis 90 saja, tanpa satuan."),
    ("90 m²", "“90 m²” bukan angka.", "Tulis 90 saja, tanpa satuan."),
    ("1.234,5 m", "“1.234,5 m” bukan angka.", "Tulis 1234,5 saja, tanpa satuan."),
    ("1.250 m", "“1.250 m” bukan angka.", "Tulis 1250 atau 1,25."),
    ("12%", "“12%” bukan angka.", "Tulis jumlahnya, bukan persennya."),
    ("-", "“-” bukan angka.", "Tulis 0 atau kosongkan."),
    ("–", "“–” bukan angka.", "Tulis 0 atau kosongkan."),
    ("Tidak ada", "“Tidak ada” bukan angka.", "Tulis 0 atau kosongkan."),
    ("2-3", "“2-3” bukan angka.", "Tulis angkanya saja."),
    ("± 12", "“± 12” bukan angka.", "Tulis angkanya saja."),
    ("12 atau 13", "“12 atau 13” bukan angka.", "Tulis angkanya saja."),
    ("1 2", "“1 2” bukan angka.", "Tulis angkanya saja."),
    ("1.23.456", "“1.23.456” bukan angka.", "Tulis angkanya saja."),
    ("1.234,567.8", "“1.234,567.8” bukan angka.", "Tulis angkanya saja."),
    ("banyak", "“banyak” bukan angka.", "Tulis angkanya saja."),
    ("NaN", "“NaN” bukan angka.", "Tulis angkanya saja."),
    ("1e5", "“1e5” bukan angka.", "Tulis angkanya saja."),
    ("x" * 300, f"“{'x' * 59}…” bukan angka.", "Tulis angkanya saja."),
    (True, "“True” bukan angka.", "Tulis angkanya saja."),
    (float("nan"), "Nilai ini bukan angka.", "Tulis angkanya saja."),
    (float("inf"), "Nilai ini bukan angka.", "Tulis angkanya saja."),
    (1e300, "Angka ini terlalu besar.", "Periksa apakah ada angka yang berlebih."),
    ("9" * 5000, "Angka ini terlalu besar.", "Periksa apakah ada angka yang berlebih."),
    (
        date(2026, 5, 1),
        "Isi sel ini tanggal atau jam, bukan angka.",
        "Ubah format sel menjadi angka, lalu tulis ulang angkanya.",
    ),
    (
        time(1, 30),
        "Isi sel ini tanggal atau jam, bukan angka.",
        "Ubah format sel menjadi angka, lalu tulis ulang angkanya.",
    ),
]


@pytest.mark.parametrize(("value", "message", "advice"), REFUSED)
def test_refused_with_what_to_write_instead(value, message, advice):
    with pytest.raises(NumberRefused) as caught:
        read_number(value)

    assert (caught.value.message, caught.value.advice) == (message, advice)


@pytest.mark.parametrize(
    ("value", "shown"), [(12.5, "12,5"), ("0,5", "0,5"), ("1.234,5", "1.234,5"), (-0.25, "−0,25")]
)
def test_a_fraction_of_a_household_is_refused(value, shown):
    with pytest.raises(NumberRefused) as caught:
        read_number(value, whole=True)

    assert caught.value.message == f"{shown} bukan bilangan bulat."
    assert caught.value.advice == (
        "Tulis bilangan bulat; pecahan sering berarti kolom-kolom tergeser."
    )


def test_a_count_with_its_unit_is_grouped():
    with pytest.raises(NumberRefused) as caught:
        read_number("1.250 KK", whole=True)

    assert caught.value.advice == "Tulis 1250 saja, tanpa satuan."


def test_an_absurd_number_with_a_unit_is_refused_too():
    with pytest.raises(NumberRefused) as caught:
        read_number("9" * 5000 + " KK")

    assert caught.value.advice == "Periksa apakah ada angka yang berlebih."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1234, "1.234"),
        (1234567, "1.234.567"),
        (Decimal("1234.50"), "1.234,5"),
        (Decimal("-2.70"), "−2,7"),
        (Decimal("-0.00"), "0"),
        (Decimal("1E+3"), "1.000"),
        (0.1, "0,1"),
        ("12.5", "12,5"),
    ],
)
def test_show_number(value, text):
    assert show_number(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("45.2"), 2, "45,20"),
        (Decimal("45.125"), 2, "45,13"),
        (1234, 1, "1.234,0"),
        (Decimal("-0.004"), 2, "0,00"),
        (Decimal("0.5"), 0, "1"),
    ],
)
def test_show_number_with_places(value, places, text):
    assert show_number(value, places=places) == text


@pytest.mark.parametrize("number", ["0", "1234.5", "-2.7", "1234567", "0.000001", "1.234"])
def test_what_is_shown_can_be_read_again(number):
    assert read_number(show_number(Decimal(number))) == Decimal(number)
