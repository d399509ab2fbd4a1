"""Confirming a reduction: right, scope, and what the act itself refuses."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from kotaku import roles
from tests.factories import make_user
from tests.villages.surveying import JUST_LIGHT, deliver, surveyed
from villages.actions.condition import refresh_conditions
from villages.actions.reduction import confirm_reduction
from villages.models import SlumReduction

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(village):
    """1.25 ha of Ani's village leave the slum area in 2021."""
    surveyed(village, 2020, JUST_LIGHT | {"area_ha": "1.25"})
    deliver(village, "001", 2021, "3a", 100)
    refresh_conditions([village], until=2022)
    return village


def reduction(village, year=2021, **fields):
    return SlumReduction(
        village=village, year=year, **{"confirmed_ha": Decimal(1), "note": "Berita acara"} | fields
    )


def test_confirming_keeps_what_is_proposed_now(village, citra):
    kept = confirm_reduction(reduction=reduction(village), by=citra)

    kept.refresh_from_db()
    assert (kept.proposed_ha, kept.confirmed_ha) == (Decimal("1.25"), 1)
    assert (kept.confirmed_by, kept.version) == (citra, 1)
    assert kept.confirmed_at is not None
    assert kept.history.get().history_user == citra


def test_confirming_needs_the_right(village, ani):
    with pytest.raises(PermissionDenied):
        confirm_reduction(reduction=reduction(village), by=ani)

    assert not SlumReduction.objects.exists()


def test_confirming_stays_within_ones_villages(village, citra):
    stranger = make_user(role=roles.ASSISTANT)
    permission = citra.groups.get().permissions.get(codename="confirm_slumreduction")
    stranger.user_permissions.add(permission)

    with pytest.raises(PermissionDenied, match="di luar wilayah"):
        confirm_reduction(reduction=reduction(village), by=stranger)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"note": "  "}, "Tulis dasar penetapan ini."),
        ({"year": 2019}, "Kondisi desa ini pada 2019 belum diketahui"),
        ({"confirmed_ha": Decimal("1.26")}, "Luas seluruh RT desa ini 1,25 ha"),
    ],
)
def test_confirming_refuses_the_impossible(village, citra, fields, message):
    with pytest.raises(ValidationError) as refused:
        confirm_reduction(reduction=reduction(village, **fields), by=citra)

    assert message in " ".join(refused.value.messages)
    assert not SlumReduction.objects.exists()
