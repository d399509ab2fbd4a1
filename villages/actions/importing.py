"""The life of an import: previewed, then saved or discarded."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.actions.importers import IMPORTERS
from villages.actions.permission import require
from villages.import_plan import Plan, PlanFinding
from villages.import_subject import subject_of
from villages.models import ImportBatch, ImportFile

Status = ImportBatch.Status


class PreviewOutdated(ValidationError):
    """Saving would do something else than the preview showed; the preview was renewed, nothing saved."""

    def __init__(self):
        super().__init__(
            _(
                "Data di portal berubah sejak pratinjau ini dibuat. Belum ada yang disimpan: periksa "
                "pratinjau yang baru, lalu simpan lagi."
            )
        )


@transaction.atomic
def import_preview(*, files, plan, by, **about):
    """Keep uploaded files with the plan of what saving them would do; returns the ``ImportBatch``.

    ``files`` yields pairs of a Django ``File`` and the name to show; ``about`` says what the sheets hold:
    ``year`` and ``kind`` of baselines, or ``subject``. Raises ``PermissionDenied``.
    """
    batch = ImportBatch(created_by=by, **about)
    if by is not None:
        require(by, subject_of(batch).permission)
    _show(batch, plan).save()
    for file, name in files:
        file.seek(0)
        item = ImportFile(batch=batch, name=_short_name(name))
        item.file.save(name, file)
    return batch


def _short_name(name):
    """A very long name without its middle; its end says what kind of file it is."""
    limit = ImportFile._meta.get_field("name").max_length
    return name if len(name) <= limit else f"{name[: limit - 11]}…{name[-10:]}"


def _show(batch, plan):
    """Put a plan into a batch, unsaved."""
    counts = plan.counts
    batch.plan = [row.as_json() for row in plan.rows]
    batch.findings = [finding.as_json() for finding in plan.findings]
    batch.row_count = counts["rows"]
    for name in ("accepted", "created", "updated", "unchanged"):
        setattr(batch, f"{name}_count", counts[name])
    return batch


def shown_plan(batch):
    """The plan that the preview of a batch shows."""
    return Plan(
        [subject_of(batch).row.from_json(row) for row in batch.plan],
        [PlanFinding.from_json(finding) for finding in batch.findings],
    )


def import_save(*, batch, by, accept_valid=False, on_progress=None):
    """Write what the preview showed, in one transaction; returns the batch.

    ``by`` None is whoever holds the server. Raises ``ValidationError`` when the batch was decided before,
    when rows are refused and ``accept_valid`` does not leave them out, or when nothing would change;
    ``PreviewOutdated`` when what is stored changed since the preview; ``PermissionDenied`` without right.
    ``on_progress(done, total)`` counts rows written.
    """
    with transaction.atomic():
        batch = locked_batch(batch, by)
        _require_previewed(batch)
        plan = shown_plan(batch)
        importer = IMPORTERS[batch.subject]
        stored = importer.locked_store(batch, plan, by)
        if importer.holds_still(plan.rows, stored):
            _require_savable(plan, accept_valid)
            batch.changes = importer.writer(batch, plan, stored, by, on_progress).write()
            batch.status, batch.saved_at, batch.saved_by = Status.SAVED, timezone.now(), by
            batch.save(update_fields=["changes", "status", "saved_at", "saved_by"])
            return batch
        _show(batch, importer.plan_rows(plan.rows, plan.findings, stored)).save()
    raise PreviewOutdated


def _require_previewed(batch):
    if batch.status != Status.PREVIEWED:
        raise ValidationError(
            _("Impor ini tidak lagi menunggu keputusan: %(status)s.")
            % {"status": batch.get_status_display().lower()}
        )


def _require_savable(plan, accept_valid):
    if plan.has_errors and not accept_valid:
        raise ValidationError(
            _("Ada baris yang ditolak. Betulkan berkasnya, atau simpan baris yang benar saja.")
        )
    if not plan.changes_anything:
        raise ValidationError(_("Tidak ada yang perlu disimpan: semua angka sudah sama."))


@transaction.atomic
def import_discard(*, batch, by):
    """Decide not to save a preview; the files stay.

    Raises ``ValidationError`` when it was decided before, ``PermissionDenied`` without right.
    """
    batch = locked_batch(batch, by)
    _require_previewed(batch)
    batch.status = Status.DISCARDED
    batch.save(update_fields=["status"])
    return batch


def locked_batch(batch, by):
    """The batch read anew and locked, if the person may import and sees it."""
    rows = ImportBatch.objects.all()
    if by is not None:
        require(by, subject_of(batch).permission)
        rows = rows.visible_to(by)
    found = rows.select_for_update(of=("self",)).filter(pk=batch.pk).first()
    if found is None:
        raise PermissionDenied(_("Impor ini bukan milik Anda."))
    return found
