"""What the filters of every list have in common: wording, search by words, and stable sorting."""

import django_filters
from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

MAX_QUERY_LENGTH = 100
UNKNOWN_CHOICE = _("Pilih salah satu dari daftar ini.")
UNKNOWN_ORDER = _("Urutan ini tidak dikenal. Klik judul kolom untuk mengurutkan.")


class FilterForm(forms.Form):
    """The form above a list: no field is required, so none says "(opsional)"."""

    all_optional = True

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            message = UNKNOWN_ORDER if field.widget.is_hidden else UNKNOWN_CHOICE
            field.error_messages["invalid_choice"] = message


class Search(django_filters.CharFilter):
    """Rows in which every typed word occurs in one of ``fields``."""

    def __init__(self, *, fields, label=_("Cari"), **options):
        self.fields = fields
        options.setdefault("max_length", MAX_QUERY_LENGTH)
        options.setdefault("widget", forms.TextInput(attrs={"type": "search"}))
        super().__init__(label=label, **options)

    def filter(self, qs, value):
        for word in (value or "").split():
            found = Q()
            for field in self.fields:
                found |= Q(**{f"{field}__icontains": word})
            qs = qs.filter(found)
        return qs


class Ordering(django_filters.OrderingFilter):
    """Sorts by one column (``fields``: address name → field), empty values last, then by ``ties``.

    Not shown as a field: column headings carry it (``{% sort_heading %}``).
    """

    def __init__(self, *, fields, ties=("pk",), **options):
        self.ties = ties
        names = [name for field in fields for name in (field, f"-{field}")]
        super().__init__(
            fields={column: name for name, column in fields.items()},
            choices=[(name, name) for name in names],
            label=_("Urutan"),
            widget=forms.HiddenInput,
            **options,
        )

    def filter(self, qs, value):
        if not value:
            return qs
        return qs.order_by(*(self._expression(name) for name in value), *self.ties)

    def _expression(self, name):
        column = F(self.param_map[name.removeprefix("-")])
        if name.startswith("-"):
            return column.desc(nulls_last=True)
        return column.asc(nulls_last=True)
