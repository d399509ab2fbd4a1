"""Planning what a project delivers RT by RT, and recording what it delivered."""

import hashlib

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import DateInput, NumberField
from villages.forms.versioned import VersionedForm
from villages.models import Output
from villages.models.output import VOLUME_DIGITS, VOLUME_PLACES
from villages.scoring import INDICATOR_BY_CODE

NO_DATE = _("Pilih tanggal, misalnya 30/06/2025.")


def volume_field(unit, **options):
    """A volume in a unit; things that are counted are whole."""
    return NumberField(
        whole=unit.is_whole,
        required=options.pop("required", False),
        max_digits=VOLUME_DIGITS,
        decimal_places=VOLUME_PLACES,
        **options,
    )


class ConfirmedForm(forms.Form):
    """A form that asks about findings before it saves; the answer counts for these findings only."""

    confirmed = forms.CharField(required=False)
    findings = ()

    def is_confirmed(self, findings):
        """Whether the person said that exactly these findings are right."""
        return self.cleaned_data.get("confirmed") == _ticket(findings)

    def ask_about(self, findings):
        """Come back with the findings and a box to tick."""
        self.findings, self.ticket = findings, _ticket(findings)
        message = _t("Periksa temuan di bawah. Bila memang benar, centang lalu simpan lagi.")
        self.add_error(None, message)

    def add_action_error(self, error):
        """Put a refusal of the act at its field, or above the form where that field is not shown."""
        for field, messages in getattr(error, "error_dict", {None: error}).items():
            self.add_error(field if field in self.fields else None, messages)


def _ticket(findings):
    return hashlib.sha256("\n".join(findings).encode()).hexdigest()[:16]


def _optional_volume():
    return NumberField(required=False, max_digits=VOLUME_DIGITS, decimal_places=VOLUME_PLACES)


class OutputForm(VersionedForm, ConfirmedForm):
    """One output: where, which indicator, planned and delivered. A reason once it was delivered."""

    planned = _optional_volume()
    delivered = _optional_volume()
    reason = forms.CharField(
        label=_("Alasan perubahan"),
        max_length=100,
        required=False,
        help_text=_(
            "Wajib bila RT, subkriteria, hasil, atau tanggalnya berubah; disimpan dalam riwayat."
        ),
    )

    class Meta:
        model = Output
        fields = ["neighbourhood", "indicator", "planned", "delivered", "delivered_on", "note"]
        widgets = {"delivered_on": DateInput()}
        error_messages = {
            "neighbourhood": {"required": _("Pilih RT-nya.")},
            "indicator": {"required": _("Pilih subkriterianya.")},
            "delivered_on": {"invalid": NO_DATE},
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        unit = self._unit()
        for name, label in (("planned", _t("Rencana")), ("delivered", _t("Hasil"))):
            self.fields[name].label = f"{label} ({unit})"
            self.fields[name].whole = unit.is_whole
        village = self.instance.project.village
        self.fields["neighbourhood"].queryset = village.neighbourhoods.order_by("rw", "rt")
        if self.instance.delivered is None:
            del self.fields["reason"]

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if cleaned["delivered"] is not None and not cleaned["delivered_on"]:
            self.add_error("delivered_on", _t("Isi tanggal selesainya."))
        elif cleaned["delivered"] is None and cleaned["delivered_on"]:
            self.add_error("delivered", _t("Isi hasilnya, atau kosongkan tanggalnya."))
        elif cleaned["delivered"] is None and cleaned["planned"] is None:
            self.add_error("planned", _t("Isi rencana atau hasilnya."))
        return cleaned

    def _unit(self):
        """Of the indicator that was chosen, else of the one that is stored."""
        chosen = INDICATOR_BY_CODE.get(self.data.get("indicator", "")) if self.is_bound else None
        return (chosen or self.instance.rule).unit


class PlanForm(ConfirmedForm):
    """Planned volumes of one indicator, one field per RT of the village; empty RTs take no part."""

    def __init__(self, *args, rts, indicator, **options):
        super().__init__(*args, **options)
        self.rts = rts
        for rt in rts:
            self.fields[_plan_name(rt)] = volume_field(indicator.unit, label=str(rt))

    def lines(self):
        """(RT, bound field) in the order of the RTs."""
        return [(rt, self[_plan_name(rt)]) for rt in self.rts]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.volumes:
            raise forms.ValidationError(_t("Isi rencana sedikitnya satu RT."))
        return cleaned

    @property
    def volumes(self):
        """(RT, volume) of the RTs that take part."""
        return [
            (rt, volume) for rt in self.rts if (volume := self.cleaned_data.get(_plan_name(rt)))
        ]


def _plan_name(rt):
    return f"rencana-{rt.pk}"


class ResultsForm(ConfirmedForm):
    """Results of many planned outputs that were finished on one day."""

    delivered_on = forms.DateField(
        label=_("Selesai pada"),
        widget=DateInput(),
        error_messages={"required": _("Isi tanggal selesainya."), "invalid": NO_DATE},
    )

    def __init__(self, *args, outputs, **options):
        super().__init__(*args, **options)
        self.outputs = outputs
        for output in outputs:
            label = f"{output.indicator} {output.neighbourhood}"
            self.fields[_result_name(output)] = volume_field(output.unit, label=label)

    def lines(self):
        """(output, bound field) in the order of the outputs."""
        return [(output, self[_result_name(output)]) for output in self.outputs]

    def clean(self):
        cleaned = super().clean()
        known = {_result_name(output) for output in self.outputs}
        if any(name.startswith("hasil-") and self.data[name] for name in set(self.data) - known):
            message = _t(
                "Sebagian hasil sudah dicatat atau dihapus orang lain sejak halaman ini dibuka."
            )
            raise forms.ValidationError(message)
        if not self.errors and not self.delivered():
            raise forms.ValidationError(_t("Isi hasil sedikitnya satu RT."))
        return cleaned

    def delivered(self):
        """The outputs that have a result now."""
        day, found = self.cleaned_data.get("delivered_on"), []
        for output in self.outputs:
            volume = self.cleaned_data.get(_result_name(output))
            if volume is not None:
                output.delivered, output.delivered_on = volume, day
                found.append(output)
        return found


def _result_name(output):
    return f"hasil-{output.pk}"


class ReasonForm(forms.Form):
    """Why something that was delivered goes away; what was only planned needs no reason."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=100,
        help_text=_("Hasilnya sudah dihitung dalam kondisi RT; alasan disimpan dalam riwayat."),
        error_messages={"required": _("Tulis alasan menghapusnya.")},
    )

    def __init__(self, *args, is_needed, **options):
        super().__init__(*args, **options)
        if not is_needed:
            del self.fields["reason"]
