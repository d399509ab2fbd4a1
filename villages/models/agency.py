"""Agencies of the regency (OPD) and their staff."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Agency(models.Model):
    """An OPD: an agency that carries out programmes."""

    name = models.CharField(_("nama"), max_length=150, unique=True)
    short_name = models.CharField(_("singkatan"), max_length=30, unique=True)
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
