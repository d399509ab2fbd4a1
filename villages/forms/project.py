"""Registering an intervention, and changing it."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import DateInput, NumberField, RupiahField
from villages.forms.versioned import VersionedForm
from villages.funding import FUNDING_FIELDS
from villages.models import Project
from villages.models.baseline import FIRST_YEAR, LAST_YEAR
from villages.numbers import show_rupiah
from villages.queries.project import keeping, may_keep

Status = Project.Status
FIRST_STATUSES = [choice for choice in Status.choices if choice[0] != Status.CANCELLED]


class ProjectForm(VersionedForm):
    """An intervention in a village; the village is settled before.

    Offers what lies in the village, and only schemes and agencies under which the person may still change
    the project afterwards. A new project also says how far it is.
    """

    year = NumberField(
        label=_("Tahun anggaran"),
        whole=True,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={
            "required": _("Isi tahun anggarannya."),
            "min_value": _("Tahun anggaran paling awal 2010."),
            "max_value": _("Periksa tahunnya, misalnya 2025."),
        },
    )
    status = forms.ChoiceField(
        label=_("Status sekarang"), choices=FIRST_STATUSES, initial=Status.PROPOSED
    )
    households_helped = NumberField(
        label=_("KK penerima manfaat"), whole=True, required=False, max_value=1_000_000
    )
    budget_rp = RupiahField(
        label=_("Anggaran (Rp)"),
        required=False,
        help_text=_("Sama dengan jumlah sumber dana di bawah; bila kosong, dijumlahkan sendiri."),
    )

    class Meta:
        model = Project
        fields = [
            "name",
            "scheme",
            "year",
            "location",
            "agency",
            "organisation",
            "component",
            "starts_on",
            "ends_on",
            "households_helped",
            "budget_rp",
            *FUNDING_FIELDS,
            "builder",
            "maintainer",
            "quality",
            "keeps_photo_positions",
            "note",
        ]
        widgets = {
            "starts_on": DateInput(),
            "ends_on": DateInput(),
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        field_classes = dict.fromkeys(FUNDING_FIELDS, RupiahField)
        labels = {"quality": _("Mutu hasil")}
        help_texts = {
            "name": _("Seperti tertulis dalam dokumen anggaran, misalnya Pavingisasi RT 001–003."),
            "location": _("Kosongkan bila di luar lokasi SK Kumuh."),
            "builder": _("Dari daftar kelembagaan desa ini."),
            "maintainer": _("Yang akan memelihara hasilnya; dari daftar kelembagaan desa ini."),
        }
        error_messages = {
            "name": {"required": _("Isi nama kegiatan.")},
            "scheme": {"required": _("Pilih skemanya.")},
            "starts_on": {"invalid": _("Pilih tanggal, misalnya 01/03/2025.")},
            "ends_on": {"invalid": _("Pilih tanggal, misalnya 30/06/2025.")},
        }

    def __init__(self, *args, user, **options):
        super().__init__(*args, **options)
        self.user = user
        self.stored_name = self.instance.name
        is_new = not self.instance.pk
        for name in ("quality", "keeps_photo_positions") if is_new else ("status",):
            del self.fields[name]
        if is_new:
            self.initial["year"] = timezone.localdate().year
        self._offer_what_may_be_kept()
        self._offer_what_lies_in_the_village()

    def _offer_what_may_be_kept(self):
        may = keeping(self.user, self.instance)
        first = [("", _t("– pilih –"))] if len(may.schemes) > 1 else []
        self.fields["scheme"].choices = [*first, *may.schemes]
        self.fields["agency"].queryset = may.agencies
        self.fields["agency"].empty_label = _t("– bukan OPD –")
        own = self.user.agencies.filter(is_active=True)[:2]
        if not self.instance.pk and len(own) == 1:
            self.initial["agency"] = own[0].pk

    def _offer_what_lies_in_the_village(self):
        """Locations in force and active organisations; what was chosen earlier stays on offer."""
        project, village = self.instance, self.instance.village
        organisations = village.organisations
        offers = {
            "location": village.decree_locations.filter(
                Q(in_force=True) | Q(pk=project.location_id)
            ).select_related("decree", "village"),
            "builder": organisations.builders().filter(
                Q(is_active=True) | Q(pk=project.builder_id)
            ),
            "maintainer": organisations.maintainers().filter(
                Q(is_active=True) | Q(pk=project.maintainer_id)
            ),
        }
        for name, rows in offers.items():
            self.fields[name].queryset = rows
            self.fields[name].empty_label = _t("– tidak ada –")
        self.fields["location"].label_from_instance = _location_name

    @property
    def share_fields(self):
        """The bound fields of money by source."""
        return [self[name] for name in FUNDING_FIELDS]

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        cleaned = super().clean()
        self._check_keeping(cleaned)
        self._check_dates(cleaned)
        self._check_budget(cleaned)
        return cleaned

    def _check_keeping(self, cleaned):
        scheme, agency = cleaned.get("scheme"), cleaned.get("agency")
        if scheme == Project.Scheme.AGENCY_PROGRAMME and not agency and not cleaned["organisation"]:
            message = _t("Pilih OPD yang melaksanakan program ini, atau tulis pelaksana lainnya.")
            self.add_error("agency", message)
        elif scheme and "agency" in cleaned:
            wanted = Project(scheme=scheme, agency=agency, village=self.instance.village)
            if not may_keep(self.user, wanted):
                self.add_error("agency", _t("Pilih OPD Anda sendiri."))

    def _check_dates(self, cleaned):
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _t("Tanggal selesai pada atau setelah tanggal mulai."))

    def _check_budget(self, cleaned):
        if any(name not in cleaned for name in ("budget_rp", *FUNDING_FIELDS)):
            return
        total = sum(cleaned[name] for name in FUNDING_FIELDS)
        budget = cleaned["budget_rp"] = cleaned["budget_rp"] or total
        if budget != total:
            message = _t("Anggaran %(budget)s, tetapi sumber dana berjumlah %(total)s: %(rest)s.")
            rest = _t("kurang %(gap)s") if total < budget else _t("lebih %(gap)s")
            amounts = {
                "budget": show_rupiah(budget),
                "total": show_rupiah(total),
                "rest": rest % {"gap": show_rupiah(abs(budget - total))},
            }
            self.add_error("budget_rp", message % amounts)

    def with_status(self):
        """The project as typed; a new one in the status that was chosen."""
        if "status" in self.cleaned_data:
            self.instance.status = self.cleaned_data["status"]
        return self.instance

    def add_action_error(self, error):
        """Put a refusal of the act at its field, or above the form where that field is not shown."""
        for field, messages in getattr(error, "error_dict", {None: error}).items():
            self.add_error(field if field in self.fields else None, messages)


def _location_name(location):
    return f"{location.area_name} ({location.decree.number})"
