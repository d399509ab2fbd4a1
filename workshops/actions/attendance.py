"""Saving what an attendance sheet says."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.tracking import bulk_create_tracked, bulk_update_tracked
from workshops.actions.permission import locked_workshop
from workshops.models import Material, Participant
from workshops.models.participant import COUNTS


@transaction.atomic
def save_attendance(*, workshop, rows, file, file_name, by):
    """Add and change participants as ``imports.attendance.Attendee`` rows say; nobody is removed.

    The sheet is kept among the files of the workshop. The caller has locked the workshop and read the rows
    since. Raises ``ValidationError`` when nothing would change, ``PermissionDenied`` without right.
    """
    locked_workshop(workshop.pk, by)
    changing = [row for row in rows if row.state != "unchanged"]
    if not changing:
        raise ValidationError(_("Tidak ada yang perlu disimpan: semua baris sudah tercatat."))
    reason = _("Impor %(name)s") % {"name": file_name}
    reason = reason[:100]
    new = [_participant(workshop, row) for row in changing if row.stored is None]
    changed = [_changed(row) for row in changing if row.stored]
    bulk_create_tracked(new, by=by, reason=reason)
    bulk_update_tracked(changed, [*COUNTS, "version"], by=by, reason=reason)
    _keep_sheet(workshop, file, file_name, by)
    return len(new), len(changed)


def _participant(workshop, row):
    return Participant(
        workshop=workshop,
        agency=row.agency,
        organisation=row.organisation,
        name=row.name,
        **row.counts,
    )


def _changed(row):
    for name in COUNTS:
        setattr(row.stored, name, row.counts[name])
    row.stored.version += 1
    return row.stored


def _keep_sheet(workshop, file, file_name, by):
    sheet = Material(
        workshop=workshop,
        kind=Material.Kind.ATTENDANCE,
        title=_("Daftar hadir yang diimpor"),
        file_name=file_name,
        uploaded_at=timezone.now(),
        uploaded_by=by,
    )
    file.seek(0)
    sheet._history_user = by
    sheet.file.save(file_name, ContentFile(file.read()), save=True)
