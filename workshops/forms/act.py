"""What people do to a follow-up, each act a form with its words and who may do it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import DateInput
from villages.forms.held import HoldsUpload
from villages.people import choice_label
from workshops.actions import follow_up as actions
from workshops.forms.fields import file_field, text_area
from workshops.models import FollowUp
from workshops.queries.evidence import evidence_pages

MAX_TEXT = 4000
Status = FollowUp.Status


class ActForm(forms.Form):
    """An act on ``follow_up``; ``statuses`` are those in which it makes sense.

    ``version`` is the one that was on the page: whoever decides, decides about what they saw.
    """

    permission = "workshops.change_followup"
    statuses = FollowUp.OPEN
    is_grave = False
    has_file = False

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, files=None, *, follow_up, user=None):
        self.follow_up = follow_up
        super().__init__(data, files, initial={"version": follow_up.version})

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("version") not in ("", None, str(self.follow_up.version)):
            # The page comes back with what is stored now: the next attempt answers to that.
            self.data = self.data.copy()
            self.data["version"] = str(self.follow_up.version)
            message = _("Tindak lanjut ini berubah sejak Anda membukanya. Periksa sekali lagi.")
            raise ValidationError(message, code="stale")
        return cleaned

    def add_action_error(self, error):
        """Put a refusal of the act at its field, or above the form where that field is not shown."""
        for field, messages in getattr(error, "error_dict", {None: error}).items():
            self.add_error(field if field in self.fields else None, messages)


class EvidenceForm(HoldsUpload, ActForm):
    """A text with what proves it: a file, a page of the portal, or both."""

    has_file = True

    text = text_area(_("Catatan"), max_length=MAX_TEXT)
    upload = file_field(_("Berkas bukti"), required=False)
    link = forms.ChoiceField(
        label=_("Halaman portal sebagai bukti"),
        required=False,
        error_messages={"invalid_choice": _("Pilih salah satu halaman dari daftar.")},
    )
    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, follow_up, user):
        super().__init__(*args, follow_up=follow_up, user=user)
        pages = evidence_pages(follow_up, user)
        self.labels = dict(page for __, group in pages for page in group)
        self.fields["link"].choices = [("", _("– tidak ada –")), *pages]

    def clean(self):
        # Several people may write about the same follow-up at once; none of them decides about it.
        self.cleaned_data["version"] = ""
        return super().clean()

    @property
    def evidence(self):
        """For the note."""
        link = self.cleaned_data["link"]
        found = {"link": link, "link_label": self.labels[link]} if link else {}
        if file := self.chosen_file():
            file.name = self.chosen_name
            found |= {"file": file, "file_name": self.chosen_name}
        return found


class ProgressForm(EvidenceForm):
    """What was done so far."""

    title, button = _("Catat kemajuan"), _("Simpan catatan")
    done = _("Kemajuan dicatat.")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        field = self.fields["text"]
        field.label = _("Yang sudah dikerjakan")
        field.error_messages["required"] = _("Tulis apa yang sudah dikerjakan.")
        if self.follow_up.status == Status.PLANNED:
            field.help_text = _("Dengan catatan pertama, statusnya menjadi Berjalan.")

    def act(self, by):
        text = self.cleaned_data["text"]
        actions.note_progress(follow_up=self.follow_up, text=text, by=by, **self.evidence)


class FinishForm(EvidenceForm):
    """It is done, and this came of it."""

    title, button = _("Laporkan selesai"), _("Laporkan selesai")
    done = _("Dilaporkan selesai. Bappeda akan mengonfirmasinya.")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        field = self.fields["text"]
        field.label = _("Hasil")
        field.help_text = _("Apa yang tercapai, di mana, dan berapa.")
        field.error_messages["required"] = _("Tulis hasilnya.")

    def act(self, by):
        text = self.cleaned_data["text"]
        actions.finish_follow_up(follow_up=self.follow_up, result=text, by=by, **self.evidence)


class MoveForm(ActForm):
    """Another due date."""

    title, button = _("Pindahkan tenggat"), _("Pindahkan tenggat")
    done = _("Tenggat dipindah; tenggat semula tetap tercatat.")

    due_on = forms.DateField(
        label=_("Tenggat baru"),
        widget=DateInput(),
        error_messages={
            "required": _("Isi tenggat barunya."),
            "invalid": _("Pilih tanggal, misalnya 31/12/2022."),
        },
    )
    reason = text_area(
        _("Alasan"),
        rows=3,
        max_length=250,
        error_messages={"required": _("Tulis alasan memindah tenggat.")},
    )

    def act(self, by):
        due_on, reason = self.cleaned_data["due_on"], self.cleaned_data["reason"]
        actions.move_due_date(follow_up=self.follow_up, due_on=due_on, reason=reason, by=by)


class PersonField(forms.ModelChoiceField):
    """A person by their name."""

    def label_from_instance(self, user):
        return choice_label(user)


class AssignForm(ActForm):
    """Who of the agency works on it."""

    title, button = _("Tetapkan petugas"), _("Simpan petugas")
    done = _("Petugas disimpan.")

    assignee = PersonField(
        label=_("Petugas"),
        queryset=None,
        required=False,
        empty_label=_("– belum ada petugas –"),
        help_text=_("Pegawai OPD ini yang punya akun portal."),
        error_messages={"invalid_choice": _("Pilih pegawai OPD ini.")},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        staff = self.follow_up.agency.staff.filter(is_active=True)
        self.fields["assignee"].queryset = staff.order_by("first_name", "username")
        self.initial["assignee"] = self.follow_up.assignee_id

    def act(self, by):
        assignee = self.cleaned_data["assignee"]
        actions.assign_follow_up(follow_up=self.follow_up, assignee=assignee, by=by)


class ConfirmForm(ActForm):
    """Agree that it is done."""

    title, button = _("Konfirmasi selesai"), _("Konfirmasi selesai")
    done = _("Tindak lanjut dikonfirmasi selesai.")
    permission, statuses = "workshops.confirm_followup", (Status.DONE,)

    comment = text_area(
        _("Catatan"),
        rows=3,
        required=False,
        max_length=MAX_TEXT,
        help_text=_("Terbaca oleh OPD dan tetap dalam riwayat."),
    )

    def act(self, by):
        comment = self.cleaned_data["comment"]
        actions.confirm_follow_up(follow_up=self.follow_up, comment=comment, by=by)


class ReasonForm(ActForm):
    """An act of Bappeda that needs a reason."""

    permission = "workshops.confirm_followup"

    reason = text_area(
        _("Alasan"),
        rows=3,
        max_length=MAX_TEXT,
        help_text=_("Terbaca oleh OPD dan tetap dalam riwayat."),
        error_messages={"required": _("Tulis alasannya.")},
    )


class ReturnForm(ReasonForm):
    """Open it again."""

    title, button = _("Kembalikan"), _("Kembalikan")
    done = _("Tindak lanjut dibuka kembali.")
    statuses = (Status.DONE, Status.CONFIRMED, Status.DROPPED)

    def act(self, by):
        reason = self.cleaned_data["reason"]
        actions.return_follow_up(follow_up=self.follow_up, reason=reason, by=by)


class DropForm(ReasonForm):
    """Release the agency from it."""

    title, button = _("Hentikan tindak lanjut"), _("Hentikan tindak lanjut")
    done = _("Tindak lanjut dihentikan.")
    is_grave = True

    def act(self, by):
        reason = self.cleaned_data["reason"]
        actions.drop_follow_up(follow_up=self.follow_up, reason=reason, by=by)


# By the word in the address.
ACTS = {
    "catat": ProgressForm,
    "selesai": FinishForm,
    "tenggat": MoveForm,
    "petugas": AssignForm,
    "konfirmasi": ConfirmForm,
    "kembalikan": ReturnForm,
    "hentikan": DropForm,
}
