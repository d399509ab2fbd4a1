"""Filters of the list of RTs: as last verified, and their condition of a year."""

import django_filters
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _

from villages import labels
from villages.filters.listing import FilterForm, Ordering, Search
from villages.models import District, NeighbourhoodRecord, Village
from villages.queries.condition import condition_years
from villages.queries.regency import rounds, verified_records
from villages.scoring import SlumLevel

ANY_SLUM = "kumuh"
LEVELS = [(ANY_SLUM, _("Semua yang kumuh")), *labels.LEVELS.items()]
ORDERING = {
    "desa": "baseline__village__name",
    "kecamatan": "baseline__village__district__name",
    "rt": "neighbourhood__rt",
    "tahun": "baseline__year",
    "luas": "area_ha",
    "kk": "households",
    "nilai": "total",
    "kondisi": "condition_total",
}
ORDER = ("baseline__village__name", "neighbourhood__rw", "neighbourhood__rt", "pk")


class RecordFilter(django_filters.FilterSet):
    """Village, district, level by baseline and by condition.

    ``tahun`` says up to which year baselines count, and of which year the condition is.
    """

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
        label=_("Tingkat menurut baseline"),
        choices=LEVELS,
        empty_label=_("Semua tingkat"),
        field_name="level",
        method="by_level",
    )
    tahun = django_filters.ChoiceFilter(label=_("Kondisi tahun"), method="as_of_year")
    kondisi = django_filters.ChoiceFilter(
        label=_("Tingkat kondisi"),
        choices=LEVELS,
        empty_label=_("Semua tingkat"),
        field_name="condition_level",
        method="by_level",
    )
    urut = Ordering(fields=ORDERING, ties=ORDER)

    class Meta:
        model = NeighbourhoodRecord
        fields = []
        form = FilterForm

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, NeighbourhoodRecord.objects.all(), **options)
        self.user = user
        villages = Village.objects.visible_to(user)
        known = condition_years(villages)
        self.years = sorted({*rounds(user), *known}, reverse=True)
        self.latest = known[0] if known else self.years[0]
        self.filters["kecamatan"].queryset = District.objects.filter(
            villages__in=villages
        ).distinct()
        self.filters["tahun"].extra.update(
            choices=[(str(year), str(year)) for year in self.years],
            empty_label=_("Terakhir (%(year)s)") % {"year": self.latest},
        )

    @property
    def year(self):
        """The last year whose baselines count; the present one unless it is chosen."""
        chosen = self.form.cleaned_data.get("tahun") if self.is_valid() else ""
        return int(chosen or self.latest)

    def filter_queryset(self, queryset):
        # By RT and year, which the database finds at once; it starts from the same record.
        of_year = Q(neighbourhood__conditions__year=self.year)
        of_year = FilteredRelation("neighbourhood__conditions", condition=of_year)
        records = verified_records(self.user, self.year).annotate(condition=of_year)
        records = records.annotate(
            condition_total=F("condition__total"), condition_level=F("condition__level")
        )
        records = records.select_related("neighbourhood", "baseline__village__district")
        records = records.defer("baseline__village__boundary").order_by(*ORDER)
        return super().filter_queryset(records)

    def by_level(self, queryset, name, value):
        if value == ANY_SLUM:
            slum = [level for level in SlumLevel if level != SlumLevel.NOT_SLUM]
            return queryset.filter(**{f"{name}__in": slum})
        return queryset.filter(**{name: value})

    def as_of_year(self, queryset, name, value):
        """The year chooses the baselines in ``filter_queryset``; no row is dropped here."""
        return queryset
