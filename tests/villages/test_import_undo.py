"""Undoing a saved import as a whole, without touching what people did since."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    MEASURES,
    make_baseline,
    make_decree,
    make_neighbourhood,
    make_record,
    make_user,
    move_baseline,
)
from tests.villages.import_sheets import BLANK, GOOD_TOTAL, imported, preview, row, sheet
from villages import actions
from villages.actions.import_undo import import_undo, may_undo
from villages.models import (
    Baseline,
    BaselineEvent,
    DecreeLocation,
    ImportBatch,
    Locked,
    Neighbourhood,
    NeighbourhoodRecord,
)
from villages.queries.import_undo import undo_plan


def record_of(rt="001"):
    return NeighbourhoodRecord.objects.get(neighbourhood__rt=rt)


def changed(rt="001", **values):
    """The record of an RT with other values, saved by its form."""
    record = record_of(rt)
    for name, value in values.items():
        setattr(record, name, value)
    return actions.save_record(record=record, by=record.edited_by)


# --- what was created goes ---------------------------------------------------------------------------


def test_everything_that_an_import_created_goes(village, ani):
    batch = imported(sheet(row(village), row(village, "002")), by=ani)

    import_undo(batch=batch, by=ani)

    assert not Baseline.objects.exists()
    assert not NeighbourhoodRecord.objects.exists()
    assert not Neighbourhood.objects.exists()
    batch.refresh_from_db()
    assert (batch.status, batch.undone_by, batch.undone_at is None) == ("undone", ani, False)


def test_what_was_there_before_stays(village, ani):
    baseline = make_baseline(village, year=2022, records=1, by=ani)
    before = baseline.records.get().pk
    batch = imported(sheet(row(village, "009")), by=ani)

    import_undo(batch=batch, by=ani)

    assert [record.pk for record in baseline.records.all()] == [before]
    assert [item.rt for item in Neighbourhood.objects.all()] == ["001"]


def test_proposed_rts_go_with_the_baseline(village, ani):
    before = make_baseline(village, year=2019)
    make_record(before, make_neighbourhood(village, "001", "001"), **MEASURES)
    make_record(before, make_neighbourhood(village, "001", "002"), **MEASURES)
    move_baseline(before, "verified")
    batch = imported(sheet(row(village)), by=ani)

    import_undo(batch=batch, by=ani)

    assert list(Baseline.objects.all()) == [before]
    assert Neighbourhood.objects.count() == 2


def test_an_rt_that_something_else_names_by_now_stays(village, ani):
    batch = imported(sheet(row(village)), by=ani)
    make_decree(villages=[village])
    DecreeLocation.objects.get().neighbourhoods.add(Neighbourhood.objects.get())

    import_undo(batch=batch, by=ani)

    assert Neighbourhood.objects.count() == 1
    assert not Baseline.objects.exists()


def test_the_history_remembers_what_went(village, ani):
    batch = imported(sheet(row(village)), by=ani)
    pk = record_of().pk

    import_undo(batch=batch, by=ani)

    last, first = NeighbourhoodRecord.history.filter(id=pk)
    assert (first.history_type, last.history_type) == ("+", "-")
    assert (last.history_user, last.history_change_reason) == (
        ani,
        f"pembatalan impor #{batch.pk}",
    )
    assert last.irregular_buildings == 80
    assert {item.history_type for item in Baseline.history.all()} == {"+", "~", "-"}
    assert {item.history_type for item in Neighbourhood.history.all()} == {"+", "-"}


# --- what was changed comes back ---------------------------------------------------------------------


def test_changed_cells_get_their_old_values(village, ani):
    imported(sheet(row(village)), by=ani)
    batch = imported(sheet(row(village, values={"1a": 10, "3a": 0})), by=ani)

    import_undo(batch=batch, by=ani)

    record = record_of()
    assert (record.irregular_buildings, record.unsafe_water_households) == (80, 96)
    assert (record.total, record.version) == (GOOD_TOTAL, 3)
    assert village.baselines.get().total == GOOD_TOTAL
    assert record.history.first().history_change_reason == f"pembatalan impor #{batch.pk}"


def test_cells_that_were_blank_are_blank_again(village, ani):
    imported(sheet(row(village, values={"1b": None})), by=ani)
    batch = imported(sheet(row(village, values=BLANK | {"1b": 0.5})), by=ani)

    import_undo(batch=batch, by=ani)

    assert (record_of().dense_area_ha, record_of().total) == (None, None)


def test_the_event_tells(village, ani):
    make_baseline(village, year=2022, by=ani)
    batch = imported(sheet(row(village)), by=ani)

    import_undo(batch=batch, by=ani)

    last = BaselineEvent.objects.last()
    assert (last.act, last.by) == ("import_undone", ani)
    assert last.comment == f"Impor #{batch.pk} dibatalkan."


# --- what people did since stays ---------------------------------------------------------------------


def test_a_cell_that_was_changed_since_stays_and_is_named(village, ani):
    imported(sheet(row(village)), by=ani)
    batch = imported(sheet(row(village, values={"1a": 10, "3a": 0})), by=ani)
    changed(irregular_buildings=12)

    (kept,) = undo_plan(batch).kept
    import_undo(batch=batch, by=ani)

    assert (kept.heading, kept.written, kept.now) == ("1a", 10, 12)
    assert (kept.village, kept.place) == ("Kebonagung", "RT 001 RW 001")
    record = record_of()
    assert (record.irregular_buildings, record.unsafe_water_households) == (12, 96)


def test_a_cell_that_was_changed_back_by_hand_is_no_news(village, ani):
    imported(sheet(row(village)), by=ani)
    batch = imported(sheet(row(village, values={"1a": 10})), by=ani)
    changed(irregular_buildings=80)

    assert undo_plan(batch).kept == []


@pytest.mark.parametrize("work", [{"irregular_buildings": 12}, {"note": "Disurvei ulang"}])
def test_a_new_record_that_somebody_worked_on_stays(village, ani, work):
    batch = imported(sheet(row(village), row(village, "002")), by=ani)
    changed(**work)

    import_undo(batch=batch, by=ani)

    record = NeighbourhoodRecord.objects.get()
    assert {name: getattr(record, name) for name in work} == work
    assert (record.unsafe_water_households, record.total) == (None, None)
    assert Baseline.objects.count() == 1


def test_an_rt_that_was_removed_since_is_named(village, ani):
    batch = imported(sheet(row(village), row(village, "002")), by=ani)
    actions.remove_record(record=record_of(), by=ani)

    assert [item.name for item in undo_plan(batch).gone] == ["RT 001 RW 001"]
    import_undo(batch=batch, by=ani)

    assert not Baseline.objects.exists()


def test_a_baseline_whose_survey_was_described_stays(village, ani):
    batch = imported(sheet(row(village)), by=ani)
    baseline = village.baselines.get()
    baseline.surveyor = "Tim Kotaku"
    actions.edit_baseline(baseline=baseline, by=ani)

    import_undo(batch=batch, by=ani)

    assert Baseline.objects.get().surveyor == "Tim Kotaku"
    assert not NeighbourhoodRecord.objects.exists()


def test_undoing_one_import_after_the_other_leaves_nothing(village, ani):
    first = imported(sheet(row(village)), by=ani)
    second = imported(sheet(row(village, values={"1a": 10}), row(village, "002")), by=ani)

    import_undo(batch=second, by=ani)
    import_undo(batch=first, by=ani)

    assert not Baseline.objects.exists()
    assert not Neighbourhood.objects.exists()


def test_undoing_the_older_import_keeps_what_the_newer_wrote(village, ani):
    first = imported(sheet(row(village)), by=ani)
    imported(sheet(row(village, values=BLANK | {"1a": 10})), by=ani)

    import_undo(batch=first, by=ani)

    record = NeighbourhoodRecord.objects.get()
    assert (record.irregular_buildings, record.unsafe_water_households) == (10, None)


# --- when it is too late, and who may -----------------------------------------------------------------


@pytest.mark.parametrize("status", ["submitted", "verified"])
def test_nothing_is_undone_once_a_baseline_is_locked(village, ani, status):
    batch = imported(sheet(row(village)), by=ani)
    move_baseline(village.baselines.get(), status)

    with pytest.raises(Locked, match="Kebonagung 2022"):
        import_undo(batch=batch, by=ani)

    assert record_of().irregular_buildings == 80


def test_a_returned_baseline_can_be_undone_but_not_deleted(village, ani):
    batch = imported(sheet(row(village)), by=ani)
    move_baseline(village.baselines.get(), "returned")

    import_undo(batch=batch, by=ani)

    assert Baseline.objects.get().records.count() == 0


@pytest.mark.parametrize("status", ["previewed", "undone"])
def test_only_what_is_saved_can_be_undone(village, ani, status):
    batch = preview(sheet(row(village)), by=ani)
    ImportBatch.objects.filter(pk=batch.pk).update(status=status)

    with pytest.raises(ValidationError, match="Hanya impor yang sudah disimpan"):
        import_undo(batch=batch, by=ani)


@pytest.mark.parametrize("person", ["budi", "citra", "vina", "adi"])
def test_nobody_else_undoes_my_import(village, ani, person, request):
    batch = imported(sheet(row(village)), by=ani)

    with pytest.raises(PermissionDenied):
        import_undo(batch=batch, by=request.getfixturevalue(person))

    assert record_of().irregular_buildings == 80


def test_who_has_all_its_villages_may_undo_it(village, ani, budi):
    successor = make_user("eka", role="Asisten Kota")
    village.assistants.add(successor)
    batch = imported(sheet(row(village)), by=ani)

    assert (may_undo(batch, ani), may_undo(batch, successor), may_undo(batch, budi)) == (
        True,
        True,
        False,
    )
    import_undo(batch=batch, by=successor)
    assert not Baseline.objects.exists()


def test_undoing_asks_as_much_for_many_rows_as_for_one(village):
    make_baseline(village, year=2022, records=1)
    counts = []
    for rts in (["001"], [f"{rt:03}" for rt in range(2, 22)]):
        changes = row(village, "001", {"1a": 40 + len(rts)})
        batch = imported(sheet(changes, *(row(village, rt, rw="002") for rt in rts)))
        with CaptureQueriesContext(connection) as queries:
            import_undo(batch=batch, by=None)
        counts.append(len(queries))

    assert counts[0] == counts[1]
