"""What waits for a person on the home page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_follow_up, make_recommendation
from villages import registry

pytestmark = pytest.mark.django_db


def waiting(user):
    """Labels of the items by the title of their group, of this app only."""
    groups = registry.waiting.collect(user)
    return {
        group.title: [item.label for item in group.items]
        for group in groups
        if "indak lanjut" in group.title
    }


def test_open_follow_ups_of_ones_own_agency_the_most_overdue_first(perkim, dedi):
    tomorrow = timezone.localdate() + timedelta(days=1)
    make_follow_up(perkim, task="Nanti", due_on=tomorrow)
    make_follow_up(perkim, task="Terlambat")
    make_follow_up(perkim, status="done")
    make_follow_up(task="Orang lain")

    (group,) = [item for item in registry.waiting.collect(dedi) if "OPD Anda" in item.title]

    assert [item.label for item in group.items] == ["Terlambat", "Nanti"]
    assert group.items[0].detail.startswith("terlambat ")
    assert group.items[1].detail.startswith("1 hari lagi, tenggat ")


def test_bappeda_confirms_and_plans(citra, kartika):
    make_follow_up(task="Dilaporkan", status="done", by=kartika)
    make_follow_up(task="Laporan sendiri", status="done", by=citra)
    make_recommendation(text="Belum disentuh")
    dropped = make_recommendation(text="Dilepas")
    make_follow_up(recommendation=dropped, status="dropped")
    make_follow_up(recommendation=make_recommendation())

    assert waiting(citra) == {
        "Tindak lanjut yang perlu dikonfirmasi": ["Dilaporkan"],
        "Rekomendasi tanpa tindak lanjut": ["Belum disentuh", "Dilepas"],
    }


def test_nothing_waits_for_those_who_only_read(ani, vina, adi, follow_up, recommendation):
    make_follow_up(status="done")

    assert [waiting(user) for user in (ani, vina, adi)] == [{}, {}, {}]


def test_what_does_not_fit_is_a_link_away(citra, client):
    for __ in range(12):
        make_recommendation()
    client.force_login(citra)

    text = client.get("/").content.decode()

    assert "Lihat semua (12)" in text
    assert "/lokakarya/?tindak=tanpa" in text
