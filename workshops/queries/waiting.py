"""What waits for a person: providers of ``villages.registry.waiting``, each for those who may act on it."""

from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from villages.people import full_name
from villages.registry import WaitingGroup, WaitingItem
from workshops.models import FollowUp, Recommendation
from workshops.queries.workshop import without_follow_up

SHOWN = 10  # of each kind; the rest is a link away


def _group(title, rows, item, url):
    """One group of the rows of a queryset, or nothing when there are none."""
    shown = list(rows[: SHOWN + 1])
    if not shown:
        return
    total = len(shown) if len(shown) <= SHOWN else rows.count()
    yield WaitingGroup(title, tuple(item(row) for row in shown[:SHOWN]), total, url)


def _list(**query):
    return f"{reverse('workshops:follow-up-list')}?{urlencode(query)}"


def own_follow_ups(user):
    """Open follow-ups of one's own agencies, what is most overdue first."""
    if not user.has_perm("workshops.change_followup"):
        return ()
    rows = FollowUp.objects.visible_to(user).of_agencies(user).open().order_by("due_on", "pk")
    return _group(_("Tindak lanjut OPD Anda"), rows, _own, _list(lingkup="opd"))


def _own(follow_up):
    detail = _("%(words)s, tenggat %(on)s") % {
        "words": follow_up.due_words,
        "on": date_format(follow_up.due_on),
    }
    return WaitingItem(str(follow_up), follow_up.get_absolute_url(), detail)


def reported_follow_ups(user):
    """Follow-ups that were reported done and wait for confirmation, the oldest report first."""
    if not user.has_perm("workshops.confirm_followup"):
        return ()
    rows = FollowUp.objects.visible_to(user).to_confirm().order_by("done_at", "pk")
    rows = rows.select_related("agency", "done_by").exclude(done_by=user)
    title = _("Tindak lanjut yang perlu dikonfirmasi")
    return _group(title, rows, _reported, _list(lingkup="konfirmasi"))


def _reported(follow_up):
    detail = _("%(agency)s, dilaporkan oleh %(name)s") % {
        "agency": follow_up.agency,
        "name": full_name(follow_up.done_by),
    }
    return WaitingItem(str(follow_up), follow_up.get_absolute_url(), detail, follow_up.result)


def recommendations_without_follow_up(user):
    """Recommendations that nobody was asked to act on, of the latest workshop first."""
    if not user.has_perm("workshops.add_followup"):
        return ()
    rows = without_follow_up(Recommendation.objects.select_related("workshop"))
    rows = rows.order_by(F("workshop__first_day").desc(), "pk")
    title = _("Rekomendasi tanpa tindak lanjut")
    url = f"{reverse('workshops:workshop-list')}?{urlencode({'tindak': 'tanpa'})}"
    return _group(title, rows, _untouched, url)


def _untouched(recommendation):
    url = reverse("workshops:follow-up-plan", args=[recommendation.workshop_id, recommendation.pk])
    return WaitingItem(str(recommendation)[:120], url, str(recommendation.workshop))


PROVIDERS = (own_follow_ups, reported_follow_ups, recommendations_without_follow_up)
