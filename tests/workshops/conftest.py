"""Agencies and follow-ups of more than one test file."""

import pytest

from tests.factories import make_agency, make_follow_up, make_recommendation, make_workshop


@pytest.fixture
def workshop(db):
    """29 and 30 November 2021, virtual."""
    return make_workshop(title="Lokakarya 2021")


@pytest.fixture
def perkim(dedi):
    """Dedi's agency."""
    return make_agency(staff=[dedi], name="Dinas Perumahan", short_name="Perkim")


@pytest.fixture
def dlh(db):
    """An agency of nobody in the cast."""
    return make_agency(name="Dinas Lingkungan Hidup", short_name="DLH")


@pytest.fixture
def recommendation(workshop, perkim, dlh, village):
    """Asked of Perkim and DLH, about ani's village."""
    return make_recommendation(
        workshop, text="Tinjau SK Kumuh", addressed_to=[perkim, dlh], villages=[village]
    )


@pytest.fixture
def follow_up(recommendation, perkim, village):
    """Perkim's, planned, due on the last day of 2022."""
    return make_follow_up(
        perkim, recommendation=recommendation, villages=[village], task="Tinjau SK"
    )
