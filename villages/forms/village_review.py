"""Writing down a review: the whole form, and the few fields of a cell of the matrix."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import DateInput
from villages.forms.held import AttachedFileForm
from villages.forms.versioned import VersionedForm
from villages.models import Review
from villages.uploads import refuse_unless_evidence

_DATE = {"invalid": _("Pilih tanggal, misalnya 23/11/2021.")}
_NEEDS_FINDING = _("Tulis temuannya sebelum tinjauan diselesaikan.")


class ReviewRules:
    """What holds for both forms; ``concludes`` says whether the person may finish a review."""

    def restrict(self, concludes):
        """Leave to Bappeda what is Bappeda's."""
        if concludes:
            return
        for name in ("due_on", "reviewer", "reviewed_on"):
            self.fields.pop(name, None)
        choices = self.fields["status"].choices
        self.fields["status"].choices = [
            choice for choice in choices if choice[0] != Review.Status.DONE
        ]

    def clean(self):
        cleaned = super().clean()
        is_done = cleaned.get("status") == Review.Status.DONE
        if is_done and not cleaned.get("finding") and "finding" not in self.errors:
            self.add_error("finding", _NEEDS_FINDING)
        return cleaned

    def validate_constraints(self):
        """Left to the act, which first fills in who concluded the review and when."""


def _texts(rows):
    area = {"rows": rows}
    return {"finding": forms.Textarea(attrs=area), "recommendation": forms.Textarea(attrs=area)}


class ReviewForm(ReviewRules, AttachedFileForm):
    """Everything about a review, with its evidence."""

    link = forms.URLField(
        label=_("Tautan bukti"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("Alamat halaman atau berkas di tempat lain, diawali https://"),
        error_messages={
            "invalid": _("Tulis alamat lengkap, misalnya https://contoh.go.id/berkas.")
        },
    )

    class Meta:
        model = Review
        fields = [
            "status",
            "due_on",
            "finding",
            "recommendation",
            "reviewer",
            "reviewed_on",
            "link",
        ]
        widgets = {"due_on": DateInput(), "reviewed_on": DateInput(), **_texts(5)}
        help_texts = {
            "reviewer": _("Kosongkan bila Anda sendiri yang menyelesaikannya."),
            "reviewed_on": _("Kosongkan untuk hari ini saat diselesaikan."),
        }
        error_messages = {
            "status": {
                "required": _("Pilih statusnya."),
                "invalid_choice": _("Tinjauan diselesaikan oleh Bappeda."),
            },
            "due_on": _DATE,
            "reviewed_on": _DATE,
        }

    def __init__(self, *args, concludes, **options):
        super().__init__(*args, **options)
        upload = self.fields["upload"]
        upload.label = _("Berkas bukti")
        upload.validators = [refuse_unless_evidence]
        upload.widget.attrs["accept"] = ".pdf,.jpg,.jpeg,.png"
        upload.help_text = _("PDF, JPEG, atau PNG, paling besar 20 MB.")
        self.restrict(concludes)

    def clean_reviewed_on(self):
        day = self.cleaned_data["reviewed_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Tanggal ini belum tiba."))
        return day


class ReviewCellForm(ReviewRules, VersionedForm):
    """What one writes down in the matrix itself."""

    class Meta:
        model = Review
        fields = ["status", "finding", "recommendation", "due_on"]
        widgets = {"due_on": DateInput(), **_texts(3)}
        error_messages = ReviewForm.Meta.error_messages

    def __init__(self, *args, concludes, **options):
        super().__init__(*args, **options)
        self.fields["status"].widget.attrs["autofocus"] = True
        self.restrict(concludes)
