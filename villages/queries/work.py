"""The record of a padat karya project: its weeks with their findings, and where its money went."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from villages.models import Project, WorkWeek
from villages.models.work import LAST_WEEK
from villages.numbers import show_number, show_rupiah
from villages.work_findings import (
    Course,
    Limits,
    WorkFinding,
    current_limits,
    rate_of,
    wage_share,
    week_findings,
)

# From the first day of work on, also for what is entered long afterwards.
RECORDED = (Project.Status.RUNNING, Project.Status.FINISHED)


@dataclass(frozen=True)
class CheckedWeek:
    """A week with its findings."""

    week: WorkWeek
    findings: tuple[WorkFinding, ...]

    @property
    def rate_rp(self):
        return rate_of(self.week.wages_rp, self.week.person_days)


@dataclass(frozen=True)
class Purpose:
    """What some of the money became."""

    name: str
    amount_rp: int


class WorkRecord:
    """Weeks and money of one project; two queries, however many weeks."""

    def __init__(self, project):
        self.project = project
        self.limits: Limits = current_limits()
        self.disbursements = list(project.disbursements.all())
        self._weeks = list(project.weeks.all())

    @cached_property
    def weeks(self):
        """Every week in order, with its findings."""
        return [CheckedWeek(week, tuple(self.findings_of(week))) for week in self._weeks]

    def course(self, week):
        """The work around a week, which may be a new one."""
        return Course(
            self.project.starts_on,
            self.project.ends_on,
            tuple(other for other in self._weeks if other.number != week.number),
            tuple((item.disbursed_on, item.amount_rp) for item in self.disbursements),
            self.limits,
        )

    def findings_of(self, week):
        return week_findings(week, self.course(week))

    def week(self, number):
        return next((week for week in self._weeks if week.number == number), None)

    def before(self, number):
        """The week before the one of that number, or None."""
        return next((week for week in reversed(self._weeks) if week.number < number), None)

    @property
    def last(self):
        return self._weeks[-1] if self._weeks else None

    @property
    def next_number(self):
        """Number of the next week to record, None where there can be no more."""
        number = self.last.number + 1 if self.last else 1
        return number if number <= LAST_WEEK else None

    @property
    def wants_more(self):
        """Whether another week is to be expected: the work has begun and is not all done."""
        is_done = self.last is not None and self.last.physical_percent >= 100
        return self.project.status in RECORDED and not is_done and self.next_number is not None

    def _total(self, name):
        return sum(getattr(week, name) for week in self._weeks)

    @property
    def person_days(self):
        return self._total("person_days")

    @property
    def days(self):
        return self._total("days")

    @property
    def wages_rp(self):
        return self._total("wages_rp")

    @property
    def materials_rp(self):
        return self._total("materials_rp")

    @property
    def spent_rp(self):
        return self.wages_rp + self.materials_rp

    @property
    def received_rp(self):
        return sum(item.amount_rp for item in self.disbursements)

    @property
    def wage_share(self):
        return wage_share(self.wages_rp, self.materials_rp)

    @property
    def is_share_low(self):
        return self.wage_share is not None and self.wage_share < self.limits.wage_target_percent

    @property
    def rate_rp(self):
        return rate_of(self.wages_rp, self.person_days)

    @property
    def busiest(self):
        """The week with most workers, the first of several."""
        return max(self._weeks, key=lambda week: week.workers, default=None)

    # --- as the charts want it -----------------------------------------------------------------------

    @property
    def progress(self):
        return [
            (week.number, week.physical_percent, week.financial_percent) for week in self._weeks
        ]

    @property
    def progress_names(self):
        return [_("Minggu"), _("Fisik"), _("Keuangan")]

    @property
    def workers(self):
        return [
            (str(week), (week.men, week.women), show_number(week.workers)) for week in self._weeks
        ]

    @property
    def worker_names(self):
        return [_("Laki-laki"), _("Perempuan")]

    @property
    def hok(self):
        return [
            (str(week), week.person_days, show_number(week.person_days)) for week in self._weeks
        ]

    @property
    def most_hok(self):
        return max((week.person_days for week in self._weeks), default=0) or 1

    @property
    def purposes(self):
        """What became of the budget, or of what was received where that is more."""
        rest = self.received_rp - self.spent_rp
        return [
            Purpose(_("Upah"), self.wages_rp),
            Purpose(_("Bahan dan alat"), self.materials_rp),
            Purpose(_("Sisa pencairan"), max(rest, 0)),
            Purpose(_("Belum dicairkan"), max(self.project.budget_rp - self.received_rp, 0)),
        ]

    @property
    def use(self):
        """(purpose, rupiah, as people read it) for a bar chart."""
        return [(item.name, item.amount_rp, show_rupiah(item.amount_rp)) for item in self.purposes]

    @property
    def whole_rp(self):
        return max(self.project.budget_rp, self.received_rp, self.spent_rp) or 1


def course_of(project, week):
    """The work around a week of a project, read anew."""
    return WorkRecord(project).course(week)
