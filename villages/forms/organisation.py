"""Registering and changing a community organisation, and uploading a sheet of them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from villages.forms.baseline import VillageChoice
from villages.forms.fields import NumberField
from villages.forms.versioned import VersionedForm
from villages.models import CommunityOrganisation, Village
from villages.queries.organisation import namesakes, villages_to_keep

LARGEST_GROUP = 10_000


def _members(label):
    return NumberField(label=label, whole=True, required=False, max_value=LARGEST_GROUP)


class OrganisationForm(VersionedForm):
    """What is known of an organisation; its village is settled once it is registered."""

    established_year = NumberField(
        label=_("Tahun dibentuk"),
        whole=True,
        required=False,
        min_value=1990,
        max_value=2100,
        error_messages={
            "min_value": _("Tulis tahun dengan empat angka, 1990 atau sesudahnya."),
            "max_value": _("Tulis tahun dengan empat angka."),
        },
    )
    men = _members(_("Anggota laki-laki"))
    women = _members(_("Anggota perempuan"))

    class Meta:
        model = CommunityOrganisation
        fields = [
            "kind",
            "name",
            "chair",
            "contact",
            "established_year",
            "men",
            "women",
            "note",
        ]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "kind": _("LKM/BKM pemilik kegiatan, KSM pelaksana, KPP pemelihara."),
            "name": _("Tanpa jenisnya, misalnya: Sumber Makmur."),
            "contact": _("Hanya terlihat oleh asisten kota desanya, Bappeda, dan admin."),
        }
        error_messages = {
            "kind": {"required": _("Pilih jenisnya.")},
            "name": {"required": _("Isi nama kelembagaan.")},
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", _("– pilih –")), *CommunityOrganisation.Kind.choices]

    def clean(self):
        cleaned = super().clean()
        village = cleaned.get("village") or getattr(self.instance, "village", None)
        if village and cleaned.get("kind") and cleaned.get("name"):
            same = namesakes(village, cleaned["kind"], cleaned["name"])
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("name", _("Kelembagaan ini sudah terdaftar di desa itu."))
        return cleaned


class NewOrganisationForm(OrganisationForm):
    """The same, with the village."""

    village = VillageChoice(
        label=_("Desa"),
        queryset=Village.objects.none(),
        to_field_name="code",
        empty_label=_("Pilih desa"),
        error_messages={
            "required": _("Pilih desanya."),
            "invalid_choice": _("Pilih salah satu desa dalam daftar."),
        },
    )

    field_order = ["village"]

    class Meta(OrganisationForm.Meta):
        fields = ["village", *OrganisationForm.Meta.fields]

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        villages = villages_to_keep(user).select_related("district").defer("boundary")
        self.fields["village"].queryset = villages.order_by("name", "district__name", "code")


class SheetForm(forms.Form):
    """A sheet that is previewed before anything is stored."""

    file = forms.FileField(
        label=_("Berkas"),
        help_text=_("XLSX atau CSV, satu baris per kelembagaan."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv"}),
        error_messages={
            "required": _("Pilih berkas XLSX atau CSV."),
            "empty": _("Berkas ini kosong. Pilih berkasnya lagi."),
        },
    )
