"""Filters of the list of villages."""

import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from villages import labels
from villages.filters.listing import FilterForm, Ordering, Search
from villages.models import Baseline, DecreeLocation, District, Village
from villages.queries.regency import NOT_ENTERED, rounds, sees_unverified
from villages.queries.village import with_figures

YES, NO = "ya", "tidak"
NOT_SCORED = "tanpa-nilai"
ORDERING = {
    "nama": "name",
    "kode": "code",
    "kecamatan": "district__name",
    "luas": "area_ha",
    "sk": "decree_ha",
    "keadaan": "state",
    "nilai": "latest_total",
    "rt": "rt_count",
    "kumuh": "slum_rt_count",
}
STATES = [*Baseline.Status.choices, (NOT_ENTERED, _("Belum ada"))]
# Readers know only what is verified; everything else is one thing to them.
READER_STATES = [
    (Baseline.Status.VERIFIED.value, Baseline.Status.VERIFIED.label),
    (NOT_ENTERED, _("Belum terverifikasi")),
]


class VillageFilter(django_filters.FilterSet):
    """Name or code, district, decree, level as last verified, and state of one year's baseline.

    Without ``tahun`` the figures are those of the last round; ``year`` says which one that is.
    """

    q = Search(label=_("Nama atau kode desa"), fields=["name", "code"])
    kecamatan = django_filters.ModelChoiceFilter(
        label=_("Kecamatan"),
        field_name="district",
        queryset=District.objects.all(),
        to_field_name="code",
        empty_label=_("Semua kecamatan"),
    )
    sk = django_filters.ChoiceFilter(
        label=_("SK Kumuh"),
        choices=[(YES, _("Ada SK yang berlaku")), (NO, _("Belum ada SK"))],
        empty_label=_("Semua desa"),
        method="by_decree",
    )
    tingkat = django_filters.ChoiceFilter(
        label=_("Tingkat desa"),
        choices=[*labels.LEVELS.items(), (NOT_SCORED, _("Belum dinilai"))],
        empty_label=_("Semua tingkat"),
        method="by_level",
    )
    tahun = django_filters.ChoiceFilter(label=_("Tahun baseline"), method="no_rows_less")
    keadaan = django_filters.ChoiceFilter(
        label=_("Keadaan baseline"), field_name="state", empty_label=_("Semua keadaan")
    )
    urut = Ordering(fields=ORDERING, ties=("name", "code"))

    class Meta:
        model = Village
        fields = []
        form = FilterForm

    def __init__(self, data=None, queryset=None, *, user, **options):
        super().__init__(data, queryset, **options)
        self.user = user
        self.years = rounds(user)
        self.filters["kecamatan"].queryset = District.objects.filter(
            villages__in=Village.objects.visible_to(user)
        ).distinct()
        self.filters["tahun"].extra.update(
            choices=[(str(year), str(year)) for year in self.years],
            empty_label=_("Terakhir (%(year)s)") % {"year": self.years[0]},
        )
        self.states = dict(STATES if sees_unverified(user) else READER_STATES)
        self.filters["keadaan"].extra["choices"] = list(self.states.items())

    @property
    def year(self):
        """The year whose baselines the list shows."""
        chosen = self.form.cleaned_data.get("tahun") if self.is_valid() else ""
        return int(chosen or self.years[0])

    @property
    def empty_state(self):
        """What it is called when a village has no baseline in that year that the person may see."""
        return self.states[NOT_ENTERED]

    def filter_queryset(self, queryset):
        return super().filter_queryset(with_figures(queryset, self.user, self.year))

    def by_decree(self, queryset, name, value):
        in_force = Exists(DecreeLocation.objects.in_force().filter(village=OuterRef("pk")))
        return queryset.filter(in_force if value == YES else ~in_force)

    def by_level(self, queryset, name, value):
        if value == NOT_SCORED:
            return queryset.filter(latest_verified__isnull=True)
        return queryset.filter(latest_level=value)

    def no_rows_less(self, queryset, name, value):
        """The year chooses what the columns show, not which villages."""
        return queryset
