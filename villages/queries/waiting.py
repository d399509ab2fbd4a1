"""What waits for a person: providers of ``villages.registry.waiting``, each for those who may act on it."""

from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from villages.import_subject import importable_by
from villages.models import (
    Baseline,
    BaselineEvent,
    ImportBatch,
    Project,
    Review,
    SlumDecree,
    Village,
)
from villages.numbers import show_number
from villages.people import full_name
from villages.queries.reduction import reductions_to_confirm
from villages.queries.regency import NOT_ENTERED, rounds, with_state
from villages.registry import WaitingGroup, WaitingItem

SHOWN = 10  # of each kind; the rest is a link away


def group(title, rows, item, url=""):
    """One group of the rows of a queryset, or nothing when there are none."""
    shown = list(rows[: SHOWN + 1])
    if not shown:
        return
    total = len(shown) if len(shown) <= SHOWN else rows.count()
    yield WaitingGroup(title, tuple(item(row) for row in shown[:SHOWN]), total, url)


def address(name, **query):
    return f"{reverse(name)}?{urlencode(query)}"


def _entered_by(user):
    """Open baselines of one's own villages with the number of their RTs, all and complete."""
    complete = Q(records__total__isnull=False)
    return (
        Baseline.objects.editable()
        .filter(village__in=user.villages.values("pk"))
        .select_related("village")
        .annotate(rt_count=Count("records"), complete_count=Count("records", filter=complete))
        .order_by("year", "village__name", "pk")
    )


def _completeness(baseline):
    if not baseline.rt_count:
        return _("belum berisi RT")
    if baseline.complete_count == baseline.rt_count:
        return _("%(total)s RT lengkap – belum diajukan") % {"total": baseline.rt_count}
    return _("%(complete)s dari %(total)s RT lengkap") % {
        "complete": baseline.complete_count,
        "total": baseline.rt_count,
    }


def returned_baselines(user):
    """Baselines that came back, with what the reviewer wrote."""
    if not user.has_perm("villages.submit_baseline"):
        return ()
    comments = BaselineEvent.objects.filter(
        baseline=OuterRef("pk"), act=BaselineEvent.Act.RETURNED
    ).order_by("-at", "-pk")
    rows = _entered_by(user).filter(status=Baseline.Status.RETURNED)
    rows = rows.annotate(comment=Subquery(comments.values("comment")[:1]))
    return group(_("Dikembalikan untuk dibetulkan"), rows, _returned, _mine("returned"))


def _returned(baseline):
    return WaitingItem(
        str(baseline), baseline.get_absolute_url(), _completeness(baseline), baseline.comment or ""
    )


def draft_baselines(user):
    """Drafts to finish, with how many of their RTs are complete."""
    if not user.has_perm("villages.submit_baseline"):
        return ()
    rows = _entered_by(user).filter(status=Baseline.Status.DRAFT)
    return group(_("Draf yang perlu diselesaikan"), rows, _draft, _mine("draft"))


def _draft(baseline):
    return WaitingItem(str(baseline), baseline.get_absolute_url(), _completeness(baseline))


def _mine(status):
    return address("villages:baseline-list", status=status)


def undecided_imports(user):
    """One's own uploads that were previewed and neither saved nor discarded."""
    subjects = importable_by(user)
    if not subjects:
        return ()
    rows = ImportBatch.objects.filter(
        created_by=user, status=ImportBatch.Status.PREVIEWED, subject__in=subjects
    )
    rows = rows.defer("plan", "findings", "changes")
    url = address("villages:import-list", status=ImportBatch.Status.PREVIEWED)
    return group(_("Impor yang belum disimpan"), rows, _undecided, url)


def _undecided(batch):
    detail = _("%(accepted)s dari %(rows)s baris dapat disimpan") % {
        "accepted": batch.accepted_count,
        "rows": batch.row_count,
    }
    name = (
        _("Impor %(number)s, kegiatan")
        if batch.year is None
        else _("Impor %(number)s, tahun %(year)s")
    )
    name %= {"number": batch, "year": batch.year}
    return WaitingItem(name, batch.get_absolute_url(), detail)


def villages_without_baseline(user):
    """One's own villages that have no baseline in the current round."""
    if not user.has_perm("villages.add_baseline"):
        return ()
    year = rounds(user)[0]
    own = Village.objects.filter(pk__in=user.villages.values("pk")).select_related("district")
    rows = with_state(own, user, year).filter(state=NOT_ENTERED).order_by("name", "code")
    url = address("villages:village-list", tahun=year, keadaan=NOT_ENTERED)
    title = _("Desa Anda tanpa baseline %(year)s") % {"year": year}
    return group(title, rows, lambda village: _unopened(village, year), url)


def _unopened(village, year):
    return WaitingItem(
        _("Buka baseline %(village)s") % {"village": village.full_name},
        address("villages:baseline-open", desa=village.code, tahun=year),
        _("Kecamatan %(district)s") % {"district": village.district},
    )


def submitted_baselines(user):
    """Baselines to review, the one that waits longest first."""
    if not user.has_perm("villages.verify_baseline"):
        return ()
    rows = Baseline.objects.visible_to(user).submitted().order_by("submitted_at", "pk")
    rows = rows.select_related("village", "submitted_by")
    return group(
        _("Baseline yang perlu ditinjau"), rows, _submitted, reverse("villages:baseline-queue")
    )


def _submitted(baseline):
    detail = _("diajukan oleh %(name)s, %(wait)s") % {
        "name": full_name(baseline.submitted_by),
        "wait": _waited(baseline.submitted_at),
    }
    return WaitingItem(
        str(baseline), reverse("villages:baseline-review", args=baseline.address), detail
    )


def _waited(moment):
    days = (timezone.localdate() - timezone.localdate(moment)).days
    if days < 1:
        return _("hari ini")
    return ngettext("menunggu %(days)s hari", "menunggu %(days)s hari", days) % {"days": days}


def decrees_due(user):
    """Decrees in force that were decided five years ago or more."""
    if not user.has_perm("villages.change_slumdecree"):
        return ()
    rows = SlumDecree.objects.visible_to(user).due_for_review().order_by("decided_on", "pk")
    url = address("villages:decree-list", tinjau=1)
    return group(_("SK Kumuh yang waktunya ditinjau"), rows, _due, url)


def _due(decree):
    on = date_format(decree.review_due_on)
    return WaitingItem(str(decree), decree.get_absolute_url(), _("lewat sejak %(on)s") % {"on": on})


def draft_decrees(user):
    """Decrees that were entered and are not in force yet."""
    if not user.has_perm("villages.change_slumdecree"):
        return ()
    rows = SlumDecree.objects.visible_to(user).filter(status=SlumDecree.Status.DRAFT)
    url = address("villages:decree-list", status=SlumDecree.Status.DRAFT)
    return group(_("Rancangan SK Kumuh"), rows, _drafted, url)


def _drafted(decree):
    return WaitingItem(str(decree), decree.get_absolute_url(), decree.subject)


def overdue_projects(user):
    """Interventions that one may change and that run past their end date, with what is missing."""
    if not user.has_perm("villages.change_project"):
        return ()
    results = Count("outputs", filter=Q(outputs__delivered__isnull=False))
    own = Project.objects.visible_to(user).editable_by(user).overdue()
    rows = own.select_related("village").annotate(result_count=results).order_by("ends_on", "pk")
    url = address("villages:project-list", status="lewat", urut="tahun")
    return group(_("Kegiatan yang lewat waktunya"), rows, _late, url)


def _late(project):
    words = {
        "village": project.village.full_name,
        "on": date_format(project.ends_on),
        "missing": _("statusnya masih berjalan") if project.result_count else _("belum ada hasil"),
    }
    detail = _("%(village)s, berakhir %(on)s: %(missing)s") % words
    return WaitingItem(project.name, project.get_absolute_url(), detail)


def reviews_overdue(user):
    """Reviews in decree villages that should be done by now, the longest overdue first."""
    if not user.has_perm("villages.conclude_review"):
        return ()
    rows = Review.objects.visible_to(user).overdue().select_related("village")
    url = reverse("villages:check-detail", args=["tinjauan-terlambat"])
    return group(
        _("Tinjauan yang lewat batas waktu"), rows.order_by("due_on", "pk"), _late_review, url
    )


def _late_review(review):
    days = ngettext("terlambat %(days)s hari", "terlambat %(days)s hari", review.days_late)
    return WaitingItem(
        str(review), review.get_absolute_url(), days % {"days": show_number(review.days_late)}
    )


PROVIDERS = (
    returned_baselines,
    draft_baselines,
    undecided_imports,
    villages_without_baseline,
    submitted_baselines,
    decrees_due,
    draft_decrees,
    overdue_projects,
    reductions_to_confirm,
    reviews_overdue,
)
