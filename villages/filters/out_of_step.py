"""Filters of what is out of step: in which villages."""

import django_filters
from django.utils.translation import gettext_lazy as _

from villages.filters.listing import FilterForm, Search
from villages.filters.needs import visible_districts
from villages.models import District, Village


class PlaceFilter(django_filters.FilterSet):
    """Villages by name and district."""

    q = Search(label=_("Nama atau kode desa"), fields=["name", "code"])
    kecamatan = django_filters.ModelChoiceFilter(
        label=_("Kecamatan"),
        field_name="district",
        queryset=District.objects.all(),
        to_field_name="code",
        empty_label=_("Semua kecamatan"),
    )

    class Meta:
        model = Village
        fields = []
        form = FilterForm

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, Village.objects.visible_to(user), **options)
        self.filters["kecamatan"].queryset = visible_districts(user)
