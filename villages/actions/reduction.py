"""Confirming how many hectares left the slum area of a village in a year."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.actions.condition import lock_villages
from villages.actions.permission import require
from villages.models import Condition, Village
from villages.numbers import show_number
from villages.queries.reduction import proposed_by_year


@transaction.atomic
def confirm_reduction(*, reduction, by):
    """Keep the confirmed hectares and the note of ``reduction`` beside what the rule proposes at this moment.

    The caller holds the village locked and has compared versions. Raises ``ValidationError`` without a note,
    in a year without a condition, or for more hectares than all RTs have; ``PermissionDenied`` without right
    or scope.
    """
    require(by, "villages.confirm_slumreduction")
    village = reduction.village
    if not Village.objects.visible_to(by).filter(pk=village.pk).exists():
        raise PermissionDenied(_("Desa ini di luar wilayah Anda."))
    lock_villages([village])
    _refuse_impossible(reduction)
    proposed = proposed_by_year([village])
    reduction.proposed_ha = proposed.get((village.pk, reduction.year), Decimal(0))
    reduction.confirmed_at, reduction.confirmed_by = timezone.now(), by
    reduction.version = reduction.version + 1 if reduction.pk else 1
    reduction._history_user = by
    reduction.save()
    return reduction


def _refuse_impossible(reduction):
    if not reduction.note.strip():
        raise ValidationError({"note": _("Tulis dasar penetapan ini.")})
    rows = Condition.objects.filter(neighbourhood__village=reduction.village, year=reduction.year)
    surveyed = rows.aggregate(area=Sum("area_ha"))["area"]
    if surveyed is None:
        message = _(
            "Kondisi desa ini pada %(year)s belum diketahui; verifikasi dahulu baseline-nya."
        )
        raise ValidationError(message % {"year": reduction.year})
    if reduction.confirmed_ha > surveyed:
        message = _(
            "Luas seluruh RT desa ini %(area)s ha; yang ditetapkan tidak dapat melebihinya."
        )
        raise ValidationError({"confirmed_ha": message % {"area": show_number(surveyed)}})
