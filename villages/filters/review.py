"""Filters of the review queue."""

import django_filters
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from villages.filters.listing import FilterForm, Ordering, Search
from villages.models import Baseline, District

ORDERING = {
    "desa": "village__name",
    "kecamatan": "village__district__name",
    "tahun": "year",
    "diajukan": "submitted_at",
    "rt": "rt_count",
    "peringatan": "warning_count",
    "nilai": "total",
    "selisih": "total_change",
    "perubahan": "change_count",
}


class PersonChoice(django_filters.fields.ModelChoiceField):
    """A person by their full name."""

    def label_from_instance(self, user):
        return user.get_full_name() or user.get_username()


class PersonFilter(django_filters.ModelChoiceFilter):
    """Rows that belong to a person."""

    field_class = PersonChoice


def _assistants(request):
    users = get_user_model().objects.filter(villages__baselines__status=Baseline.Status.SUBMITTED)
    return users.distinct().order_by("first_name", "username")


class QueueFilter(django_filters.FilterSet):
    """Village, year, kind, district and assistant."""

    q = Search(label=_("Nama desa"), fields=["village__name", "village__code"])
    tahun = django_filters.ChoiceFilter(
        label=_("Tahun"), field_name="year", empty_label=_("Semua tahun")
    )
    jenis = django_filters.ChoiceFilter(
        label=_("Jenis"),
        field_name="kind",
        choices=Baseline.Kind.choices,
        empty_label=_("Semua jenis"),
    )
    kecamatan = django_filters.ModelChoiceFilter(
        label=_("Kecamatan"),
        field_name="village__district",
        queryset=District.objects.all(),
        to_field_name="code",
        empty_label=_("Semua kecamatan"),
    )
    asisten = PersonFilter(
        label=_("Asisten"),
        field_name="village__assistants",
        queryset=_assistants,
        to_field_name="username",
        empty_label=_("Semua asisten"),
    )
    urut = Ordering(fields=ORDERING, ties=("submitted_at", "pk"))

    class Meta:
        model = Baseline
        fields = []
        form = FilterForm

    def __init__(self, data=None, queryset=None, **options):
        super().__init__(data, queryset, **options)
        years = self.queryset.order_by("-year").values_list("year", flat=True).distinct()
        self.filters["tahun"].extra["choices"] = [(year, year) for year in years]
