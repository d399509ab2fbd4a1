"""Locks inside the database: what even the shell and raw SQL may not change.

* The RT records of a submitted or verified baseline cannot be inserted, changed or deleted.
* A submitted baseline changes in two ways only, it is verified or returned; a verified one in one way: it
  is reopened, by somebody and with a reason. Nothing is verified that was not submitted before.
* A baseline that was ever submitted cannot be deleted, nor can its events.
* History rows and events cannot be changed; history rows cannot be deleted.
* On PostgreSQL none of these tables can be truncated. On SQLite the setting ``recursive_triggers`` makes
  REPLACE answer to the same triggers.

SQLite loses a table's triggers when a migration rebuilds the table, and refuses to rebuild a table that a
trigger names. So the triggers are dropped before every migration and made anew after it.
"""

from django.apps import apps
from django.db import connections, transaction

FROZEN = "('submitted', 'verified')"
_STEPS = (
    "('draft>submitted', 'returned>submitted', 'submitted>verified', 'submitted>returned', "
    "'verified>draft')"
)
_STANDS_STILL = f"OLD.status IN {FROZEN} AND NEW.status = OLD.status"
_SKIPS_A_STEP = f"NEW.status <> OLD.status AND (OLD.status || '>' || NEW.status) NOT IN {_STEPS}"
_MOVES_AWAY = (
    f"OLD.status IN {FROZEN} AND (NEW.village_id <> OLD.village_id OR NEW.year <> OLD.year "
    "OR NEW.kind <> OLD.kind)"
)
_OPENS_SILENTLY = (
    "OLD.status = 'verified' AND (NEW.reopened_by_id IS NULL OR NEW.reopened_at IS NULL "
    "OR NEW.reopen_reason = '')"
)


def _record_rule(row):
    return (
        f"EXISTS (SELECT 1 FROM villages_baseline WHERE id = {row}.baseline_id "
        f"AND status IN {FROZEN})"
    )


# (name, table, event, condition under which it is refused, message)
_RULES = (
    (
        "record_insert",
        "villages_neighbourhoodrecord",
        "INSERT",
        _record_rule("NEW"),
        "record locked",
    ),
    (
        "record_update",
        "villages_neighbourhoodrecord",
        "UPDATE",
        f"{_record_rule('OLD')} OR {_record_rule('NEW')}",
        "record locked",
    ),
    (
        "record_delete",
        "villages_neighbourhoodrecord",
        "DELETE",
        _record_rule("OLD"),
        "record locked",
    ),
    (
        "baseline_update",
        "villages_baseline",
        "UPDATE",
        f"({_STANDS_STILL}) OR ({_SKIPS_A_STEP}) OR ({_MOVES_AWAY}) OR ({_OPENS_SILENTLY})",
        "baseline locked",
    ),
    (
        "baseline_delete",
        "villages_baseline",
        "DELETE",
        "OLD.submitted_at IS NOT NULL",
        "submitted baseline kept",
    ),
    ("event_update", "villages_baselineevent", "UPDATE", "1 = 1", "event locked"),
    (
        "event_delete",
        "villages_baselineevent",
        "DELETE",
        "EXISTS (SELECT 1 FROM villages_baseline WHERE id = OLD.baseline_id "
        "AND submitted_at IS NOT NULL)",
        "event locked",
    ),
)


_registered = []


def register(*rules):
    """Add rules of another app, shaped as those above, when it starts; one that is known stays."""
    _registered.extend(rule for rule in rules if rule not in _registered)


def rules(vendor):
    """All locks of a database: those above, two for every history table, and against truncating."""
    history = [model._meta.db_table for model in apps.get_models() if _is_history(model)]
    ours = (*_RULES, *_registered)
    yield from ours
    for table in history:
        yield f"{table}_update", table, "UPDATE", "1 = 1", "history locked"
        yield f"{table}_delete", table, "DELETE", "1 = 1", "history locked"
    if vendor == "postgresql":
        for table in dict.fromkeys([*(rule[1] for rule in ours), *history]):
            yield f"{table}_truncate", table, "TRUNCATE", "1 = 1", "table locked"


def _is_history(model):
    """A model of django-simple-history, also one that keeps a many-to-many relation."""
    return hasattr(model, "history_object") or hasattr(model, "m2m_history_id")


def arm(connection):
    """Create every lock; those that exist are made anew."""
    lift(connection)
    write = _sqlite_trigger if connection.vendor == "sqlite" else _postgresql_trigger
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for rule in rules(connection.vendor):
            for statement in write(*rule):
                cursor.execute(statement)


def lift(connection):
    """Drop every lock that exists."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name, table in armed(connection):
            on_table = "" if connection.vendor == "sqlite" else f' ON "{table}"'
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on_table}')


def armed(connection):
    """(trigger, table) of the locks that are in place."""
    if connection.vendor == "sqlite":
        query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = (
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [row for row in cursor.fetchall() if row[0].startswith("lock_")]


def are_armed(connection):
    """Whether every lock is in place; ``/healthz`` asks."""
    wanted = {f"lock_{name}" for name, *__ in rules(connection.vendor)}
    return {name for name, __ in armed(connection)} == wanted


def lift_for_migration(using, **kwargs):
    """Before ``migrate``: tables may be rebuilt."""
    lift(connections[using])


def arm_after_migration(using, **kwargs):
    """After ``migrate``: arm the locks, unless it went back to where the tables do not exist."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    if all(table in present for __, table, *__rest in rules(connection.vendor)):
        arm(connection)


def _sqlite_trigger(name, table, event, condition, message):
    yield (
        f'CREATE TRIGGER "lock_{name}" BEFORE {event} ON "{table}" FOR EACH ROW WHEN {condition} '
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _postgresql_trigger(name, table, event, condition, message):
    row, each = {"DELETE": ("OLD", "ROW"), "TRUNCATE": ("NULL", "STATEMENT")}.get(
        event, ("NEW", "ROW")
    )
    yield (
        f'CREATE OR REPLACE FUNCTION "lock_{name}"() RETURNS trigger LANGUAGE plpgsql AS $lock$ '
        f"BEGIN IF {condition} THEN "
        f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {row}; END $lock$"
    )
    yield (
        f'CREATE TRIGGER "lock_{name}" BEFORE {event} ON "{table}" '
        f'FOR EACH {each} EXECUTE FUNCTION "lock_{name}"()'
    )
