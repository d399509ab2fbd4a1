"""Filters of the list of imports."""

import django_filters
from django.utils.translation import gettext_lazy as _

from villages.filters.listing import FilterForm, Ordering, Search
from villages.models import Baseline, ImportBatch


class ImportFilter(django_filters.FilterSet):
    """File name, what the sheets hold, state, and kind of baselines."""

    q = Search(label=_("Nama berkas"), fields=["files__name"])
    isi = django_filters.ChoiceFilter(
        label=_("Isi"),
        field_name="subject",
        choices=ImportBatch.Subject.choices,
        empty_label=_("Semua"),
    )
    status = django_filters.ChoiceFilter(
        label=_("Keadaan"), choices=ImportBatch.Status.choices, empty_label=_("Semua")
    )
    jenis = django_filters.ChoiceFilter(
        label=_("Jenis baseline"),
        field_name="kind",
        choices=Baseline.Kind.choices,
        empty_label=_("Semua jenis"),
    )
    urut = Ordering(
        fields={"unggah": "created_at", "tahun": "year", "baris": "row_count"}, ties=("-pk",)
    )

    class Meta:
        model = ImportBatch
        fields = []
        form = FilterForm

    @property
    def qs(self):
        return super().qs.distinct()
