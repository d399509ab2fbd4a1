"""The sheet of one week as it is typed: each figure beside that of the week before, with its findings."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format

from villages.numbers import show_number
from villages.work_findings import WorkFinding, rate_of, wage_share, week_findings

LINES = (
    "starts_on",
    "days",
    "men",
    "women",
    "poor_workers",
    "person_days",
    "wages_rp",
    "materials_rp",
    "physical_percent",
    "financial_percent",
)
CUMULATIVE = ("physical_percent", "financial_percent")


@dataclass(frozen=True)
class WeekLine:
    """One figure: what it was the week before, as people read it, and what is wrong with it now."""

    name: str
    before: str
    findings: tuple[WorkFinding, ...]


@dataclass(frozen=True)
class WeekSheet:
    """The figures of a week and what they come to."""

    lines: tuple[WeekLine, ...]
    before: object
    workers: int
    most_person_days: int | None
    rate_rp: object
    share: object
    target: int

    @property
    def wrong_count(self):
        return sum(finding.blocking for line in self.lines for finding in line.findings)

    @property
    def warning_count(self):
        return sum(not finding.blocking for line in self.lines for finding in line.findings)


def week_sheet(record, values, *, is_new):
    """The ``WeekSheet`` of what is typed (``WeekValues``) among the other weeks of a ``WorkRecord``.

    A new week that nobody has typed into yet has no findings to show.
    """
    course = record.course(values)
    findings = [] if is_new and values.men is None else week_findings(values, course)
    before = record.before(values.number)
    lines = tuple(
        WeekLine(name, _shown(before, name), tuple(f for f in findings if f.column == name))
        for name in LINES
    )
    workers = (values.men or 0) + (values.women or 0)
    earlier = course.before(values.number)
    wages = sum(week.wages_rp for week in earlier) + (values.wages_rp or 0)
    materials = sum(week.materials_rp for week in earlier) + (values.materials_rp or 0)
    return WeekSheet(
        lines,
        before,
        workers,
        None if values.days is None else workers * values.days,
        rate_of(values.wages_rp or 0, values.person_days),
        wage_share(wages, materials),
        record.limits.wage_target_percent,
    )


def _shown(week, name):
    if week is None:
        return ""
    value = getattr(week, name)
    return date_format(value, "j M") if name == "starts_on" else show_number(value)


def proposed_values(record, number):
    """What a new week begins with: the week after the one before, and progress so far."""
    before = record.before(number)
    if before is None:
        return {"starts_on": record.project.starts_on or timezone.localdate()}
    return {
        "starts_on": before.starts_on + timedelta(days=7),
        **{name: getattr(before, name) for name in CUMULATIVE},
    }
