"""What a project plans and delivers: a volume of one indicator in one RT."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages import labels
from villages.models.project import Project, rupiah_field
from villages.models.village import Neighbourhood
from villages.scoring import INDICATOR_BY_CODE

VOLUME_DIGITS, VOLUME_PLACES = 12, 6


def _volume(label):
    return models.DecimalField(
        label,
        max_digits=VOLUME_DIGITS,
        decimal_places=VOLUME_PLACES,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )


class OutputQuerySet(models.QuerySet):
    """Which outputs."""

    def delivered(self):
        return self.filter(delivered__isnull=False)

    def planned(self):
        """Of projects that are still to come: what counts as coverage of needs."""
        return self.filter(project__status__in=Project.OPEN, planned__isnull=False)


class Output(models.Model):
    """A volume that lowers the need of one indicator in one RT, in the unit of the indicator.

    What was delivered counts for the condition of the RT from the day on which it was delivered, whatever
    becomes of the project afterwards.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="outputs", verbose_name=_("kegiatan")
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, related_name="outputs", verbose_name=_("RT")
    )
    indicator = models.CharField(
        _("subkriteria"),
        max_length=2,
        choices=[(code, f"{code} {name}") for code, name in labels.INDICATORS.items()],
    )
    planned = _volume(_("rencana"))
    delivered = _volume(_("hasil"))
    delivered_on = models.DateField(_("selesai pada"), null=True, blank=True)
    # Of a row of an imported sheet: what it says about money, and what it is recognised by.
    source = models.CharField(
        _("sumber dana"),
        max_length=12,
        blank=True,
        choices=[(item.value, label) for item, label in labels.FUNDING_SOURCES.items()],
    )
    cost_rp = rupiah_field(_("biaya"), null=True, blank=True)
    row_key = models.CharField(max_length=64, blank=True, editable=False)
    note = models.CharField(_("catatan"), max_length=250, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    findings = ()  # what was odd when it was saved, for whoever saved it

    objects = OutputQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("keluaran")
        verbose_name_plural = _("keluaran")
        ordering = ["neighbourhood__rw", "neighbourhood__rt", "indicator", "pk"]
        indexes = [
            models.Index(
                fields=["neighbourhood", "indicator"], name="villages_output_rt_indicator"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(indicator__in=list(INDICATOR_BY_CODE)),
                name="villages_output_indicator_known",
            ),
            models.CheckConstraint(
                condition=Q(delivered__isnull=True, delivered_on__isnull=True)
                | Q(delivered__isnull=False, delivered_on__isnull=False),
                name="villages_output_delivered_on_a_day",
                violation_error_message=_(
                    "Hasil dan tanggalnya diisi keduanya atau tidak sama sekali."
                ),
            ),
            models.CheckConstraint(
                condition=Q(planned__isnull=False) | Q(delivered__isnull=False),
                name="villages_output_planned_or_delivered",
                violation_error_message=_("Isi rencana atau hasilnya."),
            ),
            models.CheckConstraint(
                condition=Q(planned__isnull=True) | Q(planned__gte=0),
                name="villages_output_planned_positive",
            ),
            models.CheckConstraint(
                condition=Q(delivered__isnull=True) | Q(delivered__gte=0),
                name="villages_output_delivered_positive",
            ),
            models.UniqueConstraint(
                fields=["row_key"], condition=~Q(row_key=""), name="villages_output_row_once"
            ),
        ]

    def __str__(self):
        return f"{self.indicator} {self.neighbourhood}"

    @property
    def aim(self):
        """Where and by which indicator it lowers a need."""
        return self.neighbourhood_id, self.indicator

    @property
    def result(self):
        """What was delivered and when; two empty values as long as nothing was."""
        return self.delivered, self.delivered_on

    @property
    def rule(self):
        """The indicator as the regulation has it."""
        return INDICATOR_BY_CODE[self.indicator]

    @property
    def unit(self):
        return self.rule.unit

    @property
    def label(self):
        return labels.INDICATORS[self.indicator]

    @property
    def still_to_come(self):
        """What is planned beyond what was delivered, 0 where nothing is."""
        return max(0, (self.planned or 0) - (self.delivered or 0))
