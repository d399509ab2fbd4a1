"""People of the review tests."""

import pytest

from kotaku import roles
from tests.factories import make_user


@pytest.fixture
def dwi(sync_roles, village):
    """Works at Bappeda and assists Ani's village too."""
    user = make_user("dwi", role=roles.ASSISTANT, first_name="Dwi")
    user.groups.add(*make_user(role=roles.BAPPEDA).groups.all())
    village.assistants.add(user)
    return user
