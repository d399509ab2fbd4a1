"""Keeping planning documents: entered, brought on, replaced by others."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from villages.actions.permission import require
from villages.actions.writing import write_version
from villages.models import PlanningDocument


@transaction.atomic
def save_document(*, document, villages, by, reason=""):
    """Enter a document or change one; no ``villages`` means the whole regency.

    The caller has locked the row and compared versions. Raises ``ValidationError`` by field where it would
    replace itself, also by way of others; ``PermissionDenied`` without right.
    """
    if document.pk is None:
        require(by, "villages.add_planningdocument")
    else:
        require(by, "villages.change_planningdocument")
        stored = PlanningDocument.objects.select_for_update().get(pk=document.pk)
        document.version = stored.version
        _refuse_circle(document)
    document.title = " ".join(document.title.split())
    document.number = " ".join(document.number.split())
    document.full_clean(exclude=["replaced_by"])
    write_version(document, by=by, reason=reason)
    document.villages.set(villages)
    return document


def _refuse_circle(document):
    later, seen = document.replaced_by, set()
    while later and later.pk not in seen:
        if later.pk == document.pk:
            message = _(
                "Dokumen tidak dapat digantikan oleh dirinya sendiri, juga lewat yang lain."
            )
            raise ValidationError({"replaced_by": message})
        seen.add(later.pk)
        later = later.replaced_by
