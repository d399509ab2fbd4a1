"""Two people import the same sheet at the same moment: what it holds is there once."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.factories import make_neighbourhood, make_village
from tests.villages.intervention_sheets import cells, preview, sheet
from villages.actions.importing import PreviewOutdated, import_save
from villages.models import Output, Project

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_imports_of_the_same_sheet_make_its_outputs_once(citra, kartika):
    village = make_village()
    make_neighbourhood(village, "001", "001")
    batches = [preview(sheet(cells(village)), by=by) for by in (citra, kartika)]
    start, refusals = Barrier(2), []

    def save(batch):
        start.wait()
        try:
            import_save(batch=batch, by=batch.created_by)
        except ValidationError as error:
            refusals.append(type(error))
        finally:
            connection.close()

    threads = [Thread(target=save, args=[batch]) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refusals == [PreviewOutdated]
    assert (Project.objects.count(), Output.objects.count()) == (1, 1)
    states = sorted(row["state"] for batch in batches for row in _again(batch).plan)
    assert states == ["new", "unchanged"]


def _again(batch):
    batch.refresh_from_db()
    return batch
