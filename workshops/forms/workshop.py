"""Recording a workshop: what it was, and its minutes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import DateInput, NumberField
from villages.forms.versioned import VersionedForm
from workshops.forms.fields import text_area
from workshops.models import Workshop
from workshops.models.workshop import FIRST_YEAR, LAST_YEAR

_DATE = {"required": _("Isi tanggalnya."), "invalid": _("Pilih tanggal, misalnya 29/11/2021.")}


class WorkshopForm(VersionedForm):
    """Identity of a workshop."""

    budget_year = NumberField(
        label=_("Tahun anggaran"),
        whole=True,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={
            "required": _("Isi tahun anggarannya, misalnya 2021."),
            "min_value": _("Tahun paling awal %(limit_value)s."),
            "max_value": _("Tulis tahun dengan empat angka, misalnya 2021."),
        },
    )
    link = forms.URLField(
        label=_("Tautan rapat"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Alamat rapat daring atau rekamannya."),
        error_messages={"invalid": _("Tulis alamat lengkap, misalnya https://contoh.id/rapat.")},
    )

    class Meta:
        model = Workshop
        fields = [
            "title",
            "budget_year",
            "first_day",
            "last_day",
            "mode",
            "place",
            "link",
            "organiser",
            "purpose",
        ]
        widgets = {"first_day": DateInput(), "last_day": DateInput()}
        help_texts = {
            "last_day": _("Sama dengan hari pertama bila lokakaryanya sehari."),
            "place": _("Gedung atau ruang; kosongkan bila seluruhnya daring."),
            "organiser": _("OPD, peran, atau lembaga yang mengadakan."),
        }
        error_messages = {
            "title": {"required": _("Isi judul lokakarya.")},
            "first_day": _DATE,
            "last_day": _DATE,
            "mode": {"required": _("Pilih bentuknya.")},
            "organiser": {"required": _("Isi penyelenggaranya.")},
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["purpose"].widget.attrs["rows"] = 4
        __, *modes = self.fields["mode"].choices
        self.fields["mode"].choices = [("", _("– pilih –")), *modes]
        self.stored_title = self.instance.title

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("mode") in ("onsite", "hybrid") and not cleaned.get("place"):
            message = _("Isi tempatnya; lokakarya ini tidak hanya daring.")
            self.add_error("place", message)
        return cleaned


class MinutesForm(VersionedForm):
    """What was said, as plain text with a little structure."""

    minutes = text_area(
        _("Notulen"),
        rows=20,
        required=False,
        help_text=_(
            "Baris yang diawali “# ” menjadi judul, “- ” butir, dan “1. ” nomor; baris kosong memulai alinea."
        ),
    )

    class Meta:
        model = Workshop
        fields = ["minutes"]
