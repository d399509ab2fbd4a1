"""Two people at the same moment: what would be in force twice comes into force once."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.factories import make_decree, make_location, make_neighbourhood, make_village
from villages.actions.decree import enforce_decree
from villages.models import DecreeLocation

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_drafts_with_the_same_rt_do_not_both_come_into_force(citra, kartika):
    village = make_village()
    rt = make_neighbourhood(village)
    drafts = [make_decree(status="draft") for __ in range(2)]
    for draft in drafts:
        make_location(draft, village, area_name=f"Kawasan {draft.pk}").neighbourhoods.add(rt)
    start, refusals = Barrier(2), []

    def enforce(decree, by):
        start.wait()
        try:
            enforce_decree(decree=decree, by=by)
        except ValidationError as error:
            refusals.extend(error.messages)
        finally:
            connection.close()

    threads = [
        Thread(target=enforce, args=pair) for pair in zip(drafts, (citra, kartika), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert DecreeLocation.objects.in_force().count() == 1
    assert len(refusals) == 1
    assert "RT 001 RW 001 sudah termasuk" in refusals[0]
