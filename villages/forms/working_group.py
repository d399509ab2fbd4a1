"""Entering a working group and the agencies in it."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import DateInput, NumberField
from villages.forms.versioned import VersionedForm
from villages.models import Agency, WorkingGroup, WorkingGroupMember

_DATE = _("Pilih tanggal, misalnya 23/11/2021.")


class GroupForm(VersionedForm):
    """The decree that sets a working group up, and its term."""

    class Meta:
        model = WorkingGroup
        fields = ["name", "decree_number", "decided_on", "term_from", "term_to", "note"]
        widgets = {
            "decided_on": DateInput(),
            "term_from": DateInput(),
            "term_to": DateInput(),
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"term_to": _("Masa tugas sampai")}
        error_messages = {
            "name": {"required": _("Isi namanya, misalnya Pokja PKP.")},
            "decree_number": {
                "required": _("Isi nomor SK Pokja."),
                "unique": _("Pokja dengan nomor SK ini sudah terdaftar."),
            },
            "decided_on": {"required": _("Isi tanggal SK."), "invalid": _DATE},
            "term_from": {"required": _("Isi awal masa tugas."), "invalid": _DATE},
            "term_to": {"required": _("Isi akhir masa tugas."), "invalid": _DATE},
        }

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("term_from"), cleaned.get("term_to")
        if first and last and last < first:
            self.add_error("term_to", _("Masa tugas tidak boleh berakhir sebelum dimulai."))
        return cleaned


class MemberForm(VersionedForm):
    """An agency, its role, and whom to ask there."""

    order = NumberField(
        label=_("Urutan"),
        whole=True,
        min_value=1,
        max_value=999,
        help_text=_("Urutan dalam SK; ketua nomor 1."),
        error_messages={"required": _("Isi urutannya, misalnya 1.")},
    )

    class Meta:
        model = WorkingGroupMember
        fields = ["agency", "role", "order", "contact_person", "contact"]
        help_texts = {
            "contact": _("Terlihat oleh Bappeda, admin, dan pegawai OPD anggota Pokja ini saja."),
        }
        error_messages = {
            "agency": {"required": _("Pilih OPD-nya.")},
            "role": {"required": _("Isi kedudukannya, misalnya ketua.")},
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        others = self.instance.group.members.exclude(pk=self.instance.pk)
        offered = Agency.objects.filter(Q(is_active=True) | Q(pk=self.instance.agency_id))
        self.fields["agency"].queryset = offered.exclude(pk__in=others.values("agency"))
        self.fields["agency"].empty_label = _("– pilih OPD –")
        self.fields["agency"].label_from_instance = lambda agency: (
            f"{agency.short_name} – {agency.name}"
        )
