"""What happened to a baseline: one row per step, never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from villages.models.baseline import Baseline
from villages.models.fields import person


class BaselineEvent(models.Model):
    """One step in the life of a baseline, by somebody, with what they said; never changed."""

    class Act(models.TextChoices):
        OPENED = "opened", _("Dibuka")
        IMPORTED = "imported", _("Diimpor")
        IMPORT_UNDONE = "import_undone", _("Impor dibatalkan")
        SUBMITTED = "submitted", _("Diajukan")
        RETURNED = "returned", _("Dikembalikan")
        VERIFIED = "verified", _("Diverifikasi")
        REOPENED = "reopened", _("Dibuka kembali")

    baseline = models.ForeignKey(
        Baseline, on_delete=models.CASCADE, related_name="events", verbose_name=_("baseline")
    )
    act = models.CharField(_("langkah"), max_length=13, choices=Act)
    at = models.DateTimeField(_("waktu"), auto_now_add=True)
    by = person(_("oleh"), "+")
    comment = models.TextField(_("catatan"), blank=True)
    # RT records created, changed or removed since the submission before this one.
    change_count = models.PositiveIntegerField(_("perubahan"), default=0)

    class Meta:
        verbose_name = _("langkah baseline")
        verbose_name_plural = _("langkah baseline")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.get_act_display()}: {self.baseline}"
