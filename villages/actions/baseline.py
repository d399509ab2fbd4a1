"""The life of a baseline: opened, submitted, returned or verified, perhaps reopened."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from villages.actions.assessment import score_baseline
from villages.actions.condition import lock_villages, refresh_conditions
from villages.actions.permission import editable_baseline, locked_baseline, require
from villages.models import Baseline, BaselineEvent, NeighbourhoodRecord, Village
from villages.queries.findings import previous_baseline
from villages.queries.review import has_worked_on
from villages.queries.tasks import named, task_list
from villages.scoring import DENOMINATORS

Act = BaselineEvent.Act
Status = Baseline.Status


@transaction.atomic
def open_baseline(*, village, year, kind, by):
    """Start a draft for a village with the RTs and denominators of its last verified baseline.

    RTs that the portal knows but that baseline lacks are added empty. Raises ``PermissionDenied`` outside
    the user's villages and ``ValidationError`` where the baseline exists or the year is impossible.
    """
    require(by, "villages.add_baseline")
    own = Village.objects.visible_to(by).filter(pk=village.pk)
    village = own.select_for_update(
        of=("self",)
    ).first()  # one opens it, the other reads that it exists
    if village is None:
        raise PermissionDenied(_("Desa ini di luar wilayah Anda."))
    baseline = Baseline(
        village=village, year=year, kind=kind, opened_by=by, opened_at=timezone.now()
    )
    baseline.full_clean()
    baseline._history_user = by
    baseline.save()
    bulk_create_with_history(
        _proposed_records(baseline), NeighbourhoodRecord, default_user=by, batch_size=500
    )
    BaselineEvent.objects.create(baseline=baseline, act=Act.OPENED, by=by)
    return baseline


def _proposed_records(baseline):
    previous = previous_baseline(baseline)
    old = {record.neighbourhood_id: record for record in previous.records.all()} if previous else {}
    for neighbourhood in baseline.village.neighbourhoods.all():
        record = NeighbourhoodRecord(baseline=baseline, neighbourhood=neighbourhood)
        if source := old.get(neighbourhood.pk):
            for item in DENOMINATORS:
                setattr(record, item.field, getattr(source, item.field))
        yield record


@transaction.atomic
def edit_baseline(*, baseline, by):
    """Save surveyor, dates and answers of a draft, as set on ``baseline``.

    The caller holds the row locked and has compared versions. Raises ``Locked`` when it is not a draft,
    ``PermissionDenied`` without right or scope.
    """
    require(by, "villages.change_baseline")
    stored = editable_baseline(baseline, by)
    baseline.version = stored.version + 1
    baseline._history_user = by
    baseline.save()
    return baseline


@transaction.atomic
def delete_baseline(*, baseline, by):
    """Remove a draft that was never submitted, with its records; their history stays.

    Raises ``PermissionDenied`` without right or scope, ``ValidationError`` once it was submitted.
    """
    require(by, "villages.delete_baseline")
    baseline = locked_baseline(baseline, by)
    if baseline.was_submitted:
        raise ValidationError(_("Baseline yang pernah diajukan tidak dapat dihapus."))
    baseline._history_user = by
    for record in baseline.records.all():
        record._history_user = by
        record.delete()
    baseline.delete()


@transaction.atomic
def submit_baseline(*, baseline, by, note=""):
    """Hand a draft over for review; from now on its records are locked.

    Raises ``ValidationError`` when it is not a draft, has no RT, has blocking findings, or has warnings
    that neither the record's note nor ``note`` explains; ``PermissionDenied`` without right or scope.
    """
    require(by, "villages.submit_baseline")
    baseline = locked_baseline(baseline, by)
    if not baseline.is_editable:
        raise ValidationError(_("Baseline ini sudah diajukan."))
    tasks = task_list(baseline)
    _refuse_unready(tasks, note)
    baseline.warning_count = tasks.warning_count
    baseline.submission_note = note.strip()
    changes = _changes_since_submission(baseline)
    return _step(baseline, Act.SUBMITTED, by, comment=note, change_count=changes)


def _refuse_unready(tasks, note):
    if tasks.obstacle:
        raise ValidationError(tasks.obstacle)
    if tasks.unexplained and not note.strip():
        raise ValidationError(
            _("Jelaskan dalam catatan pengajuan peringatan pada %(names)s.")
            % {"names": named(tasks.unexplained)}
        )


def _changes_since_submission(baseline):
    """Number of RT records created, changed or removed since the last submission."""
    history = NeighbourhoodRecord.history.filter(baseline_id=baseline.pk)
    if baseline.submitted_at:
        history = history.filter(history_date__gt=baseline.submitted_at)
    return history.order_by().values("id").distinct().count()


@transaction.atomic
def verify_baseline(*, baseline, by, comment=""):
    """Freeze a submitted baseline with its score. Nobody verifies what they submitted or entered.

    Raises ``ValidationError`` when it is not submitted, ``PermissionDenied`` without right or scope, or
    for anyone who opened, entered or submitted any of it.
    """
    require(by, "villages.verify_baseline")
    lock_villages([baseline.village_id])
    baseline = locked_baseline(baseline, by)
    _require_submitted(baseline)
    if has_worked_on(baseline, by):
        raise PermissionDenied(
            _("Anda ikut mengisi atau mengajukan baseline ini, jadi orang lain yang memverifikasi.")
        )
    baseline.reopened_at = baseline.reopened_by = None
    baseline.reopen_reason = ""
    _step(baseline, Act.VERIFIED, by, comment=comment)
    refresh_conditions([baseline.village_id])
    return baseline


@transaction.atomic
def return_baseline(*, baseline, by, comment):
    """Give a submitted baseline back to its assistants, saying what to mend.

    Raises ``ValidationError`` when it is not submitted or the comment is empty, ``PermissionDenied``
    without right or scope.
    """
    require(by, "villages.verify_baseline")
    baseline = locked_baseline(baseline, by)
    _require_submitted(baseline)
    if not comment.strip():
        raise ValidationError(_("Tulis apa yang perlu dibetulkan."))
    return _step(baseline, Act.RETURNED, by, comment=comment)


@transaction.atomic
def reopen_baseline(*, baseline, by, reason):
    """Make a verified baseline a draft again, with a reason that stays in its history.

    Raises ``ValidationError`` when it is not verified or the reason is empty, ``PermissionDenied``
    without right or scope.
    """
    require(by, "villages.reopen_baseline")
    lock_villages([baseline.village_id])
    baseline = locked_baseline(baseline, by)
    if baseline.status != Status.VERIFIED:
        raise ValidationError(_("Hanya baseline terverifikasi yang dapat dibuka kembali."))
    if not reason.strip():
        raise ValidationError(_("Tulis alasan membuka kembali baseline ini."))
    baseline.verified_at = baseline.verified_by = None
    baseline.reopen_reason = reason.strip()
    _step(baseline, Act.REOPENED, by, comment=reason)
    refresh_conditions([baseline.village_id])
    return baseline


def _require_submitted(baseline):
    """Whoever decides second reads who decided first."""
    if baseline.status == Status.SUBMITTED:
        return
    if baseline.status == Status.DRAFT:
        raise ValidationError(_("Baseline ini tidak sedang diajukan."))
    decided = {Status.VERIFIED: baseline.verified_by, Status.RETURNED: baseline.returned_by}
    raise ValidationError(
        _("Baseline ini sudah %(status)s oleh %(name)s.")
        % {
            "status": baseline.get_status_display().lower(),
            "name": decided[baseline.status].get_full_name() or decided[baseline.status],
        }
    )


# Act → (status it leads to, prefix of the fields that keep who and when)
_STEPS = {
    Act.SUBMITTED: (Status.SUBMITTED, "submitted"),
    Act.RETURNED: (Status.RETURNED, "returned"),
    Act.VERIFIED: (Status.VERIFIED, "verified"),
    Act.REOPENED: (Status.DRAFT, "reopened"),
}


def _step(baseline, act, by, *, comment="", change_count=0):
    """Move the status, keep who and when, write the event; the score is brought up to date."""
    status, prefix = _STEPS[act]
    baseline.status = status
    setattr(baseline, f"{prefix}_at", timezone.now())
    setattr(baseline, f"{prefix}_by", by)
    baseline.version += 1
    score_baseline(baseline)
    baseline._history_user = by
    baseline._change_reason = comment.strip()[:100] or None
    baseline.save()
    BaselineEvent.objects.create(
        baseline=baseline, act=act, by=by, comment=comment.strip(), change_count=change_count
    )
    return baseline
