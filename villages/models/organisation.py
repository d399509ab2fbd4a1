"""Community organisations: who owns (LKM), builds (KSM) and maintains (KPP) what is built in a village."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages.models.village import Village


class CommunityOrganisationQuerySet(models.QuerySet):
    """Which organisations."""

    def visible_to(self, user):
        """Those of the villages that the person sees."""
        return self.filter(village__in=Village.objects.visible_to(user))

    def editable_by(self, user):
        """City assistants: those of their villages; Bappeda: all."""
        if not user.has_perm("villages.change_communityorganisation"):
            return self.none()
        if user.has_perm("villages.change_all_organisations"):
            return self
        return self.filter(village__in=user.villages.values("pk"))

    def active(self):
        return self.filter(is_active=True)

    def builders(self):
        return self.filter(kind=CommunityOrganisation.Kind.KSM)

    def maintainers(self):
        return self.filter(kind=CommunityOrganisation.Kind.KPP)


class CommunityOrganisation(models.Model):
    """An LKM, KSM or KPP of a village."""

    class Kind(models.TextChoices):
        LKM = "lkm", _("LKM/BKM")
        KSM = "ksm", _("KSM")
        KPP = "kpp", _("KPP")

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="organisations", verbose_name=_("desa")
    )
    kind = models.CharField(_("jenis"), max_length=3, choices=Kind)
    name = models.CharField(_("nama"), max_length=150)
    chair = models.CharField(_("ketua"), max_length=150, blank=True)
    contact = models.CharField(_("kontak"), max_length=100, blank=True)
    established_year = models.PositiveSmallIntegerField(
        _("tahun dibentuk"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
    )
    men = models.PositiveIntegerField(_("anggota laki-laki"), null=True, blank=True)
    women = models.PositiveIntegerField(_("anggota perempuan"), null=True, blank=True)
    is_active = models.BooleanField(_("aktif"), default=True)
    note = models.TextField(_("catatan"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CommunityOrganisationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("kelembagaan masyarakat")
        verbose_name_plural = _("kelembagaan masyarakat")
        ordering = ["village__name", "kind", "name"]
        permissions = [
            ("change_all_organisations", _("Dapat mengubah kelembagaan semua desa")),
            ("view_all_contacts", _("Dapat melihat semua kontak")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "kind", "name"],
                name="villages_organisation_once",
                violation_error_message=_("Kelembagaan ini sudah terdaftar di desa itu."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["lkm", "ksm", "kpp"]), name="villages_organisation_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.name}"

    def get_absolute_url(self):
        return reverse("villages:organisation-detail", args=[self.pk])

    @property
    def members(self):
        """Men and women together; None while neither is known."""
        if self.men is None and self.women is None:
            return None
        return (self.men or 0) + (self.women or 0)
