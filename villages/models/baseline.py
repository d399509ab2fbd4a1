"""Baselines: one survey of a village in a year, and each step of its review."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from villages import labels, priority
from villages.models.fields import moment, person
from villages.models.locked import Locked
from villages.models.village import Village
from villages.scoring import MAX_TOTAL, RULE_SET

FIRST_YEAR, LAST_YEAR = 2010, 2100


def _together(at, by):
    """Both are known or neither."""
    return Q(**{f"{at}__isnull": True, f"{by}__isnull": True}) | Q(
        **{f"{at}__isnull": False, f"{by}__isnull": False}
    )


class BaselineQuerySet(models.QuerySet):
    """Which baselines; submitted and verified ones refuse to be changed or deleted in bulk."""

    def visible_to(self, user):
        """Assistants see those of their villages, reviewers all, everybody else what is verified."""
        if user.has_perm("villages.view_unverified_baselines"):
            return self
        own = Q(village__in=user.villages.values("pk"))
        if user.has_perm("villages.view_all_villages"):
            return self.filter(own | Q(status=Baseline.Status.VERIFIED))
        return self.filter(own)

    def verified(self):
        return self.filter(status=Baseline.Status.VERIFIED)

    def submitted(self):
        return self.filter(status=Baseline.Status.SUBMITTED)

    def editable(self):
        """Open for entering: drafts and those returned."""
        return self.filter(status__in=Baseline.EDITABLE)

    def ranked(self):
        """With ``rank``, the place of the kind among the baselines of a year."""
        ranks = [When(kind=kind, then=rank) for rank, kind in enumerate(Baseline.Kind.values)]
        return self.annotate(rank=Case(*ranks, output_field=models.SmallIntegerField()))

    def before(self, baseline):
        """The verified baselines of the same village that came before, latest first."""
        rank = Baseline.Kind.values.index(baseline.kind)
        return self.verified_before(baseline.village_id, baseline.year, rank)

    def verified_before(self, village, year, rank):
        """As ``before``; the arguments may refer to an outer query."""
        earlier = Q(year__lt=year) | Q(year=year, rank__lt=rank)
        rows = self.verified().ranked().filter(earlier, village=village)
        return rows.order_by("-year", "-rank")

    def with_previous(self):
        """Each with year, kind, total and level of the one before it (``previous_…``)."""
        outer = OuterRef("village_id"), OuterRef("year"), OuterRef("rank")
        previous = Baseline.objects.verified_before(*outer)
        return self.ranked().annotate(
            **{
                f"previous_{field}": Subquery(previous.values(field)[:1])
                for field in ("year", "kind", "total", "level")
            }
        )

    def update(self, **changes):
        """Refused for submitted and verified baselines; the status moves through actions only."""
        if "status" in changes or self.exclude(status__in=Baseline.EDITABLE).exists():
            raise Locked
        return super().update(**changes)

    def delete(self):
        """Refused for baselines that were ever submitted."""
        if self.filter(submitted_at__isnull=False).exists():
            raise Locked
        return super().delete()


class Baseline(models.Model):
    """The survey of a village in one year: a record per RT, entered, submitted and reviewed."""

    class Kind(models.TextChoices):
        """In the order in which a programme takes them."""

        INITIAL = "initial", _("Awal")
        REPLICATION = "replication", _("Replikasi")
        ENDLINE = "endline", _("Akhir")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draf")
        SUBMITTED = "submitted", _("Diajukan")
        VERIFIED = "verified", _("Terverifikasi")
        RETURNED = "returned", _("Dikembalikan")

    # How each kind is written in addresses.
    KIND_WORDS = {Kind.INITIAL: "awal", Kind.REPLICATION: "replikasi", Kind.ENDLINE: "akhir"}
    EDITABLE = (Status.DRAFT, Status.RETURNED)
    ANSWERS = [(1, _("1 – rendah")), (3, _("3 – sedang")), (5, _("5 – tinggi"))]

    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, related_name="baselines", verbose_name=_("desa")
    )
    year = models.PositiveSmallIntegerField(
        _("tahun"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    kind = models.CharField(_("jenis"), max_length=11, choices=Kind, default=Kind.INITIAL)
    rule_set = models.CharField(
        _("aturan penilaian"),
        max_length=20,
        choices=list(labels.RULE_SETS.items()),
        default=RULE_SET,
    )
    surveyor = models.CharField(_("pelaksana survei"), max_length=150, blank=True)
    surveyed_from = models.DateField(_("survei mulai"), null=True, blank=True)
    surveyed_until = models.DateField(_("survei selesai"), null=True, blank=True)
    strategic_value = models.PositiveSmallIntegerField(
        _("nilai strategis lokasi"), null=True, blank=True, choices=ANSWERS
    )
    population_pressure = models.PositiveSmallIntegerField(
        _("kependudukan"), null=True, blank=True, choices=ANSWERS
    )
    social_condition = models.PositiveSmallIntegerField(
        _("kondisi sosial, ekonomi, dan budaya"), null=True, blank=True, choices=ANSWERS
    )
    land_status_clear = models.BooleanField(
        _("status penguasaan lahan jelas"), null=True, blank=True
    )
    follows_spatial_plan = models.BooleanField(
        _("sesuai rencana tata ruang"), null=True, blank=True
    )

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    opened_at = moment(_("dibuka pada"))
    opened_by = person(_("dibuka oleh"), "baselines_opened")
    submitted_at = moment(_("diajukan pada"))
    submitted_by = person(_("diajukan oleh"), "baselines_submitted")
    submission_note = models.TextField(_("catatan pengajuan"), blank=True, editable=False)
    verified_at = moment(_("diverifikasi pada"))
    verified_by = person(_("diverifikasi oleh"), "baselines_verified")
    returned_at = moment(_("dikembalikan pada"))
    returned_by = person(_("dikembalikan oleh"), "baselines_returned")
    reopened_at = moment(_("dibuka kembali pada"))
    reopened_by = person(_("dibuka kembali oleh"), "baselines_reopened")
    reopen_reason = models.TextField(_("alasan dibuka kembali"), blank=True, editable=False)

    # Written only by villages.actions.assessment: the village is scored from the sums over its RTs.
    total = models.PositiveSmallIntegerField(_("nilai"), null=True, blank=True, editable=False)
    level = models.CharField(
        _("tingkat"), max_length=10, blank=True, editable=False, choices=list(labels.LEVELS.items())
    )
    warning_count = models.PositiveIntegerField(_("peringatan"), default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = BaselineQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("baseline")
        verbose_name_plural = _("baseline")
        ordering = ["-year", "village__name", "kind"]
        permissions = [
            ("view_unverified_baselines", _("Dapat melihat baseline yang belum diverifikasi")),
            ("submit_baseline", _("Dapat mengajukan baseline")),
            ("verify_baseline", _("Dapat memverifikasi atau mengembalikan baseline")),
            ("reopen_baseline", _("Dapat membuka kembali baseline terverifikasi")),
            ("import_baseline", _("Dapat mengimpor baseline")),
        ]
        indexes = [models.Index(fields=["year", "status"], name="villages_baseline_year_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["village", "year", "kind"],
                name="villages_baseline_once",
                violation_error_message=_("Baseline desa ini untuk tahun dan jenis itu sudah ada."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "verified", "returned"]),
                name="villages_baseline_status_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["initial", "replication", "endline"]),
                name="villages_baseline_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="verified",
                    verified_at__isnull=False,
                    verified_by__isnull=False,
                    total__isnull=False,
                )
                | (~Q(status="verified") & Q(verified_at__isnull=True, verified_by__isnull=True)),
                name="villages_baseline_verified_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "returned"])
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="villages_baseline_submitted_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("submitted_by")),
                name="villages_baseline_not_verified_by_submitter",
            ),
            *(
                models.CheckConstraint(
                    condition=_together(f"{step}_at", f"{step}_by"),
                    name=f"villages_baseline_{step}",
                )
                for step in ("submitted", "verified", "returned", "reopened")
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(total__lte=MAX_TOTAL),
                name="villages_baseline_total_range",
            ),
            models.CheckConstraint(
                condition=Q(surveyed_from__isnull=True)
                | Q(surveyed_until__isnull=True)
                | Q(surveyed_until__gte=F("surveyed_from")),
                name="villages_baseline_survey_dates",
                violation_error_message=_("Survei selesai setelah dimulai."),
            ),
        ]

    def __str__(self):
        return f"{self.village} {self.name}"

    def get_absolute_url(self):
        return reverse("villages:baseline-detail", args=self.address)

    @property
    def address(self):
        """What its pages are called by: village code, year, and kind as it stands in paths."""
        return [self.village.code, self.year, self.kind]

    @property
    def key(self):
        """Which of its village's baselines, as written in addresses: "2019-awal"."""
        return f"{self.year}-{self.KIND_WORDS[self.kind]}"

    @property
    def name(self):
        """Which of its village's baselines, as people say it: "2019 (Awal)"."""
        return f"{self.year} ({self.get_kind_display()})"

    @property
    def is_editable(self):
        return self.status in self.EDITABLE

    @property
    def was_submitted(self):
        return self.submitted_at is not None

    @property
    def days_waiting(self):
        """Whole days since it was submitted."""
        return (timezone.localdate() - timezone.localdate(self.submitted_at)).days

    @property
    def consideration(self):
        """Word for the three other considerations, or None."""
        return priority.consideration_for(
            [self.strategic_value, self.population_pressure, self.social_condition]
        )

    @property
    def legality(self):
        """Legality of the land, or None."""
        return priority.legality_for(self.land_status_clear, self.follows_spatial_plan)

    def save(self, **options):
        """Refused while the stored row is submitted or verified, except for the next step of the review."""
        if self.pk and not self._state.adding:
            self._refuse_if_locked()
        super().save(**options)

    def delete(self, **options):
        """Only a draft that was never submitted can go."""
        if self.was_submitted:
            raise Locked
        return super().delete(**options)

    def _refuse_if_locked(self):
        stored = Baseline.objects.filter(pk=self.pk).values_list("status", flat=True).first()
        reviewed = self.status in (self.Status.VERIFIED, self.Status.RETURNED)
        reopened = self.status == self.Status.DRAFT and self.reopened_by_id and self.reopen_reason
        if stored == self.Status.SUBMITTED and not reviewed:
            raise Locked
        if stored == self.Status.VERIFIED and not reopened:
            raise Locked
