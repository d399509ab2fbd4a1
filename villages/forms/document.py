"""Entering and changing a planning document."""

from django import forms
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import DateInput, NumberField
from villages.forms.held import AttachedFileForm
from villages.models import PlanningDocument, Village
from villages.models.document import FIRST_YEAR, LAST_YEAR


class VillagesChoice(forms.ModelMultipleChoiceField):
    """Villages by district, each with a box."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, village):
        return f"{village.name} ({village.district.name})"


def _year(label, missing):
    wrong = _("Tulis tahun dengan empat angka.")
    return NumberField(
        label=label,
        whole=True,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": missing, "min_value": wrong, "max_value": wrong},
    )


class DocumentForm(AttachedFileForm):
    """Identity, years and status of a document, where it applies, and its file."""

    year_from = _year(_("Berlaku dari tahun"), _("Isi tahun awalnya."))
    year_to = _year(_("Sampai tahun"), _("Isi tahun akhirnya."))
    villages = VillagesChoice(
        label=_("Desa"),
        queryset=Village.objects.select_related("district")
        .defer("boundary")
        .order_by("district__name", "name", "code"),
        required=False,
        help_text=_("Kosongkan bila berlaku untuk seluruh kabupaten."),
    )

    class Meta:
        model = PlanningDocument
        fields = [
            "kind",
            "title",
            "number",
            "year_from",
            "year_to",
            "status",
            "enacted_on",
            "villages",
            "replaced_by",
            "note",
        ]
        widgets = {"enacted_on": DateInput(), "note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "number": _("Nomor Perbup atau nomor dokumen, seperti tertulis."),
            "enacted_on": _("Wajib bila statusnya disahkan."),
            "replaced_by": _(
                "Dokumen baru yang menggantikannya; peringatan masa berlaku berhenti."
            ),
        }
        error_messages = {
            "kind": {"required": _("Pilih jenisnya.")},
            "title": {"required": _("Isi judul dokumen.")},
            "status": {"required": _("Pilih statusnya.")},
            "enacted_on": {"invalid": _("Pilih tanggal, misalnya 23/11/2021.")},
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", _("– pilih –")), *PlanningDocument.Kind.choices]
        others = PlanningDocument.objects.exclude(pk=self.instance.pk)
        self.fields["replaced_by"].queryset = others
        self.fields["replaced_by"].empty_label = _("– belum diganti –")
        self.fields["upload"].help_text = _("Paling besar 10 MB.")

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("year_from"), cleaned.get("year_to")
        if first and last and last < first:
            self.add_error("year_to", _("Tahun akhir tidak boleh sebelum tahun awal."))
        is_enacted = cleaned.get("status") == PlanningDocument.Status.ENACTED
        if is_enacted and not cleaned.get("enacted_on") and "enacted_on" not in self.errors:
            self.add_error("enacted_on", _("Isi tanggal pengesahan dokumen yang disahkan."))
        return cleaned
