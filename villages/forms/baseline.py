"""Opening a baseline and submitting it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import NumberField
from villages.models import Baseline, Village
from villages.models.baseline import FIRST_YEAR

Kind = Baseline.Kind


class VillageChoice(forms.ModelChoiceField):
    """A village with its district, since names repeat."""

    def label_from_instance(self, village):
        return f"{village.name} – {village.district.name}"


class OpenForm(forms.Form):
    """For which village, year and kind; ``existing`` is the baseline that is there already."""

    village = VillageChoice(
        label=_("Desa"),
        queryset=Village.objects.none(),
        to_field_name="code",
        empty_label=_("Pilih desa"),
        error_messages={
            "required": _("Pilih desanya."),
            "invalid_choice": _("Pilih salah satu desa Anda."),
        },
    )
    year = NumberField(
        label=_("Tahun"), whole=True, error_messages={"required": _("Isi tahunnya.")}
    )
    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Awal: survei pertama. Replikasi: survei ulang di tahun berikutnya. "
            "Akhir: survei setelah program selesai."
        ),
    )

    def __init__(self, data=None, *, user, village=None):
        villages = Village.objects.visible_to(user).select_related("district")
        chosen = villages.filter(code=village or "").first() or _only(villages)
        super().__init__(data, initial=_proposal(chosen))
        self.fields["village"].queryset = villages
        self.preselected = chosen
        self.existing = None

    def clean_year(self):
        year, latest = self.cleaned_data["year"], timezone.localdate().year + 1
        if not FIRST_YEAR <= year <= latest:
            message = _t("Tahun baseline antara %(first)s dan %(latest)s.")
            raise ValidationError(message % {"first": FIRST_YEAR, "latest": latest})
        return year

    def clean(self):
        chosen = super().clean()
        if {"village", "year", "kind"} <= chosen.keys():
            self.existing = Baseline.objects.filter(**chosen).select_related("village").first()
        if self.existing:
            raise ValidationError(_t("%(baseline)s sudah ada.") % {"baseline": self.existing})
        return chosen


def _only(villages):
    """The village of somebody who has just one."""
    first = list(villages[:2])
    return first[0] if len(first) == 1 else None


def _proposal(village):
    """This year; the first survey of a village is initial, those after it replications."""
    has_any = village is not None and village.baselines.exists()
    return {
        "village": village.code if village else None,
        "year": timezone.localdate().year,
        "kind": Kind.REPLICATION if has_any else Kind.INITIAL,
    }


class SubmitForm(forms.Form):
    """The note that explains warnings, and a confirmation."""

    note = forms.CharField(
        label=_("Catatan untuk Bappeda"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Jelaskan peringatan yang belum diberi catatan pada isian RT-nya.")
        },
    )
    confirmed = forms.BooleanField(
        label=_("Isian ini sesuai hasil survei dan siap ditinjau Bappeda"),
        error_messages={"required": _("Centang pernyataan ini sebelum mengajukan.")},
    )

    def __init__(self, data=None, *, tasks):
        super().__init__(data)
        self.fields["note"].required = bool(tasks.unexplained)
        if tasks.unexplained:
            self.fields["note"].help_text = _("Jelaskan peringatan yang belum diberi catatan.")
