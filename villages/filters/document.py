"""Filters of the list of planning documents."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from villages.filters.listing import MAX_QUERY_LENGTH, FilterForm, Ordering
from villages.models import PlanningDocument, Village

ENDING, CURRENT, REPLACED = "berakhir", "berlaku", "diganti"
ORDERING = {
    "judul": "title",
    "jenis": "kind",
    "tahun": "year_from",
    "sampai": "year_to",
    "status": "status",
}


class DocumentFilter(django_filters.FilterSet):
    """Words of the title, number or a village; kind, status, and whether its years are running out."""

    q = django_filters.CharFilter(
        label=_("Judul, nomor, atau desa"),
        method="search",
        max_length=MAX_QUERY_LENGTH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    jenis = django_filters.ChoiceFilter(
        label=_("Jenis"),
        field_name="kind",
        choices=PlanningDocument.Kind.choices,
        empty_label=_("Semua jenis"),
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=PlanningDocument.Status.choices,
        empty_label=_("Semua status"),
    )
    masa = django_filters.ChoiceFilter(
        label=_("Masa berlaku"),
        choices=[
            (ENDING, _("Berakhir atau akan berakhir")),
            (CURRENT, _("Belum diganti")),
            (REPLACED, _("Sudah diganti")),
        ],
        empty_label=_("Semua"),
        method="by_years",
    )
    urut = Ordering(fields=ORDERING, ties=("-year_from", "title", "pk"))

    class Meta:
        model = PlanningDocument
        fields = []
        form = FilterForm

    def search(self, queryset, name, value):
        """Every word stands in the title, the number or the name of a village that it names."""
        for word in value.split():
            named = Village.objects.filter(documents=OuterRef("pk"), name__icontains=word)
            queryset = queryset.filter(
                Q(title__icontains=word) | Q(number__icontains=word) | Exists(named)
            )
        return queryset

    def by_years(self, queryset, name, value):
        if value == ENDING:
            return queryset.ending()
        return (
            queryset.current() if value == CURRENT else queryset.filter(replaced_by__isnull=False)
        )
