"""Organisations, documents, working groups and reviews: read here, changed only through their own pages."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from villages.admin.readonly import ReadOnly, ReadOnlyInline
from villages.models import (
    CommunityOrganisation,
    PlanningDocument,
    Review,
    WorkingGroup,
    WorkingGroupMember,
)


@admin.register(CommunityOrganisation)
class CommunityOrganisationAdmin(ReadOnly, SimpleHistoryAdmin):
    """LKM, KSM and KPP of the villages."""

    list_display = ["name", "kind", "village", "chair", "is_active"]
    list_filter = ["kind", "is_active", "village__district"]
    search_fields = ["name", "chair", "village__name", "village__code"]
    list_select_related = ["village"]
    fields = [
        "village",
        ("kind", "name"),
        ("chair", "contact"),
        ("established_year", "men", "women"),
        "is_active",
        "note",
    ]


@admin.register(PlanningDocument)
class PlanningDocumentAdmin(ReadOnly, SimpleHistoryAdmin):
    """RP2KPKPK and what enacts it."""

    list_display = ["title", "kind", "number", "year_from", "year_to", "status"]
    list_filter = ["kind", "status"]
    search_fields = ["title", "number", "villages__name"]
    list_select_related = ["replaced_by"]
    # Not the file: the portal serves it, after its own checks.
    fields = [
        ("kind", "status"),
        ("title", "number"),
        ("year_from", "year_to"),
        "enacted_on",
        "villages",
        "replaced_by",
        "file_name",
        "note",
    ]


class WorkingGroupMemberInline(ReadOnlyInline):
    """Agencies in a working group."""

    model = WorkingGroupMember
    fields = ["order", "agency", "role", "contact_person", "contact"]
    show_change_link = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("agency")


@admin.register(WorkingGroup)
class WorkingGroupAdmin(ReadOnly, SimpleHistoryAdmin):
    """Pokja PKP."""

    list_display = ["decree_number", "name", "term_from", "term_to"]
    search_fields = ["decree_number", "name", "members__agency__short_name"]
    fields = ["name", ("decree_number", "decided_on"), ("term_from", "term_to"), "note"]
    inlines = [WorkingGroupMemberInline]


@admin.register(Review)
class ReviewAdmin(ReadOnly, SimpleHistoryAdmin):
    """Reviews in decree villages."""

    list_display = ["__str__", "status", "due_on", "reviewer", "reviewed_on"]
    list_filter = ["status", "subject", "year", "village__district"]
    search_fields = ["village__name", "village__code", "finding", "reviewer"]
    list_select_related = ["village"]
    fields = [
        ("village", "subject", "year"),
        ("status", "due_on"),
        "finding",
        "recommendation",
        ("reviewer", "reviewed_on"),
        ("file_name", "link"),
    ]
