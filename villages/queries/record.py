"""The sheet of one RT as a page shows it: every value with its percent, score and findings."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from villages import labels, scoring
from villages.findings import RecordFinding, record_findings
from villages.models import Neighbourhood
from villages.queries.findings import previous_baseline
from villages.scoring import Criterion, SlumLevel
from villages.sheet import MEASURES, Measure


@dataclass(frozen=True)
class Line:
    """One measured value; ``percent`` and ``score`` where the regulation gives them."""

    measure: Measure
    value: Decimal | int | None
    previous: Decimal | int | None
    findings: tuple[RecordFinding, ...]
    limit: Decimal | int | None = None
    percent: Decimal | None = None
    score: int | None = None

    @property
    def column(self):
        return self.measure.code or self.measure.field

    @property
    def notable(self):
        """Findings worth words beside the field; that it is empty one sees."""
        return [item for item in self.findings if item.rule != "missing"]


@dataclass(frozen=True)
class Sheet:
    """All lines of one RT, stored or just being typed."""

    lines: tuple[Line, ...]
    findings: tuple[RecordFinding, ...]

    @cached_property
    def denominators(self):
        return [line for line in self.lines if not line.measure.code]

    @cached_property
    def criteria(self):
        """(criterion, its name, its lines) in the order of the regulation."""
        codes = {c: [i.code for i in scoring.indicators_of(c)] for c in Criterion}
        return [
            (c, labels.CRITERIA[c], [line for line in self.lines if line.measure.code in codes[c]])
            for c in Criterion
        ]

    @cached_property
    def missing_count(self):
        return sum(line.value is None for line in self.lines)

    @cached_property
    def wrong_count(self):
        return sum(item.blocking and item.rule != "missing" for item in self.findings)

    @cached_property
    def warning_count(self):
        return sum(not item.blocking for item in self.findings)

    @cached_property
    def general(self):
        """Findings about the RT as a whole."""
        return [item for item in self.findings if not item.column]

    @property
    def is_final(self):
        """Complete and without blocking findings, so that total and level hold."""
        return not (self.missing_count or self.wrong_count)

    @cached_property
    def total(self):
        """Sum of the scores there are; provisional until ``is_final``."""
        return sum(line.score or 0 for line in self.lines)

    @property
    def level(self) -> SlumLevel | None:
        return scoring.level_for(self.total) if self.is_final else None


def sheet_of(values, *, previous=None, village_area_ha=None):
    """The ``Sheet`` of one RT from its values by field name (``None``: not filled in or not readable).

    ``previous`` is the RT's record in the last verified baseline, if there was one.
    """
    volumes = {item.code: values[item.field] for item in MEASURES if item.code}
    denominators = {item.field: values[item.field] for item in MEASURES if not item.code}
    findings = record_findings(
        volumes,
        denominators,
        previous=(previous.volumes, previous.denominators) if previous else None,
        village_area_ha=village_area_ha,
    )
    lines = (_line(measure, values, previous, findings) for measure in MEASURES)
    return Sheet(tuple(lines), tuple(findings))


def _line(measure, values, previous, findings):
    own = tuple(item for item in findings if item.column == (measure.code or measure.field))
    value = values[measure.field]
    line = measure, value, getattr(previous, measure.field, None), own
    if not measure.code:
        return Line(*line)
    limit = values[measure.out_of]
    if value is None or limit is None or any(item.blocking for item in own):
        return Line(*line, limit)
    percent = scoring.percent(value, limit)
    return Line(*line, limit, percent, scoring.score_for(percent))


def values_of(record):
    """Its measured values by field name."""
    return {measure.field: getattr(record, measure.field) for measure in MEASURES}


def previous_record(record):
    """The record of the same RT in the last verified baseline before, with that baseline, or None."""
    previous = previous_baseline(record.baseline)
    if previous is None:
        return None
    rows = previous.records.filter(neighbourhood=record.neighbourhood_id)
    return rows.select_related("baseline").first()


@dataclass(frozen=True)
class Position:
    """Where an RT stands among those of its baseline, counted from 1."""

    number: int
    count: int
    before: Neighbourhood | None
    after: Neighbourhood | None


def position_of(record):
    """The RT's place by RW and RT, with its neighbours; one query."""
    rows = record.baseline.records.select_related("neighbourhood")
    places = [row.neighbourhood for row in rows.only("neighbourhood", "baseline_id")]
    return position_among(places, record.neighbourhood_id)


def position_among(places, pk):
    """Where the RT of this key stands among RTs in order."""
    index = [place.pk for place in places].index(pk)
    return Position(
        index + 1,
        len(places),
        places[index - 1] if index else None,
        places[index + 1] if index + 1 < len(places) else None,
    )
