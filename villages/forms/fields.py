"""Fields that read what Indonesian offices write."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from villages.numbers import NumberRefused, read_number, show_number


class NumberInput(forms.TextInput):
    """A text input with the numeric keyboard; shows the Indonesian way without grouping."""

    def __init__(self, attrs=None, *, whole=False):
        mode = "numeric" if whole else "decimal"
        super().__init__({"inputmode": mode, "autocomplete": "off", **(attrs or {})})

    def format_value(self, value):
        if isinstance(value, int | Decimal):
            return show_number(value).replace(".", "")
        return super().format_value(value)


class DateInput(forms.DateInput):
    """The date picker of the browser."""

    def __init__(self):
        super().__init__(format="%Y-%m-%d", attrs={"type": "date"})


class NumberField(forms.DecimalField):
    """A number not below 0, typed as "12,5" or "12.5"; ``whole`` for things that are counted."""

    default_error_messages = {
        "min_value": _("Tulis angka 0 atau lebih."),
        "max_value": _("Angka ini terlalu besar."),
        "max_digits": _("Angka ini terlalu panjang."),
        "max_whole_digits": _("Angka ini terlalu besar."),
        "max_decimal_places": _("Tulis paling banyak %(max)s angka di belakang koma."),
    }

    def __init__(self, *, whole=False, min_value=0, max_digits=12, decimal_places=None, **options):
        self.whole = whole
        options.setdefault("widget", NumberInput(whole=whole))
        super().__init__(
            min_value=min_value,
            max_digits=max_digits,
            decimal_places=0 if whole else decimal_places,
            **options,
        )

    def to_python(self, value):
        try:
            return read_number(value, whole=self.whole)
        except NumberRefused as refused:
            raise forms.ValidationError(f"{refused.message} {refused.advice}") from refused

    def clean(self, value):
        number = super().clean(value)
        return int(number) if self.whole and number is not None else number


class RupiahInput(NumberInput):
    """Money grouped as people read it, "300.000.000"; nothing for no money."""

    def __init__(self, attrs=None):
        super().__init__(attrs, whole=True)

    def format_value(self, value):
        if isinstance(value, int | Decimal):
            return show_number(value, places=0) if value else ""
        return super().format_value(value)


class RupiahField(NumberField):
    """Whole rupiah, 0 or more; "300.000.000" and "300000000" alike. Left empty it is 0."""

    def __init__(self, *, max_digits=15, decimal_places=0, **options):
        options.setdefault("widget", RupiahInput())
        super().__init__(whole=True, max_digits=max_digits, **options)

    def clean(self, value):
        return super().clean(value) or 0
