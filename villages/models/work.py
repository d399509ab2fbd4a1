"""The record of a padat karya project: weeks of work, money received, photographs."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages.models.fields import moment, person
from villages.models.project import Project, rupiah_field
from villages.models.village import latitude_field, longitude_field

LAST_WEEK = 60


def _percent(label):
    return models.DecimalField(
        label,
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )


class WorkWeek(models.Model):
    """One week of work: people, person-days (HOK, 8 hours each), money spent, cumulative progress."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="weeks", verbose_name=_("kegiatan")
    )
    number = models.PositiveSmallIntegerField(
        _("minggu ke-"), validators=[MinValueValidator(1), MaxValueValidator(LAST_WEEK)]
    )
    starts_on = models.DateField(_("mulai"))
    days = models.PositiveSmallIntegerField(
        _("hari kerja"), default=6, validators=[MaxValueValidator(7)]
    )
    men = models.PositiveIntegerField(_("pekerja laki-laki"), default=0)
    women = models.PositiveIntegerField(_("pekerja perempuan"), default=0)
    poor_workers = models.PositiveIntegerField(_("di antaranya MBR"), default=0)
    person_days = models.DecimalField(
        _("HOK"), max_digits=8, decimal_places=1, default=0, validators=[MinValueValidator(0)]
    )
    wages_rp = rupiah_field(_("upah"), default=0)
    materials_rp = rupiah_field(_("bahan dan alat"), default=0)
    physical_percent = _percent(_("kemajuan fisik (%)"))
    financial_percent = _percent(_("kemajuan keuangan (%)"))
    note = models.TextField(_("catatan"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("minggu kerja")
        verbose_name_plural = _("minggu kerja")
        ordering = ["project", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="villages_workweek_once",
                violation_error_message=_("Minggu ini sudah diisi."),
            ),
            models.CheckConstraint(
                condition=Q(poor_workers__lte=F("men") + F("women")),
                name="villages_workweek_poor_among_workers",
                violation_error_message=_("Pekerja MBR paling banyak sejumlah semua pekerja."),
            ),
            models.CheckConstraint(
                condition=Q(person_days__lte=(F("men") + F("women")) * F("days")),
                name="villages_workweek_person_days",
                violation_error_message=_("HOK paling banyak jumlah pekerja kali hari kerja."),
            ),
            models.CheckConstraint(
                condition=Q(physical_percent__range=(0, 100))
                & Q(financial_percent__range=(0, 100)),
                name="villages_workweek_percents",
            ),
        ]

    def __str__(self):
        return _("Minggu %(number)s") % {"number": self.number}

    @property
    def workers(self):
        return self.men + self.women

    @property
    def spent_rp(self):
        return self.wages_rp + self.materials_rp


class Disbursement(models.Model):
    """A stage of the money that a project received."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="disbursements", verbose_name=_("kegiatan")
    )
    stage = models.PositiveSmallIntegerField(
        _("tahap"), validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    disbursed_on = models.DateField(_("dicairkan pada"))
    amount_rp = rupiah_field(_("jumlah"))
    note = models.CharField(_("catatan"), max_length=250, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("pencairan")
        verbose_name_plural = _("pencairan")
        ordering = ["project", "stage"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "stage"],
                name="villages_disbursement_once",
                violation_error_message=_("Tahap ini sudah ada."),
            ),
            models.CheckConstraint(
                condition=Q(amount_rp__gt=0),
                name="villages_disbursement_positive",
                violation_error_message=_("Jumlah pencairan harus lebih dari Rp 0."),
            ),
        ]

    def __str__(self):
        return _("Tahap %(stage)s") % {"stage": self.stage}


def photo_path(photo, filename):
    """A name nobody can guess; photographs are re-encoded as JPEG."""
    return f"photos/{uuid.uuid4().hex}.jpg"


class ProjectPhoto(models.Model):
    """A photograph at 0, 50 or 100 % of the work, re-encoded; its position only where the project asks."""

    class Stage(models.IntegerChoices):
        BEFORE = 0, _("0 %")
        HALFWAY = 50, _("50 %")
        AFTER = 100, _("100 %")

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="photos", verbose_name=_("kegiatan")
    )
    stage = models.PositiveSmallIntegerField(_("tahap"), choices=Stage)
    image = models.FileField(_("foto"), upload_to=photo_path)
    thumbnail = models.FileField(_("gambar kecil"), upload_to=photo_path, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    caption = models.CharField(_("keterangan"), max_length=200, blank=True)
    taken_on = models.DateField(_("diambil pada"), null=True, blank=True)
    latitude = latitude_field()
    longitude = longitude_field()
    uploaded_at = moment(_("diunggah pada"))
    uploaded_by = person(_("diunggah oleh"), "+")
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("foto kegiatan")
        verbose_name_plural = _("foto kegiatan")
        ordering = ["project", "stage", "taken_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=[0, 50, 100]), name="villages_projectphoto_stage_known"
            ),
        ]

    def __str__(self):
        return self.caption or _("Foto %(stage)s") % {"stage": self.get_stage_display()}

    @property
    def position(self):
        """As one pastes it into a map; "" where it is not kept."""
        if self.latitude is None or self.longitude is None:
            return ""
        return f"{self.latitude:.6f}, {self.longitude:.6f}"
