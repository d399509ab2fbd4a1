"""Filters of the list of follow-ups."""

import django_filters
from django.utils.translation import gettext_lazy as _

from villages.filters.listing import FilterForm, Ordering, Search
from villages.models import Agency, Village
from workshops.models import FollowUp, Recommendation, Workshop

OPEN = "terbuka"
MINE, AGENCY, OVERDUE, TO_CONFIRM = "saya", "opd", "terlambat", "konfirmasi"
SCOPES = (
    (MINE, _("Tugas saya")),
    (AGENCY, _("OPD saya")),
    (OVERDUE, _("Terlambat")),
    (TO_CONFIRM, _("Menunggu konfirmasi")),
)
ORDERING = {
    "tenggat": "due_on",
    "tugas": "task",
    "opd": "agency__short_name",
    "status": "status",
    "lokakarya": "recommendation__workshop__first_day",
}


class FollowUpFilter(django_filters.FilterSet):
    """Whose, words, status, agency, village, workshop and topic."""

    lingkup = django_filters.ChoiceFilter(
        label=_("Lingkup"), choices=SCOPES, empty_label=_("Semua"), method="within"
    )
    q = Search(
        label=_("Cari kata"), fields=["task", "result", "recommendation__text", "agency__name"]
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[(OPEN, _("Belum selesai")), *FollowUp.Status.choices],
        empty_label=_("Semua status"),
        method="with_status",
    )
    dinas = django_filters.ModelChoiceFilter(
        label=_("OPD"),
        field_name="agency",
        queryset=Agency.objects.all(),
        empty_label=_("Semua OPD"),
    )
    desa = django_filters.ModelChoiceFilter(
        label=_("Desa"),
        queryset=Village.objects.all(),
        to_field_name="code",
        empty_label=_("Semua desa"),
        method="concerning",
    )
    lokakarya = django_filters.ModelChoiceFilter(
        label=_("Lokakarya"),
        field_name="recommendation__workshop",
        queryset=Workshop.objects.all(),
        empty_label=_("Semua lokakarya"),
    )
    topik = django_filters.ChoiceFilter(
        label=_("Topik"),
        field_name="recommendation__topic",
        choices=Recommendation.Topic.choices,
        empty_label=_("Semua topik"),
    )
    urut = Ordering(fields=ORDERING, ties=("due_on", "pk"))

    class Meta:
        model = FollowUp
        fields = []
        form = FilterForm

    def __init__(self, data=None, queryset=None, *, user, **options):
        super().__init__(data, queryset, **options)
        self.user = user
        through = FollowUp.villages.through.objects.values("village")
        self.filters["desa"].queryset = Village.objects.visible_to(user).filter(pk__in=through)
        agencies = FollowUp.objects.order_by().values("agency")
        self.filters["dinas"].queryset = Agency.objects.filter(pk__in=agencies)

    def within(self, queryset, name, value):
        narrowed = {
            MINE: lambda rows: rows.mine(self.user).open(),
            AGENCY: lambda rows: rows.of_agencies(self.user).open(),
            OVERDUE: lambda rows: rows.overdue(),
            TO_CONFIRM: lambda rows: rows.to_confirm(),
        }
        return narrowed[value](queryset) if value else queryset

    def with_status(self, queryset, name, value):
        if value == OPEN:
            return queryset.open()
        return queryset.filter(status=value) if value else queryset

    def concerning(self, queryset, name, value):
        return queryset.concerning([value.pk]) if value else queryset
