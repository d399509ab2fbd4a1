"""Files of a workshop: slides, papers, the attendance sheet, photographs."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages.models.fields import moment, person
from villages.uploads import stored_path
from workshops.models.workshop import Workshop


def material_path(material, filename):
    return stored_path("materials", filename)


def thumbnail_path(material, filename):
    return stored_path("materials/small", filename)


class Material(models.Model):
    """One file of a workshop."""

    class Kind(models.TextChoices):
        SLIDES = "slides", _("Paparan")
        PAPER = "paper", _("Bahan bacaan")
        MINUTES = "minutes", _("Notulen bertanda tangan")
        ATTENDANCE = "attendance", _("Daftar hadir")
        PHOTO = "photo", _("Foto")
        OTHER = "other", _("Lainnya")

    workshop = models.ForeignKey(
        Workshop, on_delete=models.CASCADE, related_name="materials", verbose_name=_("lokakarya")
    )
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind)
    title = models.CharField(_("judul"), max_length=200)
    file = models.FileField(_("berkas"), upload_to=material_path)
    file_name = models.CharField(_("nama berkas"), max_length=150, editable=False)
    # Of a photo, which is kept as a JPEG of our own making: the picture and nothing else.
    thumbnail = models.FileField(
        _("gambar kecil"), upload_to=thumbnail_path, blank=True, editable=False
    )
    uploaded_at = moment(_("diunggah pada"))
    uploaded_by = person(_("diunggah oleh"), "+")
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("berkas lokakarya")
        verbose_name_plural = _("berkas lokakarya")
        ordering = ["kind", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["slides", "paper", "minutes", "attendance", "photo", "other"]
                ),
                name="workshops_material_kind_known",
            ),
            models.CheckConstraint(
                condition=~Q(file="") & ~Q(file_name=""), name="workshops_material_has_file"
            ),
        ]

    def __str__(self):
        return self.title
