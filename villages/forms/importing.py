"""Uploading sheets: of baselines, and of interventions."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.imports.limits import MAX_UPLOAD_BYTES
from villages.models import Baseline
from villages.models.baseline import FIRST_YEAR

MAX_FILES = 20
MAX_TOTAL_BYTES = 4 * MAX_UPLOAD_BYTES
MEGABYTE = 1024 * 1024


class FilesInput(forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploads; each is read and judged later, by its content."""

    widget = FilesInput

    def clean(self, data, initial=None):
        files = [file for file in data or () if file]
        if not files:
            raise forms.ValidationError(_("Pilih sedikitnya satu berkas XLSX atau CSV."))
        if len(files) > MAX_FILES:
            raise forms.ValidationError(
                _("Pilih paling banyak %(count)s berkas sekaligus.") % {"count": MAX_FILES}
            )
        if sum(file.size for file in files) > MAX_TOTAL_BYTES:
            raise forms.ValidationError(
                _("Semua berkas bersama-sama paling besar %(size)s MB; unggah bergantian.")
                % {"size": MAX_TOTAL_BYTES // MEGABYTE}
            )
        return files


class ProjectUploadForm(forms.Form):
    """The workbooks; their rows name the years."""

    files = FilesField(
        label=_("Berkas"),
        help_text=_(
            "XLSX atau CSV, boleh beberapa sekaligus; satu berkas boleh memuat banyak desa dan tahun."
        ),
        widget=FilesInput(attrs={"accept": ".xlsx,.xlsm,.csv"}),
    )


class ImportUploadForm(forms.Form):
    """Year, kind and the workbooks."""

    year = forms.IntegerField(
        label=_("Tahun"),
        min_value=FIRST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Isi tahunnya."),
            "invalid": _("Tulis tahun dengan empat angka, misalnya 2022."),
            "min_value": _("Tahun paling awal %(limit_value)s."),
        },
    )
    kind = forms.ChoiceField(label=_("Jenis baseline"), choices=Baseline.Kind.choices)
    files = FilesField(
        label=_("Berkas"),
        help_text=_(
            "XLSX atau CSV, boleh beberapa sekaligus; satu berkas boleh memuat banyak desa."
        ),
        widget=FilesInput(attrs={"accept": ".xlsx,.xlsm,.csv"}),
    )

    def clean_year(self):
        year, this_year = self.cleaned_data["year"], timezone.localdate().year
        if year > this_year:
            raise forms.ValidationError(
                _("Tahun ini belum tiba; paling akhir %(year)s.") % {"year": this_year}
            )
        return year
