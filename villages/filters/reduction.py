"""Filters of the list of reductions of the slum area."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from villages.filters.listing import FilterForm, Search
from villages.models import District, Village
from villages.queries.reduction import DUE, STATES, reductions_of

ORDERING = {
    "desa": lambda row: row.village.name,
    "kecamatan": lambda row: row.village.district.name,
    "tahun": lambda row: row.year,
    "usulan": lambda row: row.proposed_ha,
    "ditetapkan": lambda row: row.confirmed_ha,
}


class ReductionFilter(django_filters.FilterSet):
    """Village, district, year and state; the rows are computed, so they come as a list."""

    q = Search(label=_("Nama atau kode desa"), fields=["name", "code"])
    kecamatan = django_filters.ModelChoiceFilter(
        label=_("Kecamatan"),
        field_name="district",
        queryset=District.objects.all(),
        to_field_name="code",
        empty_label=_("Semua kecamatan"),
    )
    tahun = django_filters.ChoiceFilter(
        label=_("Tahun"), empty_label=_("Semua tahun"), method="of_rows"
    )
    keadaan = django_filters.ChoiceFilter(
        label=_("Keadaan"),
        choices=[(DUE, _("Perlu ditetapkan")), *STATES.items()],
        empty_label=_("Semua keadaan"),
        method="of_rows",
    )
    urut = django_filters.ChoiceFilter(
        label=_("Urutan"),
        choices=[(name, name) for key in ORDERING for name in (key, f"-{key}")],
        widget=forms.HiddenInput,
        method="of_rows",
    )

    class Meta:
        model = Village
        fields = []
        form = FilterForm

    def __init__(self, data=None, *, user, years, **options):
        super().__init__(data, Village.objects.visible_to(user), **options)
        self.filters["kecamatan"].queryset = District.objects.filter(
            villages__in=self.queryset
        ).distinct()
        self.filters["tahun"].extra["choices"] = [(str(year), str(year)) for year in years]

    def filter_queryset(self, queryset):
        villages = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data
        rows = reductions_of(villages, int(chosen["tahun"]) if chosen["tahun"] else None)
        state = chosen["keadaan"]
        if state:
            rows = [row for row in rows if row.state == state or (state == DUE and row.is_due)]
        return _sorted(rows, chosen["urut"])

    def of_rows(self, queryset, name, value):
        """Asked of the computed rows in ``filter_queryset``; no village is dropped here."""
        return queryset


def _sorted(rows, order):
    """The latest year first, or by the chosen column with empty values last."""
    rows.sort(key=lambda row: (-row.year, row.village.name, row.village.code))
    if not order:
        return rows
    column = ORDERING[order.removeprefix("-")]
    known = [row for row in rows if column(row) is not None]
    known.sort(key=column, reverse=order.startswith("-"))
    return known + [row for row in rows if column(row) is None]
