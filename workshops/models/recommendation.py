"""What a workshop raised and what it asked for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages.models import Agency, Village
from workshops.models.session import WorkshopSession
from workshops.models.workshop import Workshop


def _session(related_name):
    return models.ForeignKey(
        WorkshopSession,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name=related_name,
        verbose_name=_("dari sesi"),
    )


class StrategicIssue(models.Model):
    """A strategic issue that was raised in a workshop."""

    workshop = models.ForeignKey(
        Workshop, on_delete=models.CASCADE, related_name="issues", verbose_name=_("lokakarya")
    )
    text = models.TextField(_("isu strategis"))
    raised_by = models.CharField(_("disampaikan oleh"), max_length=150, blank=True)
    session = _session("issues")
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("isu strategis")
        verbose_name_plural = _("isu strategis")
        ordering = ["pk"]

    def __str__(self):
        return self.text


class Recommendation(models.Model):
    """What a workshop asked agencies to do."""

    class Topic(models.TextChoices):
        REVIEW = "review", _("Peninjauan")
        SYNCHRONISATION = "synchronisation", _("Sinkronisasi program")
        BASELINE = "baseline", _("Pendataan baseline")
        MAINTENANCE = "maintenance", _("Pemanfaatan dan pemeliharaan")
        FUNDING = "funding", _("Pendanaan")
        OTHER = "other", _("Lainnya")

    workshop = models.ForeignKey(
        Workshop,
        on_delete=models.PROTECT,
        related_name="recommendations",
        verbose_name=_("lokakarya"),
    )
    text = models.TextField(_("rekomendasi"))
    topic = models.CharField(_("topik"), max_length=15, choices=Topic)
    made_by = models.CharField(_("disampaikan oleh"), max_length=150, blank=True)
    addressed_to = models.ManyToManyField(
        Agency, related_name="recommendations", verbose_name=_("ditujukan kepada")
    )
    villages = models.ManyToManyField(
        Village, blank=True, related_name="recommendations", verbose_name=_("desa terkait")
    )
    session = _session("recommendations")
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords(m2m_fields=[addressed_to, villages])

    class Meta:
        verbose_name = _("rekomendasi")
        verbose_name_plural = _("rekomendasi")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    topic__in=[
                        "review",
                        "synchronisation",
                        "baseline",
                        "maintenance",
                        "funding",
                        "other",
                    ]
                ),
                name="workshops_recommendation_topic_known",
            ),
        ]

    def __str__(self):
        return self.text
