"""Undoing a saved import as a whole, without touching what people changed since."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from villages.actions import baseline_undo, project_undo
from villages.actions.importing import locked_batch
from villages.import_subject import subject_of
from villages.models import ImportBatch, Locked
from villages.queries.import_undo import undo_plan
from villages.queries.project_undo import project_undo_plan

Status = ImportBatch.Status


@dataclass(frozen=True)
class Undoer:
    """What undoing takes, by what the sheets hold.

    ``may(batch, user)`` tells whether it is the person's to undo, ``lock(batch)`` locks in the order in
    which saving locks, ``plan(batch)`` says what would happen; where ``plan.locked`` names things,
    nothing can be undone and ``refusal`` says so. ``act(batch, plan, by)`` carries the plan out.
    """

    may: Callable
    lock: Callable
    plan: Callable
    act: type
    refusal: str


UNDOERS = {
    ImportBatch.Subject.BASELINE: Undoer(
        baseline_undo.may_undo,
        baseline_undo.lock,
        undo_plan,
        baseline_undo.BaselineUndo,
        gettext_lazy("Sudah diajukan atau diverifikasi: %(names)s."),
    ),
    ImportBatch.Subject.PROJECT: Undoer(
        project_undo.may_undo,
        project_undo.lock,
        project_undo_plan,
        project_undo.ProjectUndo,
        gettext_lazy("Pelaksanaannya sudah dicatat: %(names)s."),
    ),
}


def plan_undo(batch):
    """What undoing a saved import would do now."""
    return UNDOERS[batch.subject].plan(batch)


@transaction.atomic
def import_undo(*, batch, by):
    """Take back what a saved import wrote; returns the plan that was carried out.

    What still is as the import wrote it gets its old values; what it created goes where nobody worked on it
    since; the rest stays. Raises ``ValidationError`` when the import is not saved, ``Locked`` when one of its
    baselines is submitted or verified or work on one of its projects was recorded, ``PermissionDenied``
    without right, or for somebody else's import beyond one's scope.
    """
    batch = locked_batch(batch, by)
    if batch.status != Status.SAVED:
        raise ValidationError(
            _("Hanya impor yang sudah disimpan yang dapat dibatalkan; impor ini %(status)s.")
            % {"status": batch.get_status_display().lower()}
        )
    if not may_undo(batch, by):
        raise PermissionDenied(_("Hanya yang menyimpan impor ini yang dapat membatalkannya."))
    undoer = UNDOERS[batch.subject]
    undoer.lock(batch)
    plan = undoer.plan(batch)
    if plan.locked:
        raise Locked(undoer.refusal % {"names": ", ".join(map(str, plan.locked[:5]))})
    undoer.act(batch, plan, by).carry_out()
    batch.status, batch.undone_at, batch.undone_by = Status.UNDONE, timezone.now(), by
    batch.save(update_fields=["status", "undone_at", "undone_by"])
    return plan


def may_undo(batch, user):
    """Who may import such sheets, and whose import it is; whoever holds the server may."""
    if user is None:
        return True
    is_permitted = user.has_perm(subject_of(batch).permission)
    return is_permitted and UNDOERS[batch.subject].may(batch, user)
