"""Filters of the review matrix: whose rows, and of which year."""

import django_filters
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.filters.listing import FilterForm, Ordering, Search
from villages.models import District, Review, Village
from villages.queries.village_review import SUBJECTS, decree_villages, review_years

LATE = "lewat"
# How the filter calls a status.
STATES = {
    "belum": Review.Status.NOT_BEGUN,
    "berjalan": Review.Status.RUNNING,
    "selesai": Review.Status.DONE,
}


class ReviewFilter(django_filters.FilterSet):
    """Villages by name and district; of one subject or any, those with a cell in some state."""

    q = Search(label=_("Nama atau kode desa"), fields=["name", "code"])
    tahun = django_filters.ChoiceFilter(label=_("Tahun"), method="no_rows_less")
    kecamatan = django_filters.ModelChoiceFilter(
        label=_("Kecamatan"),
        field_name="district",
        queryset=District.objects.all(),
        to_field_name="code",
        empty_label=_("Semua kecamatan"),
    )
    pokok = django_filters.ChoiceFilter(
        label=_("Pokok tinjauan"),
        choices=[(Review.SUBJECT_WORDS[subject], subject.label) for subject in SUBJECTS],
        empty_label=_("Semua pokok"),
        method="no_rows_less",
    )
    keadaan = django_filters.ChoiceFilter(
        label=_("Keadaan"),
        choices=[
            *((word, status.label) for word, status in STATES.items()),
            (LATE, _("Lewat batas waktu")),
        ],
        empty_label=_("Semua keadaan"),
        method="by_state",
    )
    urut = Ordering(fields={"nama": "name", "kecamatan": "district__name"}, ties=("name", "code"))

    class Meta:
        model = Village
        fields = []
        form = FilterForm

    def __init__(self, data=None, *, user, **options):
        super().__init__(data, decree_villages(user).order_by("name", "code"), **options)
        self.filters["kecamatan"].queryset = District.objects.filter(
            villages__in=Village.objects.visible_to(user)
        ).distinct()
        self.filters["tahun"].extra.update(
            choices=[(str(year), str(year)) for year in review_years()],
            empty_label=_("Tahun ini (%(year)s)") % {"year": timezone.localdate().year},
        )

    @property
    def year(self):
        """The year whose reviews are shown."""
        chosen = self.form.cleaned_data.get("tahun") if self.is_valid() else ""
        return int(chosen or timezone.localdate().year)

    def no_rows_less(self, queryset, name, value):
        """Says what the cells show, not which villages."""
        return queryset

    def by_state(self, queryset, name, value):
        reviews = Review.objects.filter(village=OuterRef("pk"), year=self.year)
        word = self.form.cleaned_data.get("pokok")
        subjects = [item for item in SUBJECTS if not word or Review.SUBJECT_WORDS[item] == word]
        reviews = reviews.filter(subject__in=subjects)
        if value == LATE:
            return queryset.filter(Exists(reviews.overdue()))
        if STATES[value] != Review.Status.NOT_BEGUN:
            return queryset.filter(Exists(reviews.filter(status=STATES[value])))
        begun = reviews.begun().order_by().values("village").annotate(n=Count("pk")).values("n")
        return queryset.annotate(begun=Coalesce(Subquery(begun), 0)).filter(begun__lt=len(subjects))
