"""Filters of needs against plans: which villages, of which year, which indicator, whose plans."""

from functools import cached_property
from operator import attrgetter

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from villages import labels
from villages.filters.listing import FilterForm, Search
from villages.models import Agency, District, Village
from villages.queries.needs import condition_years, regency_needs, village_needs

# Column name of the address → what a village's row is sorted by.
SORT_KEYS = {
    "desa": attrgetter("village.name"),
    "nilai": attrgetter("now.total"),
    "akhir": attrgetter("after.total"),
    "rt": attrgetter("slum_rt_count"),
    "belum": lambda row: len(row.uncovered),
}
# The same for the columns of the one indicator that was chosen.
NEED_SORT_KEYS = {
    "kebutuhan": attrgetter("remaining"),
    "rencana": attrgetter("planned_total"),
    "kurang": attrgetter("uncovered"),
}
DEFAULT_SORT = "-nilai"


def visible_districts(user):
    """The districts of the villages that a person sees."""
    return District.objects.filter(villages__in=Village.objects.visible_to(user)).distinct()


class NeedsFilter(django_filters.FilterSet):
    """Villages by name and district; year, indicator and agency choose what is shown of them."""

    q = Search(label=_("Nama atau kode desa"), fields=["name", "code"])
    kecamatan = django_filters.ModelChoiceFilter(
        label=_("Kecamatan"),
        field_name="district",
        queryset=District.objects.all(),
        to_field_name="code",
        empty_label=_("Semua kecamatan"),
    )
    tahun = django_filters.ChoiceFilter(label=_("Kondisi tahun"), method="no_rows_less")
    kriteria = django_filters.ChoiceFilter(
        label=_("Subkriteria"),
        choices=[(code, f"{code} {name}") for code, name in labels.INDICATORS.items()],
        empty_label=_("Semua subkriteria"),
        method="no_rows_less",
    )
    opd = django_filters.ModelChoiceFilter(
        label=_("Rencana OPD"),
        queryset=Agency.objects.all(),
        empty_label=_("Semua OPD"),
        method="no_rows_less",
    )
    urut = django_filters.ChoiceFilter(
        choices=[
            (f"{sign}{name}",) * 2 for name in SORT_KEYS | NEED_SORT_KEYS for sign in ("", "-")
        ],
        widget=forms.HiddenInput,
        method="no_rows_less",
    )

    class Meta:
        model = Village
        fields = []
        form = FilterForm

    def __init__(self, data=None, *, user, **options):
        villages = Village.objects.visible_to(user).select_related("district").defer("boundary")
        super().__init__(data, villages, **options)
        self.years = condition_years(user)
        self.filters["kecamatan"].queryset = visible_districts(user)
        self.filters["tahun"].extra.update(
            choices=[(str(year), str(year)) for year in self.years],
            empty_label=_("Terakhir (%(year)s)") % {"year": self.years[0]},
        )

    def chosen(self, name):
        """What was chosen in a field, or nothing; nothing either while the form is wrong."""
        return (self.is_valid() and self.form.cleaned_data.get(name)) or None

    @property
    def year(self):
        """The year whose conditions are the needs."""
        return int(self.chosen("tahun") or self.years[0])

    @property
    def code(self):
        """Code of the chosen indicator, or None."""
        return self.chosen("kriteria")

    @property
    def indicator_name(self):
        return f"{self.code} {labels.INDICATORS[self.code]}"

    @cached_property
    def known(self):
        """``VillageNeeds`` of the filtered villages whose condition is known."""
        if not self.is_valid():
            return []
        return village_needs(self.qs, self.year, agency=self.chosen("opd"))

    @property
    def unknown_count(self):
        """How many of the filtered villages have no condition in the year."""
        return len(self.qs) - len(self.known) if self.is_valid() else 0

    @cached_property
    def matrix(self):
        """``known``; under a filter by agency the villages for which it plans anything."""
        if not self.chosen("opd"):
            return self.known
        return [row for row in self.known if any(need.planned_total for need in self._of(row))]

    @property
    def needs(self):
        """The needs of all these villages together; of what was chosen alone, if anything was."""
        needs = [need for need in regency_needs(self.matrix) if self.code in (None, need.code)]
        return [need for need in needs if need.planned_total] if self.chosen("opd") else needs

    @cached_property
    def villages(self):
        """Rows of the villages, sorted; with an indicator those that need it."""
        rows = [row for row in self.matrix if not self.code or row.needs[self.code].remaining > 0]
        rows.sort(key=attrgetter("village.name", "village.code"))
        order = self.chosen("urut") or DEFAULT_SORT
        return sorted(rows, key=self._key(order.removeprefix("-")), reverse=order.startswith("-"))

    def _key(self, name):
        if name in SORT_KEYS:
            return SORT_KEYS[name]
        of_need = NEED_SORT_KEYS[name]
        return lambda row: of_need(row.needs[self.code]) if self.code else 0

    def _of(self, row):
        """The needs of a village that are shown."""
        return [row.needs[self.code]] if self.code else row.needs.values()

    def no_rows_less(self, queryset, name, value):
        """Chooses what the columns show, not which villages."""
        return queryset
