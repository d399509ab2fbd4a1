"""The locks inside the database: raw SQL is refused on SQLite and PostgreSQL alike."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from tests.factories import make_baseline, make_neighbourhood, make_record, make_village
from villages import locks
from villages.models import Baseline, BaselineEvent, NeighbourhoodRecord

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own words")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL only")


@pytest.fixture
def record(frozen):
    return frozen.records.first()


def run(sql, *values):
    """Raw SQL, and what a savepoint needs so that the test can go on after a refusal."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def unchanged(record):
    return NeighbourhoodRecord.objects.get(pk=record.pk).buildings == record.buildings


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
    with pytest.raises(IntegrityError, match=r"locked|kept"):
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


def test_raw_sql_may_change_what_is_open(village, ani, citra):
    returned = make_baseline(village, records=1, by=ani, status="returned", verifier=citra)
    run(
        "UPDATE villages_neighbourhoodrecord SET buildings = 102 WHERE baseline_id = %s",
        returned.pk,
    )
    assert returned.records.get().buildings == 102


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
