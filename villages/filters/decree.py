"""Filters of the register of slum decrees."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from villages.filters.listing import MAX_QUERY_LENGTH, FilterForm, Ordering
from villages.models import DecreeLocation, District, SlumDecree

ORDERING = {
    "tanggal": "decided_on",
    "nomor": "number",
    "status": "status",
    "lokasi": "location_count",
    "luas": "area_total_ha",
}


def _naming(**lookups):
    """Decrees with a location for which the lookups hold."""
    return Exists(DecreeLocation.objects.filter(decree=OuterRef("pk"), **lookups))


class DecreeFilter(django_filters.FilterSet):
    """Number or subject, status, year, district, and whether a review is due."""

    q = django_filters.CharFilter(
        label=_("Nomor, perihal, atau desa"),
        method="search",
        max_length=MAX_QUERY_LENGTH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = django_filters.ChoiceFilter(label=_("Status"), empty_label=_("Semua status"))
    tahun = django_filters.ChoiceFilter(
        label=_("Tahun"), field_name="decided_on", lookup_expr="year", empty_label=_("Semua tahun")
    )
    kecamatan = django_filters.ModelChoiceFilter(
        label=_("Kecamatan"),
        queryset=District.objects.all(),
        to_field_name="code",
        empty_label=_("Semua kecamatan"),
        method="in_district",
    )
    tinjau = django_filters.ChoiceFilter(
        label=_("Peninjauan"),
        choices=[("1", _("Perlu ditinjau"))],
        empty_label=_("Semua SK"),
        method="due",
    )
    urut = Ordering(fields=ORDERING, ties=("-decided_on", "pk"))

    class Meta:
        model = SlumDecree
        fields = []
        form = FilterForm

    def __init__(self, data=None, queryset=None, **options):
        super().__init__(data, queryset, **options)
        statuses = set(self.queryset.order_by().values_list("status", flat=True).distinct())
        self.filters["status"].extra["choices"] = [
            choice for choice in SlumDecree.Status.choices if choice[0] in statuses
        ]
        years = self.queryset.order_by().values_list(ExtractYear("decided_on"), flat=True)
        self.filters["tahun"].extra["choices"] = [
            (year, year) for year in sorted(set(years), reverse=True)
        ]

    def search(self, queryset, name, value):
        """Every word stands in the number, the subject, or a location or village it names."""
        for word in value.split():
            queryset = queryset.filter(
                Q(number__icontains=word)
                | Q(subject__icontains=word)
                | _naming(area_name__icontains=word)
                | _naming(village__name__icontains=word)
            )
        return queryset

    def in_district(self, queryset, name, value):
        return queryset.filter(_naming(village__district=value))

    def due(self, queryset, name, value):
        return queryset.due_for_review() if value else queryset
