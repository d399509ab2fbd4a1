"""Filters of the recap of padat karya."""

import django_filters
from django.utils.translation import gettext_lazy as _

from villages.filters.listing import FilterForm
from villages.models import District, Project, Village
from villages.queries.padat_karya import recorded_works


class PadatKaryaFilter(django_filters.FilterSet):
    """Year, district and village, of what there is."""

    tahun = django_filters.ChoiceFilter(
        label=_("Tahun"), field_name="year", empty_label=_("Semua tahun")
    )
    kecamatan = django_filters.ModelChoiceFilter(
        label=_("Kecamatan"),
        field_name="village__district",
        queryset=District.objects.none(),
        to_field_name="code",
        empty_label=_("Semua kecamatan"),
    )
    desa = django_filters.ModelChoiceFilter(
        label=_("Desa"),
        field_name="village",
        queryset=Village.objects.none(),
        to_field_name="code",
        empty_label=_("Semua desa"),
    )

    class Meta:
        model = Project
        fields = []
        form = FilterForm

    def __init__(self, data=None, *, user, **options):
        works = recorded_works(user)
        super().__init__(data, works, **options)
        years = works.order_by("-year").values_list("year", flat=True).distinct()
        self.filters["tahun"].extra["choices"] = [(year, year) for year in years]
        villages = Village.objects.filter(pk__in=works.order_by().values("village"))
        self.filters["desa"].queryset = villages.only("code", "name").order_by("name", "code")
        self.filters["kecamatan"].queryset = District.objects.filter(
            pk__in=villages.order_by().values("district")
        )
