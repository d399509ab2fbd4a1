"""What is entered and reviewed in the portal: read here, changed only through its own pages and acts."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from villages.admin.readonly import ReadOnly, ReadOnlyInline
from villages.models import (
    MEASURE_FIELDS,
    Baseline,
    BaselineEvent,
    DecreeLocation,
    ImportBatch,
    ImportFile,
    NeighbourhoodRecord,
    SlumDecree,
)


class DecreeLocationInline(ReadOnlyInline):
    """Locations of a decree."""

    model = DecreeLocation
    fields = ["village", "area_name", "area_ha", "level", "priority", "in_force"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("village")


@admin.register(SlumDecree)
class SlumDecreeAdmin(ReadOnly, SimpleHistoryAdmin):
    """Decrees."""

    list_display = ["number", "decided_on", "subject", "status"]
    list_filter = ["status", "decided_on"]
    search_fields = ["number", "subject", "signatory"]
    list_select_related = ["amends", "replaces"]
    date_hierarchy = "decided_on"
    inlines = [DecreeLocationInline]
    # Not the file: the portal serves it, after its own checks.
    fields = [
        "number",
        "decided_on",
        "subject",
        "signatory",
        "status",
        "status_note",
        "amends",
        "replaces",
        "file_name",
    ]


@admin.register(DecreeLocation)
class DecreeLocationAdmin(ReadOnly, SimpleHistoryAdmin):
    """Locations of decrees."""

    list_display = ["area_name", "village", "decree", "area_ha", "level", "in_force"]
    list_filter = ["in_force", "level", "village__district"]
    search_fields = ["area_name", "village__name", "village__code", "decree__number"]
    list_select_related = ["village", "decree"]
    fields = [
        "decree",
        "village",
        "area_name",
        "neighbourhoods",
        "area_ha",
        "level",
        "total",
        "legality",
        "considerations",
        "priority",
        ("latitude", "longitude"),
        "in_force",
    ]


class BaselineEventInline(ReadOnlyInline):
    """Steps of a baseline."""

    model = BaselineEvent
    fields = ["at", "act", "by", "comment", "change_count"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")


@admin.register(Baseline)
class BaselineAdmin(ReadOnly, SimpleHistoryAdmin):
    """Baselines: status and score come from the review and the regulation."""

    list_display = ["__str__", "status", "total", "level", "submitted_by", "verified_by"]
    list_filter = ["status", "year", "kind", "level", "village__district"]
    search_fields = ["village__name", "village__code"]
    list_select_related = ["village", "submitted_by", "verified_by"]
    inlines = [BaselineEventInline]
    fieldsets = [
        (None, {"fields": ["village", "year", "kind", "rule_set", "status", "total", "level"]}),
        (_("Survei"), {"fields": ["surveyor", "surveyed_from", "surveyed_until"]}),
        (
            _("Langkah"),
            {
                "fields": [
                    ("opened_at", "opened_by"),
                    ("submitted_at", "submitted_by"),
                    "submission_note",
                    ("returned_at", "returned_by"),
                    ("verified_at", "verified_by"),
                    ("reopened_at", "reopened_by"),
                    "reopen_reason",
                ]
            },
        ),
    ]


@admin.register(NeighbourhoodRecord)
class NeighbourhoodRecordAdmin(ReadOnly, SimpleHistoryAdmin):
    """What was entered per RT."""

    list_display = ["neighbourhood", "baseline", "total", "level", "edited_at", "edited_by"]
    list_filter = ["baseline__status", "baseline__year", "level"]
    search_fields = ["baseline__village__name", "baseline__village__code", "neighbourhood__rt"]
    list_select_related = ["neighbourhood", "baseline__village", "edited_by"]
    fields = [
        "baseline",
        "neighbourhood",
        *MEASURE_FIELDS,
        "note",
        ("total", "level"),
        ("edited_at", "edited_by"),
    ]


@admin.register(BaselineEvent)
class BaselineEventAdmin(ReadOnly, admin.ModelAdmin):
    """Every step of every baseline."""

    list_display = ["at", "act", "baseline", "by", "comment"]
    list_filter = ["act", "at"]
    search_fields = ["baseline__village__name", "baseline__village__code", "by__username"]
    list_select_related = ["baseline__village", "by"]
    fields = ["baseline", "at", "act", "by", "comment", "change_count"]
    date_hierarchy = "at"


IMPORT_COUNTS = ("row_count", "accepted_count", "created_count", "updated_count", "unchanged_count")


class ImportFileInline(ReadOnlyInline):
    """The workbooks of an import, by name; the portal serves them to those who may see them."""

    model = ImportFile
    fields = ["name"]
    show_change_link = False


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnly, admin.ModelAdmin):
    """Uploads and what they changed."""

    list_display = [
        "__str__",
        "subject",
        "year",
        "kind",
        "status",
        "created_at",
        "created_by",
        "row_count",
    ]
    list_filter = ["subject", "status", "year", "kind"]
    search_fields = ["created_by__username", "created_by__first_name", "files__name"]
    list_select_related = ["created_by"]
    fields = [
        ("subject", "year", "kind", "status"),
        ("created_at", "created_by"),
        ("saved_at", "saved_by"),
        ("undone_at", "undone_by"),
        "baselines",
        *IMPORT_COUNTS,
    ]
    inlines = [ImportFileInline]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("plan", "findings", "changes")
