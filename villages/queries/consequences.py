"""What follows from a baseline's level and answers, in words: priority, class and handling."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from villages import labels
from villages.numbers import show_number
from villages.priority import density_for, handling_for, priority_for


@dataclass(frozen=True)
class Consequences:
    """Each in words, empty while an answer is missing."""

    consideration: str
    density: str
    legality: str
    priority: str
    handling: str


def consequences_of(baseline, denominators):
    """``Consequences`` of a baseline; ``denominators`` are the sums over its RTs, by field name."""
    handling = handling_for(baseline.level, baseline.legality)
    return Consequences(
        consideration=str(labels.CONSIDERATIONS.get(baseline.consideration, "")),
        density=_density(denominators["people"], denominators["area_ha"]),
        legality=str(labels.LEGALITIES.get(baseline.legality, "")),
        priority=_priority(baseline),
        handling=str(labels.HANDLINGS.get(handling, "")),
    )


def _density(people, area_ha):
    density = density_for(people, area_ha)
    if density is None:
        return ""
    return _("%(figure)s jiwa/ha (%(word)s)") % {
        "figure": show_number(people / area_ha, places=1),
        "word": str(labels.DENSITIES[density]).lower(),
    }


def _priority(baseline):
    priority = priority_for(baseline.level, baseline.consideration, baseline.legality)
    if priority is None:
        return ""
    if not priority.label:
        return _("Prioritas %(rank)s; kelasnya menunggu kejelasan legalitas") % {
            "rank": priority.rank
        }
    return _("Prioritas %(rank)s, kelas %(label)s") % {
        "rank": priority.rank,
        "label": priority.label,
    }
