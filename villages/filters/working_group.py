"""Filters of the list of working groups."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.filters.listing import MAX_QUERY_LENGTH, FilterForm, Ordering
from villages.models import WorkingGroup, WorkingGroupMember

CURRENT, OVER, ENDING = "bertugas", "lewat", "berakhir"
ORDERING = {
    "nomor": "decree_number",
    "tanggal": "decided_on",
    "dari": "term_from",
    "sampai": "term_to",
}


class GroupFilter(django_filters.FilterSet):
    """Number or member agency, and where the group stands in its term."""

    q = django_filters.CharFilter(
        label=_("Nomor SK atau OPD"),
        method="search",
        max_length=MAX_QUERY_LENGTH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    masa = django_filters.ChoiceFilter(
        label=_("Masa tugas"),
        choices=[
            (CURRENT, _("Sedang bertugas")),
            (OVER, _("Sudah lewat")),
            (ENDING, _("Perlu diperbarui")),
        ],
        empty_label=_("Semua"),
        method="by_term",
    )
    urut = Ordering(fields=ORDERING, ties=("-term_to", "pk"))

    class Meta:
        model = WorkingGroup
        fields = []
        form = FilterForm

    def search(self, queryset, name, value):
        members = WorkingGroupMember.objects.filter(group=OuterRef("pk"))
        for word in value.split():
            named = members.filter(
                Q(agency__short_name__icontains=word) | Q(agency__name__icontains=word)
            )
            queryset = queryset.filter(
                Q(decree_number__icontains=word) | Q(name__icontains=word) | Exists(named)
            )
        return queryset

    def by_term(self, queryset, name, value):
        today = timezone.localdate()
        if value == ENDING:
            return queryset.ending()
        if value == OVER:
            return queryset.filter(term_to__lt=today)
        return queryset.filter(term_from__lte=today, term_to__gte=today)
