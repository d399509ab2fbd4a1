"""Deciding about a baseline: verify, return, reopen; one by one or several at once."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from villages import actions
from villages.actions.condition import lock_villages
from villages.models import Baseline, Village

MAX_COMMENT_LENGTH = 2000
CHOICE = "pilih"


def _comment(label, *, hint="", missing=""):
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=MAX_COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
    )


class DecisionForm(forms.Form):
    """A comment, and the version of the baseline that was on the page when somebody decided."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, baseline):
        self.baseline = baseline
        super().__init__(data, auto_id=f"{self.name}_%s", initial={"version": baseline.version})

    def clean(self):
        """The figures that were looked at are those decided about."""
        cleaned = super().clean()
        seen = cleaned.get("version")
        if seen and seen != str(self.baseline.version) and self.fits:
            # The page comes back with the new figures: the next attempt answers to those.
            self.data = self.data.copy()
            self.data["version"] = str(self.baseline.version)
            message = _("Baseline ini diajukan ulang sejak Anda membukanya. Tinjau sekali lagi.")
            raise ValidationError(message, code="stale")
        return cleaned

    @property
    def fits(self):
        """Whether the baseline still waits for this decision; if not, the act says what happened."""
        return self.baseline.status == self.decides

    def decide(self, by):
        """Carry the decision out; whether it was. Why not stands in the form's errors then.

        Raises ``PermissionDenied`` where the person may not.
        """
        if not self.is_valid():
            return False
        try:
            self.act(by)
        except ValidationError as error:
            self.add_error(None, error)
            return False
        return True


class VerifyForm(DecisionForm):
    """Accept the figures."""

    name, decides = "verify", Baseline.Status.SUBMITTED
    done = _("%(baseline)s diverifikasi.")
    comment = _comment(_("Catatan"), hint=_("Terbaca oleh asisten kota dan tetap dalam riwayat."))

    def act(self, by):
        comment = self.cleaned_data["comment"]
        actions.verify_baseline(baseline=self.baseline, by=by, comment=comment)


class ReturnForm(DecisionForm):
    """Give the figures back."""

    name, decides = "return", Baseline.Status.SUBMITTED
    done = _("%(baseline)s dikembalikan kepada asisten kota.")
    comment = _comment(
        _("Yang perlu dibetulkan"),
        hint=_("Sebutkan RT dan angkanya; asisten kota membaca ini di berandanya."),
        missing=_("Tulis apa yang perlu dibetulkan."),
    )

    def act(self, by):
        comment = self.cleaned_data["comment"]
        actions.return_baseline(baseline=self.baseline, by=by, comment=comment)


class ReopenForm(DecisionForm):
    """Make verified figures a draft again."""

    name, decides = "reopen", Baseline.Status.VERIFIED
    done = _("%(baseline)s dibuka kembali dan menjadi draf.")
    comment = _comment(
        _("Alasan dibuka kembali"),
        hint=_("Alasan ini tetap dalam riwayat baseline."),
        missing=_("Tulis alasan membuka kembali baseline ini."),
    )

    def act(self, by):
        reason = self.cleaned_data["comment"]
        actions.reopen_baseline(baseline=self.baseline, by=by, reason=reason)


@dataclass(frozen=True)
class Outcome:
    """What became of one of several baselines; ``refusal`` says why it was not verified."""

    baseline: Baseline
    refusal: str = ""


class BatchForm(forms.Form):
    """Several submitted baselines, each with the version that was in the list: "12-3" for 12 at 3."""

    comment = VerifyForm.base_fields["comment"]

    def __init__(self, data, *, queue):
        super().__init__(data, auto_id="batch_%s")
        self.versions = dict(filter(None, map(_choice, data.getlist(CHOICE))))
        self.waiting = list(queue.filter(pk__in=self.versions))

    @property
    def chosen(self):
        """(baseline, version) of those that still wait, for the page that asks once more."""
        return [(baseline, self.versions[baseline.pk]) for baseline in self.waiting]

    def outcomes(self, by):
        """Verify each by itself; a refusal does not stop the others."""
        rows = Baseline.objects.visible_to(by).filter(pk__in=self.versions)
        keys = rows.order_by("submitted_at", "pk").values_list("pk", flat=True)
        return [self._verify(pk, by) for pk in keys]

    @transaction.atomic
    def _verify(self, pk, by):
        lock_villages(Village.objects.filter(baselines=pk).values_list("pk", flat=True))
        rows = Baseline.objects.select_related("village").select_for_update(of=("self",))
        baseline = rows.get(pk=pk)
        data = {"version": self.versions[pk], "comment": self.data.get("comment", "")}
        form = VerifyForm(data, baseline=baseline)
        try:
            decided = form.decide(by)
        except PermissionDenied as refused:
            return Outcome(baseline, str(refused))
        return Outcome(baseline, "" if decided else " ".join(form.non_field_errors()))


def _choice(value):
    """(key, version) of a ticked box; None for what no box of ours says."""
    found = re.fullmatch(r"(\d{1,18})-(\d{1,9})", value)
    return (int(found[1]), found[2]) if found else None
