"""Villages as their list and their page show them."""

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from villages.models import DecreeLocation, NeighbourhoodRecord, Village
from villages.queries.regency import latest_verified, with_latest_verified, with_state
from villages.scoring import SlumLevel


def listed_villages(user):
    """The villages a person may see, with district and assistants; three queries in all."""
    return (
        Village.objects.visible_to(user)
        .select_related("district")
        .prefetch_related("assistants")
        .defer("boundary")
    )


def with_figures(villages, user, year):
    """Villages annotated with what the list shows as of a year.

    ``state`` of the baseline of that year; ``latest_year``, ``latest_kind``, ``latest_total`` and
    ``latest_level`` of the last baseline verified up to then, with its ``rt_count`` and ``slum_rt_count``;
    ``decree_ha`` of the locations in force today. ``None`` where there is none.
    """
    latest = latest_verified(year)
    villages = with_latest_verified(with_state(villages, user, year), year)
    villages = villages.annotate(
        **{
            f"latest_{name}": Subquery(latest.values(name)[:1])
            for name in ("year", "kind", "total", "level")
        }
    )
    return villages.annotate(
        rt_count=_of_records(Count("pk")),
        slum_rt_count=_of_records(Count("pk", filter=~Q(level=SlumLevel.NOT_SLUM))),
        decree_ha=_decreed_hectares(),
    )


def _of_records(number):
    """A number over the records of the latest verified baseline; ``None`` where there is none."""
    records = NeighbourhoodRecord.objects.filter(baseline=OuterRef("latest_verified"))
    return Subquery(records.order_by().values("baseline").annotate(number=number).values("number"))


def _decreed_hectares():
    locations = DecreeLocation.objects.in_force().filter(village=OuterRef("pk"))
    sums = locations.order_by().values("village").annotate(area=Sum("area_ha"))
    return Subquery(sums.values("area"))
