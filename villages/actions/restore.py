"""Bringing back what an RT's sheet once said."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from villages.actions.permission import editable_baseline, require
from villages.actions.record import save_record
from villages.models import MEASURE_FIELDS, NeighbourhoodRecord


@transaction.atomic
def restore_record(*, baseline, earlier, version, by):
    """Enter again what an earlier version of a record held, as a new version with its reason.

    ``earlier`` is a history row of an RT of this baseline; an RT that was removed comes back with it.
    ``version`` is that of the record one was looking at, ``None`` if it was removed. Raises
    ``ValidationError`` when the record has changed since or says the same already, ``Locked`` when the
    baseline is not a draft, ``PermissionDenied`` without right or scope.
    """
    require(by, "villages.change_baseline")
    baseline = editable_baseline(baseline, by)
    rows = baseline.records.select_for_update(of=("self",))
    record = rows.filter(neighbourhood=earlier.neighbourhood_id).first()
    if version != (record.version if record else None):
        raise ValidationError(
            _("Isian ini berubah sejak halaman ini dibuka. Periksa riwayatnya, lalu ulangi.")
        )
    values = {name: getattr(earlier, name) for name in (*MEASURE_FIELDS, "note")}
    if record and all(getattr(record, name) == value for name, value in values.items()):
        raise ValidationError(_("Isian sekarang sudah sama dengan yang ini."))
    record = record or NeighbourhoodRecord(neighbourhood=earlier.neighbourhood)
    record.baseline = baseline
    for name, value in values.items():
        setattr(record, name, value)
    record._change_reason = _("Mengembalikan isian %(moment)s") % {
        "moment": date_format(localtime(earlier.history_date), "j F Y H.i")
    }
    return save_record(record=record, by=by)
