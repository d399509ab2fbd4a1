"""The sheet of one RT in a baseline: six denominators and sixteen deficient volumes."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages import labels
from villages.models.baseline import Baseline
from villages.models.fields import moment, person
from villages.models.locked import Locked
from villages.models.village import Neighbourhood
from villages.scoring import DENOMINATORS, INDICATORS, MAX_TOTAL

MAX_COUNT = 1_000_000
MEASURE_FIELDS = tuple(item.field for item in (*DENOMINATORS, *INDICATORS))


def _count(label):
    return models.PositiveIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(MAX_COUNT)]
    )


def _hectares(label):
    return models.DecimalField(
        label,
        max_digits=12,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )


def _metres(label):
    return models.DecimalField(
        label,
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )


class NeighbourhoodRecordQuerySet(models.QuerySet):
    """Which records; those of a submitted or verified baseline refuse every change."""

    def scored(self):
        """Complete and free of blocking findings."""
        return self.filter(total__isnull=False)

    def update(self, **changes):
        self._refuse_locked(self)
        if {"baseline", "baseline_id"} & changes.keys():
            raise Locked(_("Isian RT tidak dapat dipindahkan ke baseline lain."))
        return super().update(**changes)

    def delete(self):
        self._refuse_locked(self)
        return super().delete()

    def bulk_create(self, objs, *args, **options):
        objs = list(objs)
        baselines = {record.baseline_id for record in objs}
        if Baseline.objects.filter(pk__in=baselines).exclude(status__in=Baseline.EDITABLE).exists():
            raise Locked
        return super().bulk_create(objs, *args, **options)

    def _refuse_locked(self, records):
        if records.exclude(baseline__status__in=Baseline.EDITABLE).exists():
            raise Locked


class NeighbourhoodRecord(models.Model):
    """What the survey found in one RT; ``None`` where nothing was filled in yet."""

    baseline = models.ForeignKey(
        Baseline, on_delete=models.CASCADE, related_name="records", verbose_name=_("baseline")
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, related_name="records", verbose_name=_("RT")
    )

    area_ha = _hectares(labels.DENOMINATORS["area_ha"])
    buildings = _count(labels.DENOMINATORS["buildings"])
    people = _count(labels.DENOMINATORS["people"])
    households = _count(labels.DENOMINATORS["households"])
    ideal_road_m = _metres(labels.DENOMINATORS["ideal_road_m"])
    ideal_drain_m = _metres(labels.DENOMINATORS["ideal_drain_m"])

    irregular_buildings = _count(labels.INDICATORS["1a"])
    dense_area_ha = _hectares(labels.INDICATORS["1b"])
    substandard_buildings = _count(labels.INDICATORS["1c"])
    unserved_road_m = _metres(labels.INDICATORS["2a"])
    poor_road_m = _metres(labels.INDICATORS["2b"])
    unsafe_water_households = _count(labels.INDICATORS["3a"])
    insufficient_water_households = _count(labels.INDICATORS["3b"])
    flooded_area_ha = _hectares(labels.INDICATORS["4a"])
    missing_drain_m = _metres(labels.INDICATORS["4b"])
    poor_drain_m = _metres(labels.INDICATORS["4c"])
    sewage_system_households = _count(labels.INDICATORS["5a"])
    sewage_facility_households = _count(labels.INDICATORS["5b"])
    waste_facility_households = _count(labels.INDICATORS["6a"])
    waste_system_households = _count(labels.INDICATORS["6b"])
    fire_infrastructure_buildings = _count(labels.INDICATORS["7a"])
    fire_equipment_buildings = _count(labels.INDICATORS["7b"])

    note = models.TextField(
        _("catatan"), blank=True, help_text=_("Jelaskan di sini angka yang diberi peringatan.")
    )
    edited_at = moment(_("diisi pada"))
    edited_by = person(_("diisi oleh"), "+")
    # Written only by villages.actions.assessment; None while the RT is incomplete or has blocking findings.
    total = models.PositiveSmallIntegerField(_("nilai"), null=True, blank=True, editable=False)
    level = models.CharField(
        _("tingkat"), max_length=10, blank=True, editable=False, choices=list(labels.LEVELS.items())
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = NeighbourhoodRecordQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("isian RT")
        verbose_name_plural = _("isian RT")
        ordering = ["neighbourhood__rw", "neighbourhood__rt"]
        constraints = [
            models.UniqueConstraint(
                fields=["baseline", "neighbourhood"],
                name="villages_record_once",
                violation_error_message=_("RT ini sudah ada dalam baseline."),
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__lte=MAX_TOTAL),
                name="villages_record_total_range",
            ),
            # Whole numbers are positive by their type on both databases.
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{item.field}__isnull": True}) | Q(**{f"{item.field}__gte": 0}),
                    name=f"villages_record_{item.field}_positive",
                )
                for item in (*DENOMINATORS, *INDICATORS)
                if not item.unit.is_whole
            ),
        ]

    def __str__(self):
        return f"{self.neighbourhood}, {self.baseline}"

    def get_absolute_url(self):
        return reverse(
            "villages:record-edit",
            args=[*self.baseline.address, self.neighbourhood.rw, self.neighbourhood.rt],
        )

    @property
    def volumes(self):
        """Deficient volumes by indicator code."""
        return {indicator.code: getattr(self, indicator.field) for indicator in INDICATORS}

    @property
    def denominators(self):
        """Denominators by field name."""
        return {item.field: getattr(self, item.field) for item in DENOMINATORS}

    @property
    def is_complete(self):
        return all(getattr(self, field) is not None for field in MEASURE_FIELDS)

    def save(self, **options):
        """Refused while the baseline is submitted or verified."""
        self._refuse_locked()
        super().save(**options)

    def delete(self, **options):
        self._refuse_locked()
        return super().delete(**options)

    def _refuse_locked(self):
        statuses = Baseline.objects.filter(
            Q(pk=self.baseline_id) | Q(records=self.pk) if self.pk else Q(pk=self.baseline_id)
        ).values_list("status", flat=True)
        if any(status not in Baseline.EDITABLE for status in statuses):
            raise Locked
