"""E-mails on their way: the weekly digest of each person, written once, sent once."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def week_of(day):
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


class Digest(models.Model):
    """One person's e-mail of one week.

    It is claimed (``SENDING``) before the mail server is spoken to. A refusal of the server puts it back;
    whoever dies in between leaves it claimed, and it is not sent again, since it may have arrived.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Menunggu dikirim")
        SENDING = "sending", _("Sedang dikirim")
        SENT = "sent", _("Terkirim")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="digests",
        verbose_name=_("penerima"),
    )
    week = models.DateField(_("minggu mulai"))
    subject = models.CharField(_("perihal"), max_length=200)
    body = models.TextField(_("isi"))
    status = models.CharField(_("status"), max_length=7, choices=Status, default=Status.WAITING)
    tries = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    last_try = models.DateTimeField(_("terakhir dicoba"), null=True, blank=True)
    problem = models.CharField(_("masalah"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("surel ringkasan")
        verbose_name_plural = _("surel ringkasan")
        ordering = ["-week", "person"]
        constraints = [
            models.UniqueConstraint(fields=["person", "week"], name="workshops_digest_once_a_week"),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "sending", "sent"]),
                name="workshops_digest_status_known",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting") | Q(last_try__isnull=False),
                name="workshops_digest_tried",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.week}"


class NoDigest(models.Model):
    """Somebody who does not want the weekly digest; everybody else gets it."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="no_digest",
        verbose_name=_("orang"),
    )

    class Meta:
        verbose_name = _("tanpa surel ringkasan")
        verbose_name_plural = _("tanpa surel ringkasan")

    def __str__(self):
        return str(self.person)
