"""Checks of recommendations and follow-ups: providers of ``villages.registry.checks``."""

from django.db.models import Exists, OuterRef
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from villages.people import full_name
from villages.registry import Check, CheckRow, Severity
from workshops.models import FollowUp, Recommendation, Workshop
from workshops.queries.workshop import without_follow_up

LABEL_LENGTH = 120


def own_checks(user, villages):
    """Those of this app that mean something to the person."""
    if user.has_perm("workshops.view_followup"):
        yield overdue(user, villages)
        yield to_confirm(user, villages)
    if user.has_perm("workshops.view_workshop"):
        yield recommendation_without_follow_up(user, villages)


def _follow_ups(user, villages):
    """Those that concern one of the villages, or none in particular."""
    rows = FollowUp.objects.visible_to(user).concerning(villages.values("pk"), or_none=True)
    return rows.select_related("agency", "done_by")


def overdue(user, villages):
    return Check(
        "tindak-lanjut-terlambat",
        _("Tindak lanjut yang terlambat"),
        Severity.URGENT,
        _("OPD melaporkan hasilnya, atau memindah tenggatnya dengan alasan."),
        _follow_ups(user, villages).overdue().order_by("due_on", "pk"),
        lambda row: CheckRow(str(row), row.get_absolute_url(), f"{row.agency}, {row.due_words}"),
    )


def to_confirm(user, villages):
    return Check(
        "tindak-lanjut-menunggu-konfirmasi",
        _("Tindak lanjut menunggu konfirmasi"),
        Severity.IMPORTANT,
        _("Bappeda membaca hasilnya, lalu mengonfirmasi atau mengembalikannya."),
        _follow_ups(user, villages).to_confirm().order_by("done_at", "pk"),
        _reported,
    )


def _reported(follow_up):
    detail = _("%(agency)s, dilaporkan oleh %(name)s") % {
        "agency": follow_up.agency,
        "name": full_name(follow_up.done_by),
    }
    return CheckRow(str(follow_up), follow_up.get_absolute_url(), detail)


def recommendation_without_follow_up(user, villages):
    named = Recommendation.villages.through.objects.filter(recommendation=OuterRef("pk"))
    here = named.filter(village__in=villages.values("pk"))
    rows = Recommendation.objects.filter(workshop__in=Workshop.objects.visible_to(user))
    rows = without_follow_up(rows).filter(Exists(here) | ~Exists(named))
    return Check(
        "rekomendasi-tanpa-tindak-lanjut",
        _("Rekomendasi tanpa tindak lanjut"),
        Severity.IMPORTANT,
        _("Bappeda membuat tindak lanjut bagi OPD yang dituju, di halaman lokakaryanya."),
        rows.select_related("workshop").order_by("-workshop__first_day", "pk"),
        _recommendation,
    )


def _recommendation(row):
    url = f"{row.workshop.get_absolute_url()}#rekomendasi"
    return CheckRow(Truncator(row.text).chars(LABEL_LENGTH), url, row.workshop.title)
