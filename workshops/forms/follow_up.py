"""Turning a recommendation into follow-ups, and changing one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import DateInput
from villages.forms.versioned import VersionedForm
from villages.models import Agency, Village
from workshops.forms.fields import offer_agencies, offer_villages, text_area
from workshops.models import FollowUp

TASK_MISSING = _("Tulis apa yang dikerjakan.")


class PlanForm(forms.Form):
    """One follow-up per agency from a recommendation."""

    task = text_area(
        _("Yang dikerjakan"),
        help_text=_("Diisi dari rekomendasinya; persempit bila perlu."),
        error_messages={"required": TASK_MISSING},
    )
    agencies = forms.ModelMultipleChoiceField(
        label=_("OPD yang mengerjakan"),
        queryset=Agency.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Setiap OPD mendapat satu tindak lanjut."),
        error_messages={"required": _("Pilih sedikitnya satu OPD.")},
    )
    due_on = forms.DateField(
        label=_("Tenggat"),
        widget=DateInput(),
        error_messages={
            "required": _("Isi tenggatnya."),
            "invalid": _("Pilih tanggal, misalnya 31/12/2022."),
        },
    )
    villages = forms.ModelMultipleChoiceField(
        label=_("Desa terkait"),
        queryset=Village.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data=None, *, recommendation):
        self.recommendation = recommendation
        asked = recommendation.follow_ups.exclude(status=FollowUp.Status.DROPPED)
        self.asked = list(asked.select_related("agency"))
        taken = {row.agency_id for row in self.asked}
        addressed = list(recommendation.addressed_to.all())
        super().__init__(
            data,
            initial={
                "task": recommendation.text,
                "agencies": [agency.pk for agency in addressed if agency.pk not in taken],
                "villages": [village.pk for village in recommendation.villages.all()],
            },
        )
        offer_agencies(self.fields["agencies"], addressed)
        offered = self.fields["agencies"].queryset.exclude(pk__in=taken)
        self.fields["agencies"].queryset = offered
        offer_villages(self.fields["villages"])

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        first = self.recommendation.workshop.first_day
        if due_on < first:
            raise forms.ValidationError(_("Tenggat ini sebelum lokakaryanya."))
        return due_on


class FollowUpForm(VersionedForm):
    """What is to be done, by which agency, where."""

    class Meta:
        model = FollowUp
        fields = ["task", "agency", "villages"]
        widgets = {
            "task": forms.Textarea(attrs={"rows": 4}),
            "villages": forms.CheckboxSelectMultiple,
        }
        help_texts = {"agency": _("Bila OPD-nya diganti, petugasnya dikosongkan.")}
        error_messages = {
            "task": {"required": TASK_MISSING},
            "agency": {"required": _("Pilih OPD-nya.")},
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        offer_agencies(self.fields["agency"], [self.instance.agency])
        self.fields["agency"].empty_label = None
        offer_villages(self.fields["villages"])
