"""A file chosen once need not be chosen again while the rest of its form is still wrong."""

from pathlib import PurePath

from django.utils.translation import gettext as _

from villages.file_kinds import recognise
from villages.uploads import clean_file_name, held_upload, hold_upload, release_upload


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
