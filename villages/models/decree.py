"""Slum decrees (SK Kumuh) and the locations they name."""

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages import labels
from villages.models.village import (
    Neighbourhood,
    Village,
    latitude_field,
    longitude_field,
)
from villages.priority import CONSIDERATION_SCORES, Legality
from villages.uploads import stored_path

REVIEW_YEARS = 5  # Permen PUPR 14/PRT/M/2018, Pasal 36-38: reviewed at least once in five years


def years_before(day, years):
    """The same day ``years`` earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def decree_file_path(decree, filename):
    """A name nobody can guess; the person's own file name is kept beside it."""
    return stored_path("decrees", filename)


class SlumDecreeQuerySet(models.QuerySet):
    """Which decrees."""

    def visible_to(self, user):
        """Everybody who reads decrees sees those that were enacted; drafts only those who keep them."""
        if user.has_perm("villages.view_draft_decrees"):
            return self
        return self.exclude(status=SlumDecree.Status.DRAFT)

    def in_force(self):
        return self.filter(status=SlumDecree.Status.IN_FORCE)

    def due_for_review(self, *, on=None):
        """In force and decided five years ago or more."""
        on = on or timezone.localdate()
        return self.in_force().filter(decided_on__lte=years_before(on, REVIEW_YEARS))

    def with_sums(self):
        """Hectares and number of locations of each decree."""
        sums = self.annotate(
            area_total_ha=Sum("locations__area_ha"), location_count=models.Count("locations")
        )
        return sums.order_by(*SlumDecree._meta.ordering)  # aggregation drops the model's own order


class SlumDecree(models.Model):
    """A decree (SK Kumuh) that names the slum locations of the regency."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Rancangan")
        IN_FORCE = "in_force", _("Berlaku")
        REPLACED = "replaced", _("Diganti")
        REVOKED = "revoked", _("Dicabut")

    number = models.CharField(_("nomor SK"), max_length=100, unique=True)
    decided_on = models.DateField(_("tanggal penetapan"))
    subject = models.CharField(_("tentang"), max_length=250)
    signatory = models.CharField(_("ditandatangani oleh"), max_length=150, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amended_by",
        verbose_name=_("mengubah SK"),
    )
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("menggantikan SK"),
    )
    status_note = models.CharField(_("keterangan status"), max_length=250, blank=True)
    file = models.FileField(_("berkas PDF"), upload_to=decree_file_path, blank=True)
    file_name = models.CharField(_("nama berkas"), max_length=150, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SlumDecreeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("SK Kumuh")
        verbose_name_plural = _("SK Kumuh")
        ordering = ["-decided_on", "number"]
        permissions = [("view_draft_decrees", _("Dapat melihat rancangan SK Kumuh"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "in_force", "replaced", "revoked"]),
                name="villages_slumdecree_status_known",
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=True) | Q(replaces__isnull=True),
                name="villages_slumdecree_amends_or_replaces",
                violation_error_message=_("SK mengubah atau menggantikan SK lain, tidak keduanya."),
            ),
            models.CheckConstraint(
                condition=(Q(amends__isnull=True) | ~Q(amends=models.F("id")))
                & (Q(replaces__isnull=True) | ~Q(replaces=models.F("id"))),
                name="villages_slumdecree_not_itself",
                violation_error_message=_(
                    "SK tidak dapat mengubah atau menggantikan dirinya sendiri."
                ),
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("villages:decree-detail", args=[self.pk])

    @property
    def review_due_on(self):
        """Five years after the decision."""
        try:
            return self.decided_on.replace(year=self.decided_on.year + REVIEW_YEARS)
        except ValueError:
            return date(self.decided_on.year + REVIEW_YEARS, 3, 1)

    @property
    def is_due_for_review(self):
        return self.status == self.Status.IN_FORCE and self.review_due_on <= timezone.localdate()

    @property
    def days_to_review(self):
        """Days until a decree in force must be reviewed; 0 or less when it is due, else None."""
        if self.status != self.Status.IN_FORCE:
            return None
        return (self.review_due_on - timezone.localdate()).days

    @property
    def is_open(self):
        """Whether its locations can be changed: it did not end."""
        return self.status in (self.Status.DRAFT, self.Status.IN_FORCE)


class DecreeLocationQuerySet(models.QuerySet):
    """Which locations."""

    def in_force(self):
        return self.filter(in_force=True)


class DecreeLocation(models.Model):
    """One slum area in the table of a decree."""

    decree = models.ForeignKey(
        SlumDecree, on_delete=models.CASCADE, related_name="locations", verbose_name=_("SK Kumuh")
    )
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="decree_locations", verbose_name=_("desa")
    )
    area_name = models.CharField(_("nama lokasi"), max_length=150)
    neighbourhoods = models.ManyToManyField(
        Neighbourhood, blank=True, related_name="decree_locations", verbose_name=_("RT")
    )
    area_ha = models.DecimalField(
        _("luas (ha)"), max_digits=12, decimal_places=6, validators=[MinValueValidator(0)]
    )
    level = models.CharField(
        _("tingkat kekumuhan"), max_length=10, blank=True, choices=list(labels.LEVELS.items())
    )
    total = models.PositiveSmallIntegerField(_("nilai kekumuhan"), null=True, blank=True)
    legality = models.CharField(
        _("status lahan"),
        max_length=10,
        blank=True,
        choices=[
            (Legality.LEGAL, labels.LEGALITIES[Legality.LEGAL]),
            (Legality.NOT_LEGAL, labels.LEGALITIES[Legality.NOT_LEGAL]),
        ],
    )
    considerations = models.PositiveSmallIntegerField(
        _("nilai pertimbangan lain"),
        null=True,
        blank=True,
        help_text=_("Jumlah tiga jawaban, 3 sampai 15."),
    )
    priority = models.PositiveSmallIntegerField(_("prioritas"), null=True, blank=True)
    latitude = latitude_field()
    longitude = longitude_field()
    boundary = models.JSONField(_("batas (GeoJSON)"), null=True, blank=True, editable=False)
    # Kept by the actions of the decree: an amending decree takes a location over from the one it amends.
    in_force = models.BooleanField(_("berlaku"), default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DecreeLocationQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[neighbourhoods])

    class Meta:
        verbose_name = _("lokasi SK Kumuh")
        verbose_name_plural = _("lokasi SK Kumuh")
        ordering = ["village__name", "area_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["decree", "village", "area_name"],
                name="villages_decreelocation_once_per_decree",
                violation_error_message=_("Lokasi ini sudah ada dalam SK."),
            ),
            models.UniqueConstraint(
                fields=["village", "area_name"],
                condition=Q(in_force=True),
                name="villages_decreelocation_one_in_force",
                violation_error_message=_("Lokasi ini sudah ada dalam SK lain yang berlaku."),
            ),
            models.CheckConstraint(
                condition=Q(area_ha__gt=0),
                name="villages_decreelocation_area_positive",
                violation_error_message=_("Luas harus lebih dari 0 ha."),
            ),
            models.CheckConstraint(
                condition=Q(priority__isnull=True) | Q(priority__range=(1, 9)),
                name="villages_decreelocation_priority_range",
                violation_error_message=_("Prioritas bernilai 1 sampai 9."),
            ),
            models.CheckConstraint(
                condition=Q(considerations__isnull=True)
                | Q(
                    considerations__range=(
                        3 * CONSIDERATION_SCORES[0],
                        3 * CONSIDERATION_SCORES[-1],
                    )
                ),
                name="villages_decreelocation_considerations_range",
                violation_error_message=_("Nilai pertimbangan lain 3 sampai 15."),
            ),
        ]

    def __str__(self):
        return f"{self.area_name}, {self.village}"
