"""Uploading an attendance sheet; it waits between looking at it and saving it."""

from pathlib import PurePath

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from villages.forms.held import HoldsUpload
from villages.imports.cells import UnreadableFile
from villages.uploads import clean_file_name
from workshops.imports.attendance import read_attendance

SUFFIXES = (".xlsx", ".csv")


class AttendanceForm(HoldsUpload, forms.Form):
    """The sheet; ``attendance`` is what was read of it."""

    all_optional = True  # the file may have been chosen before

    upload = forms.FileField(
        label=_("Daftar hadir"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Excel (.xlsx) atau CSV; paling besar 5 MB."),
        error_messages={"empty": _("Berkas ini kosong. Pilih berkasnya lagi.")},
    )
    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, workshop, **options):
        super().__init__(*args, **options)
        self.workshop = workshop
        self.attendance = None

    @property
    def chosen_name(self):
        upload = self.cleaned_data.get("upload")
        if upload:
            return clean_file_name(upload.name, PurePath(upload.name).suffix.lower())
        return self.kept.name if self.kept else ""

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload and not upload.name.lower().endswith(SUFFIXES):
            raise forms.ValidationError(_now("Unggah berkas Excel (.xlsx) atau CSV (.csv)."))
        return upload

    def clean(self):
        cleaned = super().clean()
        if "upload" in self.errors:
            return cleaned
        file = self.chosen_file()
        if not file:
            self.add_error("upload", _now("Pilih berkas daftar hadirnya."))
            return cleaned
        try:
            self.attendance = read_attendance(file, self.chosen_name, self.workshop)
        except UnreadableFile as unreadable:
            self.add_error("upload", str(unreadable))
        return cleaned
