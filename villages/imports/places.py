"""Districts, villages and their boundaries from files; the same file a second time changes nothing."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from villages.imports.boundary_file import read_boundaries
from villages.imports.place_findings import PlaceFinding, PlacesRefused
from villages.imports.village_list import read_villages
from villages.models import District, Village
from villages.tracking import BATCH_SIZE, bulk_update_tracked


@dataclass
class Counts:
    """How many rows an import created, changed and found as they were."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class PlaceReport:
    """What ``import_villages`` did; ``ignored`` names the columns it does not know."""

    districts: Counts
    villages: Counts
    ignored: tuple[str, ...] = ()


def import_villages(content, *, by=None, reason=""):
    """Create or update districts and villages from the bytes of a CSV file; returns a ``PlaceReport``.

    Columns ``kode, nama, kode_kecamatan, kecamatan``, separated by commas, semicolons or tabs, in UTF-8
    or Windows-1252. The kind follows from the code. Villages that the file does not name stay as they
    are. The same file a second time changes nothing. Raises ``PlacesRefused`` when anything is wrong;
    then nothing is written.
    """
    rows, ignored = read_villages(content)
    with transaction.atomic():
        districts, district_counts = _save_districts(rows)
        village_counts = _save_villages(rows, districts, by, reason)
    return PlaceReport(district_counts, village_counts, ignored)


def _save_districts(rows):
    """(districts by code, counts)."""
    names = {row.district_code: row.district_name for row in rows}
    known = District.objects.in_bulk(names, field_name="code")
    counts, changed, new = Counts(), [], []
    for code, name in names.items():
        if code not in known:
            new.append(District(code=code, name=name))
        elif _take_over(known[code], {"name": name}):
            changed.append(known[code])
        else:
            counts.unchanged += 1
    District.objects.bulk_create(new)
    District.objects.bulk_update(changed, ["name"], batch_size=BATCH_SIZE)
    counts.created, counts.updated = len(new), len(changed)
    return known | {district.code: district for district in new}, counts


def _save_villages(rows, districts, by, reason):
    known = Village.objects.in_bulk([row.code for row in rows], field_name="code")
    counts, changed, new = Counts(), [], []
    for row in rows:
        values = {
            "name": row.name,
            "kind": row.kind.value,
            "district_id": districts[row.district_code].pk,
        }
        village = known.get(row.code)
        if village is None:
            new.append(Village(code=row.code, **values))
        elif _take_over(village, values):
            changed.append(village)
        else:
            counts.unchanged += 1
    bulk_create_with_history(
        new, Village, batch_size=BATCH_SIZE, default_user=by, default_change_reason=reason
    )
    bulk_update_tracked(changed, ["name", "kind", "district"], by=by, reason=reason)
    counts.created, counts.updated = len(new), len(changed)
    return counts


# --- boundaries -------------------------------------------------------------------------------------

_BOUNDARY_FIELDS = ["boundary", "boundary_area_ha", "latitude", "longitude"]


@dataclass(frozen=True)
class BoundaryReport:
    """What ``import_boundaries`` did, and what it left out because it was wrong."""

    boundaries: Counts
    findings: tuple[PlaceFinding, ...] = ()


def import_boundaries(content, *, accept_valid=False, by=None, reason=""):
    """Set boundary, its area in hectares and its centre for the villages named in a GeoJSON file.

    A feature belongs to the village of its ``properties.kode``. Raises ``PlacesRefused`` when anything
    is wrong, and then nothing is written; with ``accept_valid`` the right ones are written and the
    others named in the ``BoundaryReport``.
    """
    features, findings = read_boundaries(content)
    with transaction.atomic():
        villages = Village.objects.in_bulk([item.code for item in features], field_name="code")
        findings += [
            PlaceFinding(item.where, _("desa dengan kode ini belum ada di portal."))
            for item in features
            if item.code not in villages
        ]
        if findings and not accept_valid:
            raise PlacesRefused(
                _("%(count)s batas salah; tidak ada yang disimpan.") % {"count": len(findings)},
                findings,
            )
        found = [(villages[item.code], item.boundary) for item in features if item.code in villages]
        return BoundaryReport(_save_boundaries(found, by, reason), tuple(findings))


def _save_boundaries(found, by, reason):
    counts, changed = Counts(), []
    for village, boundary in found:
        had_boundary = village.boundary is not None
        values = (boundary.geometry, boundary.area_ha, boundary.latitude, boundary.longitude)
        if not _take_over(village, dict(zip(_BOUNDARY_FIELDS, values, strict=True))):
            counts.unchanged += 1
            continue
        changed.append(village)
        counts.updated += had_boundary
        counts.created += not had_boundary
    bulk_update_tracked(changed, _BOUNDARY_FIELDS, by=by, reason=reason)
    return counts


def _take_over(row, values):
    """Set the values on a row; says whether any of them differed."""
    differs = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return differs
