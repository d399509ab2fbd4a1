"""Figures of the home page as it shows them, each with the address of the rows behind it."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from kotaku import charts
from villages.filters.neighbourhood import ANY_SLUM
from villages.filters.village import READER_STATES, STATES, YES
from villages.models import Baseline, SlumDecree, Village
from villages.queries import regency
from villages.queries.padat_karya import recap_of, recorded_works
from villages.queries.trend import regency_trend
from villages.scoring import SlumLevel
from workshops.filters.follow_up import OVERDUE
from workshops.models import FollowUp

NOT_ENTERED_SHOWN = 20
NEWLY_VERIFIED_SHOWN = 10


@dataclass(frozen=True)
class Tile:
    """One figure with its words; a figure with a unit is measured, one without is counted."""

    figure: Decimal | int
    label: str
    url: str
    unit: str = ""


@dataclass(frozen=True)
class Share:
    """Number of villages in one state, for the legend and the cells of the table."""

    state: str
    label: str
    count: int
    url: str


@dataclass(frozen=True)
class DistrictRow:
    """A district with its stacked bar and its numbers."""

    name: str
    url: str
    village_count: int
    verified_count: int
    shares: list[Share]
    pieces: list


@dataclass(frozen=True)
class LevelRow:
    """Number of RTs of a level, with hectares and the rows behind them."""

    level: str
    neighbourhoods: int
    area_ha: Decimal
    url: str


def rows_address(name, **query):
    """Address of a list that shows the rows behind a figure."""
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)


def figures(user, year, *, until=None):
    """Everything the home page says about the regency in a year; fourteen queries, however many rows.

    Padat karya is that of the last year with any, not after ``until`` (by default the year).
    """
    districts = regency.progress_by_district(user, year)
    state_labels = dict(STATES if regency.sees_unverified(user) else READER_STATES)
    levels = [_level_row(item, year) for item in regency.level_figures(user, year)]
    totals = _totals(districts)
    not_entered = regency.villages_not_entered(user, year)
    trend = regency_trend(Village.objects.visible_to(user))
    return {
        "tiles": [
            *_tiles(regency.decree_figures(user), levels, totals, year),
            *_late(user),
            *_now(trend),
            *_padat_karya_tiles(recorded_works(user).filter(year__lte=until or year)),
        ],
        "trend": trend,
        "legend": _shares(totals, state_labels, year),
        "districts": [_district_row(district, state_labels, year) for district in districts],
        "levels": levels,
        "level_total": sum(row.neighbourhoods for row in levels),
        "level_total_url": rows_address("villages:neighbourhood-list", tahun=year),
        "area_total_ha": sum(row.area_ha for row in levels),
        "not_entered": not_entered[:NOT_ENTERED_SHOWN],
        "not_entered_count": totals[regency.NOT_ENTERED],
        "not_entered_url": _villages(year, keadaan=regency.NOT_ENTERED),
    }


def newly_verified(user):
    """The baselines that were verified last."""
    baselines = Baseline.objects.visible_to(user).verified().order_by("-verified_at", "-pk")
    return baselines.select_related("village__district")[:NEWLY_VERIFIED_SHOWN]


def _totals(districts):
    return {
        state: sum(district.counts[state] for district in districts) for state in regency.STATES
    }


def _villages(year, **query):
    return rows_address("villages:village-list", tahun=year, **query)


def _neighbourhoods(year, level):
    return rows_address("villages:neighbourhood-list", tahun=year, tingkat=level)


def _tiles(decrees, levels, totals, year):
    slum = sum(row.neighbourhoods for row in levels if row.level != SlumLevel.NOT_SLUM)
    verified = Baseline.Status.VERIFIED
    return [
        Tile(decrees.villages, _("desa dalam SK Kumuh yang berlaku"), _villages(year, sk=YES)),
        Tile(
            decrees.area_ha,
            _("kawasan kumuh menurut SK yang berlaku"),
            rows_address("villages:decree-list", status="in_force"),
            "ha",
        ),
        Tile(
            slum,
            _("RT kumuh menurut baseline terverifikasi terakhir"),
            _neighbourhoods(year, ANY_SLUM),
        ),
        Tile(
            totals[verified],
            _("dari %(total)s desa punya baseline terverifikasi %(year)s")
            % {"total": sum(totals.values()), "year": year},
            _villages(year, keadaan=verified),
        ),
    ]


def _now(trend):
    """Hectares that are still slum in the last year of the trend."""
    if trend:
        last = trend[-1]
        url = rows_address("villages:neighbourhood-list", tahun=last.year, kondisi=ANY_SLUM)
        label = _("luas RT yang masih kumuh, kondisi %(year)s") % {"year": last.year}
        yield Tile(last.slum_ha, label, url, "ha")


def _padat_karya_tiles(works):
    """Workers, person-days and wages of the last year with padat karya."""
    year = works.aggregate(latest=Max("year"))["latest"]
    if year is None:
        return []
    total = recap_of(works.filter(year=year)).total
    url = rows_address("villages:padat-karya", tahun=year)
    return [
        Tile(total.workers, _("pekerja padat karya %(year)s") % {"year": year}, url),
        Tile(total.person_days, _("HOK padat karya %(year)s") % {"year": year}, url),
        Tile(
            round(total.wages_rp / 1_000_000),
            _("juta rupiah upah padat karya %(year)s") % {"year": year},
            url,
        ),
    ]


def _late(user):
    """Decrees and follow-ups whose day has passed, for those who may see them."""
    if user.has_perm("villages.view_slumdecree"):
        yield Tile(
            SlumDecree.objects.visible_to(user).due_for_review().count(),
            _("SK Kumuh yang waktunya ditinjau"),
            rows_address("villages:decree-list", tinjau=1),
        )
    if user.has_perm("workshops.view_followup"):
        yield Tile(
            FollowUp.objects.visible_to(user).overdue().count(),
            _("tindak lanjut terlambat"),
            rows_address("workshops:follow-up-list", lingkup=OVERDUE),
        )


def _shares(counts, state_labels, year, **query):
    return [
        Share(state, label, counts[state], _villages(year, keadaan=state, **query))
        for state, label in ((state, state_labels.get(state)) for state in regency.STATES)
        if label is not None
    ]


def _district_row(district, state_labels, year):
    shares = _shares(district.counts, state_labels, year, kecamatan=district.code)
    return DistrictRow(
        district.name,
        _villages(year, kecamatan=district.code),
        district.village_count,
        district.counts[Baseline.Status.VERIFIED],
        shares,
        charts.shares([(share.state, share.count) for share in shares]),
    )


def _level_row(item, year):
    return LevelRow(
        item.level, item.neighbourhoods, item.area_ha, _neighbourhoods(year, item.level)
    )
