"""The course of projects: recorded in the portal, only shown here."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from villages.admin.readonly import ReadOnly
from villages.models import Disbursement, Handover, Inspection, ProjectPhoto, WorkWeek


class ProjectPart(ReadOnly, SimpleHistoryAdmin):
    """Something that belongs to a project."""

    search_fields = ["project__name", "project__village__name", "project__village__code"]
    list_select_related = ["project__village"]


@admin.register(WorkWeek)
class WorkWeekAdmin(ProjectPart):
    """Weeks of padat karya."""

    list_display = ["project", "number", "starts_on", "men", "women", "person_days", "wages_rp"]
    date_hierarchy = "starts_on"
    fields = [
        "project",
        ("number", "starts_on", "days"),
        ("men", "women", "poor_workers", "person_days"),
        ("wages_rp", "materials_rp"),
        ("physical_percent", "financial_percent"),
        "note",
        "version",
    ]


@admin.register(Disbursement)
class DisbursementAdmin(ProjectPart):
    """Stages of money."""

    list_display = ["project", "stage", "disbursed_on", "amount_rp"]
    date_hierarchy = "disbursed_on"
    fields = ["project", "stage", "disbursed_on", "amount_rp", "note", "version"]


@admin.register(ProjectPhoto)
class ProjectPhotoAdmin(ProjectPart):
    """Photographs; not the files, which the portal serves after its own checks."""

    list_display = ["project", "stage", "taken_on", "caption", "uploaded_at", "uploaded_by"]
    list_filter = ["stage"]
    list_select_related = ["project__village", "uploaded_by"]
    fields = [
        "project",
        ("stage", "taken_on"),
        "caption",
        ("width", "height"),
        ("latitude", "longitude"),
        ("uploaded_at", "uploaded_by"),
        "version",
    ]


@admin.register(Handover)
class HandoverAdmin(ProjectPart):
    """Hand-overs."""

    list_display = ["project", "maintainer", "handed_over_on", "document_number"]
    list_select_related = ["project__village", "maintainer"]
    date_hierarchy = "handed_over_on"
    fields = ["project", "maintainer", "handed_over_on", "document_number", "note", "version"]


@admin.register(Inspection)
class InspectionAdmin(ProjectPart):
    """Inspections."""

    list_display = ["project", "due_on", "inspected_on", *Inspection.ANSWERS]
    date_hierarchy = "due_on"
    fields = [
        "project",
        ("due_on", "inspected_on", "inspector"),
        Inspection.ANSWERS,
        "note",
        "version",
    ]
