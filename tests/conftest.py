"""The cast, and what every test may lean on.

ani and budi are city assistants (``village`` is ani's), citra and kartika work at Bappeda, dedi at an OPD,
vina only reads, adi administers.
"""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection

from kotaku import roles
from tests import factories
from villages import locks


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The roles stand in the database once for all tests, as after a deploy."""
    with django_db_blocker.unblock():
        call_command("sync_roles", verbosity=0)


@pytest.fixture
def sync_roles(db):
    """The groups with their permissions; made anew where a test with real transactions emptied them."""
    if not Group.objects.exists():
        call_command("sync_roles", verbosity=0)


@pytest.fixture
def ani(sync_roles):
    """City assistant; ``village`` is hers."""
    return factories.make_user("ani", role=roles.ASSISTANT, first_name="Ani")


@pytest.fixture
def budi(sync_roles):
    """City assistant of other villages."""
    return factories.make_user("budi", role=roles.ASSISTANT, first_name="Budi")


@pytest.fixture
def citra(sync_roles):
    """Bappeda staff."""
    return factories.make_user("citra", role=roles.BAPPEDA, first_name="Citra")


@pytest.fixture
def kartika(sync_roles):
    """Bappeda staff too."""
    return factories.make_user("kartika", role=roles.BAPPEDA, first_name="Kartika")


@pytest.fixture
def dedi(sync_roles):
    """Works at an OPD."""
    return factories.make_user("dedi", role=roles.AGENCY_STAFF, first_name="Dedi")


@pytest.fixture
def vina(sync_roles):
    """Only reads."""
    return factories.make_user("vina", role=roles.VIEWER, first_name="Vina")


@pytest.fixture
def adi(sync_roles):
    """Administrator: people, roles and places in Django admin."""
    return factories.make_user("adi", role=roles.ADMIN, first_name="Adi", is_staff=True)


@pytest.fixture
def village(ani):
    """Ani's village."""
    return factories.make_village(assistants=[ani], name="Kebonagung")


@pytest.fixture(autouse=True)
def _emptying_needs_the_locks_lifted(request):
    """Tests with real transactions empty the tables afterwards, which the locks rightly refuse.

    The database is asked for first, so that this ends before the emptying begins; the signal that Django
    sends after it arms the locks again for the next test.
    """
    if not _has_real_transactions(request):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    locks.lift(connection)


def _has_real_transactions(request):
    marker = request.node.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(request.fixturenames)
    return bool(
        asked or (marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,)))
    )
