"""Interventions: every project in a village, whoever pays for it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages import labels
from villages.funding import FUNDING_FIELDS, FundingSource
from villages.models.agency import Agency
from villages.models.baseline import FIRST_YEAR, LAST_YEAR
from villages.models.decree import DecreeLocation
from villages.models.organisation import CommunityOrganisation
from villages.models.village import Village


def rupiah_field(label, **options):
    """Whole rupiah, 0 or more."""
    return models.DecimalField(
        label, max_digits=15, decimal_places=0, validators=[MinValueValidator(0)], **options
    )


def _share(source):
    return rupiah_field(labels.FUNDING_SOURCES[source], default=0, blank=True)


def _sum_of_shares():
    first, *others = FUNDING_FIELDS
    total = F(first)
    for name in others:
        total = total + F(name)
    return total


class ProjectQuerySet(models.QuerySet):
    """Which projects."""

    def visible_to(self, user):
        """Those in the villages that the person sees: one register for all agencies."""
        return self.filter(village__in=Village.objects.visible_to(user))

    def editable_by(self, user):
        """Agency staff: their agencies'; city assistants: padat karya in their villages; Bappeda: all."""
        if not user.has_perm("villages.change_project"):
            return self.none()
        if user.has_perm("villages.change_all_projects"):
            return self
        own = Q(agency__in=user.agencies.values("pk"))
        mine = Q(scheme=Project.Scheme.PADAT_KARYA, village__in=user.villages.values("pk"))
        return self.filter(own | mine)

    def open(self):
        """Still to come: what they plan counts as coverage of needs."""
        return self.filter(status__in=Project.OPEN)

    def overdue(self, *, on=None):
        """Running past their end date."""
        running = self.filter(status=Project.Status.RUNNING)
        return running.filter(ends_on__lt=on or timezone.localdate())


class Project(models.Model):
    """An intervention: padat karya, programme of an agency, village fund or self-help."""

    class Scheme(models.TextChoices):
        PADAT_KARYA = "padat_karya", _("Padat karya")
        AGENCY_PROGRAMME = "programme", _("Program OPD")
        VILLAGE_FUND = "village_fund", _("Dana desa")
        SELF_HELP = "self_help", _("Swadaya")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Diusulkan")
        BUDGETED = "budgeted", _("Dianggarkan")
        RUNNING = "running", _("Berjalan")
        FINISHED = "finished", _("Selesai")
        CANCELLED = "cancelled", _("Dibatalkan")

    class Quality(models.TextChoices):
        GOOD = "good", _("Baik")
        FAIR = "fair", _("Cukup")
        POOR = "poor", _("Kurang")

    OPEN = (Status.PROPOSED, Status.BUDGETED, Status.RUNNING)
    # Where a status leads to: the next step, or back from the one before where it was set by mistake.
    STEPS = {
        Status.PROPOSED: (Status.BUDGETED, Status.CANCELLED),
        Status.BUDGETED: (Status.RUNNING, Status.PROPOSED, Status.CANCELLED),
        Status.RUNNING: (Status.FINISHED, Status.BUDGETED, Status.CANCELLED),
        Status.FINISHED: (Status.RUNNING,),
        Status.CANCELLED: (Status.PROPOSED,),
    }
    STATUS_WORDS = {  # in addresses
        Status.PROPOSED: "diusulkan",
        Status.BUDGETED: "dianggarkan",
        Status.RUNNING: "berjalan",
        Status.FINISHED: "selesai",
        Status.CANCELLED: "dibatalkan",
    }

    name = models.CharField(_("nama kegiatan"), max_length=200)
    scheme = models.CharField(_("skema"), max_length=12, choices=Scheme)
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="projects", verbose_name=_("desa")
    )
    location = models.ForeignKey(
        DecreeLocation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("lokasi SK Kumuh"),
    )
    year = models.PositiveSmallIntegerField(
        _("tahun anggaran"),
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("OPD"),
    )
    organisation = models.CharField(
        _("pelaksana lain"),
        max_length=150,
        blank=True,
        help_text=_("Bila bukan OPD, misalnya pemerintah desa atau perusahaan."),
    )
    builder = models.ForeignKey(
        CommunityOrganisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="built_projects",
        verbose_name=_("KSM pelaksana"),
    )
    maintainer = models.ForeignKey(
        CommunityOrganisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="maintained_projects",
        verbose_name=_("KPP pemelihara"),
    )
    component = models.CharField(
        _("komponen"),
        max_length=100,
        blank=True,
        help_text=_("Misalnya jalan paving atau drainase."),
    )
    starts_on = models.DateField(_("mulai"), null=True, blank=True)
    ends_on = models.DateField(_("selesai"), null=True, blank=True)
    households_helped = models.PositiveIntegerField(_("KK penerima manfaat"), null=True, blank=True)

    budget_rp = rupiah_field(_("anggaran"), default=0, blank=True)
    state_rp = _share(FundingSource.STATE)
    province_rp = _share(FundingSource.PROVINCE)
    regency_rp = _share(FundingSource.REGENCY)
    village_fund_rp = _share(FundingSource.VILLAGE_FUND)
    self_help_rp = _share(FundingSource.SELF_HELP)
    private_rp = _share(FundingSource.PRIVATE)
    other_rp = _share(FundingSource.OTHER)

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PROPOSED, editable=False
    )
    cancel_reason = models.TextField(_("alasan dibatalkan"), blank=True, editable=False)
    quality = models.CharField(_("mutu hasil"), max_length=4, choices=Quality, blank=True)
    keeps_photo_positions = models.BooleanField(
        _("simpan lokasi foto"),
        default=False,
        help_text=_("Koordinat dalam foto disimpan bila dicentang; bila tidak, dihapus."),
    )
    note = models.TextField(_("catatan"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProjectQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("kegiatan")
        verbose_name_plural = _("kegiatan")
        ordering = ["-year", "village__name", "name", "pk"]
        permissions = [
            ("change_all_projects", _("Dapat mengubah kegiatan semua OPD")),
            ("import_project", _("Dapat mengimpor kegiatan")),
        ]
        indexes = [
            models.Index(fields=["year", "status"], name="villages_project_year_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(scheme__in=["padat_karya", "programme", "village_fund", "self_help"]),
                name="villages_project_scheme_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["proposed", "budgeted", "running", "finished", "cancelled"]
                ),
                name="villages_project_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(cancel_reason=""),
                name="villages_project_cancelled_with_reason",
                violation_error_message=_("Tulis alasan pembatalan."),
            ),
            models.CheckConstraint(
                condition=Q(budget_rp=_sum_of_shares()),
                name="villages_project_sources_add_up",
                violation_error_message=_("Jumlah sumber dana harus sama dengan anggaran."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="villages_project_dates",
                violation_error_message=_("Tanggal selesai pada atau setelah tanggal mulai."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__gte": 0}), name=f"villages_project_{name}_positive"
                )
                for name in FUNDING_FIELDS
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("villages:project-detail", args=[self.pk])

    @property
    def is_open(self):
        return self.status in self.OPEN

    @property
    def is_padat_karya(self):
        return self.scheme == self.Scheme.PADAT_KARYA

    @property
    def carried_out_by(self):
        """The agency or organisation, as people read it; "" where neither is known."""
        return str(self.agency) if self.agency else self.organisation

    @property
    def shares(self):
        """(source, rupiah) of the sources that pay something."""
        return [(item, amount) for item in FundingSource if (amount := getattr(self, item.field))]
