"""Verifying several baselines at once: asked once more, each decided by itself."""

import pytest
from django.urls import reverse

from tests.factories import make_baseline
from tests.villages.reviewing import QUEUE, choice, reread, submitted_baseline, text_of
from villages import actions
from villages.models import BaselineEvent

VERIFY = reverse("villages:queue-verify")


def test_verifying_several_needs_login(client, db):
    assert client.post(VERIFY).status_code == 302


@pytest.mark.parametrize("name", ["ani", "dedi", "vina", "adi"])
def test_verifying_several_needs_the_role(client, request, name):
    client.force_login(request.getfixturevalue(name))

    assert client.post(VERIFY).status_code == 403


def test_verifying_several_rejects_get(client, citra):
    client.force_login(citra)

    assert client.get(VERIFY).status_code == 405


def test_choosing_several_asks_once_more_and_writes_nothing(client, citra, ani):
    chosen = [submitted_baseline(ani, name="Kebonagung"), submitted_baseline(ani, name="Patokan")]
    submitted_baseline(ani, name="Semampir")
    client.force_login(citra)

    response = client.post(VERIFY, {"pilih": [choice(row) for row in chosen]})

    assert response.status_code == 200
    assert "2 baseline dipilih" in text_of(response)
    assert "Kebonagung 2022 (Awal)" in text_of(response)
    assert "Semampir" not in text_of(response)
    assert {reread(row).status for row in chosen} == {"submitted"}


def test_verifying_several(client, citra, ani):
    chosen = [submitted_baseline(ani, name="Kebonagung"), submitted_baseline(ani, name="Patokan")]
    client.force_login(citra)
    data = {
        "pilih": [choice(row) for row in chosen],
        "konfirmasi": "ya",
        "comment": "Sudah dirapatkan.",
    }

    response = client.post(f"{VERIFY}?tahun=2022", data, follow=True)

    assert response.redirect_chain == [(f"{QUEUE}?tahun=2022", 302)]
    assert "2 baseline diverifikasi: Kebonagung 2022 (Awal), Patokan 2022 (Awal)." in text_of(
        response
    )
    events = BaselineEvent.objects.filter(act="verified")
    assert set(events.values_list("by", "comment")) == {(citra.pk, "Sudah dirapatkan.")}
    assert events.count() == 2


def test_one_refused_does_not_stop_the_others(client, ani, citra, dwi, village):
    """Own work, submitted anew since it was listed, returned meanwhile, unknown – and a good one."""
    own = make_baseline(village, records=1, by=dwi)
    own = actions.submit_baseline(baseline=own, by=ani)
    stale = submitted_baseline(ani, name="Sidomukti")
    ticked = choice(stale)
    actions.return_baseline(baseline=stale, by=citra, comment="Cek.")
    actions.submit_baseline(baseline=stale, by=ani)
    returned = submitted_baseline(ani, name="Patokan")
    good = submitted_baseline(ani, name="Semampir")
    client.force_login(dwi)
    boxes = [choice(own), ticked, choice(returned), choice(good), "999999-1", "x"]
    client.post(VERIFY, {"pilih": boxes})
    actions.return_baseline(baseline=returned, by=citra, comment="Cek.")

    response = client.post(VERIFY, {"pilih": boxes, "konfirmasi": "ya"}, follow=True)

    shown = [(message.level_tag, str(message)) for message in response.context["messages"]]
    assert shown == [
        ("success", "1 baseline diverifikasi: Semampir 2022 (Awal)."),
        (
            "error",
            "Kebonagung 2022 (Awal) tidak diverifikasi. Anda ikut mengisi atau mengajukan baseline "
            "ini, jadi orang lain yang memverifikasi.",
        ),
        (
            "error",
            "Sidomukti 2022 (Awal) tidak diverifikasi. Baseline ini diajukan ulang sejak Anda "
            "membukanya. Tinjau sekali lagi.",
        ),
        (
            "error",
            "Patokan 2022 (Awal) tidak diverifikasi. Baseline ini sudah dikembalikan oleh Citra.",
        ),
    ]
    assert [reread(row).status for row in (own, stale, returned, good)] == [
        "submitted",
        "submitted",
        "returned",
        "verified",
    ]


@pytest.mark.parametrize("boxes", [[], ["abc"], ["999999-1"]])
def test_choosing_nothing_is_explained(client, citra, boxes):
    client.force_login(citra)

    response = client.post(VERIFY, {"pilih": boxes}, follow=True)

    assert response.redirect_chain == [(QUEUE, 302)]
    assert "Pilih sedikitnya satu baseline yang menunggu tinjauan." in text_of(response)


def test_a_comment_that_is_too_long_is_explained_and_kept(client, citra, ani):
    baseline = submitted_baseline(ani)
    client.force_login(citra)
    data = {"pilih": [choice(baseline)], "konfirmasi": "ya", "comment": "a" * 2001}

    response = client.post(VERIFY, data)

    assert response.status_code == 200
    assert "<title>Kesalahan:" in text_of(response)
    assert "a" * 2001 in text_of(response)
    assert reread(baseline).status == "submitted"
