"""Handing over what was built, and inspecting it afterwards."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import DateInput
from villages.forms.versioned import VersionedForm
from villages.models import Handover, Inspection

YES_NO = [(True, _("Ya")), (False, _("Tidak"))]
QUESTIONS = {
    "still_there": _("Masih ada?"),
    "good_state": _("Keadaannya baik?"),
    "working": _("Berfungsi?"),
    "in_use": _("Dimanfaatkan warga?"),
}


def _day_messages(required):
    return {"required": required, "invalid": _("Pilih tanggal, misalnya 06/09/2021.")}


class HandoverForm(VersionedForm):
    """To which KPP of the village, when, and by which document."""

    class Meta:
        model = Handover
        fields = ["maintainer", "handed_over_on", "document_number", "note"]
        widgets = {"handed_over_on": DateInput(), "note": forms.Textarea(attrs={"rows": 3})}
        error_messages = {
            "maintainer": {"required": _("Pilih KPP yang menerima.")},
            "handed_over_on": _day_messages(_("Isi tanggal serah terimanya.")),
        }

    def __init__(self, *args, instance, **options):
        super().__init__(*args, instance=instance, **options)
        organisations = instance.project.village.organisations.maintainers()
        offered = organisations.filter(Q(is_active=True) | Q(pk=instance.maintainer_id))
        self.fields["maintainer"].queryset = offered
        self.fields["maintainer"].empty_label = _("– pilih KPP –")


class InspectionPlanForm(VersionedForm):
    """By when somebody should look."""

    class Meta:
        model = Inspection
        fields = ["due_on"]
        labels = {"due_on": _("Diperiksa paling lambat")}
        widgets = {"due_on": DateInput()}
        error_messages = {"due_on": _day_messages(_("Isi tanggalnya."))}


class InspectionForm(VersionedForm):
    """What was found: four questions, each answered with yes or no."""

    class Meta:
        model = Inspection
        fields = ["inspected_on", "inspector", *QUESTIONS, "note"]
        widgets = {"inspected_on": DateInput(), "note": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"inspected_on": _day_messages(_("Isi tanggal pemeriksaannya."))}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name, question in QUESTIONS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=question,
                choices=YES_NO,
                coerce=lambda answer: answer == "True",
                widget=forms.RadioSelect,
                error_messages={"required": _("Jawab pertanyaan ini.")},
            )
        for name in ("inspected_on", "inspector"):
            self.fields[name].required = True
        self.fields["inspector"].error_messages["required"] = _("Isi siapa yang memeriksa.")
        self.order_fields(["inspected_on", "inspector", *QUESTIONS, "note"])
