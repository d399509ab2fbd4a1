"""Who gets what at every address of the portal: one row per address and thing, one column per role.

An address without a row fails the test, so nobody adds a page without saying whom it is for.
"""

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from tests.addresses import url_names
from tests.factories import (
    make_agency,
    make_baseline,
    make_decree,
    make_disbursement,
    make_document,
    make_handover,
    make_inspection,
    make_member,
    make_organisation,
    make_output,
    make_photo,
    make_project,
    make_review,
    make_village,
    make_week,
)
from tests.workshops.things import workshop_things
from villages.actions.condition import refresh_conditions
from villages.models import ImportBatch, ImportFile
from villages.sheet import HEADINGS

PEOPLE = ("anonymous", "ani", "budi", "citra", "dedi", "vina", "adi")
SQUARE = [[[113.4, -7.7], [113.5, -7.7], [113.5, -7.8], [113.4, -7.7]]]

# Status of a GET by anonymous; ani, the village's assistant; budi, who has other villages; citra of Bappeda;
# dedi of an OPD; vina, who only reads; adi, who administers.
PUBLIC = "200 200 200 200 200 200 200"
EVERYBODY = "302 200 200 200 200 200 200"  # each sees what is theirs to see
VILLAGE = "302 200 404 200 200 200 200"  # a village, and what was verified of it
UNVERIFIED = "302 200 404 200 404 404 200"  # a baseline that nobody verified yet
ENTER = "302 200 404 403 403 403 403"  # entering: assistants of the village
TOO_LATE = "302 302 404 403 403 403 403"  # the same once it is submitted: back to the baseline
ASSISTANTS = "302 200 200 403 403 403 403"
REVIEW = "302 403 403 200 403 403 403"  # reviewing, and keeping decrees: Bappeda
DRAFT_DECREE = "302 404 404 200 404 404 200"
PROJECT = (
    "302 200 404 200 404 403 403"  # changing padat karya of the village: its assistants, Bappeda
)
AGENCY_PROJECT = "302 404 404 200 200 403 403"  # changing a programme: its agency (dedi's), Bappeda
NO_PADAT_KARYA = "302 404 404 404 404 403 403"  # weeks and money of a programme: there are none
KEEP = "302 200 404 200 403 403 403"  # organisations of the village: its assistants, Bappeda
KEEPERS = "302 200 200 200 403 403 403"  # the same where each is offered their own villages
ACT = "302 405 405 405 405 405 405"  # an act: POST only

# Says what the typed values mean and stores nothing, so everybody may post to it.
COMPUTES = {"villages:needs-trial"}

# (address, things it is asked for, who gets what)
TABLE = (
    ("healthz", "", PUBLIC),
    ("home", "", EVERYBODY),
    ("search", "", EVERYBODY),
    ("guide", "", EVERYBODY),
    ("guide-role", "guide", EVERYBODY),
    ("workshops:digest-settings", "", EVERYBODY),
    ("login", "", "200 302 302 302 302 302 302"),
    ("logout", "", ACT),
    ("password_change", "", EVERYBODY),
    ("password_change_done", "", EVERYBODY),
    ("villages:village-list", "", EVERYBODY),
    ("villages:village-export", "", EVERYBODY),
    ("villages:village-detail", "village", VILLAGE),
    ("villages:village-history", "village", VILLAGE),
    ("villages:village-boundary", "village", VILLAGE),
    ("villages:neighbourhood-list", "", EVERYBODY),
    ("villages:neighbourhood-export", "", EVERYBODY),
    ("villages:neighbourhood-detail", "draft, verified", VILLAGE),
    ("villages:reduction-list", "", EVERYBODY),
    ("villages:reduction-export", "", EVERYBODY),
    ("villages:reduction-village", "village", VILLAGE),
    ("villages:reduction-history", "village", VILLAGE),
    ("villages:reduction-edit", "verified", REVIEW),
    ("villages:decree-list", "", EVERYBODY),
    ("villages:decree-export", "", EVERYBODY),
    ("villages:decree-add", "", REVIEW),
    ("villages:decree-detail", "decree", EVERYBODY),
    ("villages:decree-detail", "draft decree", DRAFT_DECREE),
    ("villages:decree-check", "decree", EVERYBODY),
    ("villages:decree-check", "draft decree", DRAFT_DECREE),
    ("villages:decree-file", "decree", EVERYBODY),
    ("villages:decree-file", "draft decree", DRAFT_DECREE),
    ("villages:decree-file-earlier", "decree", EVERYBODY),
    ("villages:decree-file-earlier", "draft decree", DRAFT_DECREE),
    ("villages:decree-history", "decree", EVERYBODY),
    ("villages:decree-history", "draft decree", DRAFT_DECREE),
    ("villages:decree-edit", "decree, draft decree", REVIEW),
    ("villages:decree-enforce", "decree, draft decree", REVIEW),
    ("villages:decree-revoke", "decree, draft decree", REVIEW),
    ("villages:decree-delete", "decree, draft decree", REVIEW),
    ("villages:location-add", "decree, draft decree", REVIEW),
    ("villages:location-edit", "decree, draft decree", REVIEW),
    ("villages:location-delete", "decree, draft decree", REVIEW),
    ("villages:project-list", "", EVERYBODY),
    ("villages:project-export", "", EVERYBODY),
    ("villages:project-add", "", "302 200 200 200 200 403 403"),
    ("villages:project-detail", "project, agency project", VILLAGE),
    ("villages:project-history", "project, agency project", VILLAGE),
    ("villages:project-edit", "project", PROJECT),
    ("villages:project-edit", "agency project", AGENCY_PROJECT),
    ("villages:project-move", "project", PROJECT),
    ("villages:project-move", "agency project", AGENCY_PROJECT),
    ("villages:organisation-list", "", EVERYBODY),
    ("villages:organisation-export", "", EVERYBODY),
    ("villages:organisation-add", "", KEEPERS),
    ("villages:organisation-import", "", KEEPERS),
    ("villages:organisation-import-save", "", ACT),
    ("villages:organisation-detail", "organisation", VILLAGE),
    ("villages:organisation-history", "organisation", VILLAGE),
    ("villages:organisation-edit", "organisation", KEEP),
    ("villages:organisation-activate", "organisation", ACT),
    ("villages:project-delete", "project", PROJECT),
    ("villages:project-delete", "agency project", AGENCY_PROJECT),
    ("villages:padat-karya", "", EVERYBODY),
    ("villages:padat-karya-export", "", EVERYBODY),
    ("villages:week-edit", "project", PROJECT),
    ("villages:week-edit", "agency project", NO_PADAT_KARYA),
    ("villages:week-check", "project, agency project", ACT),
    ("villages:week-delete", "project", PROJECT),
    ("villages:week-delete", "agency project", NO_PADAT_KARYA),
    ("villages:disbursement-add", "project", PROJECT),
    ("villages:disbursement-add", "agency project", NO_PADAT_KARYA),
    ("villages:disbursement-edit", "project", PROJECT),
    ("villages:disbursement-edit", "agency project", NO_PADAT_KARYA),
    ("villages:disbursement-delete", "project", PROJECT),
    ("villages:disbursement-delete", "agency project", NO_PADAT_KARYA),
    ("villages:photo-add", "project", PROJECT),
    ("villages:photo-add", "agency project", AGENCY_PROJECT),
    ("villages:photo-image", "project, agency project", VILLAGE),
    ("villages:photo-thumbnail", "project, agency project", VILLAGE),
    ("villages:photo-edit", "project", PROJECT),
    ("villages:photo-edit", "agency project", AGENCY_PROJECT),
    ("villages:photo-delete", "project", PROJECT),
    ("villages:photo-delete", "agency project", AGENCY_PROJECT),
    ("villages:handover-edit", "project", PROJECT),
    ("villages:handover-edit", "agency project", AGENCY_PROJECT),
    ("villages:handover-delete", "project", PROJECT),
    ("villages:handover-delete", "agency project", AGENCY_PROJECT),
    ("villages:inspection-add", "project", PROJECT),
    ("villages:inspection-add", "agency project", AGENCY_PROJECT),
    ("villages:inspection-edit", "project", PROJECT),
    ("villages:inspection-edit", "agency project", AGENCY_PROJECT),
    ("villages:inspection-plan", "project", PROJECT),
    ("villages:inspection-plan", "agency project", AGENCY_PROJECT),
    ("villages:inspection-delete", "project", PROJECT),
    ("villages:inspection-delete", "agency project", AGENCY_PROJECT),
    ("villages:output-add", "project", PROJECT),
    ("villages:output-add", "agency project", AGENCY_PROJECT),
    ("villages:output-results", "project", PROJECT),
    ("villages:output-results", "agency project", AGENCY_PROJECT),
    ("villages:output-edit", "project", PROJECT),
    ("villages:output-edit", "agency project", AGENCY_PROJECT),
    ("villages:output-delete", "project", PROJECT),
    ("villages:output-delete", "agency project", AGENCY_PROJECT),
    ("villages:document-list", "", EVERYBODY),
    ("villages:document-export", "", EVERYBODY),
    ("villages:document-add", "", REVIEW),
    ("villages:document-detail", "document", EVERYBODY),
    ("villages:document-file", "document", EVERYBODY),
    ("villages:document-file-earlier", "document", EVERYBODY),
    ("villages:document-history", "document", EVERYBODY),
    ("villages:document-edit", "document", REVIEW),
    ("villages:working-group-list", "", EVERYBODY),
    ("villages:working-group-export", "", EVERYBODY),
    ("villages:working-group-add", "", REVIEW),
    ("villages:working-group-detail", "group", EVERYBODY),
    ("villages:working-group-history", "group", EVERYBODY),
    ("villages:working-group-edit", "group", REVIEW),
    ("villages:member-add", "group", REVIEW),
    ("villages:member-edit", "group", REVIEW),
    ("villages:member-remove", "group", REVIEW),
    ("villages:baseline-list", "", EVERYBODY),
    ("villages:baseline-export", "", EVERYBODY),
    ("villages:baseline-open", "", ASSISTANTS),
    ("villages:baseline-detail", "draft, returned, submitted", UNVERIFIED),
    ("villages:baseline-detail", "verified", VILLAGE),
    ("villages:baseline-history", "draft", UNVERIFIED),
    ("villages:baseline-history", "verified", VILLAGE),
    ("villages:baseline-sheet", "draft", UNVERIFIED),
    ("villages:baseline-sheet", "verified", VILLAGE),
    ("villages:baseline-template", "draft, verified", ENTER),
    ("villages:baseline-edit", "draft, returned", ENTER),
    ("villages:baseline-edit", "submitted, verified", TOO_LATE),
    ("villages:baseline-submit", "draft, returned", ENTER),
    ("villages:baseline-submit", "submitted, verified", TOO_LATE),
    ("villages:baseline-delete", "draft", ENTER),
    ("villages:baseline-delete", "returned, verified", TOO_LATE),
    ("villages:baseline-compare", "village", VILLAGE),
    ("villages:baseline-compare-export", "village", VILLAGE),
    ("villages:record-add", "draft", ENTER),
    ("villages:record-add", "submitted, verified", TOO_LATE),
    ("villages:record-edit", "draft, submitted", UNVERIFIED),
    ("villages:record-edit", "verified", VILLAGE),
    ("villages:record-score", "draft, verified", ACT),
    ("villages:record-remove", "draft", ENTER),
    ("villages:record-remove", "submitted, verified", TOO_LATE),
    ("villages:record-history", "draft", UNVERIFIED),
    ("villages:record-history", "verified", VILLAGE),
    ("villages:record-restore", "draft, verified", ACT),
    ("villages:import-list", "", "302 200 200 200 200 403 200"),
    ("villages:import-upload", "", ASSISTANTS),
    ("villages:import-projects", "", "302 200 200 200 200 403 403"),
    ("villages:import-projects-template", "", "302 200 200 200 200 403 403"),
    ("villages:import-detail", "import, saved import", "302 200 404 200 404 403 200"),
    ("villages:import-marked", "import, saved import", "302 200 404 200 404 403 200"),
    ("villages:import-detail", "list of projects", "302 404 404 200 200 403 200"),
    ("villages:import-marked", "list of projects", "302 404 404 200 200 403 200"),
    ("villages:import-undo", "list of projects", "302 404 404 200 200 403 403"),
    ("villages:import-save", "import", ACT),
    ("villages:import-discard", "import", ACT),
    ("villages:import-undo", "saved import", ENTER),
    ("villages:needs-indicators", "", EVERYBODY),
    ("villages:needs-villages", "", EVERYBODY),
    ("villages:needs-export", "", EVERYBODY),
    ("villages:needs-village", "village", VILLAGE),
    ("villages:agency-share", "", EVERYBODY),
    ("villages:agency-export", "", EVERYBODY),
    ("villages:needs-trial", "village", VILLAGE),
    ("villages:out-of-step-list", "", EVERYBODY),
    ("villages:out-of-step-detail", "check", EVERYBODY),
    ("villages:out-of-step-export", "check", EVERYBODY),
    ("villages:review-list", "", EVERYBODY),
    ("villages:review-export", "", EVERYBODY),
    ("villages:review-detail", "review", VILLAGE),
    ("villages:review-file", "review", VILLAGE),
    ("villages:review-file-earlier", "review", VILLAGE),
    ("villages:review-history", "review", VILLAGE),
    ("villages:review-edit", "review", KEEP),
    ("villages:review-cell", "review", "302 302 404 302 403 403 403"),
    ("villages:check-list", "", EVERYBODY),
    ("villages:check-detail", "gap", EVERYBODY),
    ("villages:check-export", "gap", EVERYBODY),
    ("villages:baseline-queue", "", REVIEW),
    ("villages:queue-export", "", REVIEW),
    ("villages:queue-verify", "", ACT),
    ("villages:baseline-review", "draft, submitted, verified", REVIEW),
    ("villages:baseline-verify", "submitted", ACT),
    ("villages:baseline-return", "submitted", ACT),
    ("villages:baseline-reopen", "verified", ACT),
)

PARTS = "part sesi, part peserta, part isu, part materi, part rekomendasi"
FOLLOW_UPS = "follow-up, own follow-up, reported follow-up"
# Working on a follow-up: Bappeda, and the staff of its agency.
WORK = "302 403 403 200 404 403 403"
OWN_WORK = "302 403 403 200 200 403 403"
TABLE += (
    ("workshops:workshop-list", "", EVERYBODY),
    ("workshops:workshop-export", "", EVERYBODY),
    ("workshops:workshop-calendar", "", EVERYBODY),
    ("workshops:workshop-add", "", REVIEW),
    ("workshops:workshop-detail", "workshop", EVERYBODY),
    ("workshops:workshop-history", "workshop", EVERYBODY),
    ("workshops:workshop-report", "workshop", EVERYBODY),
    ("workshops:workshop-report-pdf", "workshop", EVERYBODY),
    ("workshops:workshop-calendar-file", "workshop", EVERYBODY),
    ("workshops:participant-export", "workshop", EVERYBODY),
    ("workshops:attendance-import", "workshop", REVIEW),
    ("workshops:workshop-edit", "workshop", REVIEW),
    ("workshops:workshop-minutes", "workshop", REVIEW),
    ("workshops:workshop-delete", "workshop", REVIEW),
    ("workshops:part-add", PARTS, REVIEW),
    ("workshops:part-edit", PARTS, REVIEW),
    ("workshops:part-delete", PARTS, REVIEW),
    ("workshops:material-file", "part materi", EVERYBODY),
    ("workshops:material-thumbnail", "part materi", EVERYBODY),
    ("workshops:follow-up-plan", "recommendation to plan", REVIEW),
    ("workshops:follow-up-plan-review", "review", REVIEW),
    ("workshops:follow-up-list", "", EVERYBODY),
    ("workshops:follow-up-export", "", EVERYBODY),
    ("workshops:follow-up-calendar-file", "", EVERYBODY),
    ("workshops:follow-up-detail", FOLLOW_UPS, VILLAGE),
    ("workshops:follow-up-history", FOLLOW_UPS, VILLAGE),
    ("workshops:follow-up-evidence", FOLLOW_UPS, VILLAGE),
    ("workshops:follow-up-edit", "follow-up, own follow-up", REVIEW),
    ("workshops:follow-up-act", "follow-up: catat, follow-up: selesai", WORK),
    ("workshops:follow-up-act", "follow-up: tenggat, follow-up: petugas", WORK),
    ("workshops:follow-up-act", "own follow-up: catat, own follow-up: selesai", OWN_WORK),
    ("workshops:follow-up-act", "own follow-up: tenggat, own follow-up: petugas", OWN_WORK),
    ("workshops:follow-up-act", "own follow-up: hentikan", REVIEW),
    ("workshops:follow-up-act", "reported follow-up: konfirmasi", REVIEW),
    ("workshops:follow-up-act", "reported follow-up: kembalikan", REVIEW),
)

# Things that somebody of those who change nothing else may change.
OWN_ACTS = {f"own follow-up: {act}" for act in ("catat", "selesai", "tenggat", "petugas")}
THEIRS = {"dedi": {"agency project", "list of projects", *OWN_ACTS}}


def rows():
    """(address, thing, status by person) of the table, one thing at a time."""
    for name, things, statuses in TABLE:
        for thing in things.split(", "):
            yield name, thing, dict(zip(PEOPLE, map(int, statuses.split()), strict=True))


@pytest.fixture
def world(ani, citra, dedi, village):
    """Parameters of the addresses of each thing; everything concerns ani's village."""
    village.boundary = {"type": "Polygon", "coordinates": SQUARE}
    village.save()
    make_baseline(village, records=1, status="verified", year=2019, by=ani, verifier=citra)
    years = {"verified": 2020, "submitted": 2021, "returned": 2022, "draft": 2023}
    things = {
        "": {},
        "village": {"code": village.code},
        "guide": {"role": "opd"},
        "check": {"key": "luar-sk"},
        "gap": {"key": "desa-tanpa-asisten"},
        "review": _review(village),
        "decree": _decree(village, "in_force"),
        "draft decree": _decree(village, "draft"),
        "project": _project(village, scheme="padat_karya"),
        "agency project": _project(village, agency=make_agency(staff=[dedi])),
        "organisation": {"pk": make_organisation(village).pk},
        **workshop_things(village, staff=dedi),
        "document": _document(),
        "group": _group(),
        "import": _import(ani, "previewed"),
        "saved import": _import(ani, "saved", saved_by=ani, saved_at=timezone.now()),
        "list of projects": _list_of_projects(dedi),
        **{status: _baseline(village, status, years[status], ani, citra) for status in years},
    }
    refresh_conditions([village])
    return things


def _decree(village, status):
    decree = make_decree(villages=[village], status=status, file_name="SK.pdf")
    decree.file.save("sk.pdf", ContentFile(b"%PDF-1.7 contoh"))
    return {"pk": decree.pk, "location": decree.locations.get().pk, "version": decree.version}


def _document():
    document = make_document(file_name="RP2KPKPK.pdf")
    document.file.save("rp2.pdf", ContentFile(b"%PDF-1.7 contoh"))
    return {"pk": document.pk, "version": document.version}


def _review(village):
    review = make_review(village, file_name="Bukti.pdf")
    review.file.save("bukti.pdf", ContentFile(b"%PDF-1.7 contoh"))
    keys = dict(zip(("code", "year", "subject"), review.address, strict=True))
    return keys | {"pk": review.pk, "version": review.version}


def _group():
    member = make_member()
    return {"pk": member.group_id, "member": member.pk}


def _project(village, **fields):
    project = make_project(village, **fields)
    make_handover(project)
    return {
        "pk": project.pk,
        "step": "finished",
        "number": make_week(project).number,
        "output": make_output(project).pk,
        "disbursement": make_disbursement(project).pk,
        "photo": make_photo(project).pk,
        "inspection": make_inspection(project).pk,
    }


def _list_of_projects(by):
    """A saved import of interventions that wrote nothing any more."""
    nothing = ("villages", "projects", "outputs", "touched", "changed_outputs", "changed_projects")
    survey = {
        "subject": "project",
        "year": None,
        "kind": "",
        "changes": [{"since": None} | {name: [] for name in nothing}],
    }
    return _import(by, "saved", saved_by=by, saved_at=timezone.now(), **survey)


def _import(by, status, **fields):
    fields = {"year": 2023, "kind": "initial"} | fields
    batch = ImportBatch.objects.create(created_by=by, status=status, **fields)
    content = ContentFile(";".join(HEADINGS).encode(), name="survei.csv")
    file = ImportFile.objects.create(batch=batch, file=content, name="survei.csv")
    return {"pk": batch.pk, "file": file.pk}


def _baseline(village, status, year, ani, citra):
    baseline = make_baseline(village, records=1, status=status, year=year, by=ani, verifier=citra)
    record = baseline.records.get()
    return {
        "code": village.code,
        "year": year,
        "kind": "initial",
        "rw": record.neighbourhood.rw,
        "rt": record.neighbourhood.rt,
        "history_id": record.history.first().pk,
    }


PARAMETERS = dict(url_names())


def address(name, known):
    known = {"form": "csv", "format": "csv"} | known
    return reverse(name, kwargs={key: known[key] for key in PARAMETERS[name]})


def status(response):
    """Of an answer that is read to its end, so that the file it sends is closed."""
    if response.streaming:
        list(response.streaming_content)
    return response.status_code


def test_every_address_has_a_row():
    assert {name for name, __, __ in TABLE} == set(PARAMETERS)


@pytest.mark.parametrize("person", PEOPLE)
def test_every_person_gets_what_the_table_says(client, world, person, request):
    make_village(assistants=[request.getfixturevalue("budi")])
    if person != "anonymous":
        client.force_login(request.getfixturevalue(person))
    expected = {(name, thing): statuses[person] for name, thing, statuses in rows()}

    found = {
        (name, thing): status(client.get(address(name, world[thing]))) for name, thing in expected
    }

    assert found == expected


@pytest.mark.parametrize("person", ["budi", "dedi", "vina", "adi"])
def test_nobody_changes_what_is_not_theirs(client, world, person, request):
    """A POST to each address of a thing is refused, and the database stays as it was."""
    make_village(assistants=[request.getfixturevalue("budi")])
    client.force_login(request.getfixturevalue(person))
    before = snapshot()

    answers = {
        (name, thing): client.post(address(name, world[thing])).status_code
        for name, thing, __ in rows()
        if thing and thing not in THEIRS.get(person, ())
    }

    allowed = {
        key: status
        for key, status in answers.items()
        if status not in (403, 404, 405) and key[0] not in COMPUTES
    }
    assert allowed == {}
    assert snapshot() == before


def snapshot():
    """Number of rows of every table of the apps, histories included."""
    models = [
        model
        for app in ("villages", "workshops")
        for model in apps.get_app_config(app).get_models()
    ]
    return {model.__name__: model.objects.count() for model in models}
