"""Undoing an import of baseline sheets: what it wrote goes, without touching what people changed since."""

from django.utils import timezone
from django.utils.translation import gettext as _

from villages.actions.assessment import score_baselines, score_record
from villages.actions.import_reason import undo_reason
from villages.actions.import_writing import RECORD_FIELDS
from villages.models import (
    Baseline,
    BaselineEvent,
    ImportBatch,
    Neighbourhood,
    NeighbourhoodRecord,
    Village,
)
from villages.tracking import bulk_delete_tracked, bulk_upsert_tracked, unreferenced


def may_undo(batch, user):
    """Who saved it, and whose villages are all that it wrote to."""
    if batch.saved_by_id == user.pk:
        return True
    mine = Village.objects.visible_to(user)
    return not batch.baselines.exclude(village__in=mine).exists()


def lock(batch):
    """In the order in which saving locks."""
    rows = Baseline.objects.filter(pk__in=[entry["baseline"] for entry in batch.changes])
    villages = Village.objects.filter(baselines__in=rows).order_by("pk")
    list(villages.select_for_update(of=("self",)).values_list("pk"))
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


class BaselineUndo:
    """Writes an ``UndoPlan``."""

    def __init__(self, batch, plan, by):
        self.batch, self.plan, self.by = batch, plan, by
        self.tracked = {"by": by, "reason": undo_reason(batch)}

    def carry_out(self):
        self._restore_records()
        removed = [record.pk for record in self.plan.removed]
        bulk_delete_tracked(NeighbourhoodRecord, removed, **self.tracked)
        closed = self._close_baselines()
        unused = unreferenced(Neighbourhood, self.plan.neighbourhoods)
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
        closed = unreferenced(Baseline, opened, besides=("events", "imports"))
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
