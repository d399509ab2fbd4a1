"""What the map of a village draws, as GeoJSON."""

from django.utils.translation import gettext as _

from villages import labels


def village_features(village):
    """A FeatureCollection: the boundary with the level verified last, and decree locations as points.

    Two queries. Every feature has ``name`` to show and ``level`` (a stored code, or "") for its colour.
    """
    latest = village.baselines.verified().ranked().order_by("-year", "-rank").first()
    level = latest.level if latest else ""
    locations = village.decree_locations.in_force().filter(latitude__isnull=False)
    return {
        "type": "FeatureCollection",
        "features": [
            _feature(village.boundary, _said(village.full_name, level), level),
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


def _said(name, level):
    return f"{name} – {labels.LEVELS.get(level, _('belum dinilai'))}"
