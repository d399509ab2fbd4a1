"""Planning documents of the regency: RP2KPKPK and the regulation that enacts it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages.models.village import Village
from villages.uploads import stored_path

FIRST_YEAR, LAST_YEAR = 2000, 2100


def document_file_path(document, filename):
    """A name nobody can guess; the person's own file name is kept beside it."""
    return stored_path("documents", filename)


def _year_field(label, **options):
    validators = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    return models.PositiveSmallIntegerField(label, validators=validators, **options)


class PlanningDocumentQuerySet(models.QuerySet):
    """Which documents."""

    def current(self):
        """Not replaced by another."""
        return self.filter(replaced_by__isnull=True)

    def expired(self, *, on=None):
        """Current, although their years are over."""
        return self.current().filter(year_to__lt=(on or timezone.localdate()).year)

    def ending(self, *, on=None):
        """Current, and their years are over or end this year or the next."""
        return self.current().filter(year_to__lte=(on or timezone.localdate()).year + 1)

    def of_village(self, village):
        """Those for the whole regency, and those that name the village."""
        named = PlanningDocument.villages.through.objects.filter(village=village)
        is_named = Q(pk__in=named.values("planningdocument"))
        return self.filter(Q(villages__isnull=True) | is_named).distinct()


class PlanningDocument(models.Model):
    """A plan against slums, for the whole regency or some villages of it, and how far it is."""

    class Kind(models.TextChoices):
        RP2KPKPK = "rp2kpkpk", _("RP2KPKPK")
        REGULATION = "perbup", _("Perbup")
        OTHER = "other", _("Dokumen lain")

    class Status(models.TextChoices):
        INITIAL = "initial", _("Proses awal")
        REVIEW = "review", _("Tinjauan")
        FINAL = "final", _("Final")
        ENACTED = "enacted", _("Disahkan")

    kind = models.CharField(_("jenis"), max_length=8, choices=Kind)
    title = models.CharField(_("judul"), max_length=250)
    number = models.CharField(_("nomor"), max_length=100, blank=True)
    year_from = _year_field(_("berlaku dari tahun"))
    year_to = _year_field(_("sampai tahun"))
    status = models.CharField(_("status"), max_length=7, choices=Status, default=Status.INITIAL)
    enacted_on = models.DateField(_("tanggal pengesahan"), null=True, blank=True)
    villages = models.ManyToManyField(
        Village, blank=True, related_name="documents", verbose_name=_("desa")
    )
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("digantikan oleh"),
    )
    note = models.TextField(_("catatan"), blank=True)
    file = models.FileField(_("berkas PDF"), upload_to=document_file_path, blank=True)
    file_name = models.CharField(_("nama berkas"), max_length=150, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PlanningDocumentQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[villages])

    class Meta:
        verbose_name = _("dokumen perencanaan")
        verbose_name_plural = _("dokumen perencanaan")
        ordering = ["-year_from", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["rp2kpkpk", "perbup", "other"]),
                name="villages_planningdocument_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["initial", "review", "final", "enacted"]),
                name="villages_planningdocument_status_known",
            ),
            models.CheckConstraint(
                condition=Q(year_to__gte=F("year_from")),
                name="villages_planningdocument_years_in_order",
                violation_error_message=_("Tahun akhir tidak boleh sebelum tahun awal."),
            ),
            models.CheckConstraint(
                condition=~Q(status="enacted") | Q(enacted_on__isnull=False),
                name="villages_planningdocument_enacted_on_a_day",
                violation_error_message=_("Isi tanggal pengesahan dokumen yang disahkan."),
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                name="villages_planningdocument_not_itself",
                violation_error_message=_("Dokumen tidak dapat digantikan oleh dirinya sendiri."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("villages:document-detail", args=[self.pk])

    @property
    def years_left(self):
        """Years until the last one, below 0 when it is over; None once another document replaced it."""
        if self.replaced_by_id:
            return None
        return self.year_to - timezone.localdate().year

    @property
    def is_expired(self):
        return self.years_left is not None and self.years_left < 0

    @property
    def is_ending(self):
        """Over, or in its last year or the one before."""
        return self.years_left is not None and self.years_left <= 1
