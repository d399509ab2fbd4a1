"""The weekly record of padat karya, and the money it receives."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import DateInput, NumberField, RupiahField
from villages.forms.versioned import VersionedForm
from villages.models import Disbursement, WorkWeek
from villages.models.record import MAX_COUNT
from villages.queries.week_sheet import proposed_values
from villages.work_findings import WeekValues, blocking_by_field

COUNTS = ("men", "women", "poor_workers")
MONEY = ("wages_rp", "materials_rp")
PERCENTS = ("physical_percent", "financial_percent")
MEASURES = ("starts_on", "days", *COUNTS, "person_days", *MONEY, *PERCENTS)
# What people read above the fields; short, so that two stand side by side on a phone.
LABELS = {
    "starts_on": _("Mulai"),
    "days": _("Hari kerja"),
    "men": _("Laki-laki"),
    "women": _("Perempuan"),
    "poor_workers": _("Pekerja MBR"),
    "person_days": _("HOK"),
    "wages_rp": _("Upah (Rp)"),
    "materials_rp": _("Bahan, alat (Rp)"),
    "physical_percent": _("Fisik %"),
    "financial_percent": _("Keuangan %"),
}
MISSING = _("Isi angkanya; tulis 0 bila tidak ada.")


def _number_for(model_field, **options):
    """The field for one figure of a week; Django's own choice for the date and the note."""
    name = model_field.name
    options = {"label": LABELS.get(name), "error_messages": {"required": MISSING}}
    if name in MONEY:
        return RupiahField(required=False, **options)
    if name in COUNTS:
        return NumberField(whole=True, max_value=MAX_COUNT, **options)
    if name == "days":
        messages = {"required": MISSING, "max_value": _("Seminggu paling banyak 7 hari.")}
        return NumberField(whole=True, max_value=7, label=options["label"], error_messages=messages)
    if name == "person_days":
        return NumberField(max_digits=8, decimal_places=1, **options)
    messages = {"required": MISSING, "max_value": _("Paling banyak 100 %%.")}
    return NumberField(
        max_value=100, decimal_places=2, label=options["label"], error_messages=messages
    )


def _field_for(model_field, **options):
    if model_field.name in ("starts_on", "note"):
        field = model_field.formfield(**options)
    else:
        field = _number_for(model_field, **options)
    if model_field.name != "note":
        parts = (f"id_{model_field.name}_{part}" for part in ("before", "notes", "result"))
        field.widget.attrs["aria-describedby"] = " ".join(parts)
    return field


class WeekForm(VersionedForm):
    """The figures of one week in a ``WorkRecord``; a new one begins where the one before ended."""

    class Meta:
        model = WorkWeek
        fields = [*MEASURES, "note"]
        labels = {"starts_on": LABELS["starts_on"], "note": _("Catatan")}
        widgets = {"starts_on": DateInput(), "note": forms.Textarea(attrs={"rows": 2})}
        error_messages = {
            "starts_on": {
                "required": _("Isi tanggal mulainya."),
                "invalid": _("Pilih tanggal, misalnya 06/09/2021."),
            }
        }
        formfield_callback = _field_for

    def __init__(self, *args, instance, record, **options):
        super().__init__(*args, instance=instance, **options)
        self.record = record
        if not instance.pk:
            nothing = dict.fromkeys((*COUNTS, "person_days", *MONEY))
            self.initial |= nothing | proposed_values(record, instance.number)

    def clean(self):
        """Blocking findings, at their fields; the act asks again under the lock."""
        cleaned = super().clean()
        if not self.errors:
            findings = self.record.findings_of(self.readable_values())
            for name, messages in blocking_by_field(findings).items():
                self.add_error(name, messages)
        return cleaned

    def readable_values(self):
        """The ``WeekValues`` that can be read so far; nothing is checked or stored."""
        values = {name: self._readable(name) for name in MEASURES}
        note = self["note"].value() or ""
        return WeekValues(self.instance.number, **values, note=note)

    def _readable(self, name):
        bound = self[name]
        if not self.is_bound:
            return bound.initial
        try:
            return self.fields[name].clean(bound.data)
        except ValidationError:
            return None  # the field says so itself once it is saved


class DisbursementForm(VersionedForm):
    """One stage of the money."""

    stage = NumberField(
        label=_("Tahap ke-"),
        whole=True,
        min_value=1,
        max_value=20,
        error_messages={
            "required": _("Isi nomor tahapnya."),
            "min_value": _("Tahap pertama bernomor 1."),
            "max_value": _("Paling banyak 20 tahap."),
        },
    )
    amount_rp = RupiahField(
        label=_("Jumlah (Rp)"), error_messages={"required": _("Isi jumlah yang dicairkan.")}
    )

    class Meta:
        model = Disbursement
        fields = ["stage", "disbursed_on", "amount_rp", "note"]
        widgets = {"disbursed_on": DateInput()}
        error_messages = {
            "disbursed_on": {
                "required": _("Isi tanggal pencairannya."),
                "invalid": _("Pilih tanggal, misalnya 06/09/2021."),
            }
        }

    def clean_amount_rp(self):
        amount = self.cleaned_data["amount_rp"]
        if not amount:
            raise ValidationError(_("Jumlah pencairan harus lebih dari Rp 0."))
        return amount
