"""Choosing the two baselines to compare."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class ComparisonForm(forms.Form):
    """``a`` and ``b``: two different baselines of a village, written like "2019-awal"."""

    all_optional = True

    def __init__(self, data, *, baselines):
        """``baselines``: those the person may see, latest first."""
        super().__init__(data or None)
        self.baselines = {baseline.key: baseline for baseline in baselines}
        choices = [
            (key, f"{baseline.name} – {baseline.get_status_display()}")
            for key, baseline in self.baselines.items()
        ]
        for name, label in (("a", _("Bandingkan")), ("b", _("dengan"))):
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=choices,
                error_messages={
                    "required": _("Pilih satu baseline."),
                    "invalid_choice": _("Baseline itu tidak ada di desa ini."),
                },
            )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("a") and cleaned.get("a") == cleaned.get("b"):
            raise ValidationError(_("Pilih dua baseline yang berbeda."))
        return cleaned

    def pair(self):
        """The earlier and the later of the two chosen; ``None`` while the choice is impossible."""
        if not self.is_valid():
            return None
        places = list(self.baselines)
        later, earlier = sorted((self.cleaned_data["a"], self.cleaned_data["b"]), key=places.index)
        return self.baselines[earlier], self.baselines[later]
