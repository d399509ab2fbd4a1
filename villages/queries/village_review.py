"""Reviews as pages show them: the matrix of decree villages and subjects, and its numbers."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from villages import registry
from villages.models import DecreeLocation, Review, Village
from villages.models.baseline import FIRST_YEAR

Status = Review.Status
SUBJECTS = tuple(Review.Subject)


@dataclass(frozen=True)
class Cell:
    """A village and a subject in a year; ``review`` is unsaved while nobody began it.

    ``links`` are what the person may do about it once it is overdue.
    """

    review: Review
    may_edit: bool
    links: tuple = ()


@dataclass(frozen=True)
class MatrixRow:
    """A village with one cell per subject."""

    village: Village
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class MatrixCounts:
    """Number of cells by status, and of those that are late."""

    done: int
    running: int
    not_begun: int
    overdue: int


class Editing:
    """Which reviews a person may change: all, or those of their villages that are not concluded."""

    def __init__(self, user):
        self.user = user
        self.concludes = user.has_perm("villages.conclude_review")
        self.villages = frozenset()
        if not self.concludes and user.has_perm("villages.change_review"):
            self.villages = frozenset(user.villages.values_list("pk", flat=True))

    def allows(self, review):
        if self.concludes:
            return True
        return review.village_id in self.villages and review.status != Status.DONE


def decree_villages(user):
    """The villages that decrees in force name, as far as the person sees them."""
    in_force = DecreeLocation.objects.in_force().filter(village=OuterRef("pk"))
    villages = Village.objects.visible_to(user).filter(Exists(in_force))
    return villages.select_related("district").defer("boundary")


def reviewed_villages(user):
    """Those, and others that were reviewed before."""
    in_force = DecreeLocation.objects.in_force().filter(village=OuterRef("pk"))
    reviews = Review.objects.filter(village=OuterRef("pk"))
    villages = Village.objects.visible_to(user).filter(Exists(in_force) | Exists(reviews))
    return villages.select_related("district").defer("boundary")


def review_years():
    """Years that one may choose, latest first: those with reviews, this one and the next."""
    this_year = timezone.localdate().year
    found = Review.objects.order_by().values_list("year", flat=True).distinct()
    return sorted({*found, this_year, this_year + 1}, reverse=True)


def is_review_year(year):
    return FIRST_YEAR <= year <= timezone.localdate().year + 1


def matrix_rows(villages, year, user):
    """A ``MatrixRow`` for each of some villages; two queries, however many."""
    villages = list(villages)
    reviews = Review.objects.filter(village__in=villages, year=year)
    known = {(review.village_id, review.subject): review for review in reviews}
    editing = Editing(user)
    return [
        MatrixRow(
            village, tuple(_cell(known, village, subject, year, editing) for subject in SUBJECTS)
        )
        for village in villages
    ]


def _cell(known, village, subject, year, editing):
    review = known.get((village.pk, subject)) or Review(subject=subject, year=year)
    review.village = village
    return matrix_cell(review, editing)


def matrix_cell(review, editing):
    """The ``Cell`` of a review; no query."""
    links = registry.review_links.collect(review, editing.user) if review.is_overdue else ()
    return Cell(review, editing.allows(review), tuple(links))


def matrix_counts(villages, year):
    """``MatrixCounts`` over all cells of some villages, a queryset; two queries."""
    reviews = Review.objects.filter(village__in=villages.order_by().values("pk"), year=year)
    late = Q(due_on__lt=timezone.localdate()) & ~Q(status=Status.DONE)
    counts = reviews.aggregate(
        done=Count("pk", filter=Q(status=Status.DONE)),
        running=Count("pk", filter=Q(status=Status.RUNNING)),
        overdue=Count("pk", filter=late),
    )
    all_cells = villages.count() * len(SUBJECTS)
    return MatrixCounts(not_begun=all_cells - counts["done"] - counts["running"], **counts)
