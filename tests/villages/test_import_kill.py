"""The import command, killed for real in the middle of its work: nothing is left half-written."""

import signal

import pytest

from tests.factories import make_village
from tests.villages.import_sheets import row, sheet
from tests.villages.running_import import RunningImport
from villages.models import (
    Baseline,
    BaselineEvent,
    ImportBatch,
    Neighbourhood,
    NeighbourhoodRecord,
)

VILLAGES, RTS = 22, 50
ROWS = VILLAGES * RTS


@pytest.fixture
def workbook(transactional_db, tmp_path):
    """A file of 1,100 rows of villages that really are in the database."""
    villages = [make_village() for __ in range(VILLAGES)]
    rows = [row(village, f"{rt:03}") for village in villages for rt in range(1, RTS + 1)]
    path = tmp_path / "isian.xlsx"
    path.write_bytes(sheet(*rows).read())
    return path


def start(workbook):
    return RunningImport(workbook, "import_baseline", "--year", "2022")


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
    running = start(workbook)
    running.wait_for(moment)

    status = running.kill()

    assert status == -signal.SIGKILL
    assert counts() == NOTHING


def test_killed_at_the_end_it_is_all_or_nothing_and_can_be_run_again(workbook):
    running = start(workbook)
    running.wait_for(rf"Menyimpan \S+ {ROWS}/")
    running.kill()
    after_killing = counts()

    again = start(workbook)
    again.wait_for("Disimpan sebagai impor")

    assert after_killing in (NOTHING, EVERYTHING)
    assert again.finish() == 0
    assert counts() == EVERYTHING
    assert set(Baseline.objects.values_list("status", "total")) == {("draft", 22)}
