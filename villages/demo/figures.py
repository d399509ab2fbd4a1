"""Figures of the demo: believable, the same every time, and nobody's survey.

A village has a profile: the share (percent) of each denominator that is deficient. Its RTs differ from it
by fixed steps, so that some are better and some worse.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from villages.scoring import INDICATORS, Unit

# How far, in points of a percentage, each RT lies from the profile of its village: as a whole, and …
SPREAD = (0, 8, -6, 16, -24, 4, -12, 18, -30, 10, -4, 19, -16, 6)
# … in single indicators, each of which takes these steps at another place.
STEPS = (0, 5, -4, 7, -6, 3, -9, 6, -2, 8, -5, 2, -7, 4)
STRIDE = 3


@dataclass(frozen=True)
class Profile:
    """Percent of the denominator that is deficient, by indicator code."""

    shares: dict[str, int]

    def better(self, **shares):
        """This profile after works on the named indicators (such as ``c2b`` for 2b)."""
        return Profile(self.shares | {code[1:]: share for code, share in shares.items()})


def _profile(*shares):
    return Profile(dict(zip((item.code for item in INDICATORS), shares, strict=True)))


#                     1a  1b  1c  2a  2b  3a  3b  4a  4b  4c  5a  5b  6a  6b  7a  7b
DENSE_COAST = _profile(58, 30, 40, 28, 62, 55, 40, 27, 72, 55, 45, 52, 83, 88, 80, 95)
ROADSIDE = _profile(30, 0, 20, 12, 36, 30, 14, 4, 56, 40, 28, 31, 62, 78, 54, 84)
VILLAGE_EDGE = _profile(12, 0, 24, 16, 30, 20, 10, 0, 48, 30, 26, 22, 54, 70, 52, 78)
OLD_CENTRE = _profile(54, 18, 44, 22, 66, 42, 30, 24, 78, 60, 40, 46, 74, 86, 66, 90)
# Sukomulyo after roads, drains and waste collection of 2021.
OLD_CENTRE_IMPROVED = OLD_CENTRE.better(c2a=12, c2b=18, c4a=6, c4b=30, c4c=22, c6a=36, c6b=40)
# Kebonagung three years on: a little of everything.
DENSE_COAST_LATER = DENSE_COAST.better(c2b=52, c3a=50, c4b=64, c6b=80)


def denominators(position):
    """Area, buildings, people, households, road and drain of the RT at a position of its village."""
    households = 42 + 7 * (position * 5 % 6)
    buildings = households - position % 4
    road = 320 + 35 * (position * 3 % 8)
    return {
        "area_ha": Decimal("0.90") + Decimal("0.25") * (position * 4 % 7),
        "buildings": buildings,
        "people": households * 3 + 11 * (position % 5),
        "households": households,
        "ideal_road_m": Decimal(road),
        "ideal_drain_m": Decimal(road + 20 * (position % 3)),
    }


def volumes(profile, position, limits):
    """Deficient volumes by field name of the RT at a position, within its denominators ``limits``."""
    return {
        item.field: _volume(item, _share(profile, number, position), limits[item.out_of])
        for number, item in enumerate(INDICATORS)
    }


def _share(profile, number, position):
    share = list(profile.shares.values())[number]
    step = SPREAD[position % len(SPREAD)] + STEPS[(position + number * STRIDE) % len(STEPS)]
    return max(0, min(100, share + step)) if share else 0


def _volume(indicator, share, limit):
    volume = Decimal(limit) * share / 100
    if indicator.unit == Unit.HECTARE:
        return volume.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP).min(limit)
    if indicator.unit == Unit.METRE:
        return volume.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return int(volume.to_integral_value(rounding=ROUND_HALF_UP))
