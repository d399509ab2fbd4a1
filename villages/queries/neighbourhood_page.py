"""The page of one RT: its condition year by year, the sums behind it, and what was or will be delivered."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from villages import labels, scoring
from villages.conditions import Survey
from villages.models import (
    Baseline,
    Condition,
    DecreeLocation,
    Neighbourhood,
    NeighbourhoodRecord,
    Output,
    SlumDecree,
    Village,
)
from villages.queries.progress import Progress
from villages.queries.record import Position, position_among
from villages.scoring import INDICATORS, MAX_TOTAL


@dataclass(frozen=True)
class Effect:
    """What a delivered output did to the need of its indicator; empty where a survey has seen it already."""

    output: Output
    record: NeighbourhoodRecord | None = None
    before: Decimal | None = None
    after: Decimal | None = None
    score_before: int | None = None
    score_after: int | None = None

    @property
    def is_counted(self):
        return self.record is not None

    @property
    def surplus(self):
        """How much more was delivered than was needed."""
        return max(Decimal(0), self.output.delivered - self.before) if self.is_counted else 0


@dataclass(frozen=True)
class ScoreCell:
    """The score of an indicator in a year; ``is_changed`` against the year before."""

    score: int
    is_changed: bool


@dataclass(frozen=True)
class YearRow:
    """The condition of a year with a ``ScoreCell`` per indicator."""

    condition: Condition
    cells: tuple[ScoreCell, ...]


@dataclass(frozen=True)
class NeighbourhoodPage:
    """Everything the page of an RT shows; ``chosen`` is the condition whose sums are laid open."""

    village: Village
    neighbourhood: Neighbourhood
    position: Position
    conditions: tuple[Condition, ...]
    chosen: Condition | None
    effects: tuple[Effect, ...]
    planned: tuple[Output, ...]
    locations: tuple[DecreeLocation, ...]
    records: tuple[NeighbourhoodRecord, ...]
    max_total = MAX_TOTAL
    indicators = labels.INDICATORS

    @cached_property
    def latest(self):
        return self.conditions[-1] if self.conditions else None

    @cached_property
    def progress(self):
        """The survey that the chosen condition starts from, against what was left in that year."""
        record = self.chosen.record
        return Progress.of(record.volumes, self.chosen.volumes, record.denominators)

    @property
    def years(self):
        """Years with a condition, the latest first."""
        return [row.year for row in reversed(self.conditions)]

    @property
    def totals(self):
        """(year, total) for a chart with these ``chart_names``."""
        return [(row.year, row.total) for row in self.conditions]

    @property
    def chart_names(self):
        return _("Tahun"), _("Nilai")

    @property
    def year_rows(self):
        """A ``YearRow`` for every condition."""
        before = None
        for row in self.conditions:
            yield YearRow(row, tuple(_score_cells(before, row)))
            before = row


def _score_cells(before, condition):
    for item in INDICATORS:
        score = condition.scores[item.code]
        is_changed = before is not None and before.scores[item.code] != score
        yield ScoreCell(score, is_changed)


def neighbourhood_page(village, rw, rt, user, year=None):
    """The ``NeighbourhoodPage``, in five queries; raises ``Neighbourhood.DoesNotExist``.

    ``year`` is, as text, that of the condition whose sums are shown; the last where there is no such.
    """
    places = list(village.neighbourhoods.order_by("rw", "rt"))
    found = next((place for place in places if (place.rw, place.rt) == (rw, rt)), None)
    if found is None:
        raise Neighbourhood.DoesNotExist
    conditions = tuple(
        found.conditions.select_related("record__baseline__village").order_by("year")
    )
    outputs = list(found.outputs.select_related("project__agency"))
    return NeighbourhoodPage(
        village=village,
        neighbourhood=found,
        position=position_among(places, found.pk),
        conditions=conditions,
        chosen=_chosen(conditions, year),
        effects=tuple(_effects(outputs, conditions)),
        planned=tuple(_planned(outputs)),
        locations=tuple(_locations(found, user)),
        records=tuple(_records(found, user)),
    )


def _chosen(conditions, year):
    chosen = next((row for row in conditions if str(row.year) == year), None)
    return chosen or (conditions[-1] if conditions else None)


def _planned(outputs):
    """Those of projects that are still to come, by the year of the project."""
    rows = [item for item in outputs if item.project.is_open and item.still_to_come]
    return sorted(rows, key=lambda item: (item.project.year, item.pk))


def _locations(neighbourhood, user):
    rows = neighbourhood.decree_locations.in_force().select_related("decree")
    return rows.filter(decree__in=SlumDecree.objects.visible_to(user)).order_by("area_name", "pk")


def _records(neighbourhood, user):
    """Its sheets in the baselines that the person may see, latest first."""
    rows = neighbourhood.records.filter(baseline__in=Baseline.objects.visible_to(user))
    kinds = Baseline.Kind.values
    return sorted(
        rows.select_related("baseline__village"),
        key=lambda row: (row.baseline.year, kinds.index(row.baseline.kind)),
        reverse=True,
    )


def _effects(outputs, conditions):
    """The ``Effect`` of each delivered output, in the order of delivery."""
    remaining = {}
    delivered = [item for item in outputs if item.delivered is not None]
    for output in sorted(delivered, key=lambda item: (item.delivered_on, item.pk)):
        records = _lowered_by(output, conditions)
        if not records:
            yield Effect(output)
        for record in records:
            yield _effect(output, record, remaining)


def _lowered_by(output, conditions):
    """The sheets whose need the output lowers: those of surveys that have not seen it yet.

    Usually one; another where a later survey was made before the output was delivered.
    """
    years = [row for row in conditions if row.year >= output.delivered_on.year]
    records = {row.record_id: row.record for row in years}
    return [row for row in records.values() if output.delivered_on > _last_day(row.baseline)]


def _last_day(baseline):
    return Survey(baseline.year, 0, {}, baseline.surveyed_until).last_day


def _effect(output, record, remaining):
    """The need before and after; ``remaining`` keeps what is left by sheet and indicator."""
    key = record.pk, output.indicator
    before = remaining.get(key, Decimal(record.volumes[output.indicator]))
    after = remaining[key] = scoring.remaining_volume(before, [output.delivered])
    limit = record.denominators[output.rule.out_of]
    scores = (scoring.score_for(scoring.percent(volume, limit)) for volume in (before, after))
    return Effect(output, record, before, after, *scores)
