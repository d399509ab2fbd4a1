"""Sessions of a workshop: panels, talks and discussions."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from workshops.models.workshop import Workshop


class WorkshopSession(models.Model):
    """A part of a workshop with its own subject and speakers."""

    class Kind(models.TextChoices):
        PANEL = "panel", _("Panel")
        TALK = "talk", _("Paparan")
        DISCUSSION = "discussion", _("Diskusi")

    workshop = models.ForeignKey(
        Workshop, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("lokakarya")
    )
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind)
    title = models.CharField(_("judul sesi"), max_length=200)
    day = models.DateField(_("hari"))
    starts = models.TimeField(_("mulai"), null=True, blank=True)
    ends = models.TimeField(_("selesai"), null=True, blank=True)
    speakers = models.TextField(_("pembicara"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("sesi")
        verbose_name_plural = _("sesi")
        ordering = ["day", F("starts").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["panel", "talk", "discussion"]),
                name="workshops_session_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=False, ends__gt=F("starts")),
                name="workshops_session_times_in_order",
                violation_error_message=_("Jam selesai setelah jam mulai."),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def speaker_list(self):
        """Speakers one by one: role and agency."""
        return [line.strip() for line in self.speakers.splitlines() if line.strip()]

    @property
    def hours(self):
        """When on its day: "09.00–10.30", "09.00", or "" where nobody said."""
        times = [f"{time:%H.%M}" for time in (self.starts, self.ends) if time]
        return "–".join(times)
