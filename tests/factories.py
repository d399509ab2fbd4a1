"""Builders: the smallest valid thing, with the fields a test cares about given by name."""

from datetime import date, timedelta
from itertools import count

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.utils import timezone

from villages.actions.assessment import score_baseline, score_record
from villages.models import (
    Agency,
    Baseline,
    CommunityOrganisation,
    DecreeLocation,
    Disbursement,
    District,
    Handover,
    Inspection,
    Neighbourhood,
    NeighbourhoodRecord,
    Output,
    PlanningDocument,
    Project,
    ProjectPhoto,
    Review,
    SlumDecree,
    Village,
    WorkingGroup,
    WorkingGroupMember,
    WorkWeek,
)
from villages.scoring import INDICATORS
from workshops.models import FollowUp, Recommendation, Workshop

_numbers = count(1)
_districts = count(0)  # of their own: a code has two digits for them, and make_village uses 14

DENOMINATORS = {
    "area_ha": "2.5",
    "buildings": 100,
    "people": 400,
    "households": 120,
    "ideal_road_m": 1000,
    "ideal_drain_m": 1000,
}
# A village RT that scores 26: light.
VOLUMES = {
    **{indicator.field: 0 for indicator in INDICATORS},
    "irregular_buildings": 60,
    "poor_road_m": "300.5",
    "unsafe_water_households": 96,
    "missing_drain_m": 760,
    "waste_system_households": 120,
    "fire_equipment_buildings": 80,
    "sewage_system_households": 35,
    "substandard_buildings": 26,
}
MEASURES = DENOMINATORS | VOLUMES


def make_user(username=None, *, role=None, **fields):
    """A person who may sign in, in the group of their role."""
    username = username or f"orang{next(_numbers)}"
    user = User.objects.create_user(username, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_district(**fields):
    """A kecamatan."""
    n = next(_districts)
    return District.objects.create(
        **{"code": f"35.13.{n % 80 + 20}", "name": f"Kecamatan {n}"} | fields
    )


def make_village(*, assistants=(), **fields):
    """A desa with its district."""
    n = next(_numbers)
    district = (
        fields.pop("district", None)
        or District.objects.get_or_create(code="35.13.14", defaults={"name": "Kraksaan"})[0]
    )
    defaults = {
        "code": f"{district.code}.{2000 + n % 8000:04}",
        "name": f"Desa {n}",
        "area_ha": "300",
    }
    village = Village.objects.create(district=district, **defaults | fields)
    village.assistants.set(assistants)
    return village


def make_neighbourhood(village, rw="001", rt=None, **fields):
    """An RT of the village, numbered on."""
    rt = rt or f"{village.neighbourhoods.count() + 1:03}"
    return Neighbourhood.objects.create(village=village, rw=rw, rt=rt, **fields)


def make_baseline(village=None, *, records=0, status="draft", by=None, verifier=None, **fields):
    """A baseline, with that many complete records, moved to the wanted status by its own rules."""
    village = village or make_village()
    by = by or make_user()
    baseline = Baseline.objects.create(
        village=village,
        **{"year": 2022, "kind": "initial", "opened_by": by, "opened_at": timezone.now()} | fields,
    )
    for __ in range(records):
        make_record(baseline, by=by)
    if status != "draft":
        move_baseline(baseline, status, by=by, verifier=verifier)
    return baseline


def move_baseline(baseline, status, *, by=None, verifier=None):
    """Take a draft through its review to a status, scored."""
    by, verifier = by or make_user(), verifier or make_user()
    score_baseline(baseline)
    baseline.total = baseline.total or 0
    baseline.submitted_at, baseline.submitted_by = baseline.submitted_at or timezone.now(), by
    baseline.status = "submitted"
    baseline.save()
    if status == "verified":
        baseline.verified_at, baseline.verified_by = timezone.now(), verifier
    if status == "returned":
        baseline.returned_at, baseline.returned_by = timezone.now(), verifier
    if status != "submitted":
        baseline.status = status
        baseline.save()


def make_record(baseline, neighbourhood=None, *, by=None, **values):
    """A complete record of an RT; values given by field name, ``None`` for not filled in."""
    record = NeighbourhoodRecord(
        baseline=baseline,
        neighbourhood=neighbourhood or make_neighbourhood(baseline.village),
        edited_by=by,
        edited_at=timezone.now() if by else None,
        **MEASURES | values,
    )
    record.full_clean(exclude=["baseline", "neighbourhood", "edited_by"])
    record._history_user = by
    score_record(record).save()
    return record


def make_decree(*, villages=(), **fields):
    """A decree in force with one location of 5 ha in each village."""
    n = next(_numbers)
    defaults = {
        "number": f"188.45/{n}/426.32/2021",
        "decided_on": date(2021, 2, 1),
        "subject": "Penetapan lokasi kumuh",
        "status": "in_force",
    }
    decree = SlumDecree.objects.create(**defaults | fields)
    for village in villages:
        make_location(decree, village)
    return decree


def make_location(decree, village, **fields):
    """A location of a decree; in force when the decree is."""
    defaults = {"area_name": "Kawasan 1", "area_ha": "5", "in_force": decree.status == "in_force"}
    return DecreeLocation.objects.create(decree=decree, village=village, **defaults | fields)


def make_agency(*, staff=(), **fields):
    """An OPD with its staff."""
    n = next(_numbers)
    agency = Agency.objects.create(**{"name": f"Dinas {n}", "short_name": f"D{n}"} | fields)
    agency.staff.set(staff)
    return agency


def make_organisation(village, kind="kpp", **fields):
    """An LKM, KSM or KPP of the village."""
    n = next(_numbers)
    return CommunityOrganisation.objects.create(
        village=village, kind=kind, **{"name": f"Maju {n}"} | fields
    )


def make_document(*, villages=(), **fields):
    """A final RP2KPKPK for the whole regency, 2021 to 2030."""
    n = next(_numbers)
    defaults = {
        "kind": "rp2kpkpk",
        "title": f"RP2KPKPK {n}",
        "year_from": 2021,
        "year_to": 2030,
        "status": "final",
    }
    document = PlanningDocument.objects.create(**defaults | fields)
    document.villages.set(villages)
    return document


def make_group(**fields):
    """A working group whose term ends in a year."""
    today = timezone.localdate()
    defaults = {
        "decree_number": f"188/{next(_numbers)}",
        "decided_on": today - timedelta(days=365),
        "term_from": today - timedelta(days=365),
        "term_to": today + timedelta(days=365),
    }
    return WorkingGroup.objects.create(**defaults | fields)


def make_member(group=None, agency=None, **fields):
    """An agency in a working group."""
    return WorkingGroupMember.objects.create(
        group=group or make_group(),
        agency=agency or make_agency(),
        **{"role": "Anggota"} | fields,
    )


def make_review(village=None, **fields):
    """A running review of the SK Kumuh of this year."""
    defaults = {"subject": "sk_kumuh", "year": timezone.localdate().year, "status": "running"}
    return Review.objects.create(village=village or make_village(), **defaults | fields)


def make_project(village=None, **fields):
    """A running programme of 100 million rupiah from the regency's budget."""
    n = next(_numbers)
    defaults = {
        "name": f"Kegiatan {n}",
        "scheme": "programme",
        "year": 2022,
        "status": "running",
        "budget_rp": 100_000_000,
        "regency_rp": 100_000_000,
    }
    return Project.objects.create(village=village or make_village(), **defaults | fields)


def make_output(project=None, neighbourhood=None, **fields):
    """50 m of poor road (2b) planned in one RT of the project's village; nothing delivered yet."""
    project = project or make_project()
    defaults = {"indicator": "2b"} | ({} if "delivered" in fields else {"planned": 50})
    return Output.objects.create(
        project=project,
        neighbourhood=neighbourhood or make_neighbourhood(project.village),
        **defaults | fields,
    )


def make_workshop(**fields):
    """A virtual workshop of two days in November 2021."""
    n = next(_numbers)
    defaults = {
        "title": f"Lokakarya {n}",
        "budget_year": 2021,
        "first_day": date(2021, 11, 29),
        "last_day": date(2021, 11, 30),
        "mode": "virtual",
        "organiser": "Asisten Kota Mandiri",
    }
    return Workshop.objects.create(**defaults | fields)


def make_recommendation(workshop=None, *, addressed_to=(), villages=(), **fields):
    """A recommendation about reviews."""
    n = next(_numbers)
    recommendation = Recommendation.objects.create(
        workshop=workshop or make_workshop(), **{"text": f"Tinjau {n}", "topic": "review"} | fields
    )
    recommendation.addressed_to.set(addressed_to)
    recommendation.villages.set(villages)
    return recommendation


def make_follow_up(agency=None, *, status="planned", villages=(), by=None, **fields):
    """A follow-up of an agency, due at the end of 2022, in the wanted status."""
    n, now = next(_numbers), timezone.now()
    due_on = fields.pop("due_on", date(2022, 12, 31))
    defaults = {"task": f"Kerjakan {n}", "due_on": due_on, "first_due_on": due_on}
    if status in ("done", "confirmed"):
        defaults |= {"result": "Tercapai", "done_at": now, "done_by": by or make_user()}
    if status == "confirmed":
        defaults |= {"confirmed_at": now, "confirmed_by": by or make_user()}
    if status == "dropped":
        defaults |= {"drop_reason": "Keliru", "dropped_at": now, "dropped_by": by or make_user()}
    follow_up = FollowUp.objects.create(
        agency=agency or make_agency(), status=status, **defaults | fields
    )
    follow_up.villages.set(villages)
    return follow_up


def make_work(village=None, **fields):
    """A running padat karya project of Rp 300 million, from 6 September to 4 December 2021."""
    defaults = {
        "scheme": "padat_karya",
        "year": 2021,
        "starts_on": date(2021, 9, 6),
        "ends_on": date(2021, 12, 4),
        "budget_rp": 300_000_000,
        "regency_rp": 0,
        "state_rp": 300_000_000,
    }
    return make_project(village, **defaults | fields)


def make_week(project=None, number=1, **fields):
    """A week of 10 people for 6 days at Rp 100,000, which brought the work 10 percent further."""
    project = project or make_work()
    defaults = {
        "starts_on": date(2021, 9, 6) + timedelta(weeks=number - 1),
        "men": 8,
        "women": 2,
        "poor_workers": 7,
        "person_days": 60,
        "wages_rp": 6_000_000,
        "materials_rp": 2_000_000,
        "physical_percent": min(10 * number, 100),
        "financial_percent": min(8 * number, 100),
    }
    return WorkWeek.objects.create(project=project, number=number, **defaults | fields)


def make_disbursement(project=None, stage=1, **fields):
    """A stage of Rp 120 million, received before the work began."""
    defaults = {"disbursed_on": date(2021, 9, 1), "amount_rp": 120_000_000}
    return Disbursement.objects.create(
        project=project or make_work(), stage=stage, **defaults | fields
    )


def make_photo(project=None, **fields):
    """A photograph from before the work; its files hold no picture."""
    defaults = {"stage": 0, "width": 40, "height": 30, "taken_on": date(2021, 9, 6)}
    photo = ProjectPhoto(project=project or make_work(), **defaults | fields)
    photo.image.save("foto.jpg", ContentFile(b"besar"), save=False)
    photo.thumbnail.save("foto.jpg", ContentFile(b"kecil"), save=False)
    photo.save()
    return photo


def make_handover(project=None, **fields):
    """Handed over to a KPP of the village in December 2021."""
    project = project or make_work(status="finished")
    defaults = {"handed_over_on": date(2021, 12, 15)}
    if "maintainer" not in fields:
        defaults["maintainer"] = make_organisation(project.village)
    return Handover.objects.create(project=project, **defaults | fields)


def make_inspection(project=None, **fields):
    """An inspection due in June 2022, which nobody has made."""
    return Inspection.objects.create(
        project=project or make_work(status="finished"), **{"due_on": date(2022, 6, 15)} | fields
    )
