"""Django admin: useful for people and places, and no way around the review or into more power."""

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kotaku import roles
from tests.factories import (
    make_agency,
    make_baseline,
    make_decree,
    make_disbursement,
    make_district,
    make_document,
    make_follow_up,
    make_handover,
    make_inspection,
    make_location,
    make_member,
    make_neighbourhood,
    make_organisation,
    make_output,
    make_photo,
    make_project,
    make_recommendation,
    make_review,
    make_user,
    make_village,
    make_week,
    make_work,
)
from tests.workshops.things import make_note
from villages.actions.condition import refresh_conditions
from villages.models import (
    Agency,
    Baseline,
    BaselineEvent,
    CommunityOrganisation,
    Condition,
    DecreeLocation,
    Disbursement,
    District,
    Handover,
    ImportBatch,
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
    WorkWeek,
)
from workshops.models import Digest, FollowUp, FollowUpNote, Recommendation, Workshop

READ_ONLY = [
    Baseline,
    BaselineEvent,
    CommunityOrganisation,
    Condition,
    DecreeLocation,
    Digest,
    Disbursement,
    FollowUp,
    FollowUpNote,
    Group,
    Handover,
    ImportBatch,
    Inspection,
    NeighbourhoodRecord,
    Output,
    PlanningDocument,
    Project,
    ProjectPhoto,
    Recommendation,
    Review,
    SlumDecree,
    WorkWeek,
    WorkingGroup,
    Workshop,
]
EDITABLE = [Agency, District, Neighbourhood, User, Village]
AXES = ["accessattempt", "accessfailurelog", "accesslog"]


@pytest.fixture
def root(sync_roles):
    """Superuser."""
    return make_user("root", is_superuser=True, is_staff=True)


@pytest.fixture
def admin_client(client, adi):
    """Adi in Django admin."""
    client.force_login(adi)
    return client


def address(thing, page="change"):
    meta = thing._meta
    args = [] if page in ("add", "changelist") else [thing.pk]
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def one_of_each(ani, citra):
    """One stored row of every model in the admin, a verified baseline among them."""
    village = make_village(assistants=[ani])
    baseline = make_baseline(village, records=1, status="verified", by=ani, verifier=citra)
    refresh_conditions([village])
    BaselineEvent.objects.create(baseline=baseline, act="verified", by=citra)
    make_agency().staff.add(ani)
    make_location(make_decree(), village)
    make_output(make_project(village))
    ImportBatch.objects.create(year=2022, kind="initial", created_by=ani)
    work = make_work(village)
    for make in (make_week, make_disbursement, make_photo, make_handover, make_inspection):
        make(work)
    make_note(make_follow_up(recommendation=make_recommendation()))
    make_organisation(village)
    make_document(villages=[village])
    make_member()
    make_review(village)
    Digest.objects.create(person=make_user(), week=date(2026, 11, 23), subject="1 hal", body="x")


# --- the door ----------------------------------------------------------------------------------------


def test_admin_is_entered_through_the_portals_login(client, db):
    response = client.get("/admin/villages/village/")

    assert response.status_code == 302
    assert response.url == "/masuk/?next=/admin/villages/village/"


@pytest.mark.parametrize("person", ["ani", "citra", "dedi", "vina"])
def test_only_administrators_enter(client, person, request):
    client.force_login(request.getfixturevalue(person))

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403
    assert "Administrasi hanya untuk admin portal." in response.content.decode()


def test_admin_login_address_leads_administrators_on(admin_client):
    assert admin_client.get("/admin/login/").url == "/admin/"


def test_passwords_are_changed_on_the_portals_page(admin_client):
    assert admin_client.get("/admin/password_change/").url == "/kata-sandi/"


def test_admin_is_in_indonesian_and_offers_exactly_what_is_meant(admin_client):
    response = admin_client.get("/admin/")

    models = {
        model["object_name"]: model["perms"]
        for app in response.context["app_list"]
        for model in app["models"]
    }
    kept = {name for name, perms in models.items() if perms["change"]}
    assert "Administrasi Portal Kotaku" in response.content.decode()
    assert kept == {model.__name__ for model in EDITABLE}
    assert set(models) - kept == {model.__name__ for model in READ_ONLY} | {
        "AccessAttempt",
        "AccessFailureLog",
        "AccessLog",
    }


# --- no path around the review -------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["adi", "root"])
@pytest.mark.parametrize("model", READ_ONLY, ids=lambda model: model.__name__)
def test_reviewed_things_are_shown_and_never_changed(client, ani, citra, who, model, request):
    client.force_login(request.getfixturevalue(who))
    one_of_each(ani, citra)
    thing = model.objects.first()

    shown = client.get(address(thing))
    changed = client.post(address(thing), {"status": "draft", "total": "80", "_save": "1"})
    added = client.get(address(thing, "add"))
    deleted = client.post(address(thing, "delete"), {"post": "yes"})
    client.post(
        address(thing, "changelist"), {"action": "delete_selected", "_selected_action": thing.pk}
    )

    assert shown.status_code == 200
    assert (changed.status_code, added.status_code, deleted.status_code) == (403, 403, 403)
    assert model.objects.filter(pk=thing.pk).exists()


def test_a_verified_baseline_stays_as_it_was(admin_client, ani, citra):
    baseline = make_baseline(records=1, status="verified", by=ani, verifier=citra)

    admin_client.post(address(baseline), {"year": "1999", "_save": "1"})

    baseline.refresh_from_db()
    assert (baseline.year, baseline.status) == (2022, "verified")


def test_score_and_status_are_shown(admin_client, ani, citra):
    baseline = make_baseline(records=1, status="verified", by=ani, verifier=citra)

    text = admin_client.get(address(baseline)).content.decode()

    assert "Terverifikasi" in text
    assert '<div class="readonly">26</div>' in text


def test_an_rt_of_a_verified_baseline_keeps_its_numbers(admin_client, ani, citra):
    baseline = make_baseline(records=1, status="verified", by=ani, verifier=citra)
    rt = baseline.records.get().neighbourhood

    response = admin_client.post(
        address(rt), {"rw": "009", "rt": "009", "hamlet": "Krajan", "label": "", "_save": "1"}
    )

    rt.refresh_from_db()
    assert response.status_code == 302
    assert (rt.rw, rt.rt, rt.hamlet) == ("001", "001", "Krajan")


def test_an_rt_that_a_project_aims_at_keeps_its_numbers(admin_client, village):
    rt = make_output(make_project(village)).neighbourhood

    admin_client.post(
        address(rt), {"village": make_village().pk, "rw": "009", "rt": "009", "hamlet": ""}
    )
    kept = admin_client.post(address(rt, "delete"), {"post": "yes"})

    rt.refresh_from_db()
    assert (rt.village, rt.rw, rt.rt) == (village, "001", "001")
    assert kept.status_code == 200


def test_an_rt_of_a_draft_can_still_be_corrected(admin_client, ani, village):
    rt = make_baseline(village, records=1, by=ani).records.get().neighbourhood

    admin_client.post(
        address(rt), {"village": village.pk, "rw": "002", "rt": "003", "hamlet": "", "label": ""}
    )

    rt.refresh_from_db()
    assert (rt.rw, rt.rt) == ("002", "003")


def test_an_rt_named_by_a_decree_is_not_deleted(admin_client, village):
    rt, free = make_neighbourhood(village), make_neighbourhood(village)
    make_location(make_decree(), village).neighbourhoods.add(rt)

    kept = admin_client.post(address(rt, "delete"), {"post": "yes"})
    gone = admin_client.post(address(free, "delete"), {"post": "yes"})

    assert "Kawasan 1, Kebonagung" in kept.content.decode()
    assert gone.status_code == 302
    assert list(village.neighbourhoods.all()) == [rt]


def test_an_agency_that_a_recommendation_addresses_is_not_deleted(admin_client):
    addressed, free = make_agency(), make_agency()
    make_recommendation(text="Tinjau SK Kumuh", addressed_to=[addressed])

    kept = admin_client.post(address(addressed, "delete"), {"post": "yes"})
    selected = {"action": "delete_selected", "_selected_action": addressed.pk, "post": "yes"}
    still = admin_client.post(address(addressed, "changelist"), selected)
    gone = admin_client.post(address(free, "delete"), {"post": "yes"})

    assert "Tinjau SK Kumuh" in kept.content.decode()
    assert "Tinjau SK Kumuh" in still.content.decode()
    assert gone.status_code == 302
    assert list(Agency.objects.all()) == [addressed]


def test_boundary_is_not_typed_by_hand(admin_client, village):
    form = admin_client.get(address(village)).context["adminform"].form

    assert "boundary" not in form.fields
    assert "boundary_area_ha" not in form.fields


# --- places and agencies ---------------------------------------------------------------------------------


def village_input(village, **changes):
    fields = {
        "name": village.name,
        "kind": village.kind,
        "district": village.district_id,
        "assistants": [person.pk for person in village.assistants.all()],
    }
    return fields | changes


def test_assigning_an_assistant_is_recorded_with_who_did_it(admin_client, adi, budi, village):
    response = admin_client.post(address(village), village_input(village, assistants=[budi.pk]))

    assert response.status_code == 302
    assert list(village.assistants.all()) == [budi]
    latest = village.history.first()
    assert latest.history_user == adi
    assert [row.user for row in latest.assistants.all()] == [budi]


def test_people_are_found_and_shown_by_name(admin_client, ani, village):
    asked = {"app_label": "villages", "model_name": "village", "field_name": "assistants"}

    found = admin_client.get(reverse("admin:autocomplete"), {**asked, "term": "ani"}).json()
    page = admin_client.get(address(village)).content.decode()

    assert found["results"] == [{"id": str(ani.pk), "text": "Ani (ani)"}]
    assert f'<option value="{ani.pk}" selected>Ani (ani)</option>' in page


def test_the_code_of_a_village_is_fixed(admin_client, village):
    admin_client.post(address(village), village_input(village, code="35.13.99.9999", name="Baru"))

    code = village.code
    village.refresh_from_db()
    assert (village.code, village.name) == (code, "Baru")


def test_a_wrong_village_code_is_explained(admin_client, village):
    response = admin_client.post(
        address(Village, "add"), village_input(village, code="3513142014", assistants=[])
    )

    assert "Kode desa ditulis seperti 35.13.14.2014." in response.content.decode()


def test_history_of_a_village_can_be_read(admin_client, village):
    assert admin_client.get(address(village, "history")).status_code == 200


# --- people ------------------------------------------------------------------------------------------------


def person_input(person, **changes):
    fields = {
        "username": person.username,
        "first_name": person.first_name,
        "is_active": "on",
        "groups": [group.pk for group in person.groups.all()],
        "_save": "1",
    }
    return fields | changes


def role(name):
    return Group.objects.get(name=name)


def test_administrator_gives_a_new_person_a_role(admin_client):
    secret = "sungai-banger-17"

    response = admin_client.post(
        address(User, "add"),
        {
            "username": "baru",
            "first_name": "Baru",
            "groups": [role(roles.ASSISTANT).pk],
            "usable_password": "true",
            "password1": secret,
            "password2": secret,
        },
    )

    person = User.objects.get(username="baru")
    assert response.status_code == 302
    assert [group.name for group in person.groups.all()] == [roles.ASSISTANT]
    assert person.check_password(secret)
    assert not person.is_staff


def test_administrator_changes_the_role_of_an_ordinary_account(admin_client, dedi):
    admin_client.post(address(dedi), person_input(dedi, groups=[role(roles.VIEWER).pk]))

    assert [group.name for group in dedi.groups.all()] == [roles.VIEWER]


@pytest.mark.parametrize("power", ["is_superuser", "is_staff"])
def test_administrator_cannot_hand_out_administration(admin_client, dedi, power):
    admin_client.post(address(dedi), person_input(dedi, **{power: "on"}))

    dedi.refresh_from_db()
    assert not getattr(dedi, power)


def test_administrator_cannot_hand_out_single_permissions(admin_client, dedi):
    permission = Permission.objects.get(codename="verify_baseline")

    admin_client.post(address(dedi), person_input(dedi, user_permissions=[permission.pk]))

    assert not dedi.user_permissions.exists()


def test_administrator_cannot_hand_out_the_administrators_role(admin_client, dedi):
    response = admin_client.post(address(dedi), person_input(dedi, groups=[role(roles.ADMIN).pk]))

    assert response.status_code == 200
    assert [group.name for group in dedi.groups.all()] == [roles.AGENCY_STAFF]


@pytest.mark.parametrize("who", ["root", "adi", "other_admin"])
def test_accounts_with_administration_belong_to_superusers(admin_client, root, adi, who):
    other_admin = make_user("oki", role=roles.ADMIN, is_staff=True)
    person = {"root": root, "adi": adi, "other_admin": other_admin}[who]
    secret = "sungai-banger-17"

    changed = admin_client.post(
        address(person), person_input(person, groups=[role(roles.BAPPEDA).pk])
    )
    taken = admin_client.post(
        reverse("admin:auth_user_password_change", args=[person.pk]),
        {"usable_password": "true", "password1": secret, "password2": secret},
    )

    person.refresh_from_db()
    assert (changed.status_code, taken.status_code) == (403, 403)
    assert not person.check_password(secret)
    assert not person.groups.filter(name=roles.BAPPEDA).exists()


def test_superuser_makes_an_administrator(client, root, dedi):
    client.force_login(root)

    client.post(address(dedi), person_input(dedi, is_staff="on", groups=[role(roles.ADMIN).pk]))

    dedi.refresh_from_db()
    assert dedi.is_staff
    assert [group.name for group in dedi.groups.all()] == [roles.ADMIN]


def test_superuser_cannot_lock_themselves_out(client, root):
    client.force_login(root)

    client.post(address(root), person_input(root, is_active=""))

    root.refresh_from_db()
    assert (root.is_active, root.is_staff, root.is_superuser) == (True, True, True)


@pytest.mark.parametrize("who", ["adi", "root"])
def test_nobody_deletes_people(client, who, dedi, request):
    client.force_login(request.getfixturevalue(who))

    response = client.post(address(dedi, "delete"), {"post": "yes"})

    assert response.status_code == 403
    assert User.objects.filter(pk=dedi.pk).exists()


def test_deactivating_leaves_out_administrators_and_is_recorded(admin_client, adi, root, dedi):
    chosen = {"action": "deactivate", "_selected_action": [dedi.pk, root.pk, adi.pk]}

    response = admin_client.post(address(User, "changelist"), chosen, follow=True)

    text = response.content.decode()
    assert "1 akun diubah." in text
    assert "2 akun dilewati: akun Anda sendiri atau akun admin." in text
    active = User.objects.filter(is_active=True).order_by("username")
    assert [person.username for person in active] == ["adi", "root"]
    assert LogEntry.objects.get().object_id == str(dedi.pk)


def test_a_deactivated_person_is_out_at_once(client, dedi):
    client.force_login(dedi)
    dedi.is_active = False
    dedi.save()

    assert client.get("/").status_code == 302


def test_an_account_shows_where_the_person_works(admin_client, ani, village):
    make_agency(short_name="Perkim").staff.add(ani)

    text = admin_client.get(address(ani)).content.decode()

    assert f'<a href="{address(village)}">Kebonagung</a>' in text
    assert ">Perkim</a>" in text


# --- every list ------------------------------------------------------------------------------------------

OURS = [
    model
    for model, model_admin in admin.site._registry.items()
    if model_admin.__module__.startswith(("villages.", "kotaku."))
]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_admin_list_is_searchable_and_bounded(admin_client, ani, citra, model):
    one_of_each(ani, citra)
    url = address(model, "changelist")
    admin_client.get(url)
    with CaptureQueriesContext(connection) as one:
        admin_client.get(url)
    for __ in range(2):
        one_of_each(ani, citra)
    make_district()

    with CaptureQueriesContext(connection) as three:
        response = admin_client.get(url, {"q": ""})
    found = admin_client.get(url, {"q": "tidak ada yang begini"})

    assert response.status_code == 200
    assert len(three) <= len(one)
    assert found.context["cl"].result_count == 0


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_long_choices_are_searched_not_listed(model):
    model_admin = admin.site._registry[model]
    if model in READ_ONLY:
        return
    choices = {
        field.name
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.editable and field.is_relation
    }

    assert choices - {"groups", "user_permissions"} <= set(model_admin.autocomplete_fields)


@pytest.mark.parametrize("name", AXES)
def test_login_records_can_be_read(admin_client, name):
    assert admin_client.get(reverse(f"admin:axes_{name}_changelist")).status_code == 200
