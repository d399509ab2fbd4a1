"""A file chosen once need not be chosen again while the rest of its form is still wrong."""

from pathlib import PurePath

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from villages.file_kinds import recognise
from villages.forms.versioned import MINE, THEIRS, FieldConflict, VersionedForm, choice_name
from villages.uploads import (
    clean_file_name,
    held_upload,
    hold_upload,
    refuse_unless_pdf,
    release_upload,
)


class HoldsUpload:
    """For a form with ``upload``, whose validator judged the content, and the hidden ``held``; put it first.

    A page that shows the form again calls ``hold_file`` before; one that saved it, ``release_file``.
    """

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.user = user
        self.kept = None  # the upload that waits, if there is one

    def clean(self):
        self._find_kept()
        return super().clean()

    def _find_kept(self):
        ticket = self.cleaned_data.get("held")
        if not ticket or self.cleaned_data.get("upload"):
            return
        self.kept = held_upload(ticket, self.user)
        if self.kept is None:
            message = _("Berkas yang tadi dipilih sudah tidak tersimpan. Pilih lagi.")
            self.add_error("upload", message)

    @property
    def chosen_name(self):
        """Name of the file that will be saved, with the suffix of its content; "" where there is none."""
        upload = self.cleaned_data.get("upload")
        if upload:
            return clean_file_name(upload.name, recognise(upload).suffix)
        return self.kept.name if self.kept else ""

    def chosen_file(self):
        """The file to save, chosen now or before; ``None`` where there is none."""
        return self.cleaned_data.get("upload") or (self.kept and self.kept.open())

    def hold_file(self):
        """Keep the chosen file until the other fields are right."""
        if not self.is_bound:
            return
        upload = getattr(self, "cleaned_data", {}).get("upload")
        if upload:
            suffix = PurePath(self.chosen_name).suffix
            self.kept = hold_upload(upload, self.user, suffix)
        self.data = self.data.copy()
        self.data["held"] = self.kept.ticket if self.kept else ""

    def release_file(self):
        """Saved: nothing waits any longer."""
        if self.kept:
            release_upload(self.kept)


class AttachedFileForm(HoldsUpload, VersionedForm):
    """Of a model that keeps ``file`` under an unguessable name and ``file_name`` as people know it.

    The file is compared like a field where two people chose another one.
    """

    upload = forms.FileField(
        label=gettext_lazy("Berkas PDF"),
        required=False,
        validators=[refuse_unless_pdf],
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"empty": gettext_lazy("Berkas ini kosong. Pilih berkasnya lagi.")},
    )
    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.current_file_name = self.instance.file_name if self.instance.file else ""

    def _collect_conflicts(self, cleaned):
        super()._collect_conflicts(cleaned)
        mine, theirs = self.chosen_name, self.current_file_name
        if mine and str(self.shown.get("file", "")) != str(self.stored["file"]):
            choice = self.data.get(choice_name("upload"), MINE)
            label = self.fields["upload"].label
            self.conflicts.append(FieldConflict("upload", label, mine, theirs or "–", choice))

    def with_file(self):
        """The object with the chosen file, unless the other person's was preferred."""
        name, upload = self.chosen_name, self.chosen_file()
        if upload and self.data.get(choice_name("upload")) != THEIRS:
            upload.name = name
            self.instance.file_name, self.instance.file = name, upload
        return self.instance
