"""Checks of projects, organisations, reviews, working groups and documents."""

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from villages.models import (
    CommunityOrganisation,
    DecreeLocation,
    Handover,
    Output,
    PlanningDocument,
    Project,
    Review,
    WorkingGroup,
)
from villages.queries.check_places import by_name, village_row
from villages.queries.village_review import SUBJECTS
from villages.registry import Check, CheckRow, Severity

URGENT, IMPORTANT, MINOR = Severity.URGENT, Severity.IMPORTANT, Severity.MINOR


# --- projects and organisations -------------------------------------------------------------------------


def _projects(villages):
    projects = Project.objects.filter(village__in=villages.values("pk"))
    projects = projects.select_related("village", "agency").defer("village__boundary")
    return projects.order_by("-year", "village__name", "name", "pk")


def _project(project):
    return CheckRow(str(project), project.get_absolute_url(), f"{project.village}, {project.year}")


def project_without_output(user, villages):
    outputs = Output.objects.filter(project=OuterRef("pk"))
    return Check(
        "kegiatan-tanpa-keluaran",
        _("Kegiatan tanpa keluaran"),
        IMPORTANT,
        _("Tambahkan subkriteria, RT, dan volume yang direncanakan atau dihasilkan kegiatan ini."),
        _projects(villages).exclude(status=Project.Status.CANCELLED).filter(~Exists(outputs)),
        _project,
    )


def finished_without_handover(user, villages):
    handovers = Handover.objects.filter(project=OuterRef("pk"))
    return Check(
        "selesai-tanpa-serah-terima",
        _("Kegiatan selesai tanpa serah terima"),
        IMPORTANT,
        _("Catat berita acara serah terima dan KPP yang memelihara hasilnya."),
        _projects(villages).filter(~Exists(handovers), status=Project.Status.FINISHED),
        _project,
    )


def organisation_without_chair(user, villages):
    rows = CommunityOrganisation.objects.active().filter(village__in=villages.values("pk"))
    rows = rows.filter(chair="").select_related("village").defer("village__boundary")
    return Check(
        "kelembagaan-tanpa-ketua",
        _("Kelembagaan tanpa ketua"),
        MINOR,
        _("Isi nama ketuanya, atau nonaktifkan kelembagaan yang sudah tidak bekerja."),
        rows.order_by("village__name", "kind", "name", "pk"),
        lambda row: CheckRow(str(row), row.get_absolute_url(), str(row.village)),
    )


def _decree_villages(villages):
    in_force = DecreeLocation.objects.in_force().filter(village=OuterRef("pk"))
    return by_name(villages.filter(Exists(in_force)))


def without_maintainer(user, villages):
    maintainers = CommunityOrganisation.objects.active().maintainers()
    return Check(
        "desa-sk-tanpa-kpp",
        _("Desa SK Kumuh tanpa KPP"),
        IMPORTANT,
        _("Bentuk KPP agar hasil kegiatan ada pemeliharanya, lalu daftarkan di Kelembagaan."),
        _decree_villages(villages).filter(~Exists(maintainers.filter(village=OuterRef("pk")))),
        village_row,
    )


# --- reviews, working groups, documents -----------------------------------------------------------------


def review_not_begun(user, villages):
    year = timezone.localdate().year
    begun = Review.objects.begun().filter(village=OuterRef("pk"), year=year).order_by()
    number = begun.values("village").annotate(n=Count("pk")).values("n")
    rows = _decree_villages(villages).annotate(begun=Coalesce(Subquery(number), 0))
    return Check(
        "tinjauan-belum-dimulai",
        _("Tinjauan %(year)s belum dimulai") % {"year": year},
        IMPORTANT,
        _("Mulai tinjauan RP2KPKPK, SK Kumuh, Pokja, dan pendukung desa ini di halaman Tinjauan."),
        rows.filter(begun__lt=len(SUBJECTS)),
        lambda village: CheckRow(
            village.full_name,
            f"{reverse('villages:review-list')}?q={village.code}",
            _("%(missing)s dari %(all)s tinjauan belum dimulai")
            % {"missing": len(SUBJECTS) - village.begun, "all": len(SUBJECTS)},
        ),
    )


def review_late(user, villages):
    rows = Review.objects.overdue().filter(village__in=villages.values("pk"))
    rows = rows.select_related("village").defer("village__boundary")
    return Check(
        "tinjauan-terlambat",
        _("Tinjauan yang lewat batas waktu"),
        URGENT,
        _("Selesaikan tinjauannya, atau tetapkan batas waktu baru."),
        rows.order_by("due_on", "pk"),
        lambda review: CheckRow(
            str(review),
            review.get_absolute_url(),
            _("terlambat %(days)s hari") % {"days": review.days_late},
        ),
    )


def group_ending(user, villages):
    return Check(
        "pokja-berakhir",
        _("Masa tugas Pokja habis atau akan habis"),
        URGENT,
        _("Siapkan SK Pokja yang baru, lalu catat di halaman Pokja PKP."),
        WorkingGroup.objects.ending().order_by("term_to", "pk"),
        lambda group: CheckRow(
            f"{group.name} {group.decree_number}",
            group.get_absolute_url(),
            _("sampai %(on)s") % {"on": date_format(group.term_to)},
        ),
    )


def document_ending(user, villages):
    return Check(
        "dokumen-berakhir",
        _("Dokumen perencanaan habis atau akan habis masa berlakunya"),
        IMPORTANT,
        _("Perbarui dokumennya, atau tautkan dokumen yang menggantikannya."),
        PlanningDocument.objects.ending().order_by("year_to", "title", "pk"),
        lambda document: CheckRow(
            str(document),
            document.get_absolute_url(),
            _("berlaku sampai %(year)s") % {"year": document.year_to},
        ),
    )
