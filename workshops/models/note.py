"""What happened to a follow-up: one row per step, never changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from villages.models.fields import person
from villages.uploads import stored_path
from workshops.models.follow_up import FollowUp


def evidence_path(note, filename):
    return stored_path("evidence", filename)


class FollowUpNote(models.Model):
    """One step of a follow-up, by somebody, with what they said and what proves it; never changed."""

    class Act(models.TextChoices):
        CREATED = "created", _("Ditugaskan")
        ASSIGNED = "assigned", _("Petugas ditetapkan")
        PROGRESS = "progress", _("Kemajuan")
        MOVED = "moved", _("Tenggat dipindah")
        DONE = "done", _("Dilaporkan selesai")
        CONFIRMED = "confirmed", _("Dikonfirmasi")
        RETURNED = "returned", _("Dikembalikan")
        DROPPED = "dropped", _("Dihentikan")

    follow_up = models.ForeignKey(
        FollowUp, on_delete=models.PROTECT, related_name="notes", verbose_name=_("tindak lanjut")
    )
    act = models.CharField(_("langkah"), max_length=9, choices=Act)
    at = models.DateTimeField(_("waktu"), auto_now_add=True)
    by = person(_("oleh"), "+")
    text = models.TextField(_("catatan"), blank=True)
    due_from = models.DateField(_("tenggat sebelumnya"), null=True, blank=True)
    due_to = models.DateField(_("tenggat baru"), null=True, blank=True)
    file = models.FileField(_("bukti"), upload_to=evidence_path, blank=True)
    file_name = models.CharField(_("nama berkas"), max_length=150, blank=True)
    # A page of the portal that proves it: its path, and what it was called then.
    link = models.CharField(_("halaman portal"), max_length=250, blank=True)
    link_label = models.CharField(_("judul halaman"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("catatan tindak lanjut")
        verbose_name_plural = _("catatan tindak lanjut")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    act__in=[
                        "created",
                        "assigned",
                        "progress",
                        "moved",
                        "done",
                        "confirmed",
                        "returned",
                        "dropped",
                    ]
                ),
                name="workshops_followupnote_act_known",
            ),
            models.CheckConstraint(
                condition=~Q(act__in=["progress", "moved", "done", "returned", "dropped"])
                | ~Q(text=""),
                name="workshops_followupnote_says_something",
            ),
            models.CheckConstraint(
                condition=Q(act="moved", due_from__isnull=False, due_to__isnull=False)
                | ~Q(act="moved") & Q(due_from__isnull=True, due_to__isnull=True),
                name="workshops_followupnote_dates_when_moved",
            ),
            models.CheckConstraint(
                condition=Q(link="", link_label="")
                | Q(link__startswith="/") & ~Q(link__startswith="//") & ~Q(link_label=""),
                name="workshops_followupnote_link_inside",
            ),
        ]

    def __str__(self):
        return f"{self.get_act_display()}: {self.follow_up}"
