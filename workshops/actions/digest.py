"""The weekly digest: one e-mail per person with what waits for them, each item with its link.

Writing and sending are apart. What was written but refused by the mail server waits for the next run; what
was claimed is never sent by another run, however the first one ended.
"""

from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from villages import registry
from villages.people import full_name
from workshops.models import Digest, NoDigest
from workshops.models.outbox import week_of

Status = Digest.Status


@dataclass
class Sent:
    """What one run did; ``uncertain`` were claimed by a run that ended before it could say."""

    written: int = 0
    sent: int = 0
    refused: int = 0
    uncertain: int = 0


def recipients():
    """Active people with an address who did not switch the digest off."""
    people = get_user_model().objects.filter(is_active=True, no_digest__isnull=True)
    return people.exclude(email="").order_by("pk")


def set_digest(*, by, wanted):
    """Switch one's own digest on or off; an e-mail that still waits goes too."""
    if wanted:
        NoDigest.objects.filter(person=by).delete()
    else:
        NoDigest.objects.get_or_create(person=by)
        Digest.objects.filter(person=by, status=Status.WAITING).delete()


def write_digests(*, today=None):
    """Write this week's digest for everybody for whom something waits; returns how many were new."""
    week = week_of(today or timezone.localdate())
    have = set(Digest.objects.filter(week=week).values_list("person_id", flat=True))
    people = [person for person in recipients() if person.pk not in have]
    digests = [digest for person in people if (digest := _digest(person, week))]
    Digest.objects.bulk_create(digests, ignore_conflicts=True)
    return len(digests)


def _digest(person, week):
    """The e-mail, or None when nothing waits."""
    groups = registry.waiting.collect(person)
    total = sum(group.total for group in groups)
    if not total:
        return None
    context = {
        "name": full_name(person),
        "groups": groups,
        "total": total,
        "site": settings.SITE_URL.rstrip("/"),
        "settings_path": reverse("workshops:digest-settings"),
    }
    subject = _("Portal Kotaku: %(count)s hal menunggu Anda") % {"count": total}
    body = render_to_string("workshops/digest.txt", context)
    return Digest(person=person, week=week, subject=subject, body=body)


def send_digests(*, today=None, on_message=None):
    """Write what is due and send what waits, one e-mail after the other; returns ``Sent``.

    ``on_message(digest)`` is called after each attempt. An e-mail is claimed in a transaction of its own
    before the server is spoken to.
    """
    done = Sent(written=write_digests(today=today))
    done.uncertain = Digest.objects.filter(status=Status.SENDING).count()
    for pk in (
        Digest.objects.filter(status=Status.WAITING).order_by("pk").values_list("pk", flat=True)
    ):
        digest = _claim(pk)
        if digest is None:
            continue
        if _send(digest):
            done.sent += 1
        else:
            done.refused += 1
        if on_message:
            on_message(digest)
    return done


@transaction.atomic
def _claim(pk):
    """The digest, ours to send; None where another run has it or its person does not want it any more."""
    rows = Digest.objects.select_related("person").select_for_update(of=("self",), skip_locked=True)
    digest = rows.filter(pk=pk, status=Status.WAITING).first()
    if digest is None or not recipients().filter(pk=digest.person_id).exists():
        return None
    digest.status, digest.last_try = Status.SENDING, timezone.now()
    digest.tries += 1
    digest.save(update_fields=["status", "last_try", "tries"])
    return digest


def _send(digest):
    """Whether the server took it; a refusal puts it back for the next run."""
    message = EmailMessage(digest.subject, digest.body, to=[digest.person.email])
    try:
        message.send()
    except (SMTPException, OSError) as problem:
        digest.status, digest.problem = Status.WAITING, str(problem)[:250]
    else:
        digest.status, digest.problem = Status.SENT, ""
    digest.save(update_fields=["status", "problem"])
    return digest.status == Status.SENT
