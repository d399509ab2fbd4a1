"""Community organisations of the demo: an LKM in each village and some more, all invented."""

from dataclasses import dataclass

from villages.actions.organisation import save_organisation, set_organisation_active
from villages.demo import places
from villages.models import CommunityOrganisation, Village

NOTE = "Data ilustratif untuk demo, bukan kelembagaan sungguhan."
Kind = CommunityOrganisation.Kind


@dataclass(frozen=True)
class DemoOrganisation:
    """What is registered, and by whom."""

    place: places.DemoVillage
    kind: str
    name: str
    by: str
    men: int | None
    women: int | None
    year: int | None = 2015
    chair: str = "Ketua (contoh)"
    is_active: bool = True

    @property
    def full_name(self):
        return f"{self.name} (contoh)"


ORGANISATIONS = (
    DemoOrganisation(places.KEBONAGUNG, Kind.LKM, "Kebonagung Sejahtera", "asisten", 7, 6),
    DemoOrganisation(places.RANGKANG, Kind.LKM, "Rangkang Mandiri", "asisten", 8, 5),
    DemoOrganisation(places.SUKOKERTO, Kind.LKM, "Sukokerto Bersatu", "asisten", 9, 4, chair=""),
    DemoOrganisation(places.ASEMBAGUS, Kind.LKM, "Asembagus Makmur", "asisten2", 6, 7),
    DemoOrganisation(places.SUKOMULYO, Kind.LKM, "Sukomulyo Jaya", "asisten2", 8, 6),
    DemoOrganisation(places.KEBONAGUNG, Kind.KSM, "Bina Lingkungan", "asisten", 10, 4, 2019),
    DemoOrganisation(
        places.RANGKANG, Kind.KSM, "Karya Lama", "asisten", None, None, 2012, is_active=False
    ),
    DemoOrganisation(places.SUKOMULYO, Kind.KPP, "Jaga Drainase", "asisten2", 5, 5, 2022),
)


def load_organisations(people):
    """Register those that were never there."""
    for demo in ORGANISATIONS:
        village = Village.objects.get(code=demo.place.code)
        known = CommunityOrganisation.history.filter(village=village, kind=demo.kind)
        if not known.filter(name=demo.full_name).exists():
            _register(demo, village, people[demo.by])


def _register(demo, village, by):
    organisation = CommunityOrganisation(
        village=village,
        kind=demo.kind,
        name=demo.full_name,
        chair=demo.chair,
        contact="0800-0000-0000 (contoh)" if demo.chair else "",
        established_year=demo.year,
        men=demo.men,
        women=demo.women,
        note=NOTE,
    )
    save_organisation(organisation=organisation, by=by)
    if not demo.is_active:
        set_organisation_active(organisation=organisation, is_active=False, by=by)
