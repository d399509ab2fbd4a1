"""Two people at the same moment: the money of a project does not come twice, nor beyond its budget."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.factories import make_work
from villages.actions.work import save_disbursement
from villages.models import Disbursement

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_stages_at_once_stay_within_the_budget(citra, kartika):
    project = make_work()
    stages = [
        Disbursement(
            project=project, stage=stage, disbursed_on=date(2021, 9, 1), amount_rp=200_000_000
        )
        for stage in (1, 2)
    ]
    start, refusals = Barrier(2), []

    def save(disbursement, by):
        start.wait()
        try:
            save_disbursement(disbursement=disbursement, by=by)
        except ValidationError as error:
            refusals.extend(error.messages)
        finally:
            connection.close()

    threads = [
        Thread(target=save, args=pair) for pair in zip(stages, (citra, kartika), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert project.disbursements.count() == 1
    assert len(refusals) == 1
    assert "melebihi anggaran" in refusals[0]
