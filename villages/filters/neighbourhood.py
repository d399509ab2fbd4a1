"""Filters of the list of RTs as last verified."""

import django_filters
from django.utils.translation import gettext_lazy as _

from villages import labels
from villages.filters.listing import FilterForm, Ordering, Search
from villages.models import District, NeighbourhoodRecord, Village
from villages.queries.regency import rounds, verified_records
from villages.scoring import SlumLevel

ANY_SLUM = "kumuh"
ORDERING = {
    "desa": "baseline__village__name",
    "kecamatan": "baseline__village__district__name",
    "rt": "neighbourhood__rt",
    "tahun": "baseline__year",
    "luas": "area_ha",
    "kk": "households",
    "nilai": "total",
}
ORDER = ("baseline__village__name", "neighbourhood__rw", "neighbourhood__rt", "pk")


class RecordFilter(django_filters.FilterSet):
    """Village, district and level; ``tahun`` says up to which year baselines count."""

    q = Search(
        label=_("Nama atau kode desa"),
        fields=["baseline__village__name", "baseline__village__code"],
    )
    kecamatan = django_filters.ModelChoiceFilter(
        label=_("Kecamatan"),
        field_name="baseline__village__district",
        queryset=District.objects.all(),
        to_field_name="code",
        empty_label=_("Semua kecamatan"),
    )
    tingkat = django_filters.ChoiceFilter(
        label=_("Tingkat"),
        choices=[(ANY_SLUM, _("Semua yang kumuh")), *labels.LEVELS.items()],
        empty_label=_("Semua tingkat"),
        method="by_level",
    )
    tahun = django_filters.ChoiceFilter(label=_("Sampai tahun"), method="as_of_year")
    urut = Ordering(fields=ORDERING, ties=ORDER)

    class Meta:
        model = NeighbourhoodRecord
        fields = []
        form = FilterForm

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, NeighbourhoodRecord.objects.all(), **options)
        self.user = user
        self.years = rounds(user)
        self.filters["kecamatan"].queryset = District.objects.filter(
            villages__in=Village.objects.visible_to(user)
        ).distinct()
        self.filters["tahun"].extra.update(
            choices=[(str(year), str(year)) for year in self.years],
            empty_label=_("Terakhir (%(year)s)") % {"year": self.years[0]},
        )

    @property
    def year(self):
        """The last year whose baselines count."""
        chosen = self.form.cleaned_data.get("tahun") if self.is_valid() else ""
        return int(chosen or self.years[0])

    def filter_queryset(self, queryset):
        records = verified_records(self.user, self.year)
        records = records.select_related("neighbourhood", "baseline__village__district")
        records = records.defer("baseline__village__boundary").order_by(*ORDER)
        return super().filter_queryset(records)

    def by_level(self, queryset, name, value):
        if value == ANY_SLUM:
            return queryset.exclude(level__in=["", SlumLevel.NOT_SLUM])
        return queryset.filter(level=value)

    def as_of_year(self, queryset, name, value):
        """The year chooses the baselines in ``filter_queryset``; no row is dropped here."""
        return queryset
