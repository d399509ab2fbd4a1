"""Two people at the same moment: neither condition forgets the other, and nobody waits in a circle.

On SQLite writers queue as a whole; there is nothing to find out.
"""

import time
from datetime import date
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.urls import reverse

from tests.factories import make_baseline, make_project, move_baseline
from tests.villages.reviewing import choice
from villages import actions
from villages.actions.condition import check_conditions, lock_villages
from villages.actions.output import save_output
from villages.forms.review import CHOICE
from villages.models import Baseline, Condition, Output

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time"),
]

PATIENCE = 10  # seconds until a test gives up waiting


def in_thread(act, *args):
    """Run with a database connection of its own; the thread, started."""

    def run():
        try:
            act(*args)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


def wait_until_somebody_queues():
    """Until another connection waits for a lock that this one holds."""
    deadline = time.monotonic() + PATIENCE
    waiting = (
        "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    )
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone():
                return
        time.sleep(0.02)
    raise AssertionError("nobody waited")


def deliver(project, rt, volume, by):
    """Something was delivered in May 2023."""
    output = Output(
        project=project,
        neighbourhood=rt,
        indicator="2b",
        delivered=volume,
        delivered_on=date(2023, 5, 1),
    )
    save_output(output=output, by=by, confirmed=True)


def remaining(rt, year):
    return Condition.objects.get(neighbourhood=rt, year=year).poor_road_m


def test_two_deliveries_at_once_are_both_counted(citra, kartika):
    baseline = make_baseline(records=1, status="verified")
    rt = baseline.records.get().neighbourhood
    projects = [make_project(baseline.village) for __ in range(2)]

    with transaction.atomic():
        deliver(projects[0], rt, 100, citra)
        second = in_thread(deliver, projects[1], rt, 150, kartika)
        wait_until_somebody_queues()
    second.join()

    assert remaining(rt, 2023) == 50.5
    assert list(check_conditions([baseline.village])) == []


def test_delivery_while_a_baseline_is_verified_is_counted(village, ani, citra, kartika):
    draft = make_baseline(village, records=1, by=ani)
    actions.submit_baseline(baseline=draft, by=ani)
    rt = draft.records.get().neighbourhood
    project = make_project(village)

    with transaction.atomic():
        actions.verify_baseline(baseline=draft, by=citra)
        delivery = in_thread(deliver, project, rt, 100, kartika)
        wait_until_somebody_queues()
    delivery.join()

    assert remaining(rt, 2023) == 200.5
    assert list(check_conditions([village])) == []


@pytest.mark.parametrize("page", ["baseline-verify", "baseline-reopen", "queue-verify"])
def test_deciding_waits_for_the_village_before_it_takes_the_baseline(
    client, village, ani, citra, page
):
    """An import locks village and baseline in this order; whoever did it the other way would block it."""
    baseline = make_baseline(village, records=1, by=ani)
    move_baseline(baseline, "verified" if page == "baseline-reopen" else "submitted", by=ani)
    client.force_login(citra)
    url = reverse(f"villages:{page}", args=[] if page == "queue-verify" else baseline.address)
    sent = {"comment": "Sesuai lapangan", "konfirmasi": "1", CHOICE: choice(baseline)}

    with transaction.atomic():
        lock_villages([village])
        decision = in_thread(client.post, url, sent)
        wait_until_somebody_queues()
        free = Baseline.objects.select_for_update(nowait=True).filter(pk=baseline.pk)
        before = free.get().status
    decision.join()

    assert Baseline.objects.get(pk=baseline.pk).status != before
    assert list(check_conditions([village])) == []


def test_rows_for_a_village_can_be_added_while_it_is_locked(village):
    """Whoever only names the village in a new row does not queue."""
    done = Event()

    def register():
        make_project(village)
        done.set()

    with transaction.atomic():
        lock_villages([village])
        registering = in_thread(register)
        assert done.wait(PATIENCE)
    registering.join()
