"""The page of one intervention: its money, its outputs beside what their RTs need, and the next steps."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from villages import labels
from villages.models import DecreeLocation, Output, Project
from villages.numbers import show_rupiah
from villages.queries.output import Need, needs_of

Status = Project.Status
# What the button says that leads to a status; by the status one is in where it goes back.
STEP_WORDS = {
    Status.PROPOSED: _("Kembalikan ke usulan"),
    Status.BUDGETED: _("Catat sudah dianggarkan"),
    Status.RUNNING: _("Mulai dikerjakan"),
    Status.FINISHED: _("Tandai selesai"),
    Status.CANCELLED: _("Batalkan…"),
}
BACK_WORDS = {
    (Status.RUNNING, Status.BUDGETED): _("Kembalikan ke dianggarkan"),
    (Status.FINISHED, Status.RUNNING): _("Kerjakan lagi"),
    (Status.CANCELLED, Status.PROPOSED): _("Usulkan lagi"),
}
# What is recorded of the work; a project that has any of it is cancelled, not deleted.
RECORDS = {
    "weeks": _("minggu kerja"),
    "disbursements": _("pencairan dana"),
    "photos": _("foto"),
    "handover": _("serah terima"),
    "inspections": _("pemeriksaan"),
}


@dataclass(frozen=True)
class Step:
    """A status that the project may take next, and what the button says."""

    status: str
    words: str
    is_forward: bool


@dataclass(frozen=True)
class OutputRow:
    """An output with what its RT still needs; ``need`` is None where no baseline was verified."""

    output: Output
    need: Need | None
    is_in_decree: bool


@dataclass(frozen=True)
class ProjectPage:
    """Everything the page of an intervention shows to one person."""

    project: Project
    rows: list
    may_edit: bool

    @cached_property
    def steps(self):
        return steps_of(self.project) if self.may_edit else []

    @property
    def is_in_decree(self):
        return bool(self.project.location_id) or any(row.is_in_decree for row in self.rows)

    @property
    def shares(self):
        """(source, rupiah, as people read it) for a bar chart."""
        return [
            (labels.FUNDING_SOURCES[source], amount, show_rupiah(amount))
            for source, amount in self.project.shares
        ]

    @property
    def has_undelivered(self):
        return any(row.output.delivered is None for row in self.rows)


def steps_of(project):
    """The ``Step`` list of a project: on first, then back, then cancelling."""
    order = list(Status)
    return [
        Step(
            status,
            BACK_WORDS.get((project.status, status), STEP_WORDS[status]),
            order.index(status) > order.index(project.status) and status != Status.CANCELLED,
        )
        for status in Project.STEPS[project.status]
    ]


def project_page(project, user):
    """The ``ProjectPage`` for a person; a fixed number of queries."""
    outputs = project.outputs.select_related("neighbourhood").order_by(
        "neighbourhood__rw", "neighbourhood__rt", "indicator", "pk"
    )
    needs = needs_of(project.village_id)
    named = rts_in_decree(project.village_id)
    rows = [
        OutputRow(
            output,
            needs.get((output.neighbourhood_id, output.indicator)),
            output.neighbourhood_id in named,
        )
        for output in outputs
    ]
    editable = Project.objects.editable_by(user).filter(pk=project.pk)
    return ProjectPage(project, rows, editable.exists())


def rts_in_decree(village):
    """Keys of the RTs of a village that a decree in force names."""
    locations = DecreeLocation.objects.in_force().filter(village=village)
    return set(locations.values_list("neighbourhoods", flat=True)) - {None}


def records_of(project):
    """Names of what is recorded of the work of a project: weeks, money, photographs and the like."""
    return [
        str(name)
        for relation, name in RECORDS.items()
        if Project.objects.filter(pk=project.pk, **{f"{relation}__isnull": False}).exists()
    ]
