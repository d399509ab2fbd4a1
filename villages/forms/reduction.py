"""Confirming the hectares that left the slum area of a village in a year."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from villages.forms.fields import NumberField
from villages.forms.versioned import VersionedForm
from villages.models import SlumReduction
from villages.numbers import show_number


class ReductionForm(VersionedForm):
    """Hectares and why; ``proposed_ha`` is what the rule proposes now.

    The form remembers which proposal it showed: nobody confirms a figure they have not seen.
    """

    confirmed_ha = NumberField(
        label=gettext_lazy("Luas yang ditetapkan (ha)"),
        decimal_places=6,
        error_messages={"required": gettext_lazy("Isi luas yang ditetapkan, 0 bila tidak ada.")},
    )
    seen_ha = forms.DecimalField(widget=forms.HiddenInput, required=False, localize=False)

    class Meta:
        model = SlumReduction
        fields = ["confirmed_ha", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "note": gettext_lazy(
                "Dasar penetapan: berita acara, hasil pemeriksaan lapangan, atau alasan angkanya berbeda."
            )
        }
        error_messages = {"note": {"required": gettext_lazy("Tulis dasar penetapan ini.")}}

    def __init__(self, *args, proposed_ha, **options):
        super().__init__(*args, **options)
        self.proposed_ha = proposed_ha
        self.initial["seen_ha"] = proposed_ha
        if not self.instance.pk:
            self.initial["confirmed_ha"] = proposed_ha.normalize()

    def clean(self):
        cleaned = super().clean()
        seen = cleaned.get("seen_ha")
        if seen is None or seen != self.proposed_ha:
            self._ask_again(seen)
        return cleaned

    def _ask_again(self, seen):
        """The next attempt answers to the proposal that is shown now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_ha")] = str(self.proposed_ha)
        message = _(
            "Usulan menurut aturan berubah dari %(then)s menjadi %(now)s ha sejak halaman ini dibuka. "
            "Periksa angkanya, lalu simpan lagi."
        )
        figures = {"then": show_number(seen or Decimal(0)), "now": show_number(self.proposed_ha)}
        self.add_error(None, message % figures)
