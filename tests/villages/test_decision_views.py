"""Deciding about a baseline: who may, each decision, its refusals, and where it leads."""

import pytest

from kotaku import roles
from tests.factories import make_baseline, make_user, make_village
from tests.villages.reviewing import QUEUE, address, reread, text_of
from villages import actions
from villages.models import BaselineEvent

ACTS = ["baseline-verify", "baseline-return", "baseline-reopen"]


@pytest.fixture
def submitted(village, ani):
    """One RT, a first baseline."""
    draft = make_baseline(village, records=1, by=ani)
    return actions.submit_baseline(baseline=draft, by=ani, note="Survei bersama perangkat desa.")


# --- who may ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["baseline-review", *ACTS])
def test_review_needs_login(client, submitted, name):
    assert client.get(address(name, submitted)).status_code in (302, 405)
    assert client.post(address("baseline-verify", submitted)).status_code == 302


@pytest.mark.parametrize("who", ["ani", "dedi", "vina", "adi"])
def test_review_needs_the_role(client, request, submitted, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(address("baseline-review", submitted)).status_code == 403
    assert {client.post(address(name, submitted)).status_code for name in ACTS} == {403}


def test_review_hides_what_is_out_of_scope(client, submitted, citra):
    outsider = make_user("luar", role=roles.ASSISTANT)
    outsider.user_permissions.set(
        citra.groups.get().permissions.filter(codename__contains="verify")
    )
    client.force_login(outsider)

    assert client.get(address("baseline-review", submitted)).status_code == 404
    assert client.post(address("baseline-verify", submitted)).status_code == 404


@pytest.mark.parametrize("path", ["2021/awal", "2022/replikasi", "2022/lain", "20222/awal"])
def test_an_unknown_baseline_is_not_found(client, citra, submitted, path):
    client.force_login(citra)

    response = client.get(f"/baseline/{submitted.village.code}/{path}/tinjau/")

    assert response.status_code == 404


@pytest.mark.parametrize("name", ACTS)
def test_decisions_reject_get(client, citra, submitted, name):
    client.force_login(citra)

    assert client.get(address(name, submitted)).status_code == 405


# --- deciding -------------------------------------------------------------------------------


def test_verify_and_go_back_to_the_queue(client, citra, submitted):
    client.force_login(citra)
    data = {"comment": "Cocok.", "version": submitted.version}

    response = client.post(address("baseline-verify", submitted, "?tahun=2022"), data, follow=True)

    assert response.redirect_chain == [(f"{QUEUE}?tahun=2022", 302)]
    assert "Kebonagung 2022 (Awal) diverifikasi." in text_of(response)
    assert reread(submitted).verified_by == citra
    assert BaselineEvent.objects.get(act="verified").comment == "Cocok."


def test_verify_and_go_on_with_the_next_of_the_same_queue(client, citra, ani, submitted):
    places = [make_village(assistants=[ani]) for __ in range(2)]
    drafts = [
        make_baseline(place, year=year, records=1, by=ani)
        for place, year in zip(places, (2021, 2022), strict=True)
    ]
    others = [actions.submit_baseline(baseline=draft, by=ani) for draft in drafts]
    client.force_login(citra)

    response = client.post(
        address("baseline-verify", submitted, "?tahun=2022&kolom=semua"), {"lanjut": "ya"}
    )

    assert response.url == address("baseline-review", others[1], "?tahun=2022")


def test_the_last_one_leads_back_to_the_queue(client, citra, submitted):
    client.force_login(citra)

    response = client.post(address("baseline-verify", submitted), {"lanjut": "ya"})

    assert response.url == QUEUE


def test_return_with_a_comment(client, citra, submitted):
    client.force_login(citra)

    response = client.post(
        address("baseline-return", submitted), {"comment": "Cek jumlah KK RT 001."}, follow=True
    )

    assert response.redirect_chain == [(QUEUE, 302)]
    assert "dikembalikan kepada asisten kota." in text_of(response)
    assert reread(submitted).status == "returned"
    assert BaselineEvent.objects.get(act="returned").comment == "Cek jumlah KK RT 001."


def test_return_without_a_comment_is_explained(client, citra, submitted):
    client.force_login(citra)

    response = client.post(address("baseline-return", submitted), {"comment": "  "})

    text = text_of(response)
    assert response.status_code == 200
    assert "<title>Kesalahan: Tinjauan" in text
    assert text.count("Tulis apa yang perlu dibetulkan.") == 2
    assert reread(submitted).status == "submitted"


def test_what_was_typed_is_kept_on_error(client, citra, submitted):
    client.force_login(citra)

    response = client.post(address("baseline-return", submitted), {"comment": "Cek! " * 500})

    assert ("Cek! " * 500).strip() in text_of(response)
    assert reread(submitted).status == "submitted"


def test_reopen_leads_to_the_draft(client, citra, village, ani):
    verified = make_baseline(village, records=1, by=ani, status="verified")
    client.force_login(citra)

    response = client.post(address("baseline-reopen", verified), {"comment": "Salah satuan."})

    assert response.url == verified.get_absolute_url()
    assert reread(verified).status == "draft"
    assert reread(verified).reopen_reason == "Salah satuan."


def test_reopen_without_a_reason_is_explained(client, citra, village, ani):
    verified = make_baseline(village, records=1, by=ani, status="verified")
    client.force_login(citra)

    response = client.post(address("baseline-reopen", verified), {"comment": ""})

    assert "Tulis alasan membuka kembali baseline ini." in text_of(response)
    assert reread(verified).status == "verified"


def test_the_second_reviewer_reads_who_was_first_and_keeps_the_comment(
    client, citra, kartika, submitted
):
    client.force_login(citra)
    seen = submitted.version
    actions.verify_baseline(baseline=submitted, by=kartika)

    response = client.post(
        address("baseline-return", submitted), {"comment": "Jumlah KK janggal.", "version": seen}
    )

    text = text_of(response)
    assert "Baseline ini sudah terverifikasi oleh Kartika." in text
    assert "Catatan Anda tadi, yang tidak tersimpan:" in text
    assert "Jumlah KK janggal." in text
    assert reread(submitted).status == "verified"


def test_what_was_submitted_anew_must_be_looked_at_anew(client, citra, kartika, ani, submitted):
    """Somebody else returned it and it came back while the page was open."""
    seen = submitted.version
    actions.return_baseline(baseline=submitted, by=kartika, comment="Cek.")
    actions.submit_baseline(baseline=submitted, by=ani)
    client.force_login(citra)

    response = client.post(address("baseline-verify", submitted), {"version": seen})

    assert "Baseline ini diajukan ulang sejak Anda membukanya." in text_of(response)
    assert reread(submitted).status == "submitted"
    shown = response.context["verify_form"]["version"].value()
    client.post(address("baseline-verify", submitted), {"version": shown})
    assert reread(submitted).status == "verified"
