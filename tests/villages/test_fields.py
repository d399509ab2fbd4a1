"""The number field of forms: what it accepts, what it refuses with which words, what it shows."""

from decimal import Decimal

import pytest
from django import forms

from villages.forms.fields import NumberField


class SheetForm(forms.Form):
    """One of each."""

    area = NumberField(required=False, decimal_places=6)
    length = NumberField(required=False, decimal_places=2)
    households = NumberField(required=False, whole=True, max_value=1_000_000)
    length_needed = NumberField(required=False, decimal_places=2, max_value=100)


def cleaned(**typed):
    form = SheetForm(typed)
    assert form.is_valid(), form.errors
    return form.cleaned_data


def error(**typed):
    form = SheetForm(typed)
    (messages,) = form.errors.values()
    return " ".join(messages)


@pytest.mark.parametrize("typed", ["12,5", "12.5", " 12,50 "])
def test_decimal_comma_and_dot_mean_the_same(typed):
    assert cleaned(length=typed)["length"] == Decimal("12.5")


@pytest.mark.parametrize(
    ("typed", "number"), [("1.234,5", "1234.5"), ("1.104724", "1.104724"), ("0", "0")]
)
def test_numbers_as_offices_write_them(typed, number):
    assert cleaned(area=typed)["area"] == Decimal(number)


@pytest.mark.parametrize("typed", ["120", "120,0", " 120"])
def test_counted_things_come_as_whole_numbers(typed):
    number = cleaned(households=typed)["households"]
    assert (number, type(number)) == (120, int)


def test_a_dot_groups_what_is_counted():
    assert cleaned(households="1.250")["households"] == 1250


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_is_not_zero(typed):
    assert cleaned(area=typed, households=typed)["households"] is None


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("length", "-2,7", "Tulis angka 0 atau lebih."),
        ("households", "-1", "Tulis angka 0 atau lebih."),
        ("households", "12,5", "bukan bilangan bulat"),
        ("households", "12 KK", "Tulis 12 saja, tanpa satuan."),
        ("households", "1000001", "Angka ini terlalu besar."),
        ("length", "banyak", "“banyak” bukan angka. Tulis angkanya saja."),
        ("length", "1.250", "Tulis 1250 atau 1,25."),
        ("length", "1,255", "Tulis paling banyak 2 angka di belakang koma."),
        ("area", "0,1234567", "Tulis paling banyak 6 angka di belakang koma."),
        ("length", "12345678901", "Angka ini terlalu besar."),
        ("length_needed", "100,01", "Angka ini terlalu besar."),
    ],
)
def test_what_cannot_be_stored_is_refused_with_what_to_write(field, typed, words):
    assert words in error(**{field: typed})


def test_what_was_refused_stays_as_typed():
    form = SheetForm({"households": "12 KK"})
    assert 'value="12 KK"' in form["households"].as_widget()


@pytest.mark.parametrize(
    ("field", "stored", "shown"),
    [
        ("length", Decimal("1234.50"), "1234,5"),
        ("area", Decimal("1.104724"), "1,104724"),
        ("households", 1250, "1250"),
        ("households", 0, "0"),
    ],
)
def test_stored_numbers_are_shown_with_a_comma_and_read_back(field, stored, shown):
    form = SheetForm(initial={field: stored})
    assert f'value="{shown}"' in form[field].as_widget()
    assert cleaned(**{field: shown})[field] == stored


def test_phones_show_the_fitting_keyboard():
    form = SheetForm()
    assert 'inputmode="numeric"' in form["households"].as_widget()
    assert 'inputmode="decimal"' in form["area"].as_widget()


def test_the_same_number_written_otherwise_is_no_change():
    stored = {"area": Decimal("2.500000"), "households": 1250}
    assert not SheetForm({"area": "2,5", "households": "1.250"}, initial=stored).has_changed()
    assert SheetForm({"area": "2,51", "households": "1250"}, initial=stored).changed_data == [
        "area"
    ]
