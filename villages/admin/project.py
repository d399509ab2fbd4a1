"""Interventions and their outputs: read here, changed only through their own pages and acts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from villages.admin.readonly import ReadOnly, ReadOnlyInline
from villages.funding import FUNDING_FIELDS
from villages.models import Output, Project


class OutputInline(ReadOnlyInline):
    """Outputs of an intervention."""

    model = Output
    fields = ["neighbourhood", "indicator", "planned", "delivered", "delivered_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("neighbourhood")


@admin.register(Project)
class ProjectAdmin(ReadOnly, SimpleHistoryAdmin):
    """Interventions."""

    list_display = ["name", "village", "year", "scheme", "agency", "budget_rp", "status"]
    list_filter = ["status", "scheme", "year", "village__district"]
    search_fields = ["name", "village__name", "village__code", "agency__short_name"]
    list_select_related = ["village", "agency"]
    inlines = [OutputInline]
    fieldsets = [
        (None, {"fields": ["name", "scheme", "village", "location", "year", "component"]}),
        (_("Pelaksana"), {"fields": ["agency", "organisation", "builder", "maintainer"]}),
        (_("Anggaran"), {"fields": ["budget_rp", *FUNDING_FIELDS]}),
        (
            _("Pelaksanaan"),
            {
                "fields": [
                    ("status", "cancel_reason"),
                    ("starts_on", "ends_on"),
                    "households_helped",
                    "quality",
                    "keeps_photo_positions",
                    "note",
                ]
            },
        ),
    ]

    def get_queryset(self, request):
        related = "village", "agency", "location__village", "builder", "maintainer"
        return super().get_queryset(request).select_related(*related)


@admin.register(Output)
class OutputAdmin(ReadOnly, SimpleHistoryAdmin):
    """What interventions plan and deliver."""

    list_display = ["__str__", "project", "planned", "delivered", "delivered_on"]
    list_filter = ["indicator", "project__status", "project__year"]
    search_fields = ["project__name", "project__village__name", "neighbourhood__rt"]
    list_select_related = ["project", "neighbourhood"]
    fields = [
        "project",
        "neighbourhood",
        "indicator",
        "planned",
        ("delivered", "delivered_on"),
        ("source", "cost_rp", "row_key"),
        "note",
    ]
