"""What waits for those who carry out projects, and what the regency may be missing of them."""

from datetime import timedelta

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from villages.models import Inspection, Project
from villages.models.work import LAST_WEEK
from villages.queries.handover import due_words
from villages.queries.waiting import group
from villages.registry import Check, CheckRow, Severity, WaitingItem

# A week is missing once the seven days after the last one recorded are over.
WEEK = timedelta(days=7)
SOON = timedelta(days=14)  # an inspection shows up so long before its day


def own_projects(user):
    """Those that a person looks after: of their agencies, or padat karya in their villages."""
    if not user.has_perm("villages.change_project"):
        return Project.objects.none()
    of_agency = Q(agency__in=user.agencies.values("pk"))
    in_village = Q(scheme=Project.Scheme.PADAT_KARYA, village__in=user.villages.values("pk"))
    return Project.objects.filter(of_agency | in_village)


def without_week(projects, *, today=None):
    """Running padat karya among ``projects`` whose last week is over for a week, and not all done."""
    today = today or timezone.localdate()
    rows = projects.filter(
        scheme=Project.Scheme.PADAT_KARYA, status=Project.Status.RUNNING
    ).annotate(
        last_start=Max("weeks__starts_on"),
        last_number=Max("weeks__number"),
        furthest=Max("weeks__physical_percent"),
    )
    late = Q(last_start__lte=today - 2 * WEEK)
    never = Q(last_start__isnull=True, starts_on__lte=today - WEEK)
    is_open = Q(furthest__isnull=True) | Q(furthest__lt=100)
    return rows.filter(late | never, is_open).select_related("village").order_by("name", "pk")


def missing_weeks(user):
    """Running padat karya of one's own without an entry for the last week."""
    rows = without_week(own_projects(user))
    return group(_("Catatan mingguan yang belum diisi"), rows, _missing_week)


def _missing_week(project):
    number = (project.last_number or 0) + 1
    url = (
        reverse("villages:week-edit", args=[project.pk, number])
        if number <= LAST_WEEK
        else project.get_absolute_url()
    )
    return WaitingItem(str(project), url, _last_entry(project))


def _last_entry(project):
    if project.last_start is None:
        return _("belum ada satu minggu pun")
    return _("terakhir Minggu %(number)s, mulai %(day)s") % {
        "number": project.last_number,
        "day": date_format(project.last_start),
    }


def due_inspections(user):
    """Inspections of one's own projects that are due soon or overdue, the oldest first."""
    today = timezone.localdate()
    rows = Inspection.objects.open().filter(
        project__in=own_projects(user), due_on__lte=today + SOON
    )
    rows = rows.select_related("project").order_by("due_on", "pk")
    return group(_("Pemeriksaan hasil yang jatuh tempo"), rows, _due_inspection)


def _due_inspection(inspection):
    url = reverse("villages:inspection-edit", args=[inspection.project_id, inspection.pk])
    return WaitingItem(str(inspection.project), url, _due(inspection))


def _due(inspection):
    return _("%(day)s, %(due)s") % {
        "day": date_format(inspection.due_on),
        "due": due_words(inspection.due_on),
    }


def not_handed_over(user):
    """Finished projects of one's own that nobody has taken over yet."""
    rows = own_projects(user).filter(status=Project.Status.FINISHED, handover__isnull=True)
    rows = rows.select_related("village").order_by("year", "name", "pk")
    return group(_("Selesai, belum diserahkan ke KPP"), rows, _not_handed_over)


def _not_handed_over(project):
    return WaitingItem(
        str(project), reverse("villages:handover-edit", args=[project.pk]), project.village.name
    )


PROVIDERS = (missing_weeks, due_inspections, not_handed_over)


# --- as checks of the regency ----------------------------------------------------------------------------


def weeks_missing(user, villages):
    return Check(
        "minggu-kosong",
        _("Padat karya berjalan tanpa catatan minggu terakhir"),
        Severity.IMPORTANT,
        _("Ingatkan asisten kotanya, atau tandai selesai bila pekerjaannya sudah selesai."),
        without_week(_projects_in(villages)),
        lambda project: CheckRow(str(project), project.get_absolute_url(), _last_entry(project)),
    )


def inspections_overdue(user, villages):
    overdue = Inspection.objects.overdue().filter(project__in=_projects_in(villages))
    return Check(
        "pemeriksaan-terlambat",
        _("Pemeriksaan hasil yang terlambat"),
        Severity.IMPORTANT,
        _("Periksa hasilnya bersama KPP, lalu isi temuannya pada kegiatan itu."),
        overdue.select_related("project").order_by("due_on", "pk"),
        lambda inspection: CheckRow(
            str(inspection.project),
            f"{inspection.project.get_absolute_url()}#pemeliharaan",
            _due(inspection),
        ),
    )


def _projects_in(villages):
    return Project.objects.filter(village__in=villages.values("pk"))
