"""Uploading photographs, several at once, and describing one."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import DateInput
from villages.forms.versioned import VersionedForm
from villages.models import ProjectPhoto
from villages.photos import SUFFIX, Photo, photo_again, read_photo
from villages.uploads import held_upload, hold_upload, release_upload

MAX_FILES = 20
MEGABYTE = 1024 * 1024
MAX_TOTAL_BYTES = 60 * MEGABYTE
_SALT = "villages.forms.photo"


class PhotosInput(forms.ClearableFileInput):
    """Several photographs in one field; on phones also from the camera."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """A list of uploads, each judged by the form."""

    widget = PhotosInput

    def clean(self, data, initial=None):
        files = [file for file in data or () if file is not None]
        if len(files) > MAX_FILES:
            message = _("Pilih paling banyak %(count)s foto sekaligus.") % {"count": MAX_FILES}
            raise ValidationError(message)
        if sum(file.size for file in files) > MAX_TOTAL_BYTES:
            message = _("Semua foto bersama-sama paling besar %(size)s MB; unggah bergantian.")
            raise ValidationError(message % {"size": MAX_TOTAL_BYTES // MEGABYTE})
        return files


class HeldPhoto:
    """A photograph that was read and waits for its form; ``ticket`` is what the form carries."""

    def __init__(self, upload, facts, ticket):
        self.upload = upload
        self.facts = facts
        self.ticket = ticket

    @property
    def name(self):
        return self.upload.name

    def photo(self):
        """As it was read before."""
        return photo_again(self.upload.open().read(), **self.facts)


def _hold(name, photo, by):
    upload = hold_upload(ContentFile(photo.content, name=name), by, SUFFIX)
    facts = {
        "taken_on": photo.taken_on and photo.taken_on.isoformat(),
        "latitude": photo.latitude and str(photo.latitude),
        "longitude": photo.longitude and str(photo.longitude),
    }
    ticket = signing.dumps({"upload": upload.ticket, **facts}, salt=_SALT)
    return HeldPhoto(upload, facts, ticket)


def _held(ticket, by):
    """The photograph that a ticket stands for; None when it is another person's, old, or gone."""
    try:
        facts = signing.loads(ticket, salt=_SALT)
    except signing.BadSignature:
        return None
    upload = held_upload(facts.pop("upload"), by)
    return upload and HeldPhoto(upload, facts, ticket)


class PhotoUploadForm(forms.Form):
    """Photographs of one stage; those that are right wait until all of them and the other fields are."""

    stage = forms.TypedChoiceField(
        label=_("Tahap pekerjaan"),
        choices=ProjectPhoto.Stage.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih tahapnya.")},
    )
    photos = PhotosField(
        label=_("Foto"),
        required=False,
        widget=PhotosInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG, atau WebP, boleh beberapa sekaligus; masing-masing sampai 10 MB."),
    )
    taken_on = forms.DateField(
        label=_("Diambil pada"),
        required=False,
        widget=DateInput(),
        help_text=_("Bila kosong, dipakai tanggal yang tercatat dalam fotonya."),
        error_messages={"invalid": _("Pilih tanggal, misalnya 06/09/2021.")},
    )
    caption = forms.CharField(
        label=_("Keterangan"),
        required=False,
        max_length=200,
        help_text=_("Untuk semua foto ini; dapat diubah satu per satu sesudahnya."),
    )

    def __init__(self, *args, project, user, **options):
        super().__init__(*args, **options)
        self.project, self.user = project, user
        self.read: list[tuple[str, Photo]] = []
        self.kept: list[HeldPhoto] = []

    def clean_photos(self):
        refused = []
        for upload in self.cleaned_data["photos"]:
            try:
                photo = read_photo(upload, keeps_position=self.project.keeps_photo_positions)
            except ValidationError as error:
                refused.append(f"{upload.name[:60]}: {' '.join(error.messages)}")
            else:
                self.read.append((upload.name, photo))
        if refused:
            raise ValidationError(refused)
        return self.read

    def clean_taken_on(self):
        day = self.cleaned_data["taken_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("Tanggal ini belum tiba."))
        return day

    def clean(self):
        cleaned = super().clean()
        tickets = self.data.getlist("held")
        found = [_held(ticket, self.user) for ticket in tickets]
        self.kept = [held for held in found if held]
        if len(self.kept) < len(tickets):
            message = _("Sebagian foto yang tadi dipilih sudah tidak tersimpan. Pilih lagi.")
            self.add_error("photos", message)
        if not self.read and not self.kept and "photos" not in self.errors:
            self.add_error("photos", _("Pilih sedikitnya satu foto."))
        return cleaned

    def hold_photos(self):
        """Keep what was read until everything else is right."""
        self.kept += [_hold(name, photo, self.user) for name, photo in self.read]
        self.read = []

    def all_photos(self):
        """What is to be saved: those that waited, then those of now."""
        return [*(held.photo() for held in self.kept), *(photo for __, photo in self.read)]

    def release_photos(self):
        """Saved: nothing waits any longer."""
        for held in self.kept:
            release_upload(held.upload)


class PhotoForm(VersionedForm):
    """Stage, day and caption of a photograph."""

    class Meta:
        model = ProjectPhoto
        fields = ["stage", "taken_on", "caption"]
        labels = {"stage": _("Tahap pekerjaan")}
        widgets = {"stage": forms.RadioSelect, "taken_on": DateInput()}
        error_messages = {"taken_on": {"invalid": _("Pilih tanggal, misalnya 06/09/2021.")}}
