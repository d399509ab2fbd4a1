"""Agencies of the regency (OPD) and their staff."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages.scoring import Criterion


class Agency(models.Model):
    """An OPD: an agency that carries out programmes."""

    name = models.CharField(_("nama"), max_length=150, unique=True)
    short_name = models.CharField(_("singkatan"), max_length=30, unique=True)
    # Digits of ``Criterion`` in their order, such as "24".
    criteria = models.CharField(
        _("bidang kerja"),
        max_length=len(Criterion),
        blank=True,
        validators=[RegexValidator(r"^1?2?3?4?5?6?7?\Z", _("Pilih kriteria dari daftar."))],
        help_text=_("Kriteria yang ditangani OPD ini. Bila kosong, dilihat dari kegiatannya."),
    )
    is_active = models.BooleanField(_("aktif"), default=True)
    staff = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="agencies", verbose_name=_("pegawai")
    )

    history = HistoricalRecords(m2m_fields=[staff])

    class Meta:
        verbose_name = _("OPD")
        verbose_name_plural = _("OPD")
        ordering = ["short_name"]

    def __str__(self):
        return self.short_name

    @property
    def fields_of_work(self):
        """The criteria it works on, as set; empty where nobody said."""
        return tuple(Criterion(int(digit)) for digit in self.criteria)
