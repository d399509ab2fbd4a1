"""Uploaded workbooks: what was found in them, what they changed, and how to undo it."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from villages.models.baseline import Baseline
from villages.models.fields import moment, person


def import_file_path(item, filename):
    """A name nobody can guess; the person's own file name is kept beside it."""
    suffix = ".csv" if filename.lower().endswith(".csv") else ".xlsx"
    return f"imports/{uuid.uuid4().hex}{suffix}"


class ImportBatchQuerySet(models.QuerySet):
    """Which imports."""

    def visible_to(self, user):
        """One's own and those saved to none but one's own villages; reviewers see all."""
        if user.has_perm("villages.view_unverified_baselines"):
            return self
        touched = Baseline.objects.filter(imports=OuterRef("pk"))
        elsewhere = touched.exclude(village__in=user.villages.values("pk"))
        return self.filter(Q(created_by=user) | Exists(touched) & ~Exists(elsewhere))


class ImportBatch(models.Model):
    """One upload of one or several workbooks: previewed, then saved or discarded, perhaps undone.

    ``plan`` holds the rows as the preview shows them (old → new per cell), ``findings`` every finding,
    ``changes`` what was written so that it can be undone as a whole.
    """

    class Status(models.TextChoices):
        PREVIEWED = "previewed", _("Menunggu keputusan")
        SAVED = "saved", _("Disimpan")
        DISCARDED = "discarded", _("Tidak jadi disimpan")
        UNDONE = "undone", _("Dibatalkan")

    class Subject(models.TextChoices):
        """What the sheets hold."""

        BASELINE = "baseline", _("Isian baseline")
        PROJECT = "project", _("Kegiatan")

    subject = models.CharField(
        _("isi"), max_length=8, choices=Subject, default=Subject.BASELINE, editable=False
    )
    # Of baseline sheets; sheets of projects name a year per row.
    year = models.PositiveSmallIntegerField(_("tahun"), null=True, blank=True)
    kind = models.CharField(_("jenis"), max_length=11, choices=Baseline.Kind, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PREVIEWED)
    created_at = models.DateTimeField(_("diunggah pada"), auto_now_add=True)
    created_by = person(_("diunggah oleh"), "imports")
    saved_at = moment(_("disimpan pada"))
    saved_by = person(_("disimpan oleh"), "+")
    undone_at = moment(_("dibatalkan pada"))
    undone_by = person(_("dibatalkan oleh"), "+")
    baselines = models.ManyToManyField(Baseline, related_name="imports", verbose_name=_("baseline"))
    row_count = models.PositiveIntegerField(_("baris"), default=0)
    accepted_count = models.PositiveIntegerField(_("diterima"), default=0)
    created_count = models.PositiveIntegerField(_("baru"), default=0)
    updated_count = models.PositiveIntegerField(_("berubah"), default=0)
    unchanged_count = models.PositiveIntegerField(_("tetap"), default=0)
    plan = models.JSONField(default=list, encoder=DjangoJSONEncoder, editable=False)
    findings = models.JSONField(default=list, encoder=DjangoJSONEncoder, editable=False)
    changes = models.JSONField(default=list, encoder=DjangoJSONEncoder, editable=False)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("impor")
        verbose_name_plural = _("impor")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["previewed", "saved", "discarded", "undone"]),
                name="villages_importbatch_status_known",
            ),
            models.CheckConstraint(
                condition=Q(subject="baseline", year__isnull=False)
                | Q(subject="project", year__isnull=True, kind=""),
                name="villages_importbatch_subject",
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"

    def get_absolute_url(self):
        return reverse("villages:import-detail", args=[self.pk])

    @property
    def is_of_projects(self):
        return self.subject == self.Subject.PROJECT

    @property
    def refused_count(self):
        return self.row_count - self.accepted_count


class ImportFile(models.Model):
    """One uploaded workbook, kept as it came."""

    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="files", verbose_name=_("impor")
    )
    file = models.FileField(_("berkas"), upload_to=import_file_path)
    name = models.CharField(_("nama berkas"), max_length=150)

    class Meta:
        verbose_name = _("berkas impor")
        verbose_name_plural = _("berkas impor")
        ordering = ["pk"]

    def __str__(self):
        return self.name
