"""The trend on the page of a village: then and now, year by year, and what left the slum area."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_village
from tests.villages.surveying import JUST_LIGHT, NOTHING, deliver, surveyed
from villages.actions.condition import refresh_conditions
from villages.models import SlumReduction

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(village):
    """RT 001 of 1.25 ha leaves in 2021, RT 002 of 3 ha never was slum, RT 003 of 2 ha stays light."""
    sheets = {"area_ha": "1.25"}, {"area_ha": 3}, {"area_ha": 2}
    surveyed(village, 2020, JUST_LIGHT | sheets[0], NOTHING | sheets[1], sheets[2])
    deliver(village, "001", 2021, "3a", 100)
    deliver(village, "003", 2021, "3a", 50)
    refresh_conditions([village], until=2022)
    return village


@pytest.fixture
def response(client, citra, village):
    client.force_login(citra)
    return client.get(village.get_absolute_url())


def text_of(response):
    return " ".join(response.content.decode().split())


def test_years_with_levels_hectares_and_score(response):
    years = response.context["page"].trend.years

    shown = [
        (
            row.year,
            [item.neighbourhoods for item in row.levels],
            row.slum_ha,
            row.village.assessment.total,
            row.reduction.proposed_ha,
        )
        for row in years
    ]
    assert shown == [
        (2020, [0, 0, 2, 1], Decimal("3.25"), 10, 0),
        (2021, [0, 0, 1, 2], 2, 7, Decimal("1.25")),
        (2022, [0, 0, 1, 2], 2, 7, 0),
    ]


def test_then_and_now_by_hand(response):
    """Of 360 households 216, now 66 lack water: 60 % scores 3, 18.33 % scores 0, so it counts with 0.

    Water 60 / 2, drainage 58.67 / 3, waste 33.33 / 2, fire 60 / 2: a seventh of the sum is 13.746 %;
    without water 9.460 %.
    """
    progress = response.context["page"].trend.progress

    assert (progress.total.old, progress.total.new) == (10, 7)
    water = progress.criteria[2]
    assert (water.average.old, water.average.new) == (30, 0)
    assert (water.rows[0].volume.old, water.rows[0].volume.new) == (216, 66)
    assert f"{progress.sectoral.old:.3f} {progress.sectoral.new:.3f}" == "13.746 9.460"
    assert progress.contribution == 100


def test_page_says_which_figure_is_which(response):
    text = text_of(response)

    assert "nilai 10 menurut baseline 2020 (Awal)" in text
    assert "nilai 7 kondisi 2022 (baseline dikurangi hasil kegiatan)" in text
    assert '<h2 id="trend">Kondisi 2022</h2>' in text
    assert '<h2 id="score">Hasil baseline 2020 (Awal)</h2>' in text
    assert "RT kumuh dari 3 RT; menurut baseline 2" in text
    assert "luas RT kumuh; menurut baseline 3,25 ha" in text


def test_bars_mark_the_baseline(response):
    """Water: nothing left of 30 %."""
    text = text_of(response)

    chart = text.partition('id="now-chart"')[2].partition("</figure>")[0]
    assert '<rect class="chart__bar" width="0.00%" height="100%"/>' in chart
    assert 'x1="30.00%" x2="30.00%"' in chart


def test_rts_show_both_scores(response):
    rows = [
        (record.neighbourhood.rt, record.total, condition.total)
        for record, condition in response.context["page"].rt_rows
    ]

    assert rows == [("001", 16, 11), ("002", 0, 0), ("003", 26, 22)]
    assert "Nilai baseline 2020" in text_of(response)
    assert "Nilai kondisi 2022" in text_of(response)


def test_figures_lead_to_their_rows(client, response, village):
    for row in response.context["page"].trend.years:
        for item in row.levels:
            query = {"q": village.code, "tahun": row.year, "kondisi": item.level.value}
            listed = client.get(reverse("villages:neighbourhood-list"), query).context["page"]
            link = f"?tahun={row.year}&amp;kondisi={item.level}&amp;q={village.code}"
            assert listed.paginator.count == item.neighbourhoods
            assert (link in response.content.decode()) == bool(item.neighbourhoods)


def test_confirmed_hectares_stand_beside_the_proposed(client, citra, village):
    SlumReduction.objects.create(
        village=village,
        year=2021,
        proposed_ha=1,
        confirmed_ha="0.75",
        note="Berita acara",
        confirmed_by=citra,
        confirmed_at=timezone.now(),
    )
    client.force_login(citra)

    text = text_of(client.get(village.get_absolute_url()))

    assert '<td class="num">1,25</td> <td class="num">0,75 <span class="tag tag--warning">' in text


def test_village_without_verified_baseline_has_no_trend(client, citra):
    client.force_login(citra)

    response = client.get(make_village().get_absolute_url())

    assert response.context["page"].trend is None
    assert 'id="trend"' not in response.content.decode()


def test_condition_is_compared_with_the_survey_that_it_starts_from(client, citra, village):
    """A survey of a year that has not come yet is the last verified one, but lowers nothing so far."""
    surveyed(village, 2030, NOTHING, NOTHING, NOTHING, kind="replication")
    refresh_conditions([village], until=2022)
    client.force_login(citra)

    page = client.get(village.get_absolute_url()).context["page"]

    assert (page.latest.year, page.trend.baseline.year) == (2030, 2020)
    assert (page.trend.progress.total.old, len(page.trend.surveyed_slums)) == (10, 2)


def test_map_says_of_when_it_is(client, citra, village):
    square = [[113.40, -7.75], [113.41, -7.75], [113.41, -7.74], [113.40, -7.75]]
    village.boundary = {"type": "Polygon", "coordinates": [square]}
    village.save()
    client.force_login(citra)

    text = text_of(client.get(village.get_absolute_url()))

    assert "Warna wilayah: tingkat kekumuhan kondisi 2022." in text
