"""Reviews in the villages that decrees name: of RP2KPKPK, SK Kumuh, Pokja and what supports them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages.models.baseline import FIRST_YEAR, LAST_YEAR
from villages.models.village import Village
from villages.uploads import stored_path


def review_file_path(review, filename):
    """A name nobody can guess; the person's own file name is kept beside it."""
    return stored_path("reviews", filename)


class ReviewQuerySet(models.QuerySet):
    """Which reviews."""

    def visible_to(self, user):
        """Those of the villages that the person sees."""
        return self.filter(village__in=Village.objects.visible_to(user))

    def begun(self):
        return self.exclude(status=Review.Status.NOT_BEGUN)

    def overdue(self, *, on=None):
        """Not done although the day by which they should be has passed."""
        late = self.filter(due_on__lt=on or timezone.localdate())
        return late.exclude(status=Review.Status.DONE)

    def editable_by(self, user):
        """Bappeda: all; city assistants: those of their villages until Bappeda has concluded them."""
        if not user.has_perm("villages.change_review"):
            return self.none()
        if user.has_perm("villages.conclude_review"):
            return self
        own = self.filter(village__in=user.villages.values("pk"))
        return own.exclude(status=Review.Status.DONE)


class Review(models.Model):
    """What was found when one subject was looked at in a village in a year, and what is recommended."""

    class Subject(models.TextChoices):
        RP2KPKPK = "rp2kpkpk", _("RP2KPKPK")
        DECREE = "sk_kumuh", _("SK Kumuh")
        WORKING_GROUP = "pokja", _("Pokja")
        SUPPORTERS = "supporters", _("Pendukung")

    class Status(models.TextChoices):
        NOT_BEGUN = "not_begun", _("Belum dimulai")
        RUNNING = "running", _("Berjalan")
        DONE = "done", _("Selesai")

    # How a subject is called in addresses.
    SUBJECT_WORDS = {
        Subject.RP2KPKPK: "rp2kpkpk",
        Subject.DECREE: "sk-kumuh",
        Subject.WORKING_GROUP: "pokja",
        Subject.SUPPORTERS: "pendukung",
    }

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("desa")
    )
    subject = models.CharField(_("pokok tinjauan"), max_length=10, choices=Subject)
    year = models.PositiveSmallIntegerField(
        _("tahun"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.NOT_BEGUN)
    finding = models.TextField(_("temuan"), blank=True)
    recommendation = models.TextField(_("rekomendasi"), blank=True)
    reviewer = models.CharField(_("ditinjau oleh"), max_length=150, blank=True)
    reviewed_on = models.DateField(_("ditinjau pada"), null=True, blank=True)
    due_on = models.DateField(_("batas waktu"), null=True, blank=True)
    link = models.URLField(_("tautan bukti"), max_length=300, blank=True)
    file = models.FileField(_("berkas bukti"), upload_to=review_file_path, blank=True)
    file_name = models.CharField(_("nama berkas"), max_length=150, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReviewQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("tinjauan")
        verbose_name_plural = _("tinjauan")
        ordering = ["-year", "village__name", "subject"]
        permissions = [("conclude_review", _("Dapat menyelesaikan tinjauan di semua desa"))]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "year", "subject"], name="villages_review_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(subject__in=["rp2kpkpk", "sk_kumuh", "pokja", "supporters"]),
                name="villages_review_subject_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["not_begun", "running", "done"]),
                name="villages_review_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="done")
                | (~Q(finding="") & ~Q(reviewer="") & Q(reviewed_on__isnull=False)),
                name="villages_review_done_with_a_finding",
                violation_error_message=_(
                    "Tinjauan selesai memuat temuan, peninjau, dan tanggalnya."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.get_subject_display()} {self.village} {self.year}"

    def get_absolute_url(self):
        return reverse("villages:review-detail", args=self.address)

    @property
    def address(self):
        """What the addresses of its pages need."""
        return [self.village.code, self.year, self.subject]

    @property
    def is_begun(self):
        return self.status != self.Status.NOT_BEGUN

    @property
    def is_overdue(self):
        return self.days_late > 0

    @property
    def days_late(self):
        """Days past the one by which it should be done; 0 where it is not late."""
        if self.status == self.Status.DONE or self.due_on is None:
            return 0
        return max(0, (timezone.localdate() - self.due_on).days)
