"""Filters of the register of interventions."""

import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from villages import labels
from villages.filters.listing import FilterForm, Ordering, Search
from villages.funding import FundingSource
from villages.models import Agency, District, Output, Project, Village

INSIDE, OUTSIDE = "dalam", "luar"
OVERDUE = "lewat"
FIRST = ("q", "kecamatan", "desa", "tahun", "status")
MORE = ("skema", "opd", "kriteria", "sumber", "sk")
ORDERING = {
    "kegiatan": "name",
    "desa": "village__name",
    "tahun": "year",
    "opd": "agency__short_name",
    "anggaran": "budget_rp",
    "keluaran": "output_count",
}


class ProjectFilter(django_filters.FilterSet):
    """Words, place, year, who, what it aims at, who pays, how far it is, inside or outside the decree."""

    q = Search(
        label=_("Nama kegiatan atau desa"),
        fields=["name", "component", "organisation", "village__name", "village__code"],
    )
    kecamatan = django_filters.ModelChoiceFilter(
        label=_("Kecamatan"),
        field_name="village__district",
        queryset=District.objects.all(),
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
    tahun = django_filters.ChoiceFilter(
        label=_("Tahun"), field_name="year", empty_label=_("Semua tahun")
    )
    skema = django_filters.ChoiceFilter(
        label=_("Skema"),
        field_name="scheme",
        choices=Project.Scheme.choices,
        empty_label=_("Semua skema"),
    )
    opd = django_filters.ModelChoiceFilter(
        label=_("OPD"),
        field_name="agency",
        queryset=Agency.objects.all(),
        empty_label=_("Semua OPD"),
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[*Project.Status.choices, (OVERDUE, _("Berjalan, lewat waktunya"))],
        empty_label=_("Semua status"),
        method="by_status",
    )
    kriteria = django_filters.ChoiceFilter(
        label=_("Subkriteria"),
        choices=[(code, f"{code} {name}") for code, name in labels.INDICATORS.items()],
        empty_label=_("Semua subkriteria"),
        method="by_indicator",
    )
    sumber = django_filters.ChoiceFilter(
        label=_("Sumber dana"),
        choices=[(item.value, label) for item, label in labels.FUNDING_SOURCES.items()],
        empty_label=_("Semua sumber"),
        method="by_source",
    )
    sk = django_filters.ChoiceFilter(
        label=_("Lokasi SK Kumuh"),
        choices=[(INSIDE, _("Di dalam lokasi SK")), (OUTSIDE, _("Di luar lokasi SK"))],
        empty_label=_("Di dalam dan di luar"),
        method="by_decree",
    )
    urut = Ordering(fields=ORDERING, ties=("-year", "village__name", "name", "pk"))

    class Meta:
        model = Project
        fields = []
        form = FilterForm

    def __init__(self, data=None, queryset=None, *, user, **options):
        super().__init__(data, queryset, **options)
        villages = Village.objects.visible_to(user)
        self.filters["kecamatan"].queryset = District.objects.filter(
            villages__in=villages
        ).distinct()
        self.filters["desa"].queryset = villages.only("code", "name").filter(
            Exists(Project.objects.filter(village=OuterRef("pk")))
        )
        years = Project.objects.visible_to(user).order_by("-year").values_list("year", flat=True)
        self.filters["tahun"].extra["choices"] = [(year, year) for year in years.distinct()]

    @property
    def first_fields(self):
        return [self.form[name] for name in FIRST]

    @property
    def more_fields(self):
        return [self.form[name] for name in MORE]

    @property
    def has_more(self):
        """Whether one of the filters that are folded away is in use."""
        return any(self.data.get(name) for name in MORE)

    def by_status(self, queryset, name, value):
        return queryset.overdue() if value == OVERDUE else queryset.filter(status=value)

    def by_indicator(self, queryset, name, value):
        aimed = Output.objects.filter(indicator=value).order_by().values("project")
        return queryset.filter(pk__in=aimed)

    def by_source(self, queryset, name, value):
        return queryset.filter(**{f"{FundingSource(value).field}__gt": 0})

    def by_decree(self, queryset, name, value):
        return queryset.filter(is_in_decree=value == INSIDE)
