"""Adding, saving and removing the sheet of an RT, and the scores that follow."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import make_baseline, make_neighbourhood, make_record
from villages import actions
from villages.actions.permission import locked_record
from villages.models import Baseline, Locked, Neighbourhood, NeighbourhoodRecord


@pytest.fixture
def baseline(village, ani):
    return make_baseline(village, by=ani)


def stored(record):
    return NeighbourhoodRecord.objects.get(pk=record.pk)


def test_add_an_rt_the_village_did_not_have(baseline, ani):
    record = actions.add_record(
        baseline=baseline, rw="002", rt="003", hamlet="Krajan", label="RT 3 RW 2", by=ani
    )

    place = Neighbourhood.objects.get()
    assert (place.rw, place.rt, place.hamlet, place.label) == ("002", "003", "Krajan", "RT 3 RW 2")
    assert place.history.get().history_user == ani
    assert (record.neighbourhood, record.version, record.edited_by) == (place, 1, ani)


def test_add_an_rt_the_village_knows(baseline, ani):
    place = make_neighbourhood(baseline.village, rw="002", rt="003")
    record = actions.add_record(baseline=baseline, rw="002", rt="003", by=ani)
    assert record.neighbourhood == place


def test_add_the_same_rt_twice_is_refused(baseline, ani):
    actions.add_record(baseline=baseline, rw="002", rt="003", by=ani)
    with pytest.raises(ValidationError) as refused:
        actions.add_record(baseline=baseline, rw="002", rt="003", by=ani)
    assert refused.value.messages == ["RT 003 RW 002 sudah ada dalam baseline ini."]


@pytest.mark.parametrize(("rw", "rt"), [("000", "001"), ("1", "001"), ("001", "x")])
def test_add_refuses_numbers_that_are_none(baseline, ani, rw, rt):
    with pytest.raises(ValidationError):
        actions.add_record(baseline=baseline, rw=rw, rt=rt, by=ani)
    assert not Neighbourhood.objects.exists()


def test_save_scores_a_complete_sheet_and_its_village(baseline, ani):
    record = make_record(baseline, buildings=None)
    assert record.total is None
    record.buildings = 100

    actions.save_record(record=record, by=ani)

    assert (stored(record).total, stored(record).level, stored(record).version) == (26, "light", 2)
    village = Baseline.objects.get(pk=baseline.pk)
    assert (village.total, village.level) == (26, "light")
    assert record.history.first().history_user == ani


@pytest.mark.parametrize("wrong", [{"buildings": None}, {"unsafe_water_households": 121}])
def test_save_keeps_what_is_incomplete_or_wrong_without_a_score(baseline, ani, wrong):
    record = make_record(baseline)
    actions.save_record(record=record, by=ani)
    for field, value in wrong.items():
        setattr(record, field, value)

    actions.save_record(record=record, by=ani)

    kept = stored(record)
    assert {field: getattr(kept, field) for field in wrong} == wrong
    assert (kept.total, kept.level) == (None, "")
    assert Baseline.objects.get(pk=baseline.pk).total is None


def test_the_village_is_scored_from_sums_not_from_scores(baseline, ani):
    """Two RTs at 80 % and 20 % of 100 and 900 KK: the village stands at 26 %."""
    small = {"households": 100, "people": 400, "unsafe_water_households": 80}
    large = {"households": 900, "people": 3600, "unsafe_water_households": 180}
    nothing = dict.fromkeys(
        ("irregular_buildings", "missing_drain_m", "fire_equipment_buildings", "poor_road_m"), 0
    ) | dict.fromkeys(
        ("substandard_buildings", "sewage_system_households", "waste_system_households"), 0
    )

    for households in (small, large):
        actions.save_record(record=make_record(baseline, **nothing | households), by=ani)

    assert [record.total for record in baseline.records.all()] == [5, 0]
    assert Baseline.objects.get(pk=baseline.pk).total == 1


def test_remove_takes_an_rt_out_and_keeps_its_history(baseline, ani):
    kept = make_record(baseline, area_ha=Decimal(1))
    gone = make_record(baseline, fire_equipment_buildings=0)
    actions.save_record(record=gone, by=ani)

    actions.remove_record(record=gone, by=ani)

    assert list(baseline.records.all()) == [kept]
    assert NeighbourhoodRecord.history.filter(history_type="-").get().history_user == ani
    assert Neighbourhood.objects.count() == 2
    assert Baseline.objects.get(pk=baseline.pk).total == 26


def test_acts_are_for_assistants_of_the_village(baseline, budi, citra):
    record = make_record(baseline)
    for somebody in (budi, citra):
        with pytest.raises(PermissionDenied):
            actions.save_record(record=record, by=somebody)
        with pytest.raises(PermissionDenied):
            actions.remove_record(record=record, by=somebody)
        with pytest.raises(PermissionDenied):
            actions.add_record(baseline=baseline, rw="009", rt="009", by=somebody)
        with pytest.raises(PermissionDenied):
            locked_record(record, somebody)


def test_a_returned_baseline_is_open_again(village, ani, citra):
    returned = make_baseline(village, records=1, by=ani, status="returned", verifier=citra)
    record = returned.records.get()
    record.buildings = 101
    actions.save_record(record=record, by=ani)
    assert stored(record).buildings == 101


def test_locking_a_record_that_was_removed_meanwhile_says_so(baseline, ani):
    record = make_record(baseline)
    actions.remove_record(record=NeighbourhoodRecord.objects.get(pk=record.pk), by=ani)
    with pytest.raises(NeighbourhoodRecord.DoesNotExist):
        locked_record(record, ani)


def test_locking_a_record_of_a_submitted_baseline_says_locked(village, ani):
    submitted = make_baseline(village, records=1, by=ani, status="submitted")
    with pytest.raises(Locked, match="terkunci"):
        locked_record(submitted.records.get(), ani)
