"""A decree against the baselines: what it names that is no slum, and which slums no decree names."""

from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from villages.models import DecreeLocation, Neighbourhood, NeighbourhoodRecord, Village
from villages.queries.decree_page import neighbourhood_text
from villages.queries.regency import with_latest_verified
from villages.scoring import SlumLevel


@dataclass(frozen=True)
class DecreeFindings:
    """RTs by what the latest verified baseline of their village says.

    ``inside_not_slum`` and ``outside_slum`` are records, ``not_surveyed`` are RTs of the decree without one.
    """

    inside_slum: list
    inside_not_slum: list
    not_surveyed: list
    outside_slum: list

    @property
    def missing_by_village(self):
        """(village, text of its RTs without a verified baseline), by name."""
        return [
            (village, neighbourhood_text(rts))
            for village, rts in groupby(self.not_surveyed, key=lambda rt: rt.village)
        ]


def latest_verified_records():
    """The RT records of the latest verified baseline of every village."""
    villages = with_latest_verified(Village.objects.all(), timezone.localdate().year)
    return NeighbourhoodRecord.objects.filter(
        baseline__in=villages.values("latest_verified")
    ).select_related("neighbourhood__village__district", "baseline__village")


def decree_findings(decree, user):
    """Check a decree, in the villages this person sees. Three queries, however many rows.

    For a draft, RTs that it names count as named, beside those that decrees in force name.
    """
    villages = Village.objects.visible_to(user)
    named = Neighbourhood.objects.filter(
        decree_locations__decree=decree, village__in=villages
    ).distinct()
    inside = list(
        named.select_related("village__district").order_by("village__name", "village", "rw", "rt")
    )
    records = {
        row.neighbourhood_id: row
        for row in latest_verified_records().filter(neighbourhood__in=named)
    }
    surveyed = [records[row.pk] for row in inside if row.pk in records]
    return DecreeFindings(
        inside_slum=[row for row in surveyed if row.level != SlumLevel.NOT_SLUM],
        inside_not_slum=[row for row in surveyed if row.level == SlumLevel.NOT_SLUM],
        not_surveyed=[row for row in inside if row.pk not in records],
        outside_slum=list(_outside(named, villages)),
    )


def _outside(named, villages):
    in_force = DecreeLocation.objects.in_force()
    slums = latest_verified_records().exclude(level__in=["", SlumLevel.NOT_SLUM])
    return (
        slums.filter(baseline__village__in=villages)
        .exclude(neighbourhood__in=named)
        .exclude(neighbourhood__in=Neighbourhood.objects.filter(decree_locations__in=in_force))
        .order_by("neighbourhood__village__name", "neighbourhood__rw", "neighbourhood__rt")
    )
