"""Workshops (lokakarya): meetings of a day or several."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

FIRST_YEAR, LAST_YEAR = 2010, 2100


def day_span(first, last):
    """One or several days as people write them: "29–30 November 2021"."""
    start, end = (f"{day.day} {MONTHS[day.month]} {day.year}" for day in (first, last))
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    if first.year == last.year:
        start = f"{first.day} {MONTHS[first.month]}"
    return f"{start} – {end}"


class WorkshopQuerySet(models.QuerySet):
    """Which workshops."""

    def visible_to(self, user):
        """Whoever may read workshops sees all of them."""
        return self if user.has_perm("workshops.view_workshop") else self.none()


class Workshop(models.Model):
    """A meeting of the programme: who came together when, about what, and what was said."""

    class Mode(models.TextChoices):
        VIRTUAL = "virtual", _("Daring")
        ONSITE = "onsite", _("Tatap muka")
        HYBRID = "hybrid", _("Campuran")

    title = models.CharField(_("judul"), max_length=200)
    budget_year = models.PositiveSmallIntegerField(
        _("tahun anggaran"),
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    first_day = models.DateField(_("hari pertama"))
    last_day = models.DateField(_("hari terakhir"))
    mode = models.CharField(_("bentuk"), max_length=7, choices=Mode)
    place = models.CharField(_("tempat"), max_length=200, blank=True)
    link = models.URLField(_("tautan rapat"), max_length=500, blank=True)
    organiser = models.CharField(_("penyelenggara"), max_length=150)
    purpose = models.TextField(_("tujuan"), blank=True)
    minutes = models.TextField(_("notulen"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = WorkshopQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("lokakarya")
        verbose_name_plural = _("lokakarya")
        ordering = ["-first_day", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mode__in=["virtual", "onsite", "hybrid"]),
                name="workshops_workshop_mode_known",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="workshops_workshop_days_in_order",
                violation_error_message=_("Hari terakhir sama dengan atau setelah hari pertama."),
            ),
            models.CheckConstraint(
                condition=Q(mode="virtual") | ~Q(place=""),
                name="workshops_workshop_somewhere",
                violation_error_message=_("Isi tempatnya; lokakarya ini tidak hanya daring."),
            ),
            models.CheckConstraint(
                condition=Q(budget_year__range=(FIRST_YEAR, LAST_YEAR)),
                name="workshops_workshop_budget_year_range",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("workshops:workshop-detail", args=[self.pk])

    def clean(self):
        super().clean()
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError(
                {"last_day": _("Hari terakhir sama dengan atau setelah hari pertama.")}
            )

    @property
    def days(self):
        """When it was, in words."""
        return day_span(self.first_day, self.last_day)

    @property
    def where(self):
        """The place, or that there is none."""
        return self.place or self.get_mode_display()
