"""The inter-agency working group for housing and settlements (Pokja PKP) and its members."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages.models.agency import Agency

WARN_FOR = timedelta(days=90)


class WorkingGroupQuerySet(models.QuerySet):
    """Which working groups."""

    def latest(self):
        """Those that no later group followed."""
        later = WorkingGroup.objects.filter(term_to__gt=OuterRef("term_to"))
        return self.filter(~Exists(later))

    def ending(self, *, on=None):
        """Followed by none although their term is over or ends within ninety days."""
        return self.latest().filter(term_to__lte=(on or timezone.localdate()) + WARN_FOR)


class WorkingGroup(models.Model):
    """A Pokja PKP as a decree of the regent sets it up for a term."""

    name = models.CharField(_("nama"), max_length=150, default="Pokja PKP")
    decree_number = models.CharField(_("nomor SK"), max_length=100, unique=True)
    decided_on = models.DateField(_("tanggal SK"))
    term_from = models.DateField(_("masa tugas dari"))
    term_to = models.DateField(_("sampai"))
    note = models.TextField(_("catatan"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = WorkingGroupQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("Pokja PKP")
        verbose_name_plural = _("Pokja PKP")
        ordering = ["-term_to", "decree_number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(term_to__gte=F("term_from")),
                name="villages_workinggroup_term_in_order",
                violation_error_message=_("Masa tugas tidak boleh berakhir sebelum dimulai."),
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.term_from.year}–{self.term_to.year}"

    def get_absolute_url(self):
        return reverse("villages:working-group-detail", args=[self.pk])

    @property
    def days_left(self):
        """Days until the last one of the term, below 0 when it is over."""
        return (self.term_to - timezone.localdate()).days

    @property
    def days_over(self):
        return -self.days_left

    @property
    def is_expired(self):
        return self.days_left < 0

    @property
    def is_ending(self):
        """Over, or in the last ninety days."""
        return self.days_left <= WARN_FOR.days


class WorkingGroupMember(models.Model):
    """An agency in a working group, what it does there, and whom to ask."""

    group = models.ForeignKey(
        WorkingGroup, on_delete=models.CASCADE, related_name="members", verbose_name=_("Pokja PKP")
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="group_memberships", verbose_name=_("OPD")
    )
    role = models.CharField(
        _("kedudukan"),
        max_length=100,
        help_text=_("Misalnya ketua, sekretaris, atau koordinator bidang."),
    )
    contact_person = models.CharField(_("narahubung"), max_length=150, blank=True)
    contact = models.CharField(
        _("kontak"), max_length=100, blank=True, help_text=_("Nomor telepon atau surel.")
    )
    order = models.PositiveSmallIntegerField(
        _("urutan"), default=1, help_text=_("Urutan dalam SK; ketua nomor 1.")
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("anggota Pokja")
        verbose_name_plural = _("anggota Pokja")
        ordering = ["order", "agency__short_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "agency"],
                name="villages_workinggroupmember_once",
                violation_error_message=_("OPD ini sudah menjadi anggota."),
            ),
        ]

    def __str__(self):
        return f"{self.agency}, {self.role}"
