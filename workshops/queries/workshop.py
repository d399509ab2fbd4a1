"""Workshops as lists show them, and what each person sees on the page of one."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from workshops.models import FollowUp, Participant, Recommendation, Workshop


def listed_workshops(user):
    """Workshops with the number of people who attended, of recommendations and of follow-ups."""
    people = _per_workshop(
        Participant.objects.all(), "workshop", Sum(F("men_attended") + F("women_attended"))
    )
    follow_ups = FollowUp.objects.visible_to(user)
    through = "recommendation__workshop"
    return Workshop.objects.visible_to(user).annotate(
        attended_count=people,
        recommendation_count=_per_workshop(Recommendation.objects.all(), "workshop", Count("pk")),
        follow_up_count=_per_workshop(follow_ups, through, Count("pk")),
        waiting_count=_per_workshop(
            without_follow_up(Recommendation.objects.all()), "workshop", Count("pk")
        ),
        open_count=_per_workshop(follow_ups.open(), through, Count("pk")),
        overdue_count=_per_workshop(follow_ups.overdue(), through, Count("pk")),
    )


def _per_workshop(rows, path, counted):
    found = rows.filter(**{path: OuterRef("pk")}).order_by().values(path)
    number = found.annotate(number=counted).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def without_follow_up(recommendations):
    """Those that nobody was asked to act on, or from which all who were have been released."""
    kept = FollowUp.objects.filter(recommendation=OuterRef("pk"))
    return recommendations.exclude(Exists(kept.exclude(status=FollowUp.Status.DROPPED)))


@dataclass(frozen=True)
class AgencyProgress:
    """How the follow-ups of one agency stand; ``counts`` in the order of ``FollowUp.Status``."""

    agency: object
    counts: tuple[int, ...]
    overdue: int

    @property
    def total(self):
        return sum(self.counts)


@dataclass(frozen=True)
class Progress:
    """How far the recommendations of a workshop have come, as far as the person may see."""

    agencies: list
    waiting: int  # recommendations without follow-up

    STATUSES = tuple(FollowUp.Status)

    @property
    def names(self):
        return [str(status.label) for status in self.STATUSES]

    @property
    def rows(self):
        """For ``stacked_chart``: one bar per agency."""
        return [(item.agency, item.counts, item.total) for item in self.agencies]

    @property
    def totals(self):
        """(status, number) over all agencies."""
        sums = [sum(item.counts[place] for item in self.agencies) for place in self._places]
        return list(zip(self.STATUSES, sums, strict=True))

    @property
    def _places(self):
        return range(len(self.STATUSES))

    @property
    def total(self):
        return sum(item.total for item in self.agencies)

    @property
    def overdue(self):
        return sum(item.overdue for item in self.agencies)

    @property
    def confirmed(self):
        return dict(self.totals)[FollowUp.Status.CONFIRMED]


def progress_of(workshop, user):
    """Follow-ups of a workshop by agency and status; two queries."""
    rows = FollowUp.objects.visible_to(user).filter(recommendation__workshop=workshop)
    counted = (
        rows.order_by("agency__short_name")
        .values("agency__short_name")
        .annotate(
            **{f"{name}_count": Count("pk", filter=Q(status=name)) for name in Progress.STATUSES},
            overdue=Count("pk", filter=Q(pk__in=FollowUp.objects.overdue().values("pk"))),
        )
    )
    agencies = [
        AgencyProgress(
            row["agency__short_name"],
            tuple(row[f"{name}_count"] for name in Progress.STATUSES),
            row["overdue"],
        )
        for row in counted
    ]
    return Progress(agencies, without_follow_up(workshop.recommendations.all()).count())


class WorkshopPage:
    """Everything about one workshop that its page and its report show; a fixed number of queries."""

    def __init__(self, workshop, user):
        self.workshop, self.user = workshop, user

    @cached_property
    def sessions(self):
        return list(self.workshop.sessions.all())

    @cached_property
    def participants(self):
        return list(self.workshop.participants.by_organisation())

    @cached_property
    def people(self):
        """Men and women invited and attended."""
        names = ("men_invited", "women_invited", "men_attended", "women_attended")
        sums = {name: sum(getattr(row, name) for row in self.participants) for name in names}
        return sums | {
            "invited": sums["men_invited"] + sums["women_invited"],
            "attended": sums["men_attended"] + sums["women_attended"],
        }

    @property
    def people_words(self):
        """Who came, in a sentence."""
        people = self.people | {"bodies": self.bodies}
        return (
            _(
                "%(attended)s orang hadir (%(men_attended)s laki-laki, %(women_attended)s perempuan) dari "
                "%(bodies)s OPD dan lembaga; %(invited)s orang diundang."
            )
            % people
        )

    @property
    def summary(self):
        """How far everything is, in a few sentences."""
        progress = self.progress
        words = _(
            "%(recommendations)s rekomendasi, %(waiting)s di antaranya belum ditindaklanjuti. %(total)s "
            "tindak lanjut: %(confirmed)s selesai, %(overdue)s terlambat."
        ) % {
            "recommendations": len(self.recommendations),
            "waiting": progress.waiting,
            "total": progress.total,
            "confirmed": progress.confirmed,
            "overdue": progress.overdue,
        }
        return f"{self.people_words} {words}" if self.participants else words

    @cached_property
    def bodies(self):
        """Number of agencies and organisations of which somebody attended."""
        came = (row for row in self.participants if row.men_attended + row.women_attended)
        return len({(row.agency_id, row.organisation) for row in came})

    @cached_property
    def materials(self):
        return list(self.workshop.materials.select_related("uploaded_by"))

    @property
    def photos(self):
        return [item for item in self.materials if item.thumbnail]

    @property
    def documents(self):
        return [item for item in self.materials if not item.thumbnail]

    @cached_property
    def issues(self):
        return list(self.workshop.issues.select_related("session"))

    @cached_property
    def recommendations(self):
        follow_ups = FollowUp.objects.visible_to(self.user).select_related("agency")
        rows = self.workshop.recommendations.select_related("session").prefetch_related(
            "addressed_to",
            "villages",
            Prefetch("follow_ups", follow_ups.order_by("agency__short_name", "pk")),
        )
        waiting = set(without_follow_up(self.workshop.recommendations).values_list("pk", flat=True))
        found = list(rows)
        for row in found:
            row.is_waiting = row.pk in waiting
        return found

    @cached_property
    def progress(self):
        return progress_of(self.workshop, self.user)
