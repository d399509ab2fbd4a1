"""Follow-ups (tindak lanjut): what an agency is to do, where and by when, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from simple_history.models import HistoricalRecords

from villages.models import Agency, Review, Village
from villages.models.fields import moment, person
from workshops.models.recommendation import Recommendation


class FollowUpQuerySet(models.QuerySet):
    """Which follow-ups."""

    def visible_to(self, user):
        """Holders of the wide permission see all; city assistants those that concern their villages."""
        if user.has_perm("workshops.view_all_followups"):
            return self
        if not user.has_perm("workshops.view_followup"):
            return self.none()
        return self.concerning(user.villages.values("pk"))

    def concerning(self, villages, *, or_none=False):
        """Those that concern one of the villages, given by key; on request those of no village too."""
        links = FollowUp.villages.through.objects.filter(followup=models.OuterRef("pk"))
        here = models.Exists(links.filter(village__in=villages))
        return self.filter(here | ~models.Exists(links) if or_none else here)

    def editable_by(self, user):
        """Holders of the wide permission change all; agency staff those of their own agencies."""
        if user.has_perm("workshops.change_all_followups"):
            return self
        if not user.has_perm("workshops.change_followup"):
            return self.none()
        return self.filter(agency__in=user.agencies.values("pk"))

    def of_agencies(self, user):
        """Those of the agencies that the person works for."""
        return self.filter(agency__in=user.agencies.values("pk"))

    def mine(self, user):
        """Those that the person took, and those of their agencies that nobody took yet."""
        free = Q(assignee__isnull=True, agency__in=user.agencies.values("pk"))
        return self.filter(Q(assignee=user) | free)

    def open(self):
        return self.filter(status__in=FollowUp.OPEN)

    def overdue(self, *, on=None):
        """Still open after their due date."""
        return self.open().filter(due_on__lt=on or timezone.localdate())

    def to_confirm(self):
        """Reported done, not confirmed yet."""
        return self.filter(status=FollowUp.Status.DONE)


class FollowUp(models.Model):
    """What one agency is to do by a day."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Direncanakan")
        RUNNING = "running", _("Berjalan")
        DONE = "done", _("Menunggu konfirmasi")
        CONFIRMED = "confirmed", _("Selesai")
        DROPPED = "dropped", _("Dihentikan")

    OPEN = (Status.PLANNED, Status.RUNNING)
    FINISHED = (Status.DONE, Status.CONFIRMED)

    # What it comes from: a recommendation, a review, or neither.
    recommendation = models.ForeignKey(
        Recommendation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("rekomendasi"),
    )
    review = models.ForeignKey(
        Review,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("tinjauan"),
    )
    task = models.TextField(_("yang dikerjakan"))
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="follow_ups", verbose_name=_("OPD")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("petugas"),
    )
    villages = models.ManyToManyField(
        Village, blank=True, related_name="follow_ups", verbose_name=_("desa terkait")
    )
    due_on = models.DateField(_("tenggat"))
    first_due_on = models.DateField(_("tenggat semula"), editable=False)
    due_reason = models.CharField(
        _("alasan tenggat dipindah"), max_length=250, blank=True, editable=False
    )
    status = models.CharField(
        _("status"), max_length=9, choices=Status, default=Status.PLANNED, editable=False
    )
    result = models.TextField(_("hasil"), blank=True, editable=False)
    drop_reason = models.TextField(_("alasan dihentikan"), blank=True, editable=False)
    created_at = moment(_("dibuat pada"))
    created_by = person(_("dibuat oleh"), "+")
    done_at = moment(_("dilaporkan selesai pada"))
    done_by = person(_("dilaporkan selesai oleh"), "+")
    confirmed_at = moment(_("dikonfirmasi pada"))
    confirmed_by = person(_("dikonfirmasi oleh"), "+")
    dropped_at = moment(_("dihentikan pada"))
    dropped_by = person(_("dihentikan oleh"), "+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FollowUpQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[villages])

    class Meta:
        verbose_name = _("tindak lanjut")
        verbose_name_plural = _("tindak lanjut")
        ordering = ["due_on", "pk"]
        permissions = [
            ("view_all_followups", _("Dapat melihat semua tindak lanjut")),
            ("change_all_followups", _("Dapat mengubah tindak lanjut semua OPD")),
            ("confirm_followup", _("Dapat mengonfirmasi atau menghentikan tindak lanjut")),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="workshops_followup_status_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["planned", "running", "done", "confirmed", "dropped"]),
                name="workshops_followup_status_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["done", "confirmed"], done_at__isnull=False)
                & Q(done_by__isnull=False)
                & ~Q(result="")
                | ~Q(status__in=["done", "confirmed"])
                & Q(done_at__isnull=True, done_by__isnull=True),
                name="workshops_followup_done_with_result",
                violation_error_message=_("Tulis hasilnya."),
            ),
            models.CheckConstraint(
                condition=Q(
                    status="confirmed", confirmed_at__isnull=False, confirmed_by__isnull=False
                )
                | ~Q(status="confirmed") & Q(confirmed_at__isnull=True, confirmed_by__isnull=True),
                name="workshops_followup_confirmed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(status="dropped", dropped_at__isnull=False, dropped_by__isnull=False)
                & ~Q(drop_reason="")
                | ~Q(status="dropped")
                & Q(dropped_at__isnull=True, dropped_by__isnull=True, drop_reason=""),
                name="workshops_followup_dropped_with_reason",
                violation_error_message=_("Tulis alasan penghentian."),
            ),
            models.CheckConstraint(
                condition=Q(due_on=F("first_due_on")) | ~Q(due_reason=""),
                name="workshops_followup_due_moved_with_reason",
                violation_error_message=_("Tulis alasan memindah tenggat."),
            ),
            models.UniqueConstraint(
                fields=["recommendation", "agency"],
                condition=Q(recommendation__isnull=False) & ~Q(status="dropped"),
                name="workshops_followup_one_per_agency",
                violation_error_message=_(
                    "OPD ini sudah punya tindak lanjut untuk rekomendasi ini."
                ),
            ),
            models.UniqueConstraint(
                fields=["review", "agency"],
                condition=Q(review__isnull=False) & ~Q(status="dropped"),
                name="workshops_followup_one_per_agency_and_review",
                violation_error_message=_("OPD ini sudah punya tindak lanjut untuk tinjauan ini."),
            ),
            models.CheckConstraint(
                condition=Q(recommendation__isnull=True) | Q(review__isnull=True),
                name="workshops_followup_from_one_source",
            ),
        ]

    def __str__(self):
        return self.task if len(self.task) <= 80 else f"{self.task[:79].rstrip()}…"

    def get_absolute_url(self):
        return reverse("workshops:follow-up-detail", args=[self.pk])

    @property
    def is_open(self):
        return self.status in self.OPEN

    @property
    def is_overdue(self):
        return self.is_open and self.due_on < timezone.localdate()

    @property
    def was_moved(self):
        return self.due_on != self.first_due_on

    @property
    def due_words(self):
        """How its due date stands, in words and days."""
        if self.status in self.FINISHED:
            return self._finished_words(timezone.localdate(self.done_at))
        if not self.is_open:
            return ""
        days = (self.due_on - timezone.localdate()).days
        if days < 0:
            return ngettext("terlambat %(n)s hari", "terlambat %(n)s hari", -days) % {"n": -days}
        if days == 0:
            return _now("tenggat hari ini")
        return ngettext("%(n)s hari lagi", "%(n)s hari lagi", days) % {"n": days}

    def _finished_words(self, day):
        late = (day - self.due_on).days
        if late > 0:
            words = ngettext(
                "%(status)s %(n)s hari setelah tenggat",
                "%(status)s %(n)s hari setelah tenggat",
                late,
            )
        else:
            words = _now("%(status)s tepat waktu")
        is_confirmed = self.status == self.Status.CONFIRMED
        return words % {
            "n": late,
            "status": _now("selesai") if is_confirmed else _now("dilaporkan"),
        }
