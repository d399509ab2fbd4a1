"""Typing a trial, and saving it as proposed projects."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from villages import labels
from villages.forms.fields import NumberField, NumberInput
from villages.forms.record import DECIMALS
from villages.models import Output, Project
from villages.models.baseline import FIRST_YEAR, LAST_YEAR
from villages.numbers import show_number
from villages.queries.project import keeping, may_keep
from villages.queries.trial import Trial, TrialRt, field_name
from villages.scoring import INDICATOR_BY_CODE, INDICATORS

TOGETHER, PER_CRITERION = "satu", "kriteria"
HOW = [
    (PER_CRITERION, _("Satu kegiatan untuk setiap kriteria")),
    (TOGETHER, _("Semuanya dalam satu kegiatan")),
]


class TrialForm:
    """The typed volumes of a village's RTs: hundreds of small inputs, so no form field of its own for each.

    ``errors`` are messages by input name; what cannot be read counts as nothing.
    """

    def __init__(self, data, rts):
        self.typed, self.errors = {}, {}
        self.trial = Trial([TrialRt(rt, self._read(rt, data)) for rt in rts])

    def _read(self, rt, data):
        volumes = {}
        for item in INDICATORS:
            name = field_name(rt, item.code)
            if typed := data.get(name, "").strip():
                self.typed[name] = typed
                if volume := self._volume(name, typed, item, rt.volumes_after[item.code]):
                    volumes[item.code] = volume
        return volumes

    def _volume(self, name, typed, item, left):
        field = NumberField(
            required=False, whole=item.unit.is_whole, decimal_places=DECIMALS.get(item.unit)
        )
        try:
            volume = field.clean(typed)
        except forms.ValidationError as error:
            self.errors[name] = " ".join(error.messages)
            return None
        if volume is not None and volume > left:
            words = {"left": show_number(left), "unit": item.unit}
            self.errors[name] = _t("Paling banyak %(left)s %(unit)s yang masih tersisa.") % words
            return None
        return volume

    def completed(self):
        """The form with the smallest set added for every RT that is still slum; what was typed stays."""
        widget = NumberInput()
        proposed = {
            name: widget.format_value(volume) for name, volume in self.trial.completed().items()
        }
        return TrialForm(self.typed | proposed, [item.rt for item in self.trial.rts])

    @property
    def lines(self):
        """(TrialRt, its lines, whether anything was typed) of the RTs in which anything scores."""
        pairs = ((item, list(item.lines(self.typed, self.errors))) for item in self.trial.rts)
        return [(item, lines, any(line.typed for line in lines)) for item, lines in pairs if lines]

    @property
    def problems(self):
        """(input name, RT and indicator, message) of what cannot be read."""
        return [(name, self._where(name), message) for name, message in self.errors.items()]

    def _where(self, name):
        rw, rt, code = name.split("-")
        return f"RT {rt} RW {rw}, {code} {labels.LACKS[code]}"


class TrialSaveForm(forms.Form):
    """How a trial becomes proposed projects: whose, of which year, one or one per criterion."""

    name = forms.CharField(
        label=_("Nama kegiatan"),
        max_length=150,
        help_text=_("Nama kriteria ditambahkan sendiri bila kegiatannya satu per kriteria."),
        error_messages={"required": _("Isi nama kegiatan.")},
    )
    how = forms.ChoiceField(
        label=_("Simpan sebagai"), choices=HOW, initial=PER_CRITERION, widget=forms.RadioSelect
    )
    scheme = forms.ChoiceField(label=_("Skema"), error_messages={"required": _("Pilih skemanya.")})
    agency = forms.ModelChoiceField(
        label=_("OPD"), queryset=None, required=False, empty_label=_("– bukan OPD –")
    )
    year = NumberField(
        label=_("Tahun anggaran"),
        whole=True,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={
            "required": _("Isi tahun anggarannya."),
            "min_value": _("Tahun anggaran paling awal 2010."),
            "max_value": _("Periksa tahunnya, misalnya 2027."),
        },
    )

    def __init__(self, data=None, *, village, user):
        super().__init__(data, initial={"year": timezone.localdate().year + 1})
        self.village, self.user = village, user
        may = keeping(user)
        self.fields["scheme"].choices = may.schemes
        self.fields["agency"].queryset = may.agencies
        if Project.Scheme.AGENCY_PROGRAMME in dict(may.schemes):
            self.initial["scheme"] = Project.Scheme.AGENCY_PROGRAMME
        own = user.agencies.filter(is_active=True).first()
        if own and may.agencies.filter(pk=own.pk).exists():
            self.initial["agency"] = own.pk

    def clean(self):
        cleaned = super().clean()
        scheme, agency = cleaned.get("scheme"), cleaned.get("agency")
        if scheme == Project.Scheme.AGENCY_PROGRAMME and "agency" in cleaned and not agency:
            self.add_error("agency", _t("Pilih OPD yang melaksanakan program ini."))
        elif scheme and "agency" in cleaned and not may_keep(self.user, self._project("")):
            self.add_error("agency", _t("Pilih OPD Anda sendiri."))
        return cleaned

    def _project(self, name):
        chosen = {key: self.cleaned_data.get(key) for key in ("scheme", "agency", "year")}
        return Project(name=name, village=self.village, status=Project.Status.PROPOSED, **chosen)

    def drafts(self, trial):
        """(project, its outputs) of a trial, nothing stored yet."""
        groups = {}
        for neighbourhood, code, volume in trial.aims:
            criterion = INDICATOR_BY_CODE[code].criterion
            key = None if self.cleaned_data["how"] == TOGETHER else criterion
            output = Output(neighbourhood=neighbourhood, indicator=code, planned=volume)
            groups.setdefault(key, []).append(output)
        return [(self._project(self._name(key)), outputs) for key, outputs in groups.items()]

    def _name(self, criterion):
        name = self.cleaned_data["name"]
        return f"{name} – {labels.CRITERIA_SHORT[criterion]}" if criterion else name
