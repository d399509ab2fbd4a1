"""Workshops and follow-ups in Django admin: read here, changed only through their own pages and acts."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from villages.admin.agency import AgencyAdmin
from villages.admin.readonly import ReadOnly, ReadOnlyInline
from villages.models import Agency
from workshops.models import Digest, FollowUp, FollowUpNote, Participant, Recommendation, Workshop
from workshops.models.participant import COUNTS

admin.site.unregister(Agency)


@admin.register(Agency)
class AddressedAgencyAdmin(AgencyAdmin):
    """Agencies; one that a recommendation addresses is protected like one that has follow-ups."""

    def get_deleted_objects(self, objs, request):
        to_delete, counts, missing, protected = super().get_deleted_objects(objs, request)
        addressed = Recommendation.objects.filter(addressed_to__in=objs).distinct()
        return to_delete, counts, missing, [*protected, *map(str, addressed)]


class RecommendationInline(ReadOnlyInline):
    """Recommendations of a workshop."""

    model = Recommendation
    fields = ["text", "topic", "made_by"]


class ParticipantInline(ReadOnlyInline):
    """Participants of a workshop."""

    model = Participant
    fields = ["agency", "organisation", "name", *COUNTS]
    show_change_link = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("agency")


@admin.register(Workshop)
class WorkshopAdmin(ReadOnly, SimpleHistoryAdmin):
    """Workshops."""

    list_display = ["title", "first_day", "last_day", "mode", "organiser"]
    list_filter = ["budget_year", "mode"]
    search_fields = ["title", "organiser", "place"]
    date_hierarchy = "first_day"
    inlines = [RecommendationInline, ParticipantInline]
    fields = [
        ("title", "budget_year"),
        ("first_day", "last_day"),
        ("mode", "place", "link"),
        "organiser",
        "purpose",
        "minutes",
    ]


@admin.register(Recommendation)
class RecommendationAdmin(ReadOnly, SimpleHistoryAdmin):
    """Recommendations."""

    list_display = ["__str__", "workshop", "topic", "made_by"]
    list_filter = ["topic", "workshop"]
    search_fields = ["text", "made_by", "workshop__title"]
    list_select_related = ["workshop"]
    fields = ["workshop", "text", "topic", "made_by", "session", "addressed_to", "villages"]


class FollowUpNoteInline(ReadOnlyInline):
    """Steps of a follow-up."""

    model = FollowUpNote
    fields = ["at", "act", "by", "text", "due_from", "due_to", "file_name", "link_label"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")


@admin.register(FollowUp)
class FollowUpAdmin(ReadOnly, SimpleHistoryAdmin):
    """Follow-ups: status and dates come from their steps."""

    list_display = ["__str__", "agency", "status", "due_on", "assignee"]
    list_filter = ["status", "agency"]
    search_fields = ["task", "result", "agency__short_name", "agency__name"]
    list_select_related = ["agency", "assignee"]
    date_hierarchy = "due_on"
    inlines = [FollowUpNoteInline]
    fields = [
        "recommendation",
        "review",
        "task",
        ("agency", "assignee"),
        "villages",
        ("due_on", "first_due_on", "due_reason"),
        ("status", "result", "drop_reason"),
        ("created_at", "created_by"),
        ("done_at", "done_by"),
        ("confirmed_at", "confirmed_by"),
        ("dropped_at", "dropped_by"),
    ]


@admin.register(FollowUpNote)
class FollowUpNoteAdmin(ReadOnly, admin.ModelAdmin):
    """Every step of every follow-up."""

    list_display = ["at", "act", "follow_up", "by"]
    list_filter = ["act", "at"]
    search_fields = ["text", "follow_up__task", "by__username"]
    list_select_related = ["follow_up", "by"]
    date_hierarchy = "at"
    # Not the file: the portal serves it, after its own checks.
    fields = ["follow_up", "at", "act", "by", "text", "due_from", "due_to", "file_name", "link"]


@admin.register(Digest)
class DigestAdmin(ReadOnly, admin.ModelAdmin):
    """Weekly e-mails: what waits, what was sent, what the mail server refused."""

    list_display = ["person", "week", "status", "tries", "last_try", "problem"]
    list_filter = ["status", "week"]
    search_fields = ["person__username", "person__first_name", "person__email"]
    list_select_related = ["person"]
    fields = ["person", "week", "status", ("tries", "last_try"), "problem", "subject", "body"]
