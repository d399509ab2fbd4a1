"""Submitted and verified means locked: one test per path, on the model layer and inside the database."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from tests.factories import MEASURES, make_baseline, make_neighbourhood, make_record, make_village
from villages import actions, locks
from villages.models import Baseline, BaselineEvent, Locked, NeighbourhoodRecord

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own words")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL only")


@pytest.fixture(params=["submitted", "verified"])
def frozen(request, village, ani, citra):
    """A baseline that nobody may change, with two RTs, opened and submitted by ani."""
    baseline = make_baseline(village, records=2, by=ani)
    actions.submit_baseline(baseline=baseline, by=ani, note="Sesuai lapangan")
    if request.param == "verified":
        actions.verify_baseline(baseline=baseline, by=citra)
    return Baseline.objects.get(pk=baseline.pk)


@pytest.fixture
def record(frozen):
    return frozen.records.first()


def run(sql, *values):
    """Raw SQL, and what a savepoint needs so that the test can go on after a refusal."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def unchanged(record):
    return NeighbourhoodRecord.objects.get(pk=record.pk).buildings == record.buildings


# --- the model layer: what the shell, commands and admin go through --------------------------------


def test_record_save_is_refused(record):
    record.buildings = 7
    with pytest.raises(Locked):
        record.save()


def test_record_delete_is_refused(record):
    with pytest.raises(Locked):
        record.delete()


def test_record_create_is_refused(frozen):
    with pytest.raises(Locked):
        make_record(frozen)


def test_record_cannot_be_moved_out(record, ani):
    record.baseline = make_baseline(record.baseline.village, year=2030, by=ani)
    with pytest.raises(Locked):
        record.save()


def test_record_cannot_be_moved_in(frozen, ani):
    draft = make_baseline(frozen.village, year=2030, by=ani)
    moved = make_record(draft)
    moved.baseline = frozen
    with pytest.raises(Locked):
        moved.save()
    with pytest.raises(Locked):
        draft.records.update(baseline=frozen)


def test_record_queryset_update_is_refused(frozen, record):
    with pytest.raises(Locked):
        frozen.records.update(buildings=7)
    assert unchanged(record)


def test_one_locked_record_refuses_the_update_of_all(frozen, ani):
    draft = make_baseline(frozen.village, year=2030, by=ani)
    open_record = make_record(draft)
    with pytest.raises(Locked):
        NeighbourhoodRecord.objects.update(buildings=7)
    assert unchanged(open_record)


def test_record_queryset_delete_is_refused(frozen):
    with pytest.raises(Locked):
        frozen.records.all().delete()
    assert frozen.records.count() == 2


def test_record_bulk_create_is_refused(frozen):
    rows = [
        NeighbourhoodRecord(baseline=frozen, neighbourhood=make_neighbourhood(frozen.village))
        for __ in range(2)
    ]
    with pytest.raises(Locked):
        NeighbourhoodRecord.objects.bulk_create(iter(rows))
    assert frozen.records.count() == 2


def test_record_bulk_create_over_existing_rows_is_refused(frozen, record):
    row = NeighbourhoodRecord(baseline=frozen, neighbourhood=record.neighbourhood, buildings=7)
    with pytest.raises(Locked):
        NeighbourhoodRecord.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["baseline", "neighbourhood"],
            update_fields=["buildings"],
        )
    assert unchanged(record)


def test_record_bulk_update_is_refused(frozen):
    rows = list(frozen.records.all())
    for row in rows:
        row.buildings = 7
    with pytest.raises(Locked):
        NeighbourhoodRecord.objects.bulk_update(rows, ["buildings"])


def test_baseline_save_is_refused(frozen):
    frozen.surveyor = "Orang lain"
    with pytest.raises(Locked):
        frozen.save()


def test_baseline_cannot_become_a_draft_by_saving_it(frozen):
    frozen.status = "draft"
    frozen.verified_at = frozen.verified_by = None
    with pytest.raises(Locked):
        frozen.save()


def test_baseline_queryset_update_is_refused(frozen):
    with pytest.raises(Locked):
        Baseline.objects.filter(pk=frozen.pk).update(surveyor="Orang lain")


def test_status_never_moves_in_bulk(village, ani):
    draft = make_baseline(village, by=ani)
    with pytest.raises(Locked):
        Baseline.objects.filter(pk=draft.pk).update(status="submitted")


def test_baseline_bulk_update_is_refused(frozen):
    frozen.year = 2030
    with pytest.raises(Locked):
        Baseline.objects.bulk_update([frozen], ["year"])


def test_baseline_delete_is_refused(frozen):
    with pytest.raises(Locked):
        frozen.delete()


def test_baseline_queryset_delete_is_refused(frozen):
    with pytest.raises(Locked):
        Baseline.objects.filter(village=frozen.village).delete()
    assert Baseline.objects.filter(pk=frozen.pk).exists()


# --- the acts and the form --------------------------------------------------------------------------


def test_acts_of_entering_are_refused(frozen, record, ani):
    with pytest.raises(Locked):
        actions.save_record(record=record, by=ani)
    with pytest.raises(Locked):
        actions.remove_record(record=record, by=ani)
    with pytest.raises(Locked):
        actions.add_record(baseline=frozen, rw="009", rt="009", by=ani)
    with pytest.raises(Locked):
        actions.edit_baseline(baseline=frozen, by=ani)


def test_the_form_of_an_rt_is_refused(client, ani, record):
    client.force_login(ani)
    response = client.post(
        record.get_absolute_url(), MEASURES | {"buildings": "7", "version": record.version}
    )
    assert "terkunci" in response.content.decode()
    assert unchanged(record)


def test_the_form_of_the_survey_is_refused(client, ani, frozen):
    client.force_login(ani)
    address = reverse("villages:baseline-edit", args=frozen.address)
    client.post(address, {"surveyor": "Orang lain", "version": frozen.version})
    assert Baseline.objects.get(pk=frozen.pk).surveyor == ""


# --- raw SQL: the triggers --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE villages_neighbourhoodrecord SET buildings = 7 WHERE baseline_id = %s",
        "UPDATE villages_neighbourhoodrecord SET note = 'x' WHERE baseline_id = %s",
        "DELETE FROM villages_neighbourhoodrecord WHERE baseline_id = %s",
        "UPDATE villages_baseline SET surveyor = 'x' WHERE id = %s",
        "UPDATE villages_baseline SET total = 1 WHERE id = %s",
        "UPDATE villages_baseline SET verified_by_id = opened_by_id WHERE id = %s",
        "UPDATE villages_baseline SET year = 2030, status = 'returned' WHERE id = %s",
        "UPDATE villages_baseline SET status = 'draft', verified_at = NULL, verified_by_id = NULL "
        "WHERE id = %s",
        "DELETE FROM villages_baseline WHERE id = %s",
        "UPDATE villages_baselineevent SET comment = 'x' WHERE baseline_id = %s",
        "DELETE FROM villages_baselineevent WHERE baseline_id = %s",
        "UPDATE villages_historicalbaseline SET total = 1 WHERE id = %s",
        "DELETE FROM villages_historicalbaseline WHERE id = %s",
        "UPDATE villages_historicalneighbourhoodrecord SET buildings = 7 WHERE baseline_id = %s",
        "DELETE FROM villages_historicalneighbourhoodrecord WHERE baseline_id = %s",
    ],
)
def test_raw_sql_is_refused(frozen, sql):
    with pytest.raises(IntegrityError, match="locked|kept"):
        run(sql, frozen.pk)


def test_raw_insert_of_a_record_is_refused(frozen):
    place = make_neighbourhood(frozen.village)
    with pytest.raises(IntegrityError, match="record locked"):
        run(
            "INSERT INTO villages_neighbourhoodrecord "
            "(baseline_id, neighbourhood_id, note, level, version) VALUES (%s, %s, '', '', 1)",
            frozen.pk,
            place.pk,
        )


def test_raw_move_of_a_record_into_a_locked_baseline_is_refused(frozen, ani):
    moved = make_record(make_baseline(frozen.village, year=2030, by=ani))
    with pytest.raises(IntegrityError, match="record locked"):
        run(
            "UPDATE villages_neighbourhoodrecord SET baseline_id = %s WHERE id = %s",
            frozen.pk,
            moved.pk,
        )


def test_history_of_relations_is_locked_too(village):
    village.assistants.set([])
    with pytest.raises(IntegrityError, match="history locked"):
        run("DELETE FROM villages_historicalvillage_assistants")


def test_nothing_is_verified_that_was_not_submitted(village, ani, citra):
    draft = make_baseline(village, records=1, by=ani)
    with pytest.raises(IntegrityError, match="baseline locked"):
        run(
            "UPDATE villages_baseline SET status = 'verified', total = 26, submitted_at = opened_at, "
            "submitted_by_id = opened_by_id, verified_at = opened_at, verified_by_id = %s "
            "WHERE id = %s",
            citra.pk,
            draft.pk,
        )


@on_sqlite
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE OR IGNORE villages_neighbourhoodrecord SET buildings = 7 WHERE id = {record}",
        "UPDATE OR REPLACE villages_neighbourhoodrecord SET buildings = 7 WHERE id = {record}",
        "REPLACE INTO villages_neighbourhoodrecord "
        "(id, baseline_id, neighbourhood_id, note, level, version) "
        "VALUES ({record}, {draft}, {place}, '', '', 1)",
        "REPLACE INTO villages_baselineevent (id, baseline_id, act, at, comment, change_count) "
        "VALUES ({event}, {draft}, 'opened', '2022-01-01', '', 0)",
    ],
)
def test_sqlite_conflict_clauses_do_not_go_round_the_triggers(frozen, record, ani, sql):
    draft = make_baseline(frozen.village, year=2030, by=ani)
    event = frozen.events.latest("pk")
    ids = {
        "record": record.pk,
        "draft": draft.pk,
        "place": record.neighbourhood_id,
        "event": event.pk,
    }
    with pytest.raises(IntegrityError, match="locked"):
        run(sql.format(**ids))
    assert unchanged(record)
    assert BaselineEvent.objects.get(pk=event.pk).baseline == frozen


@on_postgresql
@pytest.mark.parametrize(
    "table", ["neighbourhoodrecord", "baseline", "baselineevent", "historicalbaseline"]
)
def test_postgresql_tables_cannot_be_truncated(frozen, table):
    run("SET CONSTRAINTS ALL IMMEDIATE")  # else PostgreSQL refuses before it asks our triggers
    with pytest.raises(IntegrityError, match="locked"):
        run(f"TRUNCATE villages_{table} CASCADE")


# --- what stays possible ----------------------------------------------------------------------------


def test_reopening_is_the_way_out_of_verified(village, ani, citra):
    baseline = make_baseline(village, records=1, by=ani, status="verified", verifier=citra)

    actions.reopen_baseline(baseline=baseline, by=citra, reason="Salah satuan di RT 001")

    record = baseline.records.get()
    record.area_ha = Decimal("3.5")
    actions.save_record(record=record, by=ani)
    baseline.refresh_from_db()
    assert (baseline.status, baseline.verified_at) == ("draft", None)
    assert baseline.records.get().area_ha == Decimal("3.5")


def test_raw_reopening_needs_somebody_and_a_reason(village, ani, citra):
    baseline = make_baseline(village, records=1, by=ani, status="verified", verifier=citra)
    reopen = (
        "UPDATE villages_baseline SET status = 'draft', verified_at = NULL, verified_by_id = NULL, "
        "reopened_at = opened_at, reopened_by_id = opened_by_id, reopen_reason = %s WHERE id = %s"
    )
    with pytest.raises(IntegrityError, match="baseline locked"):
        run(reopen, "", baseline.pk)

    run(reopen, "Salah satuan", baseline.pk)

    assert Baseline.objects.get(pk=baseline.pk).status == "draft"


def test_returned_and_draft_records_stay_open(village, ani, citra):
    returned = make_baseline(village, records=1, by=ani, status="returned", verifier=citra)
    record = returned.records.get()

    record.buildings = 101
    record.save()
    run("UPDATE villages_neighbourhoodrecord SET buildings = 102 WHERE id = %s", record.pk)

    assert NeighbourhoodRecord.objects.get(pk=record.pk).buildings == 102


def test_a_draft_that_was_never_submitted_can_be_deleted_with_its_events(village, ani):
    baseline = actions.open_baseline(village=village, year=2022, kind="initial", by=ani)
    make_record(baseline, by=ani)

    actions.delete_baseline(baseline=baseline, by=ani)

    assert Baseline.objects.count() == BaselineEvent.objects.count() == 0
    assert Baseline.history.filter(history_type="-").count() == 1
    assert NeighbourhoodRecord.history.filter(history_type="-", history_user=ani).count() == 1


# --- the locks themselves ---------------------------------------------------------------------------


def test_every_history_table_is_locked(db):
    tables = set(connection.introspection.table_names())
    history = {table for table in tables if table.startswith("villages_historical")}
    locked = {table for __, table in locks.armed(connection)}
    assert history <= locked
    assert "villages_historicalvillage_assistants" in history


def test_a_missing_lock_is_noticed_and_migrate_makes_it_anew(db):
    with connection.cursor() as cursor:
        on_table = "" if connection.vendor == "sqlite" else " ON villages_neighbourhoodrecord"
        cursor.execute(f"DROP TRIGGER lock_record_update{on_table}")
    assert not locks.are_armed(connection)

    call_command("migrate", verbosity=0)

    assert locks.are_armed(connection)


def test_migrating_back_and_forth_ends_with_the_locks_in_place(transactional_db):
    make_baseline(make_village(), records=1, status="verified")

    call_command("migrate", "villages", "zero", verbosity=0)
    assert locks.armed(connection) == []
    call_command("migrate", verbosity=0)

    assert locks.are_armed(connection)


@pytest.mark.parametrize("turn", ["first", "second"])
def test_real_transactions_start_empty_and_locked(transactional_db, turn):
    """Emptying after the first needs the locks lifted; the second finds them armed again."""
    assert locks.are_armed(connection)
    assert Baseline.objects.count() == User.objects.count() == 0

    make_baseline(make_village(), records=1, status="verified")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_real_transactions_asked_for_by_a_marker_do_so_too(turn):
    assert locks.are_armed(connection)
    assert Baseline.objects.count() == 0

    make_baseline(make_village(), records=1, status="verified")
