"""The life of a follow-up: planned, worked on, reported done, confirmed; or returned, or dropped."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops.actions.permission import (
    locked_follow_up,
    locked_review,
    locked_workshop,
    require,
)
from workshops.models import FollowUp, FollowUpNote

Act = FollowUpNote.Act
Status = FollowUp.Status
REASON_LENGTH = 100


@transaction.atomic
def plan_follow_ups(*, agencies, villages, due_on, by, task="", recommendation=None, review=None):
    """Ask each agency to act on a recommendation or a review by a day; returns the new follow-ups.

    Without ``task`` it is what the recommendation says. Raises ``ValidationError`` without agency or task and
    for an agency that was asked before, ``PermissionDenied`` without right.
    """
    require(by, "workshops.add_followup")
    source = {"recommendation": recommendation, "review": review}
    _hold_place(FollowUp(**source), by)
    if not agencies:
        raise ValidationError({"agencies": _("Pilih sedikitnya satu OPD.")})
    _refuse_asked(agencies, **source)
    task = task.strip() or (recommendation.text if recommendation else "")
    task = _required(task, "task", _("Tulis apa yang dikerjakan."))
    planned = [FollowUp(task=task, agency=agency, due_on=due_on, **source) for agency in agencies]
    return [_create(follow_up, villages, by) for follow_up in planned]


def _refuse_asked(agencies, **source):
    asked = FollowUp.objects.filter(agency__in=agencies, **source).select_related("agency")
    names = [str(row.agency) for row in asked.exclude(status=Status.DROPPED)]
    if names:
        message = _("Sudah ditugaskan: %(names)s. Hapus centangnya.")
        raise ValidationError({"agencies": message % {"names": ", ".join(names)}})


def _create(follow_up, villages, by):
    follow_up.first_due_on = follow_up.due_on
    follow_up.created_at, follow_up.created_by = timezone.now(), by
    follow_up._history_user = by
    follow_up.save()
    follow_up.villages.set(villages)
    _note(follow_up, Act.CREATED, by)
    return follow_up


@transaction.atomic
def edit_follow_up(*, follow_up, villages, by):
    """Save the task, agency and villages of a follow-up, as set on it, while it is open.

    The caller has locked it and compared versions. Raises ``ValidationError``, ``PermissionDenied``.
    """
    stored = locked_follow_up(follow_up, by, "workshops.add_followup")
    _require_open(stored)
    _hold_place(stored, by)
    follow_up.version = stored.version + 1
    if follow_up.agency_id != stored.agency_id:
        follow_up.assignee = None
    follow_up.validate_constraints()
    follow_up._history_user = by
    follow_up.save()
    follow_up.villages.set(villages)
    return follow_up


@transaction.atomic
def assign_follow_up(*, follow_up, assignee, by):
    """Say who of the agency works on it; ``None`` for nobody.

    Raises ``ValidationError`` for somebody of another agency, ``PermissionDenied``.
    """
    follow_up = locked_follow_up(follow_up, by)
    _require_open(follow_up)
    if assignee and not follow_up.agency.staff.contains(assignee):
        raise ValidationError({"assignee": _("Pilih pegawai OPD ini.")})
    if assignee == follow_up.assignee:
        return follow_up
    follow_up.assignee = assignee
    name = assignee.get_full_name() or assignee.get_username() if assignee else ""
    return _step(follow_up, Act.ASSIGNED, by, name or _("belum ada petugas"))


@transaction.atomic
def note_progress(*, follow_up, text, by, **evidence):
    """Record what was done so far; the first note starts a planned follow-up.

    ``evidence`` as for a ``FollowUpNote``: file and file_name, link and link_label.
    Raises ``ValidationError`` once it is finished or dropped, ``PermissionDenied``.
    """
    follow_up = locked_follow_up(follow_up, by)
    _require_open(follow_up)
    text = _required(text, "text", _("Tulis apa yang sudah dikerjakan."))
    follow_up.status = Status.RUNNING
    return _step(follow_up, Act.PROGRESS, by, text, **evidence)


@transaction.atomic
def move_due_date(*, follow_up, due_on, reason, by):
    """Give a follow-up another due date; the first one stays.

    Raises ``ValidationError`` without reason, for the same date, or once it is not open,
    ``PermissionDenied``.
    """
    follow_up = locked_follow_up(follow_up, by)
    _require_open(follow_up)
    reason = _required(reason, "reason", _("Tulis alasan memindah tenggat."))
    if due_on == follow_up.due_on:
        raise ValidationError({"due_on": _("Ini tenggat yang sekarang. Pilih tanggal lain.")})
    before, follow_up.due_on, follow_up.due_reason = follow_up.due_on, due_on, reason
    return _step(follow_up, Act.MOVED, by, reason, due_from=before, due_to=due_on)


@transaction.atomic
def finish_follow_up(*, follow_up, result, by, **evidence):
    """Report a follow-up done, with its result; Bappeda confirms it.

    ``evidence`` as for ``note_progress``. Raises ``ValidationError`` without result or once it is not
    open, ``PermissionDenied``.
    """
    follow_up = locked_follow_up(follow_up, by)
    _require_open(follow_up)
    follow_up.result = _required(result, "text", _("Tulis hasilnya."))
    follow_up.status, follow_up.done_at, follow_up.done_by = Status.DONE, timezone.now(), by
    return _step(follow_up, Act.DONE, by, follow_up.result, **evidence)


@transaction.atomic
def confirm_follow_up(*, follow_up, by, comment=""):
    """Agree that it is done. Nobody confirms what they reported themselves.

    Raises ``ValidationError`` when it was not reported done, ``PermissionDenied``.
    """
    follow_up = locked_follow_up(follow_up, by, "workshops.confirm_followup")
    if follow_up.status != Status.DONE:
        raise ValidationError(_("Tindak lanjut ini tidak sedang menunggu konfirmasi."))
    if follow_up.done_by == by:
        raise PermissionDenied(
            _("Anda sendiri yang melaporkannya selesai, jadi orang lain yang mengonfirmasi.")
        )
    follow_up.status = Status.CONFIRMED
    follow_up.confirmed_at, follow_up.confirmed_by = timezone.now(), by
    return _step(follow_up, Act.CONFIRMED, by, comment.strip())


@transaction.atomic
def return_follow_up(*, follow_up, reason, by):
    """Open again what was reported done, confirmed or dropped; the notes keep what was said.

    Raises ``ValidationError`` while it is open or without reason, ``PermissionDenied``.
    """
    follow_up = locked_follow_up(follow_up, by, "workshops.confirm_followup")
    if follow_up.is_open:
        raise ValidationError(_("Tindak lanjut ini masih terbuka."))
    reason = _required(reason, "reason", _("Tulis alasannya."))
    _hold_place(follow_up, by)
    follow_up.status = Status.RUNNING
    for step in ("done", "confirmed", "dropped"):
        setattr(follow_up, f"{step}_at", None)
        setattr(follow_up, f"{step}_by", None)
    follow_up.drop_reason = ""
    follow_up.validate_constraints()  # another follow-up may have taken its place
    return _step(follow_up, Act.RETURNED, by, reason)


@transaction.atomic
def drop_follow_up(*, follow_up, reason, by):
    """Release an agency from a follow-up that is open.

    Raises ``ValidationError`` without reason or once it is not open, ``PermissionDenied``.
    """
    follow_up = locked_follow_up(follow_up, by, "workshops.confirm_followup")
    _require_open(follow_up)
    follow_up.drop_reason = _required(reason, "reason", _("Tulis alasan penghentian."))
    follow_up.status = Status.DROPPED
    follow_up.dropped_at, follow_up.dropped_by = timezone.now(), by
    return _step(follow_up, Act.DROPPED, by, follow_up.drop_reason)


def _hold_place(follow_up, by):
    """Until the transaction ends nobody else gives an agency a follow-up of the same source."""
    if follow_up.recommendation_id:
        workshop = follow_up.recommendation.workshop_id
        locked_workshop(workshop, by, "workshops.view_workshop")
    if follow_up.review_id:
        locked_review(follow_up.review_id, by)


def _require_open(follow_up):
    if not follow_up.is_open:
        raise ValidationError(
            _("Tindak lanjut ini tidak terbuka lagi: %(status)s.")
            % {"status": follow_up.get_status_display().lower()}
        )


def _required(text, field, message):
    text = text.strip()
    if not text:
        raise ValidationError({field: message})
    return text


def _step(follow_up, act, by, text="", **more):
    """Save the follow-up as changed, with its history, and the note that says so."""
    follow_up.version += 1
    follow_up._history_user = by
    follow_up._change_reason = f"{Act(act).label}: {text}"[:REASON_LENGTH].removesuffix(": ")
    follow_up.save()
    _note(follow_up, act, by, text, **more)
    return follow_up


def _note(follow_up, act, by, text="", **more):
    note = FollowUpNote(follow_up=follow_up, act=act, by=by, text=text, **more)
    note.save()
    return note
