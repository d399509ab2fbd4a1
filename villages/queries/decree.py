"""What decrees do to each other: who amends whom, and which locations come into or go out of force.

The page that asks for confirmation and the act that follows it read the same plan.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from villages.models import DecreeLocation, SlumDecree

Status = SlumDecree.Status


@dataclass(frozen=True)
class Clash:
    """A location of this decree that another decree in force already names."""

    mine: DecreeLocation
    theirs: DecreeLocation
    shared: tuple = ()

    def __str__(self):
        names = {
            "mine": self.mine,
            "number": self.theirs.decree.number,
            "theirs": self.theirs.area_name,
            "shared": ", ".join(str(rt) for rt in self.shared),
        }
        if self.shared:
            return (
                _("%(mine)s: %(shared)s sudah termasuk “%(theirs)s” dalam SK %(number)s.") % names
            )
        return _("%(mine)s sudah ada dalam SK %(number)s yang berlaku.") % names


@dataclass(frozen=True)
class EnforcementPlan:
    """What happens when a draft comes into force; nothing does while there are obstacles or clashes."""

    locations: list
    ended: list = field(default_factory=list)  # decrees that are replaced
    ended_locations: list = field(default_factory=list)
    taken_over: list = field(default_factory=list)  # pairs (location here, location there)
    staying: list = field(default_factory=list)  # locations of amended decrees that stay in force
    clashes: list = field(default_factory=list)
    obstacles: list = field(default_factory=list)

    @property
    def area_ha(self):
        return sum((location.area_ha for location in self.locations), Decimal(0))

    @property
    def is_possible(self):
        return not self.clashes and not self.obstacles


def same_area(one, other):
    """Whether two locations are the same area of a village by name, however it is spaced or cased."""
    return one.village_id == other.village_id and _plain(one.area_name) == _plain(other.area_name)


def _plain(name):
    return " ".join(name.split()).casefold()


def shared_neighbourhoods(one, other):
    """RTs that two locations, read with ``with_neighbourhoods``, have in common."""
    theirs = set(other.neighbourhoods.all())
    return tuple(rt for rt in one.neighbourhoods.all() if rt in theirs)


def restates(one, other):
    """Whether a location names the same area as another, or shares an RT with it."""
    return same_area(one, other) or bool(shared_neighbourhoods(one, other))


def with_neighbourhoods(locations):
    """Locations with all that comparing and showing them needs, in two queries."""
    return locations.select_related("decree", "village__district").prefetch_related(
        "neighbourhoods"
    )


def amendments_in_force(decree):
    """Decrees in force that amend this one, or amend one that does, oldest first."""
    by_amended = {}
    for row in SlumDecree.objects.in_force().order_by("decided_on", "pk"):
        by_amended.setdefault(row.amends_id, []).append(row)
    found, open_ends = [], [decree.pk]
    while open_ends:
        children = by_amended.pop(open_ends.pop(), [])
        found += children
        open_ends += [child.pk for child in children]
    return found


def ancestors(decree):
    """Keys of the decrees that this one amends or replaces, and theirs, nearest first; ends at a loop."""
    links = {
        pk: amended or replaced
        for pk, amended, replaced in SlumDecree.objects.values_list("pk", "amends", "replaces")
    }
    found, current = [], decree.amends_id or decree.replaces_id
    while current and current not in found:
        found.append(current)
        current = links[current]
    return found


def family(decree):
    """The decree in force at the root of the amendments that this one belongs to, and all of them."""
    root = decree
    seen = {decree.pk}
    while root.amends and root.amends_id not in seen:
        seen.add(root.amends_id)
        root = root.amends
    return [root, *amendments_in_force(root)]


def enforcement_plan(decree):
    """What would happen if this draft came into force now; see ``EnforcementPlan``."""
    locations = list(with_neighbourhoods(decree.locations.all()))
    in_force = list(with_neighbourhoods(DecreeLocation.objects.in_force()).exclude(decree=decree))
    ended = [decree.replaces, *amendments_in_force(decree.replaces)] if decree.replaces else []
    amended = family(decree) if decree.amends else []
    ended_ids, amended_ids = {row.pk for row in ended}, {row.pk for row in amended}
    plan = EnforcementPlan(locations, ended, obstacles=list(_obstacles(decree, locations)))
    for theirs in in_force:
        if theirs.decree_id in ended_ids:
            plan.ended_locations.append(theirs)
            continue
        mine = [location for location in locations if restates(location, theirs)]
        if theirs.decree_id not in amended_ids:
            plan.clashes.extend(_clash(location, theirs) for location in mine)
        elif mine:
            plan.taken_over.append((mine[0], theirs))
        else:
            plan.staying.append(theirs)
    return plan


def _clash(mine, theirs):
    return Clash(mine, theirs, shared_neighbourhoods(mine, theirs))


def _obstacles(decree, locations):
    if decree.status != Status.DRAFT:
        yield _("Hanya rancangan yang dapat diberlakukan.")
    if not locations:
        yield _("SK ini belum memuat satu lokasi pun.")
    if decree.decided_on > timezone.localdate():
        yield _("Tanggal penetapannya masih di depan.")
    for other in filter(None, (decree.amends, decree.replaces)):
        if other.status != Status.IN_FORCE:
            yield _(
                "SK %(number)s tidak berlaku lagi, jadi tidak dapat diubah atau digantikan."
            ) % {"number": other.number}


def location_plan(location, neighbourhoods):
    """What a changed location of a decree in force meets, as (taken over, clashes).

    ``neighbourhoods`` are the RTs it is about to have. Older decrees of its own chain of amendments give
    way to it; everything else that names the same area or an RT of it is a clash.
    """
    older = {row.pk for row in family(location.decree) if _age(row) < _age(location.decree)}
    in_force = with_neighbourhoods(DecreeLocation.objects.in_force())
    taken_over, clashes, mine = [], [], set(neighbourhoods)
    for theirs in in_force.filter(village=location.village).exclude(decree=location.decree):
        shared = tuple(rt for rt in theirs.neighbourhoods.all() if rt in mine)
        if not shared and not same_area(location, theirs):
            continue
        if theirs.decree_id in older:
            taken_over.append(theirs)
        else:
            clashes.append(Clash(location, theirs, shared))
    return taken_over, clashes


def _age(decree):
    return decree.decided_on, decree.pk
