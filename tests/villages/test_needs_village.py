"""The needs of one village: its indicators, who plans them, and the RTs concerned."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_agency, make_village
from tests.villages.planning import LIGHT, make_needs, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, citra):
    """The page of a village as Bappeda sees it."""

    def read(village, **query):
        client.force_login(citra)
        response = client.get(reverse("villages:needs-village", args=[village.code]), query)
        assert response.status_code == 200
        return response

    return read


@pytest.fixture
def rts():
    """Of Alun: RT 001 light, planned for by two; RT 002 with a few poor roads."""
    first, second = make_needs(LIGHT, {"poor_road_m": 300}, name="Alun")
    make_plan(first, "2b", 200, agency=make_agency(short_name="PUPR"), status="proposed")
    make_plan(first, "2b", 100)
    return first, second


def test_indicators_name_who_plans_what(page, rts):
    line = page(rts[0].village).context["lines"][4]

    assert line.need.code == "2b"
    assert line.shares == (("PUPR", 200), ("bukan OPD", 100))
    assert (line.need.remaining, line.need.uncovered) == (1100, 800)
    assert (line.score, line.score_after) == (3, 1)


def test_rts_are_listed_with_what_nobody_covers(page, rts):
    first, second = page(rts[0].village).context["rts"]

    assert (first.condition.total, first.after.total) == (25, 21)
    assert [need.code for need in first.uncovered] == ["1a", "1c", "2b", "3a", "4b"]
    assert [need.code for need in second.uncovered] == ["2b"]


def test_one_indicator_lists_the_rts_concerned(page, rts):
    response = page(rts[0].village, kriteria="2b")

    rows = [
        (rt.neighbourhood.rt, need.uncovered, names) for rt, need, names in response.context["rows"]
    ]
    assert rows == [("001", 500, ["PUPR", "bukan OPD"]), ("002", 300, [])]
    assert page(rts[0].village, kriteria="3a").context["rows"][1:] == []


def test_an_indicator_nobody_needs_says_so(page, rts):
    text = page(rts[0].village, kriteria="7a").content.decode()

    assert "Tidak ada RT dengan kebutuhan atau rencana pada subkriteria ini." in text


def test_a_village_without_condition_says_why(page):
    assert "belum ada baseline terverifikasi" in page(make_village()).content.decode()


def test_an_impossible_choice_shows_nothing(page, rts):
    text = page(rts[0].village, tahun="1999").content.decode()

    assert "Tidak ada yang ditampilkan sampai saringannya dibetulkan." in text


def test_page_asks_no_more_for_three_rts_than_for_one(client, citra):
    client.force_login(citra)
    counts = []
    for number in (1, 3):
        places = make_needs(*[LIGHT] * number)
        for place in places:
            make_plan(place, agency=make_agency())
        address = reverse("villages:needs-village", args=[places[0].village.code])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address, {"kriteria": "2b"})
        counts.append(len(queries))

    assert counts[0] == counts[1]


# --- the section on the page of the village -----------------------------------------------------------------


def section(client, user, village):
    client.force_login(user)
    text = client.get(village.get_absolute_url()).content.decode()
    return text.partition('<section aria-labelledby="needs">')[2].partition("</section>")[0]


def test_the_village_page_names_the_largest_needs(client, vina, rts):
    """80 % of the buildings and of the water in one RT of two, 80 % of the drains, 40 % of the roads."""
    text = section(client, vina, rts[0].village)

    assert "1a bangunan tidak teratur" in text
    assert "seluruhnya 5 subkriteria" in text
    assert f"/satu-data/{rts[0].village.code}/coba/" in text


def test_the_village_page_says_where_nothing_is_planned(client, vina):
    (rt,) = make_needs({"poor_road_m": 300})

    assert "belum ada rencana" in section(client, vina, rt.village)


def test_the_village_page_has_no_needs_without_a_condition(client, vina):
    assert section(client, vina, make_village()) == ""
