"""Hectares that left the slum area, by village and year: proposed by the rule, and confirmed by Bappeda."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from villages.models import Condition, SlumReduction, Village
from villages.numbers import show_number
from villages.queries.condition import condition_years, leaving_slum, proposed_reductions
from villages.registry import WaitingGroup, WaitingItem

OPEN, CONFIRMED, CHANGED = "belum", "ditetapkan", "berubah"
STATES = {
    OPEN: _("Belum ditetapkan"),
    CONFIRMED: _("Ditetapkan"),
    CHANGED: _("Usulan berubah sejak ditetapkan"),
}
DUE = "perlu"  # what Bappeda has to look at: not confirmed, or proposed anew
WAITING_SHOWN = 10
_PLACES = Decimal("0.000001")  # as stored


@dataclass(frozen=True)
class YearReduction:
    """A village in one year: hectares proposed now, and what was confirmed, if anything was."""

    village: Village
    year: int
    proposed_ha: Decimal
    confirmed: SlumReduction | None = None

    @property
    def state(self):
        """One of ``STATES``, or "" where nothing is proposed or confirmed."""
        if self.confirmed is None:
            return OPEN if self.proposed_ha else ""
        return CONFIRMED if self.confirmed.proposed_ha == self.proposed_ha else CHANGED

    @property
    def state_label(self):
        return STATES.get(self.state, "")

    @property
    def is_due(self):
        return self.state in (OPEN, CHANGED)

    @property
    def is_changed(self):
        return self.state == CHANGED

    @property
    def confirmed_ha(self):
        return self.confirmed and self.confirmed.confirmed_ha


def proposed_by_year(villages):
    """Hectares proposed, by (village, year), with as many places as are stored."""
    return {key: area.quantize(_PLACES) for key, area in proposed_reductions(villages).items()}


def village_reductions(village, years=None):
    """A ``YearReduction`` for every year that has a condition or a confirmed figure; three queries.

    ``years`` are those with a condition, where the caller knows them: two queries then.
    """
    proposed = proposed_by_year([village])
    confirmed = {row.year: row for row in village.reductions.select_related("confirmed_by")}
    known = condition_years([village]) if years is None else years
    return [
        YearReduction(
            village, year, proposed.get((village.pk, year), Decimal(0)), confirmed.get(year)
        )
        for year in sorted({*known, *confirmed})
    ]


def reductions_of(villages, year=None):
    """A ``YearReduction`` for every village and year with something proposed or confirmed; three queries.

    ``villages`` is a queryset; ``year`` leaves the other years out.
    """
    proposed = proposed_by_year(villages)
    rows = SlumReduction.objects.filter(village__in=villages).select_related("confirmed_by")
    confirmed = {(row.village_id, row.year): row for row in rows}
    keys = [key for key in {*proposed, *confirmed} if year in (None, key[1])]
    found = Village.objects.select_related("district").defer("boundary")
    found = found.in_bulk({pk for pk, __ in keys})
    return [
        YearReduction(
            found[pk],
            in_year,
            proposed.get((pk, in_year), Decimal(0)),
            confirmed.get((pk, in_year)),
        )
        for pk, in_year in keys
    ]


@dataclass(frozen=True)
class ReductionSums:
    """What some rows add up to: hectares proposed now, and confirmed (``None`` where nothing was)."""

    proposed_ha: Decimal
    confirmed_ha: Decimal | None


def sums_of(rows):
    """The ``ReductionSums`` of ``YearReduction`` rows."""
    confirmed = [row.confirmed_ha for row in rows if row.confirmed]
    proposed = sum((row.proposed_ha for row in rows), Decimal(0))
    return ReductionSums(proposed, sum(confirmed, Decimal(0)) if confirmed else None)


def sums_by_year(villages):
    """``ReductionSums`` of all these villages by year; two queries."""
    leaving = leaving_slum(Condition.objects.filter(neighbourhood__village__in=villages)).order_by()
    proposed = dict(leaving.values_list("year").annotate(Sum("area_ha")))
    rows = SlumReduction.objects.filter(village__in=villages).order_by()
    confirmed = dict(rows.values_list("year").annotate(Sum("confirmed_ha")))
    return {
        year: ReductionSums(proposed.get(year, Decimal(0)), confirmed.get(year))
        for year in {*proposed, *confirmed}
    }


def leaving_conditions(village, year):
    """Conditions of RTs that leave the slum area in a year, with ``total_before`` and ``level_before``."""
    before = Condition.objects.filter(neighbourhood=OuterRef("neighbourhood"), year=year - 1)
    rows = Condition.objects.filter(neighbourhood__village=village, year=year)
    rows = leaving_slum(rows).select_related("neighbourhood")
    return rows.annotate(
        total_before=Coalesce(Subquery(before.values("total")[:1]), "record__total")
    )


def reductions_to_confirm(user):
    """What waits for Bappeda: figures proposed and not confirmed, or proposed otherwise since then."""
    if not user.has_perm("villages.confirm_slumreduction"):
        return
    rows = [row for row in reductions_of(Village.objects.visible_to(user)) if row.is_due]
    if rows:
        rows.sort(key=lambda row: (row.year, row.village.name))
        items = tuple(_waiting(row) for row in rows[:WAITING_SHOWN])
        url = f"{reverse('villages:reduction-list')}?keadaan={DUE}"
        yield WaitingGroup(
            _t("Pengurangan luas kumuh yang perlu ditetapkan"), items, len(rows), url
        )


def _waiting(row):
    label = _t("%(village)s, %(year)s") % {"village": row.village.full_name, "year": row.year}
    url = reverse("villages:reduction-edit", args=[row.village.code, row.year])
    figures = {"now": show_number(row.proposed_ha)}
    if row.is_changed:
        figures["then"] = show_number(row.confirmed.proposed_ha)
        return WaitingItem(label, url, _t("usulan berubah: %(then)s → %(now)s ha") % figures)
    return WaitingItem(label, url, _t("usulan %(now)s ha") % figures)
