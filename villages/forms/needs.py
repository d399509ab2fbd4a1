"""Choosing what the needs of one village are shown of."""

from django import forms
from django.utils.translation import gettext_lazy as _

from villages import labels
from villages.filters.listing import UNKNOWN_CHOICE

INDICATORS = [(code, f"{code} {name}") for code, name in labels.INDICATORS.items()]


class VillageNeedsForm(forms.Form):
    """The year of the condition, and one indicator whose RTs are listed."""

    all_optional = True

    tahun = forms.ChoiceField(
        label=_("Kondisi tahun"), required=False, error_messages={"invalid_choice": UNKNOWN_CHOICE}
    )
    kriteria = forms.ChoiceField(
        label=_("Subkriteria"),
        required=False,
        choices=[("", _("Semua subkriteria")), *INDICATORS],
        error_messages={"invalid_choice": UNKNOWN_CHOICE},
    )

    def __init__(self, data, *, years):
        super().__init__(data or None)
        self.years = years
        self.fields["tahun"].choices = [
            ("", _("Terakhir (%(year)s)") % {"year": years[0]}),
            *((str(year), str(year)) for year in years),
        ]

    def _chosen(self, name):
        return (self.is_valid() and self.cleaned_data.get(name)) or None

    @property
    def year(self):
        return int(self._chosen("tahun") or self.years[0])

    @property
    def code(self):
        """Code of the chosen indicator, or None."""
        return self._chosen("kriteria")
