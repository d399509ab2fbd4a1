"""Filters of the share of one agency."""

from functools import cached_property

import django_filters
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from villages import labels
from villages.filters.out_of_step import PlaceFilter
from villages.models import Agency


class AgencyFilter(PlaceFilter):
    """The agency, one's own where none was chosen; villages by name and district; one indicator."""

    opd = django_filters.ModelChoiceFilter(
        label=_("OPD"),
        queryset=Agency.objects.all(),
        empty_label=_("– pilih –"),
        method="no_rows_less",
    )
    kriteria = django_filters.ChoiceFilter(
        label=_("Subkriteria"),
        choices=[(code, f"{code} {name}") for code, name in labels.INDICATORS.items()],
        empty_label=_("Semua subkriteria"),
        method="no_rows_less",
    )

    def __init__(self, data=None, *, user, **options):
        data = data.copy() if data is not None else QueryDict(mutable=True)
        if "opd" not in data and (own := user.agencies.order_by("short_name").first()):
            data["opd"] = str(own.pk)
        super().__init__(data, user=user, **options)
        self.filters.move_to_end("opd", last=False)

    @cached_property
    def agency(self):
        """The chosen agency; None where there is none or a filter is wrong."""
        return self.form.cleaned_data["opd"] if self.is_valid() else None

    @property
    def code(self):
        """Code of the chosen indicator, or None."""
        return (self.is_valid() and self.form.cleaned_data["kriteria"]) or None

    def no_rows_less(self, queryset, name, value):
        """Chooses what is shown, not which villages."""
        return queryset
