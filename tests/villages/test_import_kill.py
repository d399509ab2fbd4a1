"""The import command, killed for real in the middle of its work: nothing is left half-written."""

import os
import re
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.factories import make_village
from tests.villages.import_sheets import row, sheet
from villages.models import (
    Baseline,
    BaselineEvent,
    ImportBatch,
    Neighbourhood,
    NeighbourhoodRecord,
)

VILLAGES, RTS = 22, 50
ROWS = VILLAGES * RTS
PATIENCE = 120  # seconds until a silent process counts as stuck


@pytest.fixture
def workbook(transactional_db, tmp_path):
    """A file of 1,100 rows of villages that really are in the database."""
    villages = [make_village() for __ in range(VILLAGES)]
    rows = [row(village, f"{rt:03}") for village in villages for rt in range(1, RTS + 1)]
    path = tmp_path / "isian.xlsx"
    path.write_bytes(sheet(*rows).read())
    return path


def database_url():
    """The address of the database that this test runs on."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    person = ":".join(filter(None, (database["USER"], database["PASSWORD"])))
    host = ":".join(filter(None, (database["HOST"], str(database["PORT"]))))
    return f"postgres://{person}@{host}/{database['NAME']}"


class RunningImport:
    """The command in a process of its own, on a terminal so that it tells how far it is."""

    def __init__(self, workbook):
        self.terminal, terminal = os.openpty()
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "kotaku.settings",
            "DATABASE_URL": database_url(),
            "MEDIA_ROOT": str(workbook.parent / "media"),
            "SECRET_KEY": "test-key-of-no-worth",
        }
        command = [sys.executable, "manage.py", "import_baseline", str(workbook), "--year", "2022"]
        self.process = subprocess.Popen(  # noqa: S603
            command,
            cwd=Path(settings.BASE_DIR),
            env=environment,
            stdout=terminal,
            stderr=terminal,
        )
        os.close(terminal)
        self.said = ""

    def wait_for(self, pattern):
        """Until the command says something like it, or ends."""
        while not re.search(pattern, self.said):
            ready, __, __ = select.select([self.terminal], [], [], PATIENCE)
            assert ready, f"silent after {self.said!r}"
            try:
                self.said += os.read(self.terminal, 4096).decode(errors="replace")
            except OSError:  # how Linux says that the other side is closed
                break

    def kill(self):
        """As a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        return self.finish()

    def finish(self):
        status = self.process.wait(PATIENCE)
        os.close(self.terminal)
        return status


def counts():
    """How much there is of everything that the import writes."""
    return [
        Baseline.objects.count(),
        BaselineEvent.objects.count(),
        ImportBatch.objects.count(),
        Neighbourhood.objects.count(),
        NeighbourhoodRecord.objects.count(),
        NeighbourhoodRecord.history.count(),
    ]


NOTHING = [0, 0, 0, 0, 0, 0]
EVERYTHING = [VILLAGES, VILLAGES, 1, ROWS, ROWS, ROWS]


@pytest.mark.parametrize(
    "moment",
    [rf"Memeriksa \S+ {ROWS}/", r"Menyimpan \S+ 500/", r"Menyimpan \S+ 1000/"],
    ids=["before the first row", "after 500 rows", "after 1000 rows"],
)
def test_killed_while_writing_nothing_is_written(workbook, moment):
    running = RunningImport(workbook)
    running.wait_for(moment)

    status = running.kill()

    assert status == -signal.SIGKILL
    assert counts() == NOTHING


def test_killed_at_the_end_it_is_all_or_nothing_and_can_be_run_again(workbook):
    running = RunningImport(workbook)
    running.wait_for(rf"Menyimpan \S+ {ROWS}/")
    running.kill()
    after_killing = counts()

    again = RunningImport(workbook)
    again.wait_for("Disimpan sebagai impor")

    assert after_killing in (NOTHING, EVERYTHING)
    assert again.finish() == 0
    assert counts() == EVERYTHING
    assert set(Baseline.objects.values_list("status", "total")) == {("draft", 22)}
