"""Filters of the rounds of baselines."""

import django_filters
from django.utils.translation import gettext_lazy as _

from villages.filters.listing import FilterForm, Ordering, Search
from villages.models import Baseline, District, Village
from villages.queries.baseline import COMPLETE, complete_drafts, round_progress
from villages.queries.regency import sees_unverified

Status = Baseline.Status
ORDERING = {
    "desa": "village__name",
    "kecamatan": "village__district__name",
    "tahun": "year",
    "jenis": "rank",
    "status": "status",
    "lengkap": "complete_count",
    "nilai": "total",
    "terakhir": "last_at",
}
STATES = [
    (Status.DRAFT.value, _("Draf")),
    (COMPLETE, _("Draf lengkap – belum diajukan")),
    (Status.SUBMITTED.value, Status.SUBMITTED.label),
    (Status.RETURNED.value, Status.RETURNED.label),
    (Status.VERIFIED.value, Status.VERIFIED.label),
]


class BaselineFilter(django_filters.FilterSet):
    """Village, year, kind, state and district of baselines ``with_progress``."""

    q = Search(label=_("Nama atau kode desa"), fields=["village__name", "village__code"])
    tahun = django_filters.ChoiceFilter(
        label=_("Tahun"), field_name="year", empty_label=_("Semua tahun")
    )
    jenis = django_filters.ChoiceFilter(
        label=_("Jenis"),
        field_name="kind",
        choices=Baseline.Kind.choices,
        empty_label=_("Semua jenis"),
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=STATES, empty_label=_("Semua status"), method="in_state"
    )
    kecamatan = django_filters.ModelChoiceFilter(
        label=_("Kecamatan"),
        field_name="village__district",
        queryset=District.objects.all(),
        to_field_name="code",
        empty_label=_("Semua kecamatan"),
    )
    urut = Ordering(fields=ORDERING, ties=("-year", "village__name", "rank", "pk"))

    class Meta:
        model = Baseline
        fields = []
        form = FilterForm

    def __init__(self, data=None, queryset=None, *, user, **options):
        super().__init__(data, queryset, **options)
        self.user = user
        years = Baseline.objects.visible_to(user).order_by("-year").values_list("year", flat=True)
        self.years = list(years.distinct())
        self.filters["tahun"].extra["choices"] = [(year, year) for year in self.years]
        if not sees_unverified(user):
            del self.filters["status"]

    def in_state(self, queryset, name, value):
        return complete_drafts(queryset) if value == COMPLETE else queryset.filter(status=value)

    @property
    def year(self):
        """The round in sight: the chosen year, else the latest; None before the first."""
        chosen = self.form.cleaned_data.get("tahun") if self.is_valid() else ""
        return int(chosen) if chosen else next(iter(self.years), None)

    def progress(self):
        """``RoundProgress`` of the year in sight for the same district, kind and search, or None."""
        if self.year is None or not self.is_valid():
            return None
        chosen = self.form.cleaned_data
        villages = Village.objects.visible_to(self.user)
        villages = Search(fields=["name", "code"]).filter(villages, chosen["q"])
        if chosen["kecamatan"]:
            villages = villages.filter(district=chosen["kecamatan"])
        baselines = Baseline.objects.visible_to(self.user).filter(village__in=villages)
        return round_progress(baselines, villages, self.user, self.year, chosen["jenis"])
