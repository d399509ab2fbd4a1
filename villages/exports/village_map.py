"""What the map of a village draws, as GeoJSON."""

from django.utils.translation import gettext as _

from villages import labels
from villages.queries.condition import present_condition


def village_features(village):
    """A FeatureCollection: the boundary with its present level, and decree locations as points.

    Every feature has ``name`` to show and ``level`` (a stored code, or "") for its colour.
    """
    now = present_condition(village)
    level = now.assessment.level if now else ""
    locations = village.decree_locations.in_force().filter(latitude__isnull=False)
    return {
        "type": "FeatureCollection",
        "features": [
            _feature(village.boundary, _said(village.full_name, level, now), level),
            *(
                _feature(_point(item), _said(item.area_name, item.level), item.level)
                for item in locations
            ),
        ],
    }


def _feature(geometry, name, level):
    return {
        "type": "Feature",
        "properties": {"name": name, "level": level},
        "geometry": geometry,
    }


def _point(location):
    return {"type": "Point", "coordinates": [float(location.longitude), float(location.latitude)]}


def _said(name, level, condition=None):
    word = labels.LEVELS.get(level, _("belum dinilai"))
    return f"{name} – {word} ({condition.year})" if condition else f"{name} – {word}"
