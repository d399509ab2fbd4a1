"""What an RT still needs, and what is odd about an output that is aimed at it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from villages.models import Condition


@dataclass(frozen=True)
class Need:
    """What is left to do in one RT by one indicator, and how it scores."""

    volume: Decimal
    score: int


def needs_of(village, *, year=None):
    """``Need`` by (RT, indicator code) in the last year, up to the present, whose condition is known.

    One query; an RT without verified baseline is absent.
    """
    year = year or timezone.localdate().year
    latest = Condition.objects.filter(neighbourhood=OuterRef("neighbourhood"), year__lte=year)
    rows = Condition.objects.filter(
        neighbourhood__village=village, year=Subquery(latest.order_by("-year").values("year")[:1])
    )
    return {
        (row.neighbourhood_id, code): Need(volume, row.scores[code])
        for row in rows
        for code, volume in row.volumes.items()
    }
