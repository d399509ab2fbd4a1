"""Turning a recommendation or a review into follow-ups, and changing one."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import DateInput
from villages.forms.versioned import VersionedForm
from villages.models import Agency, Village
from workshops.forms.fields import offer_agencies, offer_villages, text_area
from workshops.models import FollowUp
from workshops.queries.follow_up import review_task

TASK_MISSING = _("Tulis apa yang dikerjakan.")
FIRST_TERM = timedelta(days=30)  # what an agency is given for an overdue review, to begin with


class PlanForm(forms.Form):
    """One follow-up per agency from ``source``; each kind says what that is and what is filled in."""

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

    def __init__(self, data=None, *, source):
        self.source = source
        asked = source.follow_ups.exclude(status=FollowUp.Status.DROPPED)
        self.asked = list(asked.select_related("agency"))
        taken = {row.agency_id for row in self.asked}
        addressed = self.addressed()
        free = [agency.pk for agency in addressed if agency.pk not in taken]
        super().__init__(data, initial={"agencies": free, **self.filled_in()})
        offer_agencies(self.fields["agencies"], addressed)
        offered = self.fields["agencies"].queryset.exclude(pk__in=taken)
        self.fields["agencies"].queryset = offered
        offer_villages(self.fields["villages"])


class RecommendationPlanForm(PlanForm):
    """Asks the agencies that a recommendation addresses."""

    source_name = "recommendation"

    def addressed(self):
        return list(self.source.addressed_to.all())

    def filled_in(self):
        villages = [village.pk for village in self.source.villages.all()]
        return {"task": self.source.text, "villages": villages}

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on < self.source.workshop.first_day:
            raise forms.ValidationError(_("Tenggat ini sebelum lokakaryanya."))
        return due_on


class ReviewPlanForm(PlanForm):
    """Asks agencies to do what a review needs or recommends."""

    source_name = "review"

    def __init__(self, data=None, *, source):
        super().__init__(data, source=source)
        self.fields["task"].help_text = _("Diisi dari tinjauannya; persempit bila perlu.")

    def addressed(self):
        return []

    def filled_in(self):
        review = self.source
        today = timezone.localdate()
        is_ahead = review.due_on and review.due_on > today
        return {
            "task": review_task(review),
            "villages": [review.village_id],
            "due_on": review.due_on if is_ahead else today + FIRST_TERM,
        }

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on < timezone.localdate():
            raise forms.ValidationError(_("Tenggat ini sudah lewat. Pilih hari yang akan datang."))
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
