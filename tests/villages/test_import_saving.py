"""Saving an import: what is written, in whose name, and what stops it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    MEASURES,
    make_baseline,
    make_neighbourhood,
    make_record,
    make_user,
    make_village,
    move_baseline,
)
from tests.villages.import_sheets import (
    BLANK,
    GOOD_LEVEL,
    GOOD_TOTAL,
    imported,
    plan_of,
    preview,
    row,
    sheet,
)
from villages import actions
from villages.actions.assessment import score_record
from villages.actions.importing import (
    PreviewOutdated,
    import_discard,
    import_preview,
    import_save,
    shown_plan,
)
from villages.import_plan import State
from villages.models import Baseline, BaselineEvent, ImportBatch, Neighbourhood, NeighbourhoodRecord


def record_of(rt="001"):
    return NeighbourhoodRecord.objects.get(neighbourhood__rt=rt)


# --- what is written ------------------------------------------------------------------------------


def test_saving_opens_a_scored_draft_with_its_rts(village, ani):
    batch = imported(sheet(row(village, "001"), row(village, "2")), by=ani)

    baseline = village.baselines.get()
    assert (baseline.year, baseline.kind, baseline.status) == (2022, "initial", "draft")
    assert (baseline.opened_by, baseline.total, baseline.level) == (ani, GOOD_TOTAL, GOOD_LEVEL)
    assert [str(item.neighbourhood) for item in baseline.records.all()] == [
        "RT 001 RW 001",
        "RT 002 RW 001",
    ]
    assert (batch.status, batch.saved_by, batch.saved_at is None) == ("saved", ani, False)
    assert list(batch.baselines.all()) == [baseline]


def test_a_record_is_written_as_if_it_was_typed(village, ani):
    imported(sheet(row(village, values={"4a": 0.25})), by=ani)

    record = record_of()
    assert (record.edited_by, record.version) == (ani, 1)
    assert (record.irregular_buildings, str(record.flooded_area_ha)) == (80, "0.250000")
    assert (record.total, record.level) == (GOOD_TOTAL, GOOD_LEVEL)
    assert score_record(record).total == GOOD_TOTAL


def test_changing_leaves_the_other_cells_and_counts_the_version(village, ani):
    imported(sheet(row(village)), by=ani)
    actions.save_record(record=with_note(record_of(), "Disurvei ulang"), by=ani)

    imported(sheet(row(village, values={"1a": 10, "3a": None})), by=ani)

    record = record_of()
    assert (record.irregular_buildings, record.unsafe_water_households) == (10, 96)
    assert (record.note, record.version) == ("Disurvei ulang", 3)
    assert record.total == GOOD_TOTAL - 5
    assert village.baselines.get().total == GOOD_TOTAL - 5


def with_note(record, note):
    record.note = note
    return record


def test_an_rt_is_created_as_it_was_written(village, ani):
    imported(sheet(row(village, "RT 3/RW 2 JOHO", rw=None)), by=ani)

    place = Neighbourhood.objects.get()
    assert (place.rw, place.rt, place.hamlet, place.label) == (
        "002", "003", "JOHO", "RT 3/RW 2 JOHO",
    )  # fmt: skip


def test_everything_written_is_in_the_history_with_doer_and_reason(village, ani):
    batch = imported(sheet(row(village)), by=ani)
    imported(sheet(row(village, values={"1a": 10})), by=ani)

    first, second = record_of().history.order_by("history_date")
    assert (first.history_type, second.history_type) == ("+", "~")
    assert (first.irregular_buildings, second.irregular_buildings) == (80, 10)
    assert (first.history_user, first.history_change_reason) == (ani, f"impor #{batch.pk}")
    for thing in (Neighbourhood.objects.get(), village.baselines.get()):
        assert {item.history_user for item in thing.history.all()} == {ani}
        assert thing.history.first().history_change_reason.startswith("impor #")


def test_each_touched_baseline_gets_an_event(village, ani):
    make_baseline(village, year=2022, by=ani)
    batch = imported(sheet(row(village)), by=ani)

    event = BaselineEvent.objects.get()
    assert (event.act, event.by) == ("imported", ani)
    assert event.comment == f"Impor #{batch.pk}: 1 RT baru diisi, 0 RT berubah."


def test_who_imported_cannot_verify(village, ani, dwi):
    baseline = make_baseline(village, year=2022, by=ani)
    imported(sheet(row(village)), by=dwi)
    actions.submit_baseline(baseline=baseline, by=ani, note="Sesuai lapangan")

    with pytest.raises(PermissionDenied):
        actions.verify_baseline(baseline=baseline, by=dwi)


def test_without_a_person_the_system_did_it(village):
    batch = imported(sheet(row(village)))

    assert (batch.created_by, batch.saved_by) == (None, None)
    assert village.baselines.get().opened_by is None
    assert record_of().history.get().history_user is None


def test_rts_that_the_file_lacks_join_a_new_baseline_with_their_last_denominators(village, ani):
    before = make_baseline(village, year=2019)
    make_record(before, make_neighbourhood(village, "001", "001"), **MEASURES)
    make_record(before, make_neighbourhood(village, "001", "002"), **MEASURES | {"people": 444})
    move_baseline(before, "verified")

    imported(sheet(row(village, "001")), by=ani)

    proposed = Baseline.objects.get(year=2022).records.get(neighbourhood__rt="002")
    assert (proposed.people, proposed.irregular_buildings, proposed.total) == (444, None, None)


def test_a_draft_keeps_the_rts_it_has(village, ani):
    make_baseline(village, year=2022, records=2, by=ani)

    imported(sheet(row(village, "009")), by=ani)

    assert village.baselines.get().records.count() == 3


def test_one_file_fills_many_villages(village, ani):
    other = make_village(assistants=[ani], name="Rangkang")
    make_village(assistants=[ani], name="Tidak disebut")

    imported(sheet(row(village), row(other), row(other, "002")), by=ani)

    assert [(item.village, item.records.count()) for item in Baseline.objects.order_by("pk")] == [
        (village, 1),
        (other, 2),
    ]


def test_incomplete_rows_are_saved_as_drafts(village, ani):
    imported(sheet(row(village, values={"1b": None})), by=ani)

    assert (record_of().dense_area_ha, record_of().total) == (None, None)
    assert village.baselines.get().total is None


# --- the right rows only --------------------------------------------------------------------------


def test_refused_rows_stop_saving(village, ani):
    batch = preview(sheet(row(village, "001", {"1a": -1}), row(village, "002")), by=ani)

    with pytest.raises(ValidationError, match="ditolak"):
        import_save(batch=batch, by=ani)

    assert not Baseline.objects.exists()


def test_the_right_rows_can_be_saved_alone(village, ani):
    batch = preview(sheet(row(village, "001", {"1a": -1}), row(village, "002")), by=ani)

    import_save(batch=batch, by=ani, accept_valid=True)

    assert [str(item) for item in Neighbourhood.objects.all()] == ["RT 002 RW 001"]


def test_nothing_to_save_is_said(village, ani):
    imported(sheet(row(village)), by=ani)
    batch = preview(sheet(row(village)), by=ani)

    with pytest.raises(ValidationError, match="sudah sama"):
        import_save(batch=batch, by=ani)


# --- what may have happened since -----------------------------------------------------------------


def test_a_change_since_the_preview_renews_it(village, ani):
    imported(sheet(row(village)), by=ani)
    batch = preview(sheet(row(village, values={"1a": 90})), by=ani)
    record = record_of()
    record.irregular_buildings = 85
    actions.save_record(record=record, by=ani)

    with pytest.raises(PreviewOutdated):
        import_save(batch=batch, by=ani)

    batch.refresh_from_db()
    (planned,) = shown_plan(batch).rows
    assert (batch.status, planned.changes) == ("previewed", {"1a": [85, 90]})
    assert record_of().irregular_buildings == 85
    import_save(batch=batch, by=ani)
    assert record_of().irregular_buildings == 90


def test_a_baseline_submitted_since_the_preview_refuses_it(village, ani):
    baseline = make_baseline(village, year=2022, records=1, by=ani)
    batch = preview(sheet(row(village)), by=ani)
    move_baseline(baseline, "submitted", by=ani)

    with pytest.raises(PreviewOutdated):
        import_save(batch=batch, by=ani)

    batch.refresh_from_db()
    assert shown_plan(batch).rows[0].state == State.REFUSED
    assert batch.refused_count == 1
    assert "diajukan" in shown_plan(batch).findings[0].message


def test_a_village_taken_away_since_the_preview_is_unknown(village, ani):
    batch = preview(sheet(row(village)), by=ani)
    village.assistants.remove(ani)

    with pytest.raises(PreviewOutdated):
        import_save(batch=batch, by=ani)

    assert not Baseline.objects.exists()


def test_a_change_elsewhere_does_not_matter(village, ani):
    imported(sheet(row(village), row(village, "002")), by=ani)
    batch = preview(sheet(row(village, values={"1a": 90})), by=ani)
    other = record_of("002")
    other.irregular_buildings = 1
    actions.save_record(record=other, by=ani)

    import_save(batch=batch, by=ani)

    assert record_of().irregular_buildings == 90


def test_saving_twice_writes_once(village, ani):
    batch = preview(sheet(row(village)), by=ani)
    import_save(batch=batch, by=ani)

    with pytest.raises(ValidationError, match="tidak lagi menunggu"):
        import_save(batch=batch, by=ani)

    assert record_of().version == 1


def test_what_was_discarded_cannot_be_saved(village, ani):
    batch = preview(sheet(row(village)), by=ani)
    import_discard(batch=batch, by=ani)

    with pytest.raises(ValidationError, match="tidak jadi disimpan"):
        import_save(batch=batch, by=ani)


# --- who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["budi", "citra", "vina"])
def test_nobody_else_saves_my_preview(village, ani, person, request):
    batch = preview(sheet(row(village)), by=ani)

    with pytest.raises(PermissionDenied):
        import_save(batch=batch, by=request.getfixturevalue(person))

    assert not Baseline.objects.exists()


@pytest.mark.parametrize("person", ["citra", "dedi", "vina", "adi"])
def test_previewing_needs_the_right(village, person, request):
    with pytest.raises(PermissionDenied):
        preview(sheet(row(village)), by=request.getfixturevalue(person))


# --- queries --------------------------------------------------------------------------------------


def test_saving_asks_as_much_for_many_rows_as_for_one(village):
    make_baseline(village, year=2022, records=1)
    counts = []
    for rts in (["001"], [f"{rt:03}" for rt in range(2, 22)]):
        changed = [row(village, "001", {"1a": 40 + len(rts)})]
        batch = preview(sheet(*changed, *(row(village, rt, rw="002") for rt in rts)))
        with CaptureQueriesContext(connection) as queries:
            import_save(batch=batch, by=None)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_batch_is_seen_by_whose_villages_it_touched(village, ani, budi, citra):
    successor = make_user("eka", role="Asisten Kota")
    village.assistants.add(successor)
    waiting = preview(sheet(row(village)), by=ani)
    saved = imported(sheet(row(village, "002")), by=ani)

    def seen_by(user):
        return set(ImportBatch.objects.visible_to(user))

    assert seen_by(ani) == seen_by(citra) == {waiting, saved}
    assert seen_by(successor) == {saved}
    assert seen_by(budi) == set()


def test_counts_stand_beside_the_preview(village, ani):
    file = sheet(row(village), row(village, "002", {"1a": -1}))
    plan = plan_of(file, user=ani)

    batch = import_preview(files=[(file, file.name)], plan=plan, year=2022, kind="initial", by=ani)

    assert (batch.row_count, batch.accepted_count, batch.refused_count) == (2, 1, 1)
    assert (batch.created_count, batch.updated_count, batch.unchanged_count) == (1, 0, 0)


def test_a_contradicting_name_is_still_said_in_the_renewed_preview(village, ani):
    batch = preview(sheet(row(village, desa="Rangkang")), by=ani)
    make_neighbourhood(village, "001", "001")

    with pytest.raises(PreviewOutdated):
        import_save(batch=batch, by=ani)

    batch.refresh_from_db()
    assert [finding.value for finding in shown_plan(batch).findings] == ["Rangkang"]
    assert shown_plan(batch).rows[0].village == "Kebonagung"


def test_a_row_with_blank_cells_is_judged_by_what_is_stored_now(village, ani):
    imported(sheet(row(village)), by=ani)
    batch = preview(sheet(row(village, values=BLANK | {"1a": 90})), by=ani)
    record = record_of()
    record.buildings = 85
    actions.save_record(record=record, by=ani)

    with pytest.raises(PreviewOutdated):
        import_save(batch=batch, by=ani)

    batch.refresh_from_db()
    (finding,) = shown_plan(batch).findings
    assert (finding.rule, finding.column) == ("above_denominator", "1a")
