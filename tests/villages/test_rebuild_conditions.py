"""``rebuild_conditions`` and its ``--check``: what is stored is what is computed."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories import (
    make_baseline,
    make_neighbourhood,
    make_output,
    make_project,
    make_village,
)
from villages.actions.condition import refresh_conditions
from villages.models import Condition

pytestmark = pytest.mark.django_db


def run(*options):
    """What the command says; with ``--check`` that it refuses, followed by why."""
    out = StringIO()
    try:
        call_command("rebuild_conditions", *options, stdout=out)
    except CommandError as error:
        return [*out.getvalue().splitlines(), f"ERROR: {error}"]
    return out.getvalue().splitlines()


@pytest.fixture
def baseline():
    """Of the present year, with two RTs in RW 001: one condition each."""
    village = make_village(code="35.13.14.2014", name="Kebonagung")
    year = timezone.localdate().year
    return make_baseline(village, year=year, records=2, status="verified")


@pytest.mark.usefixtures("baseline")
def test_rebuild_fills_an_empty_table():
    Condition.objects.all().delete()

    assert run() == ["2 baris kondisi ditulis (1 desa diperiksa)."]
    assert Condition.objects.count() == 2


@pytest.mark.usefixtures("baseline")
def test_rebuild_twice_writes_nothing_the_second_time():
    run()

    assert run() == ["0 baris kondisi ditulis (1 desa diperiksa)."]


def test_rebuild_without_villages():
    assert run() == ["0 baris kondisi ditulis (0 desa diperiksa)."]
    assert run("--check") == ["Semua kondisi sesuai (0 desa diperiksa)."]


@pytest.mark.usefixtures("baseline")
def test_rebuild_adds_the_years_since_it_last_ran():
    village = make_village()
    make_baseline(village, year=2019, records=1, status="verified")
    refresh_conditions([village], until=2020)

    run()

    years = Condition.objects.filter(neighbourhood__village=village).values_list("year", flat=True)
    assert sorted(years) == list(range(2019, timezone.localdate().year + 1))


def test_check_finds_nothing_where_all_is_right(baseline):
    refresh_conditions([baseline.village])

    assert run("--check") == ["Semua kondisi sesuai (1 desa diperiksa)."]


def test_check_names_village_rt_year_and_field(baseline):
    refresh_conditions([baseline.village])
    Condition.objects.filter(neighbourhood__rt="002").update(poor_road_m="12.5", level="heavy")
    before = list(Condition.objects.order_by("pk").values())

    year = baseline.year
    assert run("--check") == [
        f"35.13.14.2014 Kebonagung, RT 002 RW 001, {year}, poor_road_m: 12.5 → 300.5",
        f"35.13.14.2014 Kebonagung, RT 002 RW 001, {year}, level: heavy → light",
        "ERROR: 2 perbedaan. Jalankan rebuild_conditions untuk membetulkannya.",
    ]
    assert list(Condition.objects.order_by("pk").values()) == before


def test_check_names_rows_that_are_missing_or_too_many(baseline):
    refresh_conditions([baseline.village])
    missing, moved = Condition.objects.order_by("neighbourhood__rt")
    missing.delete()
    other = make_neighbourhood(baseline.village)
    Condition.objects.filter(pk=moved.pk).update(neighbourhood=other)

    place = "35.13.14.2014 Kebonagung, RT {} RW 001, " + str(baseline.year)
    assert run("--check") == [
        place.format("001") + ", baris: tidak ada → ada",
        place.format("002") + ", baris: tidak ada → ada",
        place.format("003") + ", baris: ada → tidak ada",
        "ERROR: 3 perbedaan. Jalankan rebuild_conditions untuk membetulkannya.",
    ]
    assert run() == ["3 baris kondisi ditulis (1 desa diperiksa)."]
    assert run("--check") == ["Semua kondisi sesuai (1 desa diperiksa)."]


def test_check_sees_a_delivery_that_nobody_counted():
    village = make_village(code="35.13.14.2014", name="Kebonagung")
    baseline = make_baseline(
        village, year=2019, records=1, status="verified", surveyed_until=date(2019, 5, 1)
    )
    refresh_conditions([village])
    year = timezone.localdate().year
    make_output(
        make_project(village),
        baseline.records.get().neighbourhood,
        delivered=300,
        delivered_on=date(year, 1, 1),
    )

    assert run("--check") == [
        f"35.13.14.2014 Kebonagung, RT 001 RW 001, {year}, poor_road_m: 300.5 → 0.5",
        f"35.13.14.2014 Kebonagung, RT 001 RW 001, {year}, score_2b: 1 → 0",
        f"35.13.14.2014 Kebonagung, RT 001 RW 001, {year}, total: 26 → 25",
        "ERROR: 3 perbedaan. Jalankan rebuild_conditions untuk membetulkannya.",
    ]
