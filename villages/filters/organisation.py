"""Filters of the list of community organisations."""

import django_filters
from django.utils.translation import gettext_lazy as _

from villages.filters.listing import FilterForm, Ordering, Search
from villages.models import CommunityOrganisation, District, Village

YES, NO = "ya", "tidak"
ORDERING = {
    "nama": "name",
    "jenis": "kind",
    "desa": "village__name",
    "tahun": "established_year",
    "anggota": "member_total",
    "membangun": "built_count",
    "memelihara": "maintained_count",
}


class OrganisationFilter(django_filters.FilterSet):
    """Name, chair or village; kind, district, and whether it still works."""

    q = Search(label=_("Nama, ketua, atau desa"), fields=["name", "chair", "village__name"])
    jenis = django_filters.ChoiceFilter(
        label=_("Jenis"),
        field_name="kind",
        choices=CommunityOrganisation.Kind.choices,
        empty_label=_("Semua jenis"),
    )
    kecamatan = django_filters.ModelChoiceFilter(
        label=_("Kecamatan"),
        field_name="village__district",
        queryset=District.objects.all(),
        to_field_name="code",
        empty_label=_("Semua kecamatan"),
    )
    aktif = django_filters.ChoiceFilter(
        label=_("Keadaan"),
        choices=[(YES, _("Aktif")), (NO, _("Tidak aktif"))],
        empty_label=_("Semua"),
        method="by_activity",
    )
    urut = Ordering(fields=ORDERING, ties=("village__name", "kind", "name", "pk"))

    class Meta:
        model = CommunityOrganisation
        fields = []
        form = FilterForm

    def __init__(self, data=None, queryset=None, *, user, **options):
        super().__init__(data, queryset, **options)
        self.filters["kecamatan"].queryset = District.objects.filter(
            villages__in=Village.objects.visible_to(user)
        ).distinct()

    def by_activity(self, queryset, name, value):
        return queryset.filter(is_active=value == YES)
