"""Decrees of the demo: one in force with a location in each village, and the draft of its amendment."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from villages.actions.decree import enforce_decree, save_decree
from villages.actions.location import save_location
from villages.demo import figures, places
from villages.models import DecreeLocation, SlumDecree, Village
from villages.priority import Legality
from villages.scoring import SlumLevel

NUMBER = "188.45/…/426.32/2021 (contoh)"
DRAFT_NUMBER = "188.45/…/426.32/2025 (rancangan contoh)"
SIGNATORY = "Bupati Probolinggo (contoh)"

# village, number of its first RTs that the decree names, total as decreed, level
_LOCATIONS = (
    (places.RANGKANG, 6, 27, SlumLevel.LIGHT),
    (places.KEBONAGUNG, 10, 48, SlumLevel.MODERATE),
    (places.ASEMBAGUS, 5, 22, SlumLevel.LIGHT),
    (places.SUKOKERTO, 5, 24, SlumLevel.LIGHT),
    (places.SUKOMULYO, 8, 44, SlumLevel.MODERATE),
)


def load_decrees(by):
    """Make the two decrees unless they were ever made; ``by`` works at Bappeda."""
    in_force = _register(
        by,
        number=NUMBER,
        decided_on=date(2021, 3, 1),
        subject="Contoh: penetapan lokasi perumahan kumuh dan permukiman kumuh",
        locations=_LOCATIONS,
    )
    if in_force:
        enforce_decree(decree=in_force, by=by)
    amended = SlumDecree.objects.in_force().filter(number=NUMBER).first()
    if amended:
        _register(
            by,
            number=DRAFT_NUMBER,
            decided_on=date(2025, 11, 3),
            subject="Contoh: perubahan lokasi kumuh di Desa Sukomulyo",
            locations=((places.SUKOMULYO, 5, 26, SlumLevel.LIGHT),),
            amends=amended,
        )


@transaction.atomic
def _register(by, *, number, locations, **fields):
    """The new decree, or None where one of this number was made before."""
    if SlumDecree.history.filter(number=number).exists():
        return None
    decree = save_decree(decree=SlumDecree(number=number, signatory=SIGNATORY, **fields), by=by)
    for demo, count, total, level in locations:
        _add_location(decree, by, demo, count, total, level)
    return decree


def _add_location(decree, by, demo, count, total, level):
    village = Village.objects.get(code=demo.code)
    location = DecreeLocation(
        decree=decree,
        village=village,
        area_name=f"Kawasan {demo.name} (contoh)",
        area_ha=sum((figures.denominators(n)["area_ha"] for n in range(count)), Decimal(0)),
        total=total,
        level=level,
        legality=Legality.LEGAL,
        considerations=9,
        latitude=Decimal(str(demo.latitude)),
        longitude=Decimal(str(demo.longitude)),
    )
    rts = village.neighbourhoods.order_by("rw", "rt")[:count]
    save_location(location=location, neighbourhoods=list(rts), by=by)
