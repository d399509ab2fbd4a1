"""A decree against the latest verified baselines."""

import pytest
from django.urls import reverse

from tests.factories import (
    VOLUMES,
    make_baseline,
    make_decree,
    make_location,
    make_neighbourhood,
    make_record,
    make_village,
    move_baseline,
)

pytestmark = pytest.mark.django_db
NO_SLUM = dict.fromkeys(VOLUMES, 0)


def verified(village, *, slums=(), others=(), **fields):
    """A verified baseline in which ``slums`` are light and ``others`` no slum."""
    baseline = make_baseline(village, **fields)
    for rt in slums:
        make_record(baseline, rt)
    for rt in others:
        make_record(baseline, rt, **NO_SLUM)
    return move_baseline(baseline, "verified")


def findings(client, decree):
    response = client.get(reverse("villages:decree-check", args=[decree.pk]))
    assert response.status_code == 200
    found = response.context["findings"]
    return {
        "inside_slum": [str(row.neighbourhood) for row in found.inside_slum],
        "inside_not_slum": [str(row.neighbourhood) for row in found.inside_not_slum],
        "outside_slum": [str(row.neighbourhood) for row in found.outside_slum],
        "not_surveyed": [str(rt) for rt in found.not_surveyed],
    }


@pytest.fixture
def rts(village):
    return [make_neighbourhood(village, rw="001", rt=f"00{n}") for n in range(1, 6)]


def decree_of(village, rts, **fields):
    decree = make_decree(**fields)
    make_location(decree, village).neighbourhoods.add(*rts)
    return decree


def test_rts_are_sorted_by_what_the_survey_says(client, vina, village, rts):
    decree = decree_of(village, rts[:3])
    verified(village, slums=[rts[0], rts[3]], others=[rts[1], rts[4]])
    client.force_login(vina)

    assert findings(client, decree) == {
        "inside_slum": ["RT 001 RW 001"],
        "inside_not_slum": ["RT 002 RW 001"],
        "outside_slum": ["RT 004 RW 001"],
        "not_surveyed": ["RT 003 RW 001"],
    }


def test_the_latest_verified_baseline_counts(client, vina, village, rts):
    decree = decree_of(village, rts[:1])
    verified(village, slums=[rts[0]], year=2019)
    verified(village, others=[rts[0]], year=2022, kind="replication")
    move_baseline(make_baseline(village, year=2023, kind="endline", records=1), "submitted")
    client.force_login(vina)

    found = findings(client, decree)

    assert (found["inside_not_slum"], found["inside_slum"]) == (["RT 001 RW 001"], [])


def test_what_another_decree_in_force_names_is_not_outside(client, vina, village, rts):
    decree = decree_of(village, rts[:1])
    make_location(make_decree(), village, area_name="Pasar").neighbourhoods.add(rts[1])
    make_location(make_decree(status="revoked"), village, area_name="Lama").neighbourhoods.add(
        rts[2]
    )
    verified(village, slums=rts[:3])
    client.force_login(vina)

    assert findings(client, decree)["outside_slum"] == ["RT 003 RW 001"]


def test_assistants_see_their_own_villages(client, ani, village, rts):
    decree = decree_of(village, rts[:1])
    other = make_village()
    strange = [make_neighbourhood(other, rw="009", rt=f"00{n}") for n in (1, 2)]
    make_location(decree, other).neighbourhoods.add(strange[0])
    for place, all_rts in ((village, rts), (other, strange)):
        verified(place, slums=all_rts)
    client.force_login(ani)

    found = findings(client, decree)

    assert found["inside_slum"] == ["RT 001 RW 001"]
    assert all("RW 001" in name for name in found["outside_slum"])


@pytest.mark.parametrize("rows", [1, 3])
def test_query_count(client, citra, rows, django_assert_num_queries):
    decree = make_decree()
    for __ in range(rows):
        village = make_village()
        inside, outside, missing = (make_neighbourhood(village) for __ in range(3))
        make_location(decree, village).neighbourhoods.add(inside, missing)
        verified(village, slums=[inside, outside])
    client.force_login(citra)

    with django_assert_num_queries(8):
        client.get(reverse("villages:decree-check", args=[decree.pk]))
