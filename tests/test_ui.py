"""Tags and filters of every page."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from kotaku.templatetags import ui
from villages.models import Baseline


def render(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (None, None, "–"),
        ("", None, "–"),
        (0, None, "0"),
        (1234567, None, "1.234.567"),
        (Decimal("1234.50"), None, "1.234,5"),
        (Decimal("1234.5"), 2, "1.234,50"),
        (Decimal("0.125"), 2, "0,13"),
        (Decimal("0.124999"), 2, "0,12"),
        (0.1, None, "0,1"),
    ],
)
def test_number_is_written_the_indonesian_way(value, places, shown):
    assert ui.number(value, places) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (0, "0"),
        (Decimal("0.0042"), "0,0042"),
        (Decimal("1.005"), "1,01"),
        (Decimal("31504.6000"), "31.504,6"),
        (Decimal("12.000000"), "12"),
    ],
)
def test_volume_has_two_decimals_from_one_on(value, shown):
    assert ui.volume(value) == shown


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 0, "–"), (1, 3, "33 %"), (Decimal("99.9"), 100, "99 %"), (100, 100, "100 %")],
)
def test_cover_bar_never_says_all_where_something_is_missing(part, whole, percent):
    assert percent in render("{% cover_bar part whole %}", part=part, whole=whole)


def test_number_does_not_follow_the_language_of_the_moment():
    with override("en"):
        assert render("{{ value|number:2 }}", value=Decimal("1234.5")) == "1.234,50"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "–"), (0, "0"), (3, "+3"), (-2, "−2"), (Decimal("-1234.5"), "−1.234,5")],
)
def test_signed_shows_the_direction(value, shown):
    assert ui.signed(value).replace("-", "−") == shown


@pytest.mark.parametrize(
    ("user", "shown"),
    [
        (None, "sistem"),
        (User(username="sari"), "sari"),
        (User(username="sari", first_name="Sari", last_name="Dewi"), "Sari Dewi"),
    ],
)
def test_person_by_full_name_or_account(user, shown):
    assert ui.person(user) == shown


def test_minutes_of_a_duration():
    assert ui.minutes(timedelta(minutes=15, seconds=59)) == 15


@pytest.mark.parametrize(
    ("level", "tag"),
    [
        ("light", '<span class="tag tag--level-light">Kumuh ringan</span>'),
        ("heavy", '<span class="tag tag--level-heavy">Kumuh berat</span>'),
        ("not_slum", '<span class="tag tag--level-not_slum">Tidak kumuh</span>'),
        ("", '<span class="tag tag--none">Belum dinilai</span>'),
    ],
)
def test_level_is_a_word_in_its_colour(level, tag):
    assert render("{% level_tag level %}", level=level).strip() == tag


def test_status_is_a_word():
    tag = render("{% status_tag thing %}", thing=Baseline(status="submitted")).strip()

    assert tag == '<span class="tag tag--status-submitted">Diajukan</span>'


def test_bar_chart_draws_with_dots_and_writes_with_commas():
    chart = render(
        '{% bar_chart rows "Kriteria" "bagan" %}', rows=[("Jalan", 45.25, "45,25 %", 51)]
    )

    assert '<rect class="chart__bar" width="45.25%"' in chart
    assert 'x1="51.00%"' in chart
    assert '<td class="num">45,25 %</td>' in chart
    assert '<figcaption id="bagan">Kriteria</figcaption>' in chart


def test_line_chart_draws_with_dots_and_writes_with_commas():
    chart = render(
        '{% line_chart rows names "Kemajuan" "bagan" maximum=100 %}',
        rows=[("1", Decimal("12.5")), ("2", Decimal("50.25"))],
        names=["Minggu", "Fisik"],
    )

    assert 'x1="0.00%" y1="87.50%" x2="100.00%" y2="49.75%"' in chart
    assert "<title>Fisik, 2: 50,25</title>" in chart
    assert '<th scope="row">2</th><td class="num">50,25</td>' in chart
    assert '<figcaption id="bagan">Kemajuan</figcaption>' in chart


def test_line_chart_of_nothing_says_so():
    chart = render('{% line_chart rows names "Kemajuan" "bagan" %}', rows=[], names=["M", "Fisik"])

    assert "Belum ada angkanya." in chart
    assert "<svg" not in chart


def test_stacked_chart_names_its_pieces():
    chart = render(
        '{% stacked_chart rows names "Pekerja" "bagan" %}',
        rows=[("Minggu 1", (6, 2), "8")],
        names=["Laki-laki", "Perempuan"],
    )

    assert 'class="chart__piece series--2" x="75.00%" width="25.00%"' in chart
    assert "</svg> Perempuan</li>" in chart


@pytest.mark.parametrize(
    ("address", "href", "sort"),
    [
        ("/?q=a&page=3", "?q=a&amp;urut=nama", ""),
        ("/?urut=nama", "?urut=-nama", ' aria-sort="ascending"'),
        ("/?urut=-nama", "?urut=nama", ' aria-sort="descending"'),
    ],
)
def test_heading_sorts_and_keeps_the_filters(address, href, sort):
    heading = render('{% sort_heading "nama" "Desa" %}', request=RequestFactory().get(address))

    assert f'href="{href}"' in heading
    assert f'<th scope="col"{sort}>' in heading
