"""Reading a GeoJSON file of village boundaries, feature by feature."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from villages.geometry import Boundary, BoundaryRefused, read_boundary
from villages.imports.place_findings import PlaceFinding, PlacesRefused
from villages.models.village import village_code


@dataclass(frozen=True)
class BoundaryFeature:
    """The boundary of one village in a file; ``where`` says which feature it came from."""

    where: str
    code: str
    boundary: Boundary


def read_boundaries(content):
    """(features, findings) of the bytes of a GeoJSON file with ``properties.kode``.

    Raises ``PlacesRefused`` where the file as a whole is no FeatureCollection.
    """
    features, findings, first_of = [], [], {}
    for number, item in enumerate(_items(content), start=1):
        where = _("Fitur %(number)s") % {"number": number}
        try:
            code = _code(item)
            where = f"{where} ({code})"
            if code in first_of:
                raise PlacesRefused(_("kode ini sudah ada di fitur %s.") % first_of[code])
            first_of[code] = number
            features.append(BoundaryFeature(where, code, read_boundary(item.get("geometry"))))
        except (PlacesRefused, BoundaryRefused) as refused:
            findings.append(PlaceFinding(where, str(refused)))
    return features, findings


def _items(content):
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PlacesRefused(_("Berkas ini bukan GeoJSON: isinya bukan JSON.")) from error
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise PlacesRefused(_("Berkas ini bukan GeoJSON: tidak ada FeatureCollection di dalamnya."))
    items = document.get("features")
    if not isinstance(items, list) or not items:
        raise PlacesRefused(_("Berkas ini tidak berisi satu batas desa pun."))
    return items


def _code(item):
    properties = item.get("properties") if isinstance(item, dict) else None
    code = properties.get("kode") if isinstance(properties, dict) else None
    if code in (None, ""):
        raise PlacesRefused(_("tidak mempunyai properties.kode."))
    if not isinstance(code, str) or not village_code.regex.match(code):
        raise PlacesRefused(
            _('properties.kode harus seperti "35.13.14.2014", bukan %s.') % repr(code)[:30]
        )
    return code
