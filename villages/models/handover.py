"""After the work: hand-over to those who maintain what was built, and inspections of it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages.models.organisation import CommunityOrganisation
from villages.models.project import Project


class Handover(models.Model):
    """What was built handed to the KPP that maintains it from now on."""

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, related_name="handover", verbose_name=_("kegiatan")
    )
    maintainer = models.ForeignKey(
        CommunityOrganisation,
        on_delete=models.PROTECT,
        related_name="handovers",
        verbose_name=_("diterima KPP"),
    )
    handed_over_on = models.DateField(_("diserahkan pada"))
    document_number = models.CharField(_("nomor berita acara"), max_length=100, blank=True)
    note = models.TextField(_("catatan"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("serah terima")
        verbose_name_plural = _("serah terima")
        ordering = ["-handed_over_on"]

    def __str__(self):
        return f"{self.project}, {self.handed_over_on}"


class InspectionQuerySet(models.QuerySet):
    """Which inspections."""

    def open(self):
        return self.filter(inspected_on__isnull=True)

    def overdue(self, *, on=None):
        return self.open().filter(due_on__lt=on or timezone.localdate())


class Inspection(models.Model):
    """A look at what was built, due on a day: still there, in good state, working, used."""

    ANSWERS = ("still_there", "good_state", "working", "in_use")

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="inspections", verbose_name=_("kegiatan")
    )
    due_on = models.DateField(_("jatuh tempo"))
    inspected_on = models.DateField(_("diperiksa pada"), null=True, blank=True)
    inspector = models.CharField(_("diperiksa oleh"), max_length=150, blank=True)
    still_there = models.BooleanField(_("masih ada"), null=True, blank=True)
    good_state = models.BooleanField(_("keadaannya baik"), null=True, blank=True)
    working = models.BooleanField(_("berfungsi"), null=True, blank=True)
    in_use = models.BooleanField(_("dimanfaatkan"), null=True, blank=True)
    note = models.TextField(_("catatan"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InspectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("pemeriksaan")
        verbose_name_plural = _("pemeriksaan")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(inspected_on__isnull=True)
                | Q(
                    still_there__isnull=False,
                    good_state__isnull=False,
                    working__isnull=False,
                    in_use__isnull=False,
                ),
                name="villages_inspection_answered",
                violation_error_message=_("Jawab keempat pertanyaan pemeriksaan."),
            ),
        ]

    def __str__(self):
        return f"{self.project}, {self.due_on}"

    @property
    def is_done(self):
        return self.inspected_on is not None

    @property
    def all_well(self):
        return all(getattr(self, name) for name in self.ANSWERS)
