"""Agencies and their staff."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from villages.admin.people import NamesPeople
from villages.models import Agency


@admin.register(Agency)
class AgencyAdmin(NamesPeople, SimpleHistoryAdmin):
    """Reference data: who works where."""

    list_display = ["short_name", "name", "staff_count", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["short_name", "name", "staff__username", "staff__first_name"]
    autocomplete_fields = ["staff"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(staff_total=Count("staff", distinct=True))

    @admin.display(description=_("pegawai"), ordering="staff_total")
    def staff_count(self, agency):
        return agency.staff_total
