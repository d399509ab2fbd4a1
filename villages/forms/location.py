"""A location of a slum decree: its village, its RTs, and what the decree says about it."""

from dataclasses import replace
from itertools import groupby

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from villages.forms.fields import NumberField
from villages.forms.versioned import VersionedForm
from villages.models import DecreeLocation, SlumDecree, Village
from villages.positions import CoordinatesRefused, read_coordinates
from villages.queries.decree_page import neighbourhood_text
from villages.rt import RtRefused, read_rt
from villages.scoring import MAX_TOTAL

PRIORITIES = range(1, 10)


class VillageChoiceForm(forms.Form):
    """Which village a new thing lies in: those offered, or all of the regency, by district."""

    desa = forms.ChoiceField(
        label=gettext_lazy("Desa atau kelurahan"),
        error_messages={
            "required": gettext_lazy("Pilih desa atau kelurahan."),
            "invalid_choice": gettext_lazy("Desa dengan kode itu tidak ada. Pilih dari daftar."),
        },
    )

    def __init__(self, *args, villages=None, **options):
        super().__init__(*args, **options)
        villages = Village.objects.all() if villages is None else villages
        rows = villages.order_by("district__name", "name", "code").values_list(
            "district__name", "code", "name"
        )
        self.fields["desa"].choices = [
            ("", _("– pilih –")),
            *(
                (district, [(code, f"{name} ({code})") for __, code, name in villages])
                for district, villages in groupby(rows, key=lambda row: row[0])
            ),
        ]


class CoordinateField(forms.CharField):
    """Degrees as typed; the pair is read by the form."""

    def __init__(self, **options):
        widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"})
        super().__init__(required=False, max_length=40, widget=widget, **options)

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else f"{value:f}"


class LocationForm(VersionedForm):
    """One row of a decree's table; the village is settled before."""

    field_order = ["area_name", "neighbourhoods", "more_neighbourhoods", "area_ha"]

    more_neighbourhoods = forms.CharField(
        label=gettext_lazy("RT lain"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "RT yang belum ada di atas, satu per baris, misalnya RT 003 RW 001. RT itu akan ditambahkan."
        ),
    )
    area_ha = NumberField(
        label=gettext_lazy("Luas (ha)"),
        decimal_places=6,
        error_messages={"required": gettext_lazy("Isi luas lokasi dalam hektare.")},
    )
    total = NumberField(
        label=gettext_lazy("Nilai kekumuhan"),
        whole=True,
        required=False,
        max_value=MAX_TOTAL,
        help_text=gettext_lazy("Seperti tertulis dalam SK, 0 sampai 80."),
        error_messages={"max_value": gettext_lazy("Nilai kekumuhan paling tinggi 80.")},
    )
    considerations = NumberField(
        label=gettext_lazy("Nilai pertimbangan lain"),
        whole=True,
        required=False,
        min_value=3,
        max_value=15,
        help_text=gettext_lazy("Jumlah tiga jawaban, 3 sampai 15."),
        error_messages={
            "min_value": gettext_lazy("Nilai pertimbangan lain 3 sampai 15."),
            "max_value": gettext_lazy("Nilai pertimbangan lain 3 sampai 15."),
        },
    )
    priority = forms.TypedChoiceField(
        label=gettext_lazy("Prioritas"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("– menurut aturan –")), *((rank, rank) for rank in PRIORITIES)],
    )
    latitude = CoordinateField(
        label=gettext_lazy("Lintang"), help_text=gettext_lazy("Misalnya -7,7455.")
    )
    longitude = CoordinateField(
        label=gettext_lazy("Bujur"), help_text=gettext_lazy("Misalnya 113,4064.")
    )
    reason = forms.CharField(
        label=gettext_lazy("Alasan perubahan"),
        max_length=100,
        help_text=gettext_lazy("SK ini sudah berlaku; alasan disimpan dalam riwayatnya."),
        error_messages={"required": gettext_lazy("Tulis alasan perubahan; SK ini sudah berlaku.")},
    )

    class Meta:
        model = DecreeLocation
        fields = [
            "area_name",
            "neighbourhoods",
            "area_ha",
            "total",
            "level",
            "legality",
            "considerations",
            "priority",
            "latitude",
            "longitude",
        ]
        widgets = {"neighbourhoods": forms.CheckboxSelectMultiple}
        help_texts = {"area_name": gettext_lazy("Seperti tertulis dalam SK.")}
        error_messages = {"area_name": {"required": gettext_lazy("Isi nama lokasi.")}}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        location = self.instance
        rts = location.village.neighbourhoods.order_by("rw", "rt")
        self.fields["neighbourhoods"].queryset = rts
        if not rts:
            del self.fields["neighbourhoods"]
        for name in ("level", "legality"):
            __, *choices = self.fields[name].choices
            self.fields[name].choices = [("", _("– belum diisi –")), *choices]
        if location.decree.status == SlumDecree.Status.DRAFT:
            del self.fields["reason"]

    def clean_area_ha(self):
        area = self.cleaned_data["area_ha"]
        if not area:
            raise forms.ValidationError(_("Luas harus lebih dari 0 ha."))
        return area

    def clean_more_neighbourhoods(self):
        """As ``RtReading``, each RT once."""
        read, problems = {}, []
        for line in filter(str.strip, self.cleaned_data["more_neighbourhoods"].splitlines()):
            try:
                found = read_rt(line.strip())
            except RtRefused as refused:
                problems.append(f"{refused.message} {refused.advice}")
            else:
                read[found.rw, found.rt] = found
        if problems:
            raise forms.ValidationError(problems)
        return list(read.values())

    def clean(self):
        typed = [self.cleaned_data.get(name) for name in ("latitude", "longitude")]
        try:
            position = read_coordinates(*typed)
        except CoordinatesRefused as refused:
            self.cleaned_data |= {"latitude": None, "longitude": None}
            self.add_error(refused.field, f"{refused.message} {refused.advice}".strip())
        else:
            self.cleaned_data["latitude"], self.cleaned_data["longitude"] = position
        return super().clean()

    def _collect_conflicts(self, cleaned):
        super()._collect_conflicts(cleaned)
        self.conflicts = [
            replace(
                conflict,
                mine=neighbourhood_text(cleaned[conflict.name]) or "–",
                theirs=neighbourhood_text(self.stored[conflict.name]) or "–",
            )
            if conflict.name == "neighbourhoods" and conflict.name in cleaned
            else conflict
            for conflict in self.conflicts
        ]


class LocationReasonForm(forms.Form):
    """Why a location leaves a decree that is in force; a draft needs no reason."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=100,
        help_text=gettext_lazy("SK ini sudah berlaku; alasan disimpan dalam riwayatnya."),
        error_messages={"required": gettext_lazy("Tulis alasan menghapus lokasi ini.")},
    )

    def __init__(self, *args, decree, **options):
        super().__init__(*args, **options)
        if decree.status == SlumDecree.Status.DRAFT:
            del self.fields["reason"]
