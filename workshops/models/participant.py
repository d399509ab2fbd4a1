"""Who was invited to a workshop and who came, by agency or organisation."""

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages.models import Agency
from workshops.models.workshop import Workshop

COUNTS = ("men_invited", "women_invited", "men_attended", "women_attended")


def _count(label):
    return models.PositiveSmallIntegerField(label, default=0)


class ParticipantQuerySet(models.QuerySet):
    """Which participants."""

    def by_organisation(self):
        """Agencies first, then other organisations, each by name."""
        return self.select_related("agency").order_by(
            F("agency__short_name").asc(nulls_last=True), "organisation", "name", "pk"
        )

    def totals(self):
        """Men and women invited and attended, as a dict by field name."""
        sums = self.aggregate(**{name: Sum(name) for name in COUNTS})
        return {name: value or 0 for name, value in sums.items()}


class Participant(models.Model):
    """A delegation of an agency or organisation, or one person of it by name."""

    COUNTS = COUNTS

    workshop = models.ForeignKey(
        Workshop, on_delete=models.CASCADE, related_name="participants", verbose_name=_("lokakarya")
    )
    agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="workshop_participants",
        verbose_name=_("OPD"),
    )
    organisation = models.CharField(_("lembaga lain"), max_length=150, blank=True)
    name = models.CharField(_("nama orang"), max_length=150, blank=True)
    men_invited = _count(_("laki-laki diundang"))
    women_invited = _count(_("perempuan diundang"))
    men_attended = _count(_("laki-laki hadir"))
    women_attended = _count(_("perempuan hadir"))
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ParticipantQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("peserta")
        verbose_name_plural = _("peserta")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=False, organisation="")
                | Q(agency__isnull=True) & ~Q(organisation=""),
                name="workshops_participant_of_one_body",
                violation_error_message=_("Pilih OPD atau tulis lembaga lain, salah satu."),
            ),
            models.CheckConstraint(
                condition=~Q(**dict.fromkeys(COUNTS, 0)),
                name="workshops_participant_somebody",
                violation_error_message=_("Isi sedikitnya satu orang yang diundang atau hadir."),
            ),
            models.UniqueConstraint(
                fields=["workshop", "agency", "name"],
                condition=Q(agency__isnull=False),
                name="workshops_participant_agency_once",
                violation_error_message=_("Peserta ini sudah tercatat."),
            ),
            models.UniqueConstraint(
                fields=["workshop", "organisation", "name"],
                condition=Q(agency__isnull=True),
                name="workshops_participant_organisation_once",
                violation_error_message=_("Peserta ini sudah tercatat."),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.body}" if self.name else self.body

    @property
    def body(self):
        """The agency or organisation, as people read it."""
        return str(self.agency) if self.agency else self.organisation
