"""People and baselines of more than one test file."""

import pytest

from kotaku import roles
from tests.factories import make_baseline, make_user
from villages import actions
from villages.models import Baseline


@pytest.fixture
def dwi(sync_roles, village):
    """Works at Bappeda and assists Ani's village too."""
    user = make_user("dwi", role=roles.ASSISTANT, first_name="Dwi")
    user.groups.add(*make_user(role=roles.BAPPEDA).groups.all())
    village.assistants.add(user)
    return user


@pytest.fixture(params=["submitted", "verified"])
def frozen(request, village, ani, citra):
    """A baseline that nobody may change, with two RTs, opened and submitted by ani."""
    baseline = make_baseline(village, records=2, by=ani)
    actions.submit_baseline(baseline=baseline, by=ani, note="Sesuai lapangan")
    if request.param == "verified":
        actions.verify_baseline(baseline=baseline, by=citra)
    return Baseline.objects.get(pk=baseline.pk)
