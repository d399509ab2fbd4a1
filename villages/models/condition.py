"""The condition of an RT in a year: the last verified survey minus what was delivered since.

Derived data, written by ``villages.actions.condition`` alone; ``rebuild_conditions --check`` proves that what
is stored is what is computed.
"""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages import labels
from villages.models.fields import moment, person
from villages.models.record import NeighbourhoodRecord
from villages.models.village import Neighbourhood, Village
from villages.scoring import INDICATORS, MAX_TOTAL


def _remaining(code):
    return models.DecimalField(labels.INDICATORS[code], max_digits=12, decimal_places=6, default=0)


def _score(code):
    return models.PositiveSmallIntegerField(labels.INDICATORS[code], default=0)


class Condition(models.Model):
    """One RT in one year: sixteen remaining volumes, their scores, total, level and hectares.

    ``record`` is the sheet that it starts from; it holds the denominators.
    """

    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.CASCADE, related_name="conditions", verbose_name=_("RT")
    )
    year = models.PositiveSmallIntegerField(_("tahun"))
    record = models.ForeignKey(
        NeighbourhoodRecord,
        on_delete=models.CASCADE,
        related_name="conditions",
        verbose_name=_("isian baseline"),
    )
    area_ha = models.DecimalField(_("luas (ha)"), max_digits=12, decimal_places=6)

    irregular_buildings = _remaining("1a")
    dense_area_ha = _remaining("1b")
    substandard_buildings = _remaining("1c")
    unserved_road_m = _remaining("2a")
    poor_road_m = _remaining("2b")
    unsafe_water_households = _remaining("3a")
    insufficient_water_households = _remaining("3b")
    flooded_area_ha = _remaining("4a")
    missing_drain_m = _remaining("4b")
    poor_drain_m = _remaining("4c")
    sewage_system_households = _remaining("5a")
    sewage_facility_households = _remaining("5b")
    waste_facility_households = _remaining("6a")
    waste_system_households = _remaining("6b")
    fire_infrastructure_buildings = _remaining("7a")
    fire_equipment_buildings = _remaining("7b")

    score_1a = _score("1a")
    score_1b = _score("1b")
    score_1c = _score("1c")
    score_2a = _score("2a")
    score_2b = _score("2b")
    score_3a = _score("3a")
    score_3b = _score("3b")
    score_4a = _score("4a")
    score_4b = _score("4b")
    score_4c = _score("4c")
    score_5a = _score("5a")
    score_5b = _score("5b")
    score_6a = _score("6a")
    score_6b = _score("6b")
    score_7a = _score("7a")
    score_7b = _score("7b")

    total = models.PositiveSmallIntegerField(_("nilai"))
    level = models.CharField(_("tingkat"), max_length=10, choices=list(labels.LEVELS.items()))

    class Meta:
        verbose_name = _("kondisi RT")
        verbose_name_plural = _("kondisi RT")
        ordering = ["neighbourhood__rw", "neighbourhood__rt", "year"]
        indexes = [models.Index(fields=["year", "level"], name="villages_condition_year_level")]
        constraints = [
            models.UniqueConstraint(
                fields=["neighbourhood", "year"], name="villages_condition_once"
            ),
            models.CheckConstraint(
                condition=Q(total__lte=MAX_TOTAL), name="villages_condition_total_range"
            ),
        ]

    def __str__(self):
        return f"{self.neighbourhood}, {self.year}"

    @property
    def volumes(self):
        """Remaining volumes by indicator code."""
        return {item.code: getattr(self, item.field) for item in INDICATORS}

    @property
    def scores(self):
        """Scores by indicator code."""
        return {item.code: getattr(self, item.score_field) for item in INDICATORS}


class SlumReductionQuerySet(models.QuerySet):
    """Which reductions."""

    def visible_to(self, user):
        return self.filter(village__in=Village.objects.visible_to(user))


class SlumReduction(models.Model):
    """Hectares that left the slum area of a village in a year: as proposed, and as Bappeda confirmed."""

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="reductions", verbose_name=_("desa")
    )
    year = models.PositiveSmallIntegerField(_("tahun"))
    proposed_ha = models.DecimalField(
        _("usulan menurut aturan (ha)"), max_digits=12, decimal_places=6
    )
    confirmed_ha = models.DecimalField(
        _("ditetapkan (ha)"), max_digits=12, decimal_places=6, validators=[MinValueValidator(0)]
    )
    note = models.TextField(_("catatan"))
    confirmed_at = moment(_("ditetapkan pada"))
    confirmed_by = person(_("ditetapkan oleh"), "+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SlumReductionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("pengurangan luas kumuh")
        verbose_name_plural = _("pengurangan luas kumuh")
        ordering = ["village__name", "year"]
        permissions = [("confirm_slumreduction", _("Dapat menetapkan pengurangan luas kumuh"))]
        constraints = [
            models.UniqueConstraint(fields=["village", "year"], name="villages_slumreduction_once"),
            models.CheckConstraint(
                condition=Q(confirmed_ha__gte=0), name="villages_slumreduction_positive"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="villages_slumreduction_confirmed_by_someone",
            ),
        ]

    def __str__(self):
        return f"{self.village}, {self.year}"
