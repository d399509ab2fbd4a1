"""What a baseline still needs: the state of each RT, and whether it can be submitted."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from villages.findings import RecordFinding
from villages.models import NeighbourhoodRecord
from villages.queries.findings import CheckedRecord, checked_records
from villages.scoring import INDICATORS
from villages.sheet import MEASURES

NAMED = 5  # RTs that a message names before it only counts
_SHORT = {item.code or item.field: item.code or item.label for item in MEASURES}
_FIELD = {item.code or item.field: item.field for item in MEASURES}
_LONG = {item.code or item.field: f"{item.code} {item.label}".strip() for item in MEASURES}


class TaskState(StrEnum):
    """Of one RT; complete is not yet submitted."""

    EMPTY = "empty"
    INCOMPLETE = "incomplete"
    WRONG = "wrong"
    UNEXPLAINED = "unexplained"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Task:
    """One RT of the task list."""

    checked: CheckedRecord

    @property
    def record(self) -> NeighbourhoodRecord:
        return self.checked.record

    @cached_property
    def missing(self) -> list[RecordFinding]:
        """What is not filled in."""
        return [item for item in self.checked.findings if item.rule == "missing"]

    @cached_property
    def wrong(self) -> list[RecordFinding]:
        """What must be mended."""
        return [item for item in self.checked.blocking if item.rule != "missing"]

    @property
    def missing_names(self):
        """What is not filled in, by code or name."""
        return ", ".join(str(_SHORT[item.column]) for item in self.missing)

    @property
    def named_wrong(self):
        """(name of the value, finding) of what must be mended."""
        return [(_LONG[item.column], item) for item in self.wrong]

    @property
    def changed(self):
        """(code or name, old, new) of what moved by more than half."""
        columns = [item.column for item in self.checked.warnings if item.rule == "big_change"]
        old, new = self.checked.previous, self.record
        return [
            (_SHORT[column], getattr(old, _FIELD[column]), getattr(new, _FIELD[column]))
            for column in columns
        ]

    @property
    def other_warnings(self):
        return [item for item in self.checked.warnings if item.rule != "big_change"]

    @cached_property
    def state(self):
        if self.wrong:
            return TaskState.WRONG
        if all(getattr(self.record, item.field) is None for item in INDICATORS):
            return TaskState.EMPTY
        if self.missing:
            return TaskState.INCOMPLETE
        return TaskState.UNEXPLAINED if self.checked.needs_note else TaskState.COMPLETE

    @property
    def is_blocked(self):
        """Keeps the baseline from being submitted."""
        return bool(self.wrong or self.missing)

    @property
    def words(self):
        """The state as people read it."""
        words = {
            TaskState.EMPTY: _("Belum diisi"),
            TaskState.INCOMPLETE: _("Kurang %(missing)s isian"),
            TaskState.WRONG: _("Perlu dibetulkan: %(wrong)s"),
            TaskState.UNEXPLAINED: _("Ada peringatan tanpa catatan"),
            TaskState.COMPLETE: _("Lengkap"),
        }[self.state]
        if self.state == TaskState.WRONG and self.missing:
            words = _("Perlu dibetulkan: %(wrong)s, kurang %(missing)s isian")
        return words % {"missing": len(self.missing), "wrong": len(self.wrong)}


@dataclass(frozen=True)
class TaskList:
    """All RTs of a baseline, by RW and RT."""

    tasks: tuple[Task, ...]

    def __iter__(self):
        return iter(self.tasks)

    def __len__(self):
        return len(self.tasks)

    @cached_property
    def blocked(self) -> list[Task]:
        return [task for task in self.tasks if task.is_blocked]

    @cached_property
    def unexplained(self) -> list[Task]:
        """RTs with warnings that no note of theirs explains."""
        return [task for task in self.tasks if task.checked.needs_note]

    @cached_property
    def with_warnings(self) -> list[Task]:
        return [task for task in self.tasks if task.checked.warnings]

    @property
    def warning_count(self):
        return sum(len(task.checked.warnings) for task in self.tasks)

    @property
    def finished_count(self):
        return len(self.tasks) - len(self.blocked)

    @property
    def next(self):
        """The first RT that still needs work."""
        return next(iter([*self.blocked, *self.unexplained]), None)

    @property
    def obstacle(self):
        """Why the baseline cannot be submitted yet; "" when it can."""
        if not self.tasks:
            return _("Baseline ini belum berisi satu RT pun.")
        if not self.blocked:
            return ""
        return ngettext(
            "%(count)s RT belum lengkap atau perlu dibetulkan: %(names)s.",
            "%(count)s RT belum lengkap atau perlu dibetulkan: %(names)s.",
            len(self.blocked),
        ) % {"count": len(self.blocked), "names": named(self.blocked)}


def named(tasks):
    """The RTs by name, the first few of many: "RT 001 RW 001, RT 002 RW 001, dan 3 lainnya"."""
    names = ", ".join(str(task.record.neighbourhood) for task in tasks[:NAMED])
    if len(tasks) <= NAMED:
        return names
    return _("%(names)s, dan %(count)s RT lain") % {"names": names, "count": len(tasks) - NAMED}


def task_list(baseline):
    """The ``TaskList`` of a baseline in four queries, however many RTs."""
    return TaskList(tuple(Task(checked) for checked in checked_records(baseline)))
