"""What pages of the programme show of follow-ups: the page of a village, and the checks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_follow_up, make_recommendation, make_village
from villages.models import Village
from villages.queries.completeness import all_checks

pytestmark = pytest.mark.django_db


def words(client, url):
    return " ".join(client.get(url).content.decode().split())


def days_ago(number):
    return timezone.localdate() - timedelta(days=number)


# --- the page of a village -------------------------------------------------------------------------------


def test_a_village_shows_what_is_to_be_done_in_it(client, vina, village, perkim):
    make_follow_up(perkim, villages=[village], task="Tinjau peta", due_on=days_ago(3))
    make_follow_up(perkim, villages=[village], status="confirmed", task="Sudah selesai")
    make_follow_up(perkim, villages=[make_village()], task="Di desa lain")
    client.force_login(vina)

    text = words(client, village.get_absolute_url())

    assert "Perkim: Tinjau peta" in text
    assert "terlambat 3 hari" in text
    assert f"/tindak-lanjut/?desa={village.code}&amp;status=terbuka" in text
    assert "Semua tindak lanjut yang belum selesai (1)" in text
    assert "Sudah selesai" not in text
    assert "Di desa lain" not in text


def test_a_village_shows_five_of_them_and_their_number(client, vina, village, perkim):
    for n in range(7):
        make_follow_up(perkim, villages=[village], task=f"Tugas {n}", due_on=days_ago(7 - n))
    client.force_login(vina)

    text = words(client, village.get_absolute_url())

    assert "Perkim: Tugas 4" in text
    assert "Perkim: Tugas 5" not in text
    assert "Semua tindak lanjut yang belum selesai (7)" in text


def test_only_those_who_may_plan_are_told_that_there_is_none(client, vina, citra, village):
    client.force_login(vina)
    reader = words(client, village.get_absolute_url())
    client.force_login(citra)
    planner = words(client, village.get_absolute_url())

    assert "village-follow-ups" not in reader
    assert "Tidak ada tindak lanjut yang belum selesai di desa ini." in planner


# --- checks ----------------------------------------------------------------------------------------------


def found(user, key, villages=None):
    """What a check finds: (label, detail) of its rows."""
    villages = Village.objects.visible_to(user) if villages is None else villages
    check = next(check for check in all_checks(user, villages) if check.key == key)
    return [(row.label, row.detail) for row in map(check.show, check.rows)]


def test_overdue_follow_ups_are_found(citra, perkim, village):
    make_follow_up(perkim, villages=[village], task="Lama", due_on=days_ago(2))
    make_follow_up(perkim, task="Tanpa desa", due_on=days_ago(1))
    make_follow_up(perkim, villages=[village], task="Hari ini", due_on=days_ago(0))
    make_follow_up(perkim, villages=[village], task="Dilaporkan", status="done")

    assert found(citra, "tindak-lanjut-terlambat") == [
        ("Lama", "Perkim, terlambat 2 hari"),
        ("Tanpa desa", "Perkim, terlambat 1 hari"),
    ]


def test_follow_ups_of_other_villages_are_left_out(citra, perkim, village):
    make_follow_up(perkim, villages=[make_village()], due_on=days_ago(2))
    make_follow_up(perkim, villages=[make_village()], status="done")
    make_recommendation(villages=[make_village()])
    here = Village.objects.filter(pk=village.pk)

    for key in (
        "tindak-lanjut-terlambat",
        "tindak-lanjut-menunggu-konfirmasi",
        "rekomendasi-tanpa-tindak-lanjut",
    ):
        assert found(citra, key, here) == []


def test_assistants_find_those_of_their_villages(ani, perkim, village):
    make_follow_up(perkim, villages=[village], task="Di sini")
    make_follow_up(perkim, villages=[make_village()], task="Di sana")
    make_follow_up(perkim, task="Tanpa desa")

    assert [label for label, __ in found(ani, "tindak-lanjut-terlambat")] == ["Di sini"]


def test_what_was_reported_waits_for_confirmation(citra, perkim, dedi):
    make_follow_up(perkim, task="Tinjau", status="done", by=dedi)
    make_follow_up(perkim, status="confirmed", by=dedi)

    assert found(citra, "tindak-lanjut-menunggu-konfirmasi") == [
        ("Tinjau", "Perkim, dilaporkan oleh Dedi")
    ]


def test_recommendations_that_nobody_was_asked_to_act_on(vina, workshop, village):
    make_recommendation(workshop, text="Belum disentuh", villages=[village])
    make_recommendation(workshop, text="Tanpa desa")
    make_follow_up(recommendation=make_recommendation(workshop))

    assert found(vina, "rekomendasi-tanpa-tindak-lanjut") == [
        ("Belum disentuh", "Lokakarya 2021"),
        ("Tanpa desa", "Lokakarya 2021"),
    ]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    "key",
    [
        "tindak-lanjut-terlambat",
        "tindak-lanjut-menunggu-konfirmasi",
        "rekomendasi-tanpa-tindak-lanjut",
    ],
)
def test_rows_of_a_check_cost_the_same(
    client, citra, village, key, number, django_assert_num_queries
):
    for __ in range(number):
        make_follow_up(villages=[village])
        make_follow_up(villages=[village], status="done")
        make_recommendation(villages=[village])
    client.force_login(citra)

    with django_assert_num_queries(7):
        response = client.get(reverse("villages:check-detail", args=[key]))

    assert len(response.context["page"].object_list) == number
