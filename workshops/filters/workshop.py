"""Filters of the list of workshops."""

import django_filters
from django.utils.translation import gettext_lazy as _

from villages.filters.listing import FilterForm, Ordering, Search
from workshops.models import Workshop

ORDERING = {
    "tanggal": "first_day",
    "judul": "title",
    "tahun": "budget_year",
    "bentuk": "mode",
    "penyelenggara": "organiser",
    "hadir": "attended_count",
    "rekomendasi": "recommendation_count",
    "tindaklanjut": "open_count",
}
# Name in the address → label, and the count that is not 0.
UNFINISHED = {
    "terbuka": (_("Masih ada yang terbuka"), "open_count"),
    "terlambat": (_("Ada yang terlambat"), "overdue_count"),
    "tanpa": (_("Ada rekomendasi tanpa tindak lanjut"), "waiting_count"),
}


class WorkshopFilter(django_filters.FilterSet):
    """Words, budget year, mode, and whether something is still open."""

    q = Search(
        label=_("Judul, penyelenggara, atau isi"),
        fields=["title", "organiser", "place", "purpose", "minutes"],
    )
    tahun = django_filters.ChoiceFilter(
        label=_("Tahun anggaran"), field_name="budget_year", empty_label=_("Semua tahun")
    )
    bentuk = django_filters.ChoiceFilter(
        label=_("Bentuk"),
        field_name="mode",
        choices=Workshop.Mode.choices,
        empty_label=_("Semua bentuk"),
    )
    tindak = django_filters.ChoiceFilter(
        label=_("Tindak lanjut"),
        choices=[(name, label) for name, (label, __) in UNFINISHED.items()],
        empty_label=_("Semua lokakarya"),
        method="unfinished",
    )
    urut = Ordering(fields=ORDERING, ties=("-first_day", "pk"))

    class Meta:
        model = Workshop
        fields = []
        form = FilterForm

    def __init__(self, data=None, queryset=None, **options):
        super().__init__(data, queryset, **options)
        years = self.queryset.order_by("-budget_year").values_list("budget_year", flat=True)
        self.filters["tahun"].extra["choices"] = [(year, year) for year in years.distinct()]

    def unfinished(self, queryset, name, value):
        return queryset.filter(**{f"{UNFINISHED[value][1]}__gt": 0}) if value else queryset
