"""The import of interventions, killed for real in the middle of its work: nothing is left half-written."""

import signal

import pytest

from tests.factories import make_neighbourhood, make_village
from tests.villages.intervention_sheets import cells, sheet
from tests.villages.running_import import RunningImport
from villages.models import ImportBatch, Output, Project

VILLAGES, RTS = 20, 60
ROWS = VILLAGES * RTS


@pytest.fixture
def workbook(transactional_db, tmp_path):
    """A file of 1,200 outputs of 20 projects in villages that really are in the database."""
    rows = []
    for __ in range(VILLAGES):
        village = make_village()
        for number in range(1, RTS + 1):
            place = make_neighbourhood(village, "001", f"{number:03}")
            rows.append(cells(village, rt=place.rt))
    path = tmp_path / "kegiatan.xlsx"
    path.write_bytes(sheet(*rows).read())
    return path


def counts():
    """How much there is of everything that the import writes."""
    models = Project, Output, Project.history, Output.history, ImportBatch
    return [getattr(model, "objects", model).count() for model in models]


NOTHING = [0, 0, 0, 0, 0]
EVERYTHING = [VILLAGES, ROWS, VILLAGES, ROWS, 1]


@pytest.mark.parametrize(
    "moment",
    [rf"Memeriksa \S+ {ROWS}/", r"Menyimpan \S+ 500/", r"Menyimpan \S+ 1000/"],
    ids=["before the first row", "after 500 rows", "after 1000 rows"],
)
def test_killed_while_writing_nothing_is_written(workbook, moment):
    running = RunningImport(workbook, "import_projects")
    running.wait_for(moment)

    status = running.kill()

    assert status == -signal.SIGKILL
    assert counts() == NOTHING


def test_killed_at_the_end_it_is_all_or_nothing_and_can_be_run_again(workbook):
    running = RunningImport(workbook, "import_projects")
    running.wait_for(rf"Menyimpan \S+ {ROWS}/")
    running.kill()
    after_killing = counts()

    again = RunningImport(workbook, "import_projects")
    again.wait_for("baris: ")

    assert after_killing in (NOTHING, EVERYTHING)
    assert again.finish() == 0
    assert counts() == EVERYTHING
