"""Parts of a workshop: sessions, participants, files, issues, recommendations; forms of one shape."""

from pathlib import PurePath

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import DateInput, NumberField
from villages.forms.held import HoldsUpload
from villages.forms.versioned import VersionedForm
from villages.photos import SUFFIX, read_photo
from workshops.forms.fields import file_field, offer_agencies, offer_villages
from workshops.models import (
    Material,
    Participant,
    Recommendation,
    StrategicIssue,
    WorkshopSession,
)

MAX_PEOPLE = 10_000
PHOTO = Material.Kind.PHOTO


class PartForm(VersionedForm):
    """A part of the workshop that its ``instance`` belongs to.

    ``relations`` names its many-to-many fields; ``words`` are for its page.
    """

    relations = ()

    def __init__(self, *args, user=None, **options):
        super().__init__(*args, **options)
        if "session" in self.fields:
            self.fields["session"].queryset = self.instance.workshop.sessions.all()
            self.fields["session"].empty_label = _("– tidak dari sesi tertentu –")
        for name in ("kind", "topic"):
            if name in self.fields and not self.instance.pk:
                __, *choices = self.fields[name].choices
                self.fields[name].choices = [("", _("– pilih –")), *choices]

    def chosen_relations(self):
        return {name: self.cleaned_data[name] for name in self.relations}

    def prepared(self):
        """The part as it is to be saved."""
        return self.instance

    def add_action_error(self, error):
        """Put a refusal of the act at its field, or above the form where that field is not shown."""
        for field, messages in getattr(error, "error_dict", {None: error}).items():
            self.add_error(field if field in self.fields else None, messages)


class SessionForm(PartForm):
    """A session."""

    class Meta:
        model = WorkshopSession
        fields = ["kind", "title", "day", "starts", "ends", "speakers"]
        widgets = {
            "day": DateInput(),
            "starts": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "ends": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "speakers": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "speakers": _("Satu pembicara per baris: jabatan dan lembaganya."),
        }
        error_messages = {
            "kind": {"required": _("Pilih jenis sesinya.")},
            "title": {"required": _("Isi judul sesi.")},
            "day": {
                "required": _("Isi harinya."),
                "invalid": _("Pilih tanggal, misalnya 29/11/2021."),
            },
            "starts": {"invalid": _("Tulis jam seperti 09.00.")},
            "ends": {"invalid": _("Tulis jam seperti 10.30.")},
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        workshop = self.instance.workshop
        if workshop.first_day == workshop.last_day:
            self.initial.setdefault("day", workshop.first_day)
        self.fields["day"].widget.attrs |= {
            "min": workshop.first_day.isoformat(),
            "max": workshop.last_day.isoformat(),
        }

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if ends and not starts and "starts" not in self.errors:
            self.add_error("starts", _("Isi jam mulainya juga."))
        elif ends and starts and ends <= starts:
            self.add_error("ends", _("Jam selesai setelah jam mulai."))
        return cleaned


def _people(label):
    return NumberField(
        label=label,
        whole=True,
        required=False,
        max_value=MAX_PEOPLE,
        error_messages={"max_value": _("Paling banyak %(limit_value)s orang.")},
    )


class ParticipantForm(PartForm):
    """Who was invited and who came, of one agency or organisation."""

    men_invited = _people(_("Laki-laki diundang"))
    women_invited = _people(_("Perempuan diundang"))
    men_attended = _people(_("Laki-laki hadir"))
    women_attended = _people(_("Perempuan hadir"))

    class Meta:
        model = Participant
        fields = [
            "agency",
            "organisation",
            "name",
            "men_invited",
            "women_invited",
            "men_attended",
            "women_attended",
        ]
        help_texts = {
            "organisation": _(
                "Bila bukan OPD, misalnya pemerintah desa, LKM, atau perguruan tinggi."
            ),
            "name": _("Kosongkan untuk mencatat rombongan dengan jumlahnya saja."),
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        chosen = [self.instance.agency] if self.instance.agency else []
        offer_agencies(self.fields["agency"], chosen)
        self.fields["agency"].empty_label = _("– bukan OPD –")

    def clean_organisation(self):
        return " ".join(self.cleaned_data["organisation"].split())

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        cleaned = super().clean()
        for name in Participant.COUNTS:
            if name in cleaned:
                cleaned[name] = cleaned[name] or 0
        if bool(cleaned.get("agency")) == bool(cleaned.get("organisation")):
            message = _("Pilih OPD atau tulis lembaga lain, salah satu.")
            self.add_error("organisation", message)
        counts = [cleaned.get(name) for name in Participant.COUNTS]
        if None not in counts and not any(counts):
            message = _("Isi sedikitnya satu orang yang diundang atau hadir.")
            self.add_error("men_invited", message)
        return cleaned


class MaterialForm(HoldsUpload, PartForm):
    """A file of the workshop; the file itself stays once it is there."""

    upload = file_field(_("Berkas"), required=False)
    held = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Material
        fields = ["kind", "title"]
        error_messages = {
            "kind": {"required": _("Pilih jenis berkasnya.")},
            "title": {"required": _("Isi judulnya, supaya orang tahu apa isinya.")},
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.photo = None  # as it will be kept
        if self.instance.pk:
            del self.fields["upload"], self.fields["held"]
            self._keep_apart()

    def _keep_apart(self):
        """A photo stays one, for it was made anew; what is none does not become one."""
        is_photo = bool(self.instance.thumbnail)
        self.fields["kind"].choices = [
            choice for choice in Material.Kind.choices if (choice[0] == PHOTO) == is_photo
        ]

    def clean(self):
        cleaned = super().clean()
        if "upload" in self.fields and "upload" not in self.errors:
            if not self.chosen_name:
                self.add_error("upload", _("Pilih berkasnya."))
            elif cleaned.get("kind") == PHOTO:
                self._read_photo()
        return cleaned

    def _read_photo(self):
        try:
            self.photo = read_photo(self.chosen_file(), keeps_position=False)
        except forms.ValidationError as error:
            self.add_error("upload", error)

    def prepared(self):
        if "upload" not in self.fields:
            return self.instance
        self.instance.file_name, self.instance.file = self.chosen_name, self.chosen_file()
        if self.photo:
            name = f"{PurePath(self.chosen_name).stem}{SUFFIX}"
            self.instance.file_name, self.instance.file = name, ContentFile(self.photo.content)
            self.instance.thumbnail = ContentFile(self.photo.thumbnail, name=name)
        self.instance.file.name = self.instance.file_name
        return self.instance


class IssueForm(PartForm):
    """A strategic issue."""

    class Meta:
        model = StrategicIssue
        fields = ["text", "raised_by", "session"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"raised_by": _("Jabatan atau lembaganya.")}
        error_messages = {"text": {"required": _("Tulis isunya.")}}


class RecommendationForm(PartForm):
    """A recommendation."""

    relations = ("addressed_to", "villages")

    class Meta:
        model = Recommendation
        fields = ["text", "topic", "made_by", "session", "addressed_to", "villages"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "addressed_to": forms.CheckboxSelectMultiple,
            "villages": forms.CheckboxSelectMultiple,
        }
        help_texts = {"made_by": _("Jabatan atau lembaganya.")}
        error_messages = {
            "text": {"required": _("Tulis rekomendasinya.")},
            "topic": {"required": _("Pilih topiknya.")},
            "addressed_to": {"required": _("Pilih sedikitnya satu OPD.")},
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        chosen = self.instance.addressed_to.all() if self.instance.pk else []
        offer_agencies(self.fields["addressed_to"], chosen)
        offer_villages(self.fields["villages"])
