"""The page of one decree: its locations as the regulation wants them, and what they add up to."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from villages import labels
from villages.models import DecreeLocation, SlumDecree, Village
from villages.priority import (
    Authority,
    Legality,
    authority_for,
    consideration_of,
    handling_for,
    priority_for,
)
from villages.queries.decree import restates, with_neighbourhoods


@dataclass(frozen=True)
class LocationRow:
    """A location with what follows from it; ``successor`` is the decree that took it over, if one did."""

    location: DecreeLocation
    authority: Authority
    computed_priority: object
    handling: str
    is_village_visible: bool
    successor: SlumDecree | None = None

    @property
    def rank(self):
        """Priority as the decree states it, else as it follows from the regulation."""
        stated = self.location.priority
        return stated or (self.computed_priority.rank if self.computed_priority else None)

    @property
    def has_other_priority(self):
        """The decree states another priority than the regulation gives."""
        stated, computed = self.location.priority, self.computed_priority
        return bool(stated and computed and stated != computed.rank)

    @property
    def authority_name(self):
        return labels.AUTHORITIES[self.authority]

    @property
    def neighbourhoods(self):
        return neighbourhood_text(self.location.neighbourhoods.all())

    @property
    def coordinates(self):
        """Latitude and longitude with a dot, as one pastes them into a map."""
        latitude, longitude = self.location.latitude, self.location.longitude
        return "" if latitude is None else f"{latitude.normalize():f}, {longitude.normalize():f}"


@dataclass(frozen=True)
class AuthoritySum:
    """How many locations, of how many hectares, one level of government is responsible for."""

    name: str
    count: int
    area_ha: Decimal


@dataclass(frozen=True)
class DecreePage:
    """A decree with its locations, the decrees around it, and its earlier files."""

    decree: SlumDecree
    rows: list
    amended_by: list
    replaced_by: list
    files: list

    @property
    def area_ha(self):
        return sum((row.location.area_ha for row in self.rows), Decimal(0))

    @property
    def village_count(self):
        return len({row.location.village_id for row in self.rows})

    @property
    def neighbourhood_count(self):
        return sum(len(row.location.neighbourhoods.all()) for row in self.rows)

    @property
    def without_neighbourhoods(self):
        """Locations that are not detailed to RT: the usual defect of decrees."""
        return [row for row in self.rows if not row.location.neighbourhoods.all()]

    @property
    def authorities(self):
        """Locations and hectares by level of government, in the order of the regulation."""
        groups = defaultdict(list)
        for row in self.rows:
            groups[row.authority].append(row.location.area_ha)
        return [
            AuthoritySum(labels.AUTHORITIES[authority], len(areas), sum(areas))
            for authority in Authority
            if (areas := groups[authority])
        ]


def decree_page(decree, user):
    """What the page of a decree shows this person; a fixed number of queries."""
    around = SlumDecree.objects.visible_to(user)
    return DecreePage(
        decree=decree,
        rows=location_rows(decree, user),
        amended_by=list(around.filter(amends=decree).order_by("decided_on", "pk")),
        replaced_by=list(around.filter(replaces=decree).order_by("decided_on", "pk")),
        files=earlier_files(decree),
    )


def neighbourhood_text(neighbourhoods):
    """RTs in the words of a decree: "RW 001: RT 001–004; RW 002: RT 001, 003"."""
    ordered = sorted(neighbourhoods, key=lambda row: (row.rw, row.rt))
    return "; ".join(
        _("RW %(rw)s: RT %(rts)s") % {"rw": rw, "rts": _ranges([row.rt for row in rows])}
        for rw, rows in groupby(ordered, key=lambda row: row.rw)
    )


def _ranges(numbers):
    """Sorted numbers of three digits; three or more in a row as a range."""
    runs = groupby(enumerate(numbers), key=lambda pair: int(pair[1]) - pair[0])
    texts = []
    for __, pairs in runs:
        run = [number for __, number in pairs]
        texts.append(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run))
    return ", ".join(texts)


def location_rows(decree, user):
    """The locations of a decree by village and name; a fixed number of queries."""
    locations = list(with_neighbourhoods(decree.locations.order_by("village__name", "area_name")))
    villages = {location.village_id for location in locations}
    visible = set(
        Village.objects.visible_to(user).filter(pk__in=villages).values_list("pk", flat=True)
    )
    successors = _successors(decree, locations)
    return [_row(location, visible, successors.get(location.pk)) for location in locations]


def _row(location, visible, successor):
    legality = Legality(location.legality) if location.legality else None
    handling = handling_for(location.level, legality)
    return LocationRow(
        location=location,
        authority=authority_for(location.area_ha),
        computed_priority=priority_for(
            location.level, consideration_of(location.considerations), legality
        ),
        handling=labels.HANDLINGS[handling] if handling else "",
        is_village_visible=location.village_id in visible,
        successor=successor,
    )


def _successors(decree, locations):
    """The decree in force that took a location over, by location."""
    lost = [location for location in locations if not location.in_force]
    if decree.status == SlumDecree.Status.DRAFT or not lost:
        return {}
    by_village = defaultdict(list)
    villages = {location.village_id for location in lost}
    in_force = DecreeLocation.objects.in_force().filter(village__in=villages)
    for other in with_neighbourhoods(in_force.exclude(decree=decree)):
        by_village[other.village_id].append(other)
    return {
        location.pk: other.decree
        for location in lost
        for other in by_village[location.village_id]
        if restates(other, location)
    }


def earlier_files(owner):
    """(version, file name, when, by whom) of the files that a later one superseded, latest first."""
    found, seen = [], {owner.file.name, ""}
    for row in owner.history.select_related("history_user").order_by(
        "-history_date", "-history_id"
    ):
        if str(row.file) not in seen:
            seen.add(str(row.file))
            found.append(row)
    return found
