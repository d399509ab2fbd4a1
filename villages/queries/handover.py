"""Hand-over and inspections of a project: what stands, what is due, and in which words."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from villages.models import Handover, Inspection, Project


def handover_problem(project):
    """Why a project cannot be handed over yet, or ""."""
    if project.status == Project.Status.FINISHED:
        return ""
    if project.status != Project.Status.RUNNING:
        return _("Kegiatan ini belum dikerjakan.")
    if not project.is_padat_karya:
        return _("Tandai kegiatan ini selesai dulu, baru serahkan.")
    last = project.weeks.last()
    if last is None or last.physical_percent < 100:
        return _("Kemajuan fisiknya belum 100 %. Isi minggu terakhirnya dulu, baru serahkan.")
    return ""


def due_words(day, *, today=None):
    """How far away a day is: "12 hari lagi", "hari ini", "terlambat 3 hari"."""
    days = (day - (today or timezone.localdate())).days
    if days > 0:
        return _("%(days)s hari lagi") % {"days": days}
    return _("terlambat %(days)s hari") % {"days": -days} if days else _("hari ini")


@dataclass(frozen=True)
class DueInspection:
    """An inspection and how far away its day is; ``due`` is "" once it was made."""

    inspection: Inspection
    due: str
    is_overdue: bool

    @property
    def answers(self):
        """Yes, no or None to the four questions, in their order."""
        return [getattr(self.inspection, name) for name in Inspection.ANSWERS]


@dataclass(frozen=True)
class Aftercare:
    """What follows the work of one project."""

    handover: Handover | None
    inspections: list
    problem: str

    @property
    def may_plan(self):
        return self.handover is not None or not self.problem


def aftercare_of(project):
    """The ``Aftercare`` of a project, in two queries and one more before it is finished."""
    today = timezone.localdate()
    handover = Handover.objects.filter(project=project).select_related("maintainer").first()
    inspections = [
        DueInspection(
            row,
            "" if row.is_done else due_words(row.due_on, today=today),
            not row.is_done and row.due_on < today,
        )
        for row in project.inspections.all()
    ]
    return Aftercare(handover, inspections, "" if handover else handover_problem(project))
