"""Places: districts, villages and their neighbourhoods (RT)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

# Indonesia with a margin, in degrees: what lies outside is a typing error.
LATITUDES = (-12, 8)
LONGITUDES = (94, 142)

village_code = RegexValidator(
    r"^\d{2}\.\d{2}\.\d{2}\.\d{4}\Z",
    _("Kode desa ditulis seperti 35.13.14.2014."),
)
district_code = RegexValidator(
    r"^\d{2}\.\d{2}\.\d{2}\Z", _("Kode kecamatan ditulis seperti 35.13.14.")
)
three_digits = RegexValidator(r"^(?!000)\d{3}\Z", _("Tulis tiga angka, misalnya 003."))


def latitude_field():
    """Degrees north; Java lies south of the equator, so a value without its minus sign is refused later."""
    return models.DecimalField(
        _("lintang"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(LATITUDES[0]), MaxValueValidator(LATITUDES[1])],
    )


def longitude_field():
    """Degrees east."""
    return models.DecimalField(
        _("bujur"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(LONGITUDES[0]), MaxValueValidator(LONGITUDES[1])],
    )


def area_field(label=_("luas (ha)"), **options):
    """Hectares, to the hundredth of a square metre as surveys deliver them."""
    return models.DecimalField(
        label, max_digits=12, decimal_places=6, null=True, blank=True, **options
    )


class District(models.Model):
    """A kecamatan."""

    code = models.CharField(_("kode"), max_length=8, unique=True, validators=[district_code])
    name = models.CharField(_("nama"), max_length=100)

    class Meta:
        verbose_name = _("kecamatan")
        verbose_name_plural = _("kecamatan")
        ordering = ["name"]

    def __str__(self):
        return self.name


class VillageQuerySet(models.QuerySet):
    """Which villages."""

    def visible_to(self, user):
        """Holders of the wide permission see every village; city assistants see their own."""
        if user.has_perm("villages.view_all_villages"):
            return self
        return self.filter(pk__in=user.villages.values("pk"))

    def with_decree(self):
        """Villages named by a location of a decree in force."""
        return self.filter(decree_locations__in_force=True).distinct()


class Village(models.Model):
    """A desa or kelurahan, known by its Kemendagri code."""

    class Kind(models.TextChoices):
        DESA = "desa", _("Desa")
        KELURAHAN = "kelurahan", _("Kelurahan")

    code = models.CharField(
        _("kode Kemendagri"), max_length=13, unique=True, validators=[village_code]
    )
    bps_code = models.CharField(_("kode BPS"), max_length=10, blank=True)
    name = models.CharField(_("nama"), max_length=100)
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind, default=Kind.DESA)
    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="villages", verbose_name=_("kecamatan")
    )
    area_ha = area_field(_("luas wilayah (ha)"), validators=[MinValueValidator(0)])
    people = models.PositiveIntegerField(_("jumlah penduduk"), null=True, blank=True)
    households = models.PositiveIntegerField(_("jumlah KK"), null=True, blank=True)
    latitude = latitude_field()
    longitude = longitude_field()
    boundary = models.JSONField(_("batas (GeoJSON)"), null=True, blank=True, editable=False)
    boundary_area_ha = area_field(_("luas menurut batas (ha)"), editable=False)
    assistants = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="villages",
        verbose_name=_("asisten kota"),
        help_text=_("Orang yang mengisi baseline desa ini."),
    )

    objects = VillageQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[assistants])

    class Meta:
        verbose_name = _("desa/kelurahan")
        verbose_name_plural = _("desa/kelurahan")
        ordering = ["name", "code"]
        permissions = [("view_all_villages", _("Dapat melihat semua desa"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["desa", "kelurahan"]), name="villages_village_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(area_ha__isnull=True) | Q(area_ha__gt=0),
                name="villages_village_area_positive",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("villages:village-detail", args=[self.code])

    @property
    def full_name(self):
        """Such as "Desa Kebonagung" or "Kelurahan Patokan"."""
        return f"{self.get_kind_display()} {self.name}"


class Neighbourhood(models.Model):
    """An RT of a village, known by its RW and RT number."""

    village = models.ForeignKey(
        Village, on_delete=models.CASCADE, related_name="neighbourhoods", verbose_name=_("desa")
    )
    hamlet = models.CharField(_("dusun"), max_length=60, blank=True)
    rw = models.CharField(_("RW"), max_length=3, validators=[three_digits])
    rt = models.CharField(_("RT"), max_length=3, validators=[three_digits])
    label = models.CharField(
        _("tulisan asli"),
        max_length=60,
        blank=True,
        help_text=_("RT/RW seperti tertulis di sumbernya."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("RT")
        verbose_name_plural = _("RT")
        ordering = ["village", "rw", "rt"]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "rw", "rt"],
                name="villages_neighbourhood_once",
                violation_error_message=_("RT ini sudah ada di desa tersebut."),
            )
        ]

    def __str__(self):
        return f"RT {self.rt} RW {self.rw}"
