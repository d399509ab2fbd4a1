"""Trying out plans: scores without a trace, the page's own proposal, and saving it as proposed projects."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_agency, make_neighbourhood, make_user, make_village
from tests.villages.planning import LIGHT, make_needs, make_plan
from villages.actions.trial import propose_projects
from villages.models import Output, Project

pytestmark = pytest.mark.django_db
SAVE = {"simpan": "1", "name": "Penataan kawasan", "how": "satu", "scheme": "programme"}


@pytest.fixture
def alun():
    """A village of one light RT, which scores 25."""
    return make_needs(LIGHT, name="Alun")[0].village


def address(village):
    return reverse("villages:needs-trial", args=[village.code])


def send(client, user, village, **data):
    """Post to the page; names of volumes are written like ``rt_001_001_2b``."""
    client.force_login(user)
    names = {
        key: key.removeprefix("rt_").replace("_", "-") for key in data if key.startswith("rt_")
    }
    return client.post(
        address(village), {names.get(key, key): value for key, value in data.items()}
    )


def result(response):
    """Score of the village and number of slum RTs: now, planned, tried."""
    assert response.status_code == 200
    trial = response.context["trial"]
    scores = trial.now.total, trial.planned.total, trial.after.total
    return scores, (trial.slums_now, trial.slums_planned, trial.slums_after)


def snapshot():
    models = apps.get_app_config("villages").get_models()
    return {model.__name__: model.objects.count() for model in models}


# --- trying -------------------------------------------------------------------------------------------------


def test_typed_volumes_lower_the_scores(client, citra, alun):
    response = send(client, citra, alun, rt_001_001_2b="550,06", rt_001_001_4b="550,06")

    assert result(response) == ((25, 25, 15), (1, 1, 0))


def test_a_trial_comes_on_top_of_what_is_planned(client, citra, alun):
    """600 m of the roads are planned; 200 m remain, which score nothing."""
    make_plan(alun.neighbourhoods.get(), "2b", 600)

    response = send(client, citra, alun, rt_001_001_4b="550,06")

    assert result(response) == ((25, 20, 15), (1, 1, 0))
    assert "001-001-2b" not in response.content.decode()


def test_the_page_proposes_the_smallest_set(client, citra, alun):
    response = send(client, citra, alun, usul="1")

    aims = [(code, volume) for __, code, volume in response.context["trial"].aims]
    assert aims == [("2b", Decimal("550.06")), ("4b", Decimal("550.06"))]
    assert result(response)[1] == (1, 1, 0)
    assert 'name="001-001-2b" value="550,06"' in response.content.decode()


def test_a_proposal_keeps_what_was_typed(client, citra, alun):
    """70 KK of 96 lower the water to 0; one more indicator is enough."""
    response = send(client, citra, alun, usul="1", rt_001_001_3a="70")

    aims = [(code, volume) for __, code, volume in response.context["trial"].aims]
    assert aims == [("2b", Decimal("550.06")), ("3a", 70)]


def test_rts_that_are_no_slum_get_no_proposal(client, citra):
    first, __ = make_needs(LIGHT, {"poor_road_m": 800})

    response = send(client, citra, first.village, usul="1")

    assert {rt.rt for rt, *__ in response.context["trial"].aims} == {"001"}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("banyak", "“banyak” bukan angka."),
        ("-5", "Tulis angka 0 atau lebih."),
        ("800,01", "Paling banyak 800 m yang masih tersisa."),
        ("1,234", "Tulis paling banyak 2 angka di belakang koma."),
    ],
)
def test_what_cannot_be_is_said_at_the_input_and_above(client, citra, alun, typed, message):
    response = send(client, citra, alun, rt_001_001_2b=typed)

    text = response.content.decode()
    assert text.count(message) == 2
    assert f'value="{typed}"' in text
    assert result(response)[0] == (25, 25, 25)


def test_households_are_whole(client, citra, alun):
    text = send(client, citra, alun, rt_001_001_3a="12,5").content.decode()

    assert "12,5 bukan bilangan bulat." in text


def test_a_wrong_number_is_kept_when_asking_for_a_proposal(client, citra, alun):
    response = send(client, citra, alun, usul="1", rt_001_001_2b="banyak")

    assert response.context["trial"].aims == []
    assert 'value="banyak"' in response.content.decode()


def test_trying_leaves_no_trace(client, citra, alun):
    before = snapshot()

    client.force_login(citra)
    client.get(address(alun))
    send(client, citra, alun, usul="1", rt_001_001_3a="70")

    assert snapshot() == before


def test_typing_is_answered_live(client, citra, alun):
    client.force_login(citra)

    response = client.post(address(alun), {"001-001-2b": "600"}, headers={"HX-Request": "true"})

    text = response.content.decode()
    assert "<html" not in text
    assert '<span id="s001-001-2b" hx-swap-oob="innerHTML">nilai 5 → <strong>0</strong>' in text
    assert '<span id="r-001-001" hx-swap-oob="innerHTML">25' in text


def test_a_village_without_condition_has_nothing_to_try(client, citra):
    client.force_login(citra)

    assert (
        "belum ada baseline terverifikasi" in client.get(address(make_village())).content.decode()
    )


def test_where_nothing_scores_there_is_nothing_to_try(client, citra):
    (rt,) = make_needs({"poor_road_m": 100})
    client.force_login(citra)

    assert "tidak ada yang perlu dicoba" in client.get(address(rt.village)).content.decode()


def test_page_asks_no_more_for_three_rts_than_for_one(client, citra):
    client.force_login(citra)
    counts = []
    for number in (1, 3):
        village = make_needs(*[LIGHT] * number)[0].village
        client.get(address(village))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(village))
        counts.append(len(queries))

    assert counts[0] == counts[1]


# --- saving -------------------------------------------------------------------------------------------------


def test_a_trial_becomes_one_proposed_project(client, citra, alun):
    agency = make_agency()
    volumes = {"rt_001_001_2b": "600", "rt_001_001_3a": "70"}

    response = send(client, citra, alun, **SAVE, **volumes, agency=agency.pk, year="2027")

    project = Project.objects.get()
    assert response.url == project.get_absolute_url()
    assert (project.name, project.village, project.agency) == ("Penataan kawasan", alun, agency)
    assert (project.status, project.year, project.budget_rp) == ("proposed", 2027, 0)
    planned = project.outputs.values_list("indicator", "planned", "delivered")
    assert list(planned) == [("2b", 600, None), ("3a", 70, None)]
    assert project.history.get().history_user == citra


def test_a_trial_becomes_one_project_per_criterion(client, citra, alun):
    fields = SAVE | {"how": "kriteria", "agency": make_agency().pk, "year": "2027"}
    volumes = {"rt_001_001_1a": "60", "rt_001_001_1c": "60", "rt_001_001_2b": "600"}

    response = send(client, citra, alun, **fields, **volumes)

    assert response.url == f"/kegiatan/?desa={alun.code}&status=proposed"
    found = {project.name: project.outputs.count() for project in Project.objects.all()}
    assert found == {
        "Penataan kawasan – Bangunan gedung": 2,
        "Penataan kawasan – Jalan lingkungan": 1,
    }
    assert "2 kegiatan diusulkan." in client.get(response.url).content.decode()


def test_what_was_saved_counts_as_planned(client, citra, alun):
    send(client, citra, alun, **SAVE, agency=make_agency().pk, year="2027", rt_001_001_2b="550,06")

    assert result(client.get(address(alun)))[0] == (25, 20, 20)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "Isi nama kegiatan."),
        ({"agency": ""}, "Pilih OPD yang melaksanakan program ini."),
        ({"year": "27"}, "Tahun anggaran paling awal 2010."),
        ({"rt_001_001_2b": ""}, "Isi sedikitnya satu volume dulu."),
        ({"rt_001_001_2b": "900"}, "Paling banyak 800 m yang masih tersisa."),
    ],
)
def test_nothing_is_saved_or_lost_while_something_is_wrong(client, citra, alun, change, message):
    data = SAVE | {"agency": make_agency().pk, "year": "2027", "rt_001_001_2b": "600"}

    response = send(client, citra, alun, **data | {"rt_001_001_3a": ""} | change)

    assert message in response.content.decode()
    assert not Project.objects.exists()
    assert 'value="2027"' in response.content.decode() or "year" in change


def test_projects_are_proposed_all_or_none(citra, alun):
    """The second project plans in an RT of another village."""
    agency = make_agency()
    drafts = [
        (
            Project(name=name, village=alun, scheme="programme", agency=agency, year=2027),
            [Output(neighbourhood=rt, indicator="2b", planned=1)],
        )
        for name, rt in (
            ("Pertama", alun.neighbourhoods.get()),
            ("Kedua", make_neighbourhood(make_village())),
        )
    ]

    with pytest.raises(ValidationError):
        propose_projects(drafts=drafts, by=citra)

    assert not Project.objects.exists()
    assert not Output.objects.exists()


def test_agency_staff_save_for_their_own_agency(client, dedi, alun):
    own, other = make_agency(staff=[dedi]), make_agency()
    data = SAVE | {"year": "2027", "rt_001_001_2b": "600"}

    response = send(client, dedi, alun, **data, agency=other.pk)
    assert response.status_code == 200
    assert not Project.objects.exists()

    assert send(client, dedi, alun, **data, agency=own.pk).status_code == 302
    assert Project.objects.get().agency == own


def test_assistants_save_padat_karya_in_their_villages(client, ani, alun):
    alun.assistants.add(ani)
    data = SAVE | {"year": "2027", "rt_001_001_2b": "600", "scheme": "padat_karya"}

    assert send(client, ani, alun, **data).status_code == 302
    assert Project.objects.get().scheme == "padat_karya"


@pytest.mark.parametrize("person", ["dedi", "vina", "adi"])
def test_who_may_not_register_projects_may_try_but_not_save(client, alun, person, request):
    user = request.getfixturevalue(person)

    assert result(send(client, user, alun, rt_001_001_2b="600"))[0] == (25, 25, 20)
    assert "Simpan usulan" not in client.get(address(alun)).content.decode()
    data = SAVE | {"year": "2027", "rt_001_001_2b": "600"}
    assert send(client, user, alun, **data).status_code == 403
    assert not Output.objects.exists()


def test_villages_of_others_do_not_exist(client, budi, alun):
    client.force_login(budi)

    assert client.get(address(alun)).status_code == 404
    assert send(client, budi, alun, **SAVE).status_code == 404


def test_page_needs_a_role(client, alun):
    client.force_login(make_user("tamu"))

    assert client.get(address(alun)).status_code == 403


def test_rts_without_condition_are_left_out(client, citra, alun):
    make_neighbourhood(alun, rw="009", rt="009")
    client.force_login(citra)

    assert "RT 009" not in client.get(address(alun)).content.decode()


def test_the_budget_year_on_offer_is_the_next(client, citra, alun):
    client.force_login(citra)

    assert f'value="{timezone.localdate().year + 1}"' in client.get(address(alun)).content.decode()
