"""Keeping reviews: begun, found, concluded."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.actions.permission import require
from villages.actions.writing import write_version
from villages.models import Review, Village
from villages.people import full_name
from villages.queries.village_review import Editing

Status = Review.Status


@transaction.atomic
def save_review(*, review, by):
    """Begin a review or change one; who concludes it is named where the form names nobody.

    Assistants write down what they find and leave the due day and the conclusion to Bappeda. Raises
    ``ValidationError`` by field for a conclusion without a finding, ``PermissionDenied`` without right or
    scope.
    """
    require(by, "villages.change_review")
    Village.objects.select_for_update(of=("self",)).get(pk=review.village_id)
    stored = Review.objects.filter(
        village=review.village_id, year=review.year, subject=review.subject
    ).first()
    editing = Editing(by)
    if not editing.allows(stored or review):
        raise PermissionDenied(_("Tinjauan ini tidak dapat Anda ubah."))
    if stored:
        review.pk, review.version = stored.pk, stored.version
    if not editing.concludes:
        _keep_to_findings(review, stored)
    if review.status == Status.DONE:
        _conclude(review, by)
    review.full_clean(exclude=["village"])
    return write_version(review, by=by)


def _keep_to_findings(review, stored):
    if review.status == Status.DONE:
        raise ValidationError({"status": _("Tinjauan diselesaikan oleh Bappeda.")})
    review.due_on = stored.due_on if stored else None


def _conclude(review, by):
    if not review.finding.strip():
        raise ValidationError({"finding": _("Tulis temuannya sebelum tinjauan diselesaikan.")})
    review.reviewer = review.reviewer or full_name(by)
    review.reviewed_on = review.reviewed_on or timezone.localdate()
