"""Entering the sheet of one RT."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.actions.assessment import score_baseline, score_record
from villages.actions.permission import editable_baseline, require
from villages.models import Neighbourhood, NeighbourhoodRecord


@transaction.atomic
def add_record(*, baseline, rw, rt, by, hamlet="", label=""):
    """Add an RT, new or known to the village, to a draft; both numbers have three digits.

    Raises ``ValidationError`` when the RT is already in the baseline or a number is not usable,
    ``Locked`` when the baseline is not a draft, ``PermissionDenied`` without right or scope.
    """
    require(by, "villages.change_baseline")
    baseline = editable_baseline(baseline, by)
    known = Neighbourhood.objects.filter(village=baseline.village, rw=rw, rt=rt).first()
    neighbourhood = known or Neighbourhood(
        village=baseline.village, rw=rw, rt=rt, hamlet=hamlet, label=label
    )
    if not known:
        neighbourhood.full_clean()
        neighbourhood._history_user = by
        neighbourhood.save()
    if baseline.records.filter(neighbourhood=neighbourhood).exists():
        raise ValidationError(_("%(rt)s sudah ada dalam baseline ini.") % {"rt": neighbourhood})
    record = NeighbourhoodRecord(baseline=baseline, neighbourhood=neighbourhood)
    return _save(record, by)


@transaction.atomic
def save_record(*, record, by):
    """Save what was entered, as a draft, with its score if it is complete and free of blocking findings.

    The caller holds the record locked and has compared versions. Raises ``Locked`` when the baseline is
    not a draft, ``PermissionDenied`` without right or scope.
    """
    require(by, "villages.change_baseline")
    baseline = editable_baseline(record.baseline, by)
    saved = _save(record, by)
    _rescore(baseline, by)
    return saved


@transaction.atomic
def remove_record(*, record, by):
    """Take an RT out of a draft; what was entered stays in the history.

    Raises ``Locked`` when the baseline is not a draft, ``PermissionDenied`` without right or scope.
    """
    require(by, "villages.change_baseline")
    baseline = editable_baseline(record.baseline, by)
    record._history_user = by
    record.delete()
    _rescore(baseline, by)


def _save(record, by):
    record.edited_at, record.edited_by = timezone.now(), by
    record.version = record.version + 1 if record.pk else 1
    record._history_user = by
    score_record(record).save()
    return record


def _rescore(baseline, by):
    before = baseline.total, baseline.level
    score_baseline(baseline)
    if (baseline.total, baseline.level) != before:
        baseline._history_user = by
        baseline.save()
