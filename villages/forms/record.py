"""Entering RTs: which ones, and the sheet of one."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import NumberField
from villages.forms.versioned import VersionedForm
from villages.models import MEASURE_FIELDS, NeighbourhoodRecord
from villages.models.record import MAX_COUNT
from villages.rt import RtRefused, read_rt
from villages.scoring import Unit
from villages.sheet import MEASURES

_MEASURE_BY_FIELD = {measure.field: measure for measure in MEASURES}
DECIMALS = {Unit.HECTARE: 6, Unit.METRE: 2}


def _field_for(model_field, **options):
    """A number with unit and help for what is measured; Django's own choice for the note."""
    measure = _MEASURE_BY_FIELD.get(model_field.name)
    if measure is None:
        return model_field.formfield(**options)
    number = NumberField(
        label=measure.label,
        help_text=measure.help,
        required=False,
        whole=measure.unit.is_whole,
        max_value=MAX_COUNT if measure.unit.is_whole else None,
        decimal_places=DECIMALS.get(measure.unit),
    )
    described = ("unit", "helptext", "notes", "result")
    number.widget.attrs["aria-describedby"] = " ".join(
        f"id_{measure.field}_{part}" for part in described
    )
    return number


class RecordForm(VersionedForm):
    """Six denominators, sixteen volumes and a note; whatever can be stored is saved as a draft."""

    all_optional = True

    class Meta:
        model = NeighbourhoodRecord
        fields = [*MEASURE_FIELDS, "note"]
        labels = {"note": _("Catatan")}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        formfield_callback = _field_for

    def readable_values(self):
        """The values that can be read so far, ``None`` for the rest; nothing is checked or stored."""
        return {measure.field: self._readable(measure.field) for measure in MEASURES}

    def _readable(self, name):
        bound = self[name]
        if not self.is_bound:
            return bound.initial
        try:
            return self.fields[name].clean(bound.data)
        except ValidationError:
            return None  # the field says so itself once it is saved

    def fields_with(self, lines):
        """Each bound field beside its line of the sheet."""
        return [(self[line.measure.field], line) for line in lines]


class AddRtForm(forms.Form):
    """One or several RTs, each on a line as people write them."""

    places = forms.CharField(
        label=_("RT dan RW"),
        help_text=_("Satu RT per baris, misalnya “RT 03 RW 02” atau “RT 03 RW 02 Dusun Krajan”."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"required": _("Tulis sedikitnya satu RT, misalnya “RT 03 RW 02”.")},
    )

    def clean_places(self):
        lines = [line.strip() for line in self.cleaned_data["places"].splitlines() if line.strip()]
        readings, refusals = [], []
        for line in lines:
            try:
                readings.append(read_rt(line))
            except RtRefused as refused:
                refusals.append(f"“{line[:60]}”: {refused.message} {refused.advice}")
        if refusals:
            raise ValidationError(refusals)
        self._refuse_twins(readings)
        return readings

    def _refuse_twins(self, readings):
        seen = set()
        for reading in readings:
            place = reading.rw, reading.rt
            if place in seen:
                message = _t("RT %(rt)s RW %(rw)s tertulis dua kali.")
                raise ValidationError(message % {"rt": reading.rt, "rw": reading.rw})
            seen.add(place)
