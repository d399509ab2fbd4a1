"""Undoing a saved import as a whole, without touching what people changed since."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.actions.assessment import score_baselines, score_record
from villages.actions.import_writing import RECORD_FIELDS
from villages.actions.importing import PERMISSION, locked_batch
from villages.models import (
    Baseline,
    BaselineEvent,
    ImportBatch,
    Locked,
    Neighbourhood,
    NeighbourhoodRecord,
    Village,
)
from villages.queries.import_undo import undo_plan
from villages.tracking import bulk_delete_tracked, bulk_upsert_tracked

Status = ImportBatch.Status


@transaction.atomic
def import_undo(*, batch, by):
    """Take back what a saved import wrote; returns the ``UndoPlan`` that was carried out.

    Cells that still hold what the import wrote get their old values; records, RTs and baselines that it
    created go where nobody worked on them since; the rest stays. Raises ``ValidationError`` when the import
    is not saved, ``Locked`` when one of its baselines is submitted or verified, ``PermissionDenied``
    without right, or for somebody else's import beyond one's villages.
    """
    batch = locked_batch(batch, by)
    if batch.status != Status.SAVED:
        raise ValidationError(
            _("Hanya impor yang sudah disimpan yang dapat dibatalkan; impor ini %(status)s.")
            % {"status": batch.get_status_display().lower()}
        )
    _require_scope(batch, by)
    _lock(batch)
    plan = undo_plan(batch)
    if plan.locked:
        names = ", ".join(map(str, plan.locked[:5]))
        raise Locked(_("Sudah diajukan atau diverifikasi: %(names)s.") % {"names": names})
    _Undo(batch, plan, by).carry_out()
    batch.status, batch.undone_at, batch.undone_by = Status.UNDONE, timezone.now(), by
    batch.save(update_fields=["status", "undone_at", "undone_by"])
    return plan


def may_undo(batch, user):
    """Who may import, and saved it or has a scope that covers all its villages."""
    if user is None:
        return True
    if not user.has_perm(PERMISSION):
        return False
    if batch.saved_by_id == user.pk:
        return True
    mine = Village.objects.visible_to(user)
    return not batch.baselines.exclude(village__in=mine).exists()


def _require_scope(batch, by):
    if not may_undo(batch, by):
        raise PermissionDenied(_("Hanya yang menyimpan impor ini yang dapat membatalkannya."))


def _lock(batch):
    """In the order in which saving locks."""
    rows = Baseline.objects.filter(pk__in=[entry["baseline"] for entry in batch.changes])
    villages = Village.objects.filter(baselines__in=rows).order_by("pk")
    list(villages.select_for_update(of=("self",)).values_list("pk"))
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


class _Undo:
    """Writes an ``UndoPlan``."""

    def __init__(self, batch, plan, by):
        self.batch, self.plan, self.by = batch, plan, by
        self.tracked = {"by": by, "reason": _("pembatalan impor %(batch)s") % {"batch": batch}}

    def carry_out(self):
        self._restore_records()
        removed = [record.pk for record in self.plan.removed]
        bulk_delete_tracked(NeighbourhoodRecord, removed, **self.tracked)
        closed = self._close_baselines()
        unused = _unused(Neighbourhood, self.plan.neighbourhoods)
        bulk_delete_tracked(Neighbourhood, unused, **self.tracked)
        self._bring_up_to_date([item for item in self.plan.baselines if item.pk not in closed])

    def _restore_records(self):
        now = timezone.now()
        for record, fields in self.plan.restored:
            for name, value in fields.items():
                setattr(record, name, value)
            record.edited_at, record.edited_by = now, self.by
            record.version += 1
            score_record(record)
        records = [record for record, __ in self.plan.restored]
        bulk_upsert_tracked(records, RECORD_FIELDS, **self.tracked)

    def _close_baselines(self):
        """Primary keys of the baselines that the import opened and that are gone now."""
        opened = [baseline.pk for baseline in self.plan.closed]
        closed = _unused(Baseline, opened, besides=("events", "imports"))
        BaselineEvent.objects.filter(baseline__in=closed).delete()
        ImportBatch.baselines.through.objects.filter(baseline__in=closed).delete()
        bulk_delete_tracked(Baseline, closed, **self.tracked)
        return set(closed)

    def _bring_up_to_date(self, baselines):
        before = {item.pk: (item.total, item.level) for item in baselines}
        scored = score_baselines(baselines)
        changed = [item for item in scored if (item.total, item.level) != before[item.pk]]
        bulk_upsert_tracked(changed, ["total", "level"], **self.tracked)
        comment = _("Impor %(batch)s dibatalkan.") % {"batch": self.batch}
        BaselineEvent.objects.bulk_create(
            BaselineEvent(
                baseline=baseline, act=BaselineEvent.Act.IMPORT_UNDONE, by=self.by, comment=comment
            )
            for baseline in baselines
        )


def _unused(model, pks, *, besides=()):
    """Those to which nothing refers, whatever kinds of things may; relations ``besides`` do not count."""
    relations = [item.name for item in model._meta.related_objects if item.name not in besides]
    unused = {f"{name}__isnull": True for name in relations}
    rows = model.objects.filter(pk__in=pks, **unused)
    return list(rows.order_by().values_list("pk", flat=True))
