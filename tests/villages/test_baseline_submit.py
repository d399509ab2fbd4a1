"""Telling about the survey, submitting a baseline, and throwing a draft away."""

import pytest
from django.urls import reverse

from tests.factories import make_baseline, make_record
from villages import actions
from villages.models import Baseline


def url(name, baseline):
    return reverse(f"villages:{name}", args=baseline.address)


def page(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def draft(village, ani):
    """One RT complete, one not."""
    baseline = make_baseline(village, records=1, by=ani)
    make_record(baseline, by=ani, unsafe_water_households=130, fire_equipment_buildings=None)
    return baseline


# --- the survey -------------------------------------------------------------------------------------

ANSWERS = {
    "surveyor": "Tim KKN Unej",
    "surveyed_from": "2022-05-01",
    "surveyed_until": "2022-05-20",
    "strategic_value": "3",
    "population_pressure": "3",
    "social_condition": "3",
    "land_status_clear": "True",
    "follows_spatial_plan": "False",
}


def test_survey_is_saved_and_concluded_from(client, ani, village):
    baseline = make_baseline(village, records=1, by=ani)
    actions.save_record(record=baseline.records.get(), by=ani)
    client.force_login(ani)

    response = client.post(url("baseline-edit", baseline), ANSWERS | {"version": 1})

    assert response.status_code == 302
    stored = Baseline.objects.get()
    assert (stored.surveyor, stored.surveyed_until.day, stored.version) == ("Tim KKN Unej", 20, 2)
    assert (stored.strategic_value, stored.land_status_clear, stored.follows_spatial_plan) == (
        3,
        True,
        False,
    )
    text = page(client, url("baseline-edit", baseline))
    assert "Prioritas 6" in text
    assert "Legalitas lahan: perlu penegasan." in text


def test_survey_can_be_answered_in_part(client, ani, village):
    baseline = make_baseline(village, by=ani)
    client.force_login(ani)

    client.post(url("baseline-edit", baseline), {"surveyor": "Tim", "version": 1})

    stored = Baseline.objects.get()
    assert (stored.surveyor, stored.strategic_value, stored.land_status_clear) == (
        "Tim",
        None,
        None,
    )


def test_survey_suggests_the_answer_that_the_density_means(client, ani, village):
    baseline = make_baseline(village, records=1, by=ani)
    client.force_login(ani)
    text = page(client, url("baseline-edit", baseline))
    assert "Kepadatan 160 jiwa/ha: sedang. Usulan: 3 – sedang." in text
    make_record(make_baseline(village, year=2030, by=ani), people=None)
    unknown = Baseline.objects.get(year=2030)
    assert "portal mengusulkan jawabannya" in page(client, url("baseline-edit", unknown))
    assert page(client, unknown.get_absolute_url())


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"surveyed_until": "2022-04-30"}, "surveyed_until", "pada atau setelah tanggal mulai"),
        ({"surveyed_from": "2099-01-01"}, "surveyed_from", "masih akan datang"),
        ({"surveyed_from": "kemarin"}, "surveyed_from", "Pilih tanggal"),
        ({"strategic_value": "2"}, "strategic_value", "2"),
    ],
)
def test_survey_explains_errors_at_the_field(client, ani, village, wrong, field, words):
    baseline = make_baseline(village, by=ani)
    client.force_login(ani)

    response = client.post(url("baseline-edit", baseline), ANSWERS | wrong | {"version": 1})

    assert words in " ".join(response.context["form"].errors[field])
    assert "Kesalahan:" in response.content.decode()
    assert "Tim KKN Unej" in response.content.decode()


def test_survey_is_for_those_who_enter(client, citra, vina, village, ani):
    baseline = make_baseline(village, records=1, by=ani, status="verified")
    for somebody in (citra, vina):
        client.force_login(somebody)
        assert client.get(url("baseline-edit", baseline)).status_code == 403


# --- submitting -------------------------------------------------------------------------------------


def test_submit_shows_what_goes_out_and_sends_it(client, ani, village):
    baseline = make_baseline(village, records=2, by=ani)
    client.force_login(ani)
    assert "isian terkunci sampai Bappeda" in page(client, url("baseline-submit", baseline))

    response = client.post(url("baseline-submit", baseline), {"confirmed": "on", "note": ""})

    assert response.status_code == 302
    assert Baseline.objects.get().status == "submitted"


def test_submit_asks_for_the_confirmation(client, ani, village):
    baseline = make_baseline(village, records=1, by=ani)
    client.force_login(ani)

    response = client.post(url("baseline-submit", baseline), {"note": "Sudah dicek."})

    assert response.context["form"].errors["confirmed"] == [
        "Centang pernyataan ini sebelum mengajukan."
    ]
    assert "Sudah dicek." in response.content.decode()
    assert Baseline.objects.get().status == "draft"


def test_submit_lists_warnings_and_wants_a_note(client, ani, village):
    baseline = make_baseline(village, by=ani)
    make_record(baseline, area_ha="301")
    make_record(baseline, area_ha="302", note="Termasuk tambak.")
    client.force_login(ani)

    text = page(client, url("baseline-submit", baseline))
    response = client.post(url("baseline-submit", baseline), {"confirmed": "on", "note": " "})

    assert "2 di 2 RT" in text
    assert "Belum ada catatan" in text
    assert "Termasuk tambak." in text
    assert "Jelaskan peringatan" in response.context["form"].errors["note"][0]
    client.post(url("baseline-submit", baseline), {"confirmed": "on", "note": "Dari peta."})
    assert Baseline.objects.get().submission_note == "Dari peta."


def test_big_changes_are_shown_with_both_values(client, ani, village):
    make_baseline(village, year=2019, records=1, by=ani, status="verified")
    baseline = make_baseline(village, by=ani)
    make_record(baseline, village.neighbourhoods.get(), irregular_buildings=5, poor_road_m="900.5")
    client.force_login(ani)

    for address in (baseline.get_absolute_url(), url("baseline-submit", baseline)):
        text = " ".join(page(client, address).split())
        assert "Berubah lebih dari separuh: 1a 60 → 5, 2b 300,5 → 900,5." in text


def test_submit_leads_to_the_rts_that_are_in_the_way(client, ani, draft):
    client.force_login(ani)
    text = page(client, url("baseline-submit", draft))
    assert "Perlu dibetulkan: 1, kurang 1 isian" in text
    assert reverse("villages:record-edit", args=[*draft.address, "001", "002"]) in text
    assert "Ajukan ke Bappeda</button>" not in text


def test_submit_refuses_what_became_wrong_meanwhile(client, ani, draft):
    client.force_login(ani)
    client.post(url("baseline-submit", draft), {"confirmed": "on", "note": "x"})
    assert Baseline.objects.get().status == "draft"


def test_submit_twice_says_so(client, ani, village):
    baseline = make_baseline(village, records=1, by=ani, status="submitted")
    client.force_login(ani)
    response = client.get(url("baseline-submit", baseline), follow=True)
    assert "Baseline ini sudah diajukan." in response.content.decode()


def test_submit_needs_the_role(client, citra, draft):
    client.force_login(citra)
    assert client.get(url("baseline-submit", draft)).status_code == 403


# --- deleting ---------------------------------------------------------------------------------------


def test_delete_asks_first(client, ani, village):
    baseline = make_baseline(village, records=2, by=ani)
    client.force_login(ani)

    text = page(client, url("baseline-delete", baseline))
    assert "isian 2 RT, 2 di antaranya sudah lengkap" in text
    assert Baseline.objects.exists()
    response = client.post(url("baseline-delete", baseline), follow=True)

    assert not Baseline.objects.exists()
    assert "Kebonagung 2022 (Awal) dihapus." in response.content.decode()


def test_delete_refuses_what_was_submitted(client, ani, village):
    baseline = make_baseline(village, records=1, by=ani, status="returned")
    client.force_login(ani)
    response = client.post(url("baseline-delete", baseline), follow=True)
    assert "pernah diajukan tidak dapat dihapus" in response.content.decode()
    assert Baseline.objects.exists()


def test_delete_needs_the_role(client, citra, draft):
    client.force_login(citra)
    assert client.post(url("baseline-delete", draft)).status_code == 403
