"""The course of an intervention as its page shows it: weeks, money, photographs, what follows, in time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from villages.models import ProjectPhoto
from villages.numbers import show_number, show_rupiah
from villages.queries.handover import Aftercare, aftercare_of
from villages.queries.work import WorkRecord


@dataclass(frozen=True)
class PhotoStage:
    """The photographs of one stage of the work."""

    stage: int
    label: str
    photos: list


@dataclass(frozen=True)
class Moment:
    """Something that happened on a day, or is to happen."""

    on: date
    title: str
    detail: str = ""
    is_to_come: bool = False


@dataclass(frozen=True)
class ProjectRecord:
    """The course of one project; ``work`` is None where it keeps no weeks."""

    project: object
    work: WorkRecord | None
    stages: list
    aftercare: Aftercare

    @cached_property
    def has_photos(self):
        return any(stage.photos for stage in self.stages)

    @cached_property
    def moments(self):
        """Everything with a day, from the first to what is still to come."""
        found = [
            *_contract(self.project),
            *(_work(self.work) if self.work else ()),
            *_photos(self.stages),
            *_aftercare(self.aftercare),
        ]
        return sorted(found, key=lambda moment: moment.on)


def project_record(project):
    """The ``ProjectRecord`` of a project; a fixed number of queries."""
    photos = defaultdict(list)
    for photo in project.photos.all():
        photos[photo.stage].append(photo)
    stages = [
        PhotoStage(stage.value, stage.label, photos[stage.value]) for stage in ProjectPhoto.Stage
    ]
    work = WorkRecord(project) if project.is_padat_karya else None
    return ProjectRecord(project, work, stages, aftercare_of(project))


def _contract(project):
    today = timezone.localdate()
    if project.starts_on:
        is_to_come = project.starts_on > today
        yield Moment(project.starts_on, _("Pelaksanaan mulai"), is_to_come=is_to_come)
    if project.ends_on:
        is_to_come = project.ends_on > today
        yield Moment(project.ends_on, _("Batas akhir pelaksanaan"), is_to_come=is_to_come)


def _work(work):
    for item in work.disbursements:
        title = _("Pencairan tahap %(stage)s") % {"stage": item.stage}
        yield Moment(item.disbursed_on, title, show_rupiah(item.amount_rp))
    for item in work.weeks:
        week = item.week
        detail = _("fisik %(percent)s %%, %(workers)s pekerja, %(hok)s HOK") % {
            "percent": show_number(week.physical_percent),
            "workers": show_number(week.workers),
            "hok": show_number(week.person_days),
        }
        yield Moment(week.starts_on, str(week), detail)


def _photos(stages):
    """Photographs of one stage and day as one moment."""
    for stage in stages:
        counts = defaultdict(int)
        for photo in stage.photos:
            if photo.taken_on:
                counts[photo.taken_on] += 1
        for day, count in counts.items():
            yield Moment(
                day, _("Foto %(stage)s") % {"stage": stage.label}, _("%(n)s foto") % {"n": count}
            )


def _aftercare(aftercare):
    handover = aftercare.handover
    if handover:
        yield Moment(handover.handed_over_on, _("Serah terima"), str(handover.maintainer))
    for item in aftercare.inspections:
        inspection = item.inspection
        if not inspection.is_done:
            yield Moment(inspection.due_on, _("Pemeriksaan"), item.due, is_to_come=True)
            continue
        found = _("semuanya baik") if inspection.all_well else _("ada yang perlu ditangani")
        yield Moment(inspection.inspected_on, _("Diperiksa"), found)
