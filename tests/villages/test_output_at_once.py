"""Two people at the same moment on the same RT: each delivery counts, and the second is told what is left."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.factories import make_project, make_village
from tests.villages.conditions_of_rts import left, surveyed
from villages.actions.output import ConfirmationNeeded, save_output
from villages.models import Output

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_to_deliver_is_asked_about_what_the_first_left(citra, kartika):
    village = make_village()
    rt = surveyed(village)
    start, questions = Barrier(2), []

    def deliver(project, by):
        output = Output(
            project=project,
            neighbourhood=rt,
            indicator="2b",
            delivered=200,
            delivered_on=date(2023, 5, 1),
        )
        start.wait()
        try:
            save_output(output=output, by=by)
        except ConfirmationNeeded as question:
            questions.extend(question.messages)
        finally:
            connection.close()

    projects = [make_project(village) for __ in range(2)]
    threads = [
        Thread(target=deliver, args=pair) for pair in zip(projects, (citra, kartika), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert questions == ["2b di RT 001 RW 001: hasil 200 m melebihi sisa kebutuhan 100,5 m."]
    assert left(rt) == 100.5
