"""Registering a slum decree, and what must be said to end one."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import DateInput
from villages.forms.held import AttachedFileForm
from villages.models import SlumDecree

LINKS = ("amends", "replaces")


class DecreeForm(AttachedFileForm):
    """Identity of a decree, the decree it amends or replaces, and its file.

    What is no longer a draft keeps its place among the decrees and asks for a reason.
    """

    reason = forms.CharField(
        label=_("Alasan perubahan"),
        max_length=100,
        help_text=_("Disimpan dalam riwayat SK, misalnya: salah ketik tanggal."),
        error_messages={"required": _("Tulis alasan perubahan; SK ini bukan rancangan lagi.")},
    )

    class Meta:
        model = SlumDecree
        fields = ["number", "decided_on", "subject", "signatory", *LINKS]
        widgets = {"decided_on": DateInput()}
        help_texts = {
            "number": _("Seperti tertulis pada SK. Untuk rancangan: nomor sementara."),
            "amends": _("Isi bila ini SK perubahan: lokasi yang disebut ulang diambil alih."),
            "replaces": _("Isi bila SK lama tidak berlaku lagi seluruhnya."),
        }
        error_messages = {
            "number": {
                "required": _("Isi nomor SK."),
                "unique": _("SK dengan nomor ini sudah terdaftar."),
            },
            "decided_on": {
                "required": _("Isi tanggal penetapan."),
                "invalid": _("Pilih tanggal, misalnya 23/11/2021."),
            },
            "subject": {"required": _("Isi perihal SK.")},
            **{link: {"invalid_choice": _("Pilih SK lain yang berlaku.")} for link in LINKS},
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.stored_number = self.instance.number
        self.fields["upload"].help_text = _(
            "Pindaian SK lengkap dengan lampirannya, paling besar 10 MB."
        )
        if self.instance.status == SlumDecree.Status.DRAFT:
            del self.fields["reason"]
            self._offer_decrees()
        else:
            for link in LINKS:
                del self.fields[link]

    def _offer_decrees(self):
        """Decrees in force; a link made earlier stays visible whatever became of the other decree."""
        linked = [pk for pk in (self.instance.amends_id, self.instance.replaces_id) if pk]
        offered = SlumDecree.objects.filter(Q(status=SlumDecree.Status.IN_FORCE) | Q(pk__in=linked))
        for link in LINKS:
            self.fields[link].queryset = offered.exclude(pk=self.instance.pk)
            self.fields[link].empty_label = _("– tidak ada –")

    def clean_number(self):
        return " ".join(self.cleaned_data["number"].split())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("amends") and cleaned.get("replaces"):
            message = _("Pilih salah satu: SK ini mengubah atau menggantikan SK lain.")
            self.add_error("replaces", message)
        return cleaned


class RevokeForm(forms.Form):
    """Why a decree ends."""

    reason = forms.CharField(
        label=_("Alasan atau dasar pencabutan"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Misalnya nomor keputusan yang mencabutnya."),
        error_messages={"required": _("Tulis alasan atau dasar pencabutan.")},
    )
