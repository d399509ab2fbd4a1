"""About a survey as a whole: who and when, the other considerations, and the legality of the land."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from villages import labels, priority
from villages.forms.fields import DateInput
from villages.forms.versioned import VersionedForm
from villages.models import Baseline
from villages.numbers import show_number


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not answered yet."""

    def __init__(self, **options):
        choices = [(True, _("Ya")), (False, _("Tidak")), ("", _("Belum dijawab"))]
        super().__init__(
            choices=choices,
            coerce=lambda value: value == "True",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **options,
        )


class AnswerField(forms.TypedChoiceField):
    """1, 3 or 5, or not answered yet."""

    def __init__(self, **options):
        super().__init__(
            choices=[*Baseline.ANSWERS, ("", _("Belum dijawab"))],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            **options,
        )


class SurveyForm(VersionedForm):
    """Who surveyed and when, the three other considerations and the legality of the land."""

    all_optional = True

    strategic_value = AnswerField(
        label=_("Nilai strategis lokasi"),
        help_text=_("Letak permukiman terhadap kawasan strategis kabupaten menurut tata ruang."),
    )
    population_pressure = AnswerField(label=_("Kependudukan"))
    social_condition = AnswerField(
        label=_("Kondisi sosial, ekonomi, dan budaya"),
        help_text=_("Dukungan warga, kegiatan ekonomi, dan tradisi setempat."),
    )
    land_status_clear = YesNoField(
        label=_("Status penguasaan lahan jelas?"),
        help_text=_("Warga memegang bukti kepemilikan atau izin memakai lahan."),
    )
    follows_spatial_plan = YesNoField(
        label=_("Sesuai rencana tata ruang?"),
        help_text=_("Lokasi diperuntukkan bagi permukiman dalam RTRW atau RDTR."),
    )

    class Meta:
        model = Baseline
        fields = [
            "surveyor",
            "surveyed_from",
            "surveyed_until",
            "strategic_value",
            "population_pressure",
            "social_condition",
            "land_status_clear",
            "follows_spatial_plan",
        ]
        widgets = {"surveyed_from": DateInput, "surveyed_until": DateInput}
        help_texts = {"surveyor": _("Nama tim atau orang yang mendata di lapangan.")}
        error_messages = {
            name: {"invalid": _("Pilih tanggal, misalnya 23/11/2021.")}
            for name in ("surveyed_from", "surveyed_until")
        }

    def __init__(self, *args, people=0, area_ha=0, **options):
        super().__init__(*args, **options)
        self.fields["population_pressure"].help_text = _density_help(people, area_ha)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("surveyed_from"), cleaned.get("surveyed_until")
        if first and last and last < first:
            self.add_error("surveyed_until", _("Survei selesai pada atau setelah tanggal mulai."))
        for name in ("surveyed_from", "surveyed_until"):
            if (cleaned.get(name) or timezone.localdate()) > timezone.localdate():
                self.add_error(name, _("Tanggal ini masih akan datang."))
        return cleaned


def _density_help(people, area_ha):
    """The answer that the people and hectares of the RTs suggest."""
    density = priority.density_for(people, area_ha)
    if density is None or not people:
        return _t("Setelah luas dan penduduk tiap RT terisi, portal mengusulkan jawabannya.")
    answers = dict(Baseline.ANSWERS)
    return _t("Kepadatan %(density)s jiwa/ha: %(word)s. Usulan: %(answer)s.") % {
        "density": show_number(round(people / area_ha)),
        "word": labels.DENSITIES[density].lower(),
        "answer": answers[priority.DENSITY_SCORES[density]],
    }
