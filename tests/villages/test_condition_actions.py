"""Conditions are kept right by the acts that change their inputs, and written only where they differ."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_baseline,
    make_neighbourhood,
    make_output,
    make_project,
    make_record,
    make_village,
)
from villages import actions
from villages.actions.condition import lock_villages, rebuild_conditions, refresh_conditions
from villages.models import Condition, NeighbourhoodRecord

pytestmark = pytest.mark.django_db


def verified(village, year=2022, **fields):
    """A verified baseline of the village with one RT, or with none where the test adds them."""
    return make_baseline(village, year=year, records=1, status="verified", **fields)


def remaining(village, field="poor_road_m"):
    """Of an indicator, by RT and year."""
    rows = Condition.objects.filter(neighbourhood__village=village)
    return {(item.neighbourhood.rt, item.year): getattr(item, field) for item in rows}


def test_verifying_makes_conditions_up_to_the_present(village, ani, citra):
    baseline = make_baseline(village, year=2024, records=1, by=ani)
    actions.submit_baseline(baseline=baseline, by=ani)

    actions.verify_baseline(baseline=baseline, by=citra)

    first, *others = Condition.objects.order_by("year")
    record = baseline.records.get()
    assert [first.year, *(item.year for item in others)][:2] == [2024, 2025]
    assert first.record == record
    assert (first.total, first.level) == (record.total, record.level) == (26, "light")
    assert first.volumes == record.volumes
    assert first.scores["1a"] == 3


def test_reopening_leaves_no_condition_of_a_single_baseline(village, ani, citra):
    baseline = make_baseline(village, records=2, by=ani)
    actions.submit_baseline(baseline=baseline, by=ani)
    actions.verify_baseline(baseline=baseline, by=citra)

    actions.reopen_baseline(baseline=baseline, by=citra, reason="Angka tertukar")

    assert not Condition.objects.exists()


def test_reopening_goes_back_to_the_baseline_before(village, ani, citra):
    old = verified(village, 2019)
    rt = old.records.get().neighbourhood
    new = make_baseline(village, year=2021, kind="replication", by=ani)
    make_record(new, rt, poor_road_m=5)
    actions.submit_baseline(baseline=new, by=ani, note="Jalan selesai")
    actions.verify_baseline(baseline=new, by=citra)
    assert remaining(village)["001", 2021] == 5

    actions.reopen_baseline(baseline=new, by=citra, reason="Salah RT")

    assert remaining(village)["001", 2021] == old.records.get().poor_road_m


def test_refresh_counts_what_it_writes_and_writes_only_that():
    baseline = verified(make_village())
    village = baseline.village

    assert refresh_conditions([village], until=2024) == 3
    kept = list(Condition.objects.order_by("pk").values())
    assert refresh_conditions([village], until=2024) == 0
    assert list(Condition.objects.order_by("pk").values()) == kept


def test_refresh_corrects_what_was_changed_by_hand():
    village = verified(make_village()).village
    refresh_conditions([village.pk], until=2024)
    Condition.objects.filter(year=2023).update(total=3, poor_road_m=1)
    before = set(Condition.objects.values_list("pk", flat=True))

    written = refresh_conditions([village.pk], until=2024)

    assert written == 1
    assert set(Condition.objects.values_list("total", flat=True)) == {26}
    assert set(Condition.objects.values_list("pk", flat=True)) == before


def test_refresh_adds_the_year_that_has_begun():
    village = verified(make_village()).village
    refresh_conditions([village], until=2023)

    assert refresh_conditions([village], until=2024) == 1
    assert [year for __, year in remaining(village)] == [2022, 2023, 2024]


@pytest.mark.parametrize("since", [2018, 2019, 2021, 2022, 2023, 2025])
def test_refresh_since_a_year_gives_these_years_as_a_whole_refresh_does(since):
    village = verified(make_village(), 2019).village
    verified(village, 2022)
    project = make_project(village)
    for record in NeighbourhoodRecord.objects.filter(baseline__village=village):
        for year in (2020, 2021, 2022, 2023, 2024):
            day = date(year, 6, 1)
            make_output(project, record.neighbourhood, delivered=year - 2000, delivered_on=day)
    refresh_conditions([village], until=2025)
    expected = list(Condition.objects.order_by("neighbourhood", "year").values())
    Condition.objects.update(total=1, poor_road_m=1)

    written = refresh_conditions([village], since=since, until=2025)

    found = list(Condition.objects.order_by("neighbourhood", "year").values())
    later = [row for row in expected if row["year"] >= since]
    assert [row for row in found if row["year"] >= since] == later
    assert written == len(later)
    assert all(row["total"] == 1 for row in found if row["year"] < since)


def test_delivery_counts_whatever_becomes_of_the_project():
    baseline = verified(make_village(), 2019)
    rt = baseline.records.get().neighbourhood
    project = make_project(baseline.village, status="cancelled", cancel_reason="Dana dialihkan")
    make_output(project, rt, delivered=100, delivered_on=date(2021, 3, 1))

    refresh_conditions([baseline.village], until=2021)

    found = {key: float(value) for key, value in remaining(baseline.village).items()}
    assert found == {("001", 2019): 300.5, ("001", 2020): 300.5, ("001", 2021): 200.5}


def test_planned_outputs_change_nothing():
    baseline = verified(make_village(), 2019)
    make_output(make_project(baseline.village), baseline.records.get().neighbourhood, planned=100)

    refresh_conditions([baseline.village], until=2020)

    assert {float(value) for value in remaining(baseline.village).values()} == {300.5}


def test_unverified_baselines_have_no_condition():
    for status in ("draft", "submitted", "returned"):
        village = make_baseline(records=1, status=status).village

        assert refresh_conditions([village]) == 0


def test_rt_without_record_has_no_condition():
    baseline = verified(make_village())
    rt = make_neighbourhood(baseline.village)
    project = make_project(baseline.village)
    make_output(project, rt, delivered=10, delivered_on=date(2023, 1, 1))

    refresh_conditions([baseline.village], until=2023)

    assert {rt for rt, __ in remaining(baseline.village)} == {"001"}


def test_refresh_leaves_other_villages_alone():
    first, second = (verified(make_village()).village for __ in range(2))

    refresh_conditions([first], until=2022)

    assert len(remaining(first)) == 1
    assert len(remaining(second)) == 0


def queries_of_refresh(records, deliveries):
    baseline = make_baseline(records=records, status="verified")
    project = make_project(baseline.village)
    for record in baseline.records.all():
        for __ in range(deliveries):
            make_output(project, record.neighbourhood, delivered=1, delivered_on=date(2023, 1, 1))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        refresh_conditions([baseline.village], until=2024)
    return len(queries)


def test_refresh_needs_no_more_queries_for_more_rows():
    assert queries_of_refresh(1, 1) == queries_of_refresh(3, 3)


def test_rebuild_covers_more_villages_than_fit_at_a_time():
    villages = [verified(make_village(), 2022).village for __ in range(27)]
    seen = []

    written = rebuild_conditions(
        villages, on_progress=lambda done, total: seen.append((done, total))
    )

    assert written == Condition.objects.count() > 27
    assert seen == [(25, 27), (27, 27)]


def test_locking_takes_instances_and_keys():
    first, second = make_village(), make_village()

    assert lock_villages([second.pk, first, second]) == [first.pk, second.pk]
    assert lock_villages([]) == []
