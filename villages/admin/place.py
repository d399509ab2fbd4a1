"""Districts, villages and their RTs."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from villages.admin.people import NamesPeople
from villages.models import Baseline, DecreeLocation, District, Neighbourhood, Village
from villages.people import full_name


@admin.register(District)
class DistrictAdmin(admin.ModelAdmin):
    """Kecamatan; deleted only while no village belongs to it."""

    list_display = ["code", "name", "village_count"]
    search_fields = ["code", "name"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(village_total=Count("villages"))

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []

    @admin.display(description=_("desa/kelurahan"), ordering="village_total")
    def village_count(self, district):
        return district.village_total


class HasAssistantFilter(admin.SimpleListFilter):
    """Villages that somebody, or nobody, enters data for."""

    title = _("asisten kota")
    parameter_name = "asisten"

    def lookups(self, request, model_admin):
        return [("ada", _("Sudah ditunjuk")), ("belum", _("Belum ditunjuk"))]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        assigned = Village.assistants.through.objects.values("village_id")
        if self.value() == "ada":
            return queryset.filter(pk__in=assigned)
        return queryset.exclude(pk__in=assigned)


@admin.register(Village)
class VillageAdmin(NamesPeople, SimpleHistoryAdmin):
    """Desa and kelurahan; boundaries come from ``import_boundaries``, the code is what addresses hold."""

    list_display = ["code", "name", "kind", "district", "assistant_names"]
    list_filter = [HasAssistantFilter, "kind", "district"]
    search_fields = ["code", "bps_code", "name", "assistants__username", "assistants__first_name"]
    list_select_related = ["district"]
    autocomplete_fields = ["district", "assistants"]
    fieldsets = [
        (None, {"fields": ["code", "bps_code", "name", "kind", "district", "assistants"]}),
        (_("Ukuran"), {"fields": ["area_ha", "people", "households"]}),
        (_("Letak"), {"fields": ["latitude", "longitude", "boundary_area_ha"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("assistants")

    def get_readonly_fields(self, request, obj=None):
        return ["code", "boundary_area_ha"] if obj else ["boundary_area_ha"]

    @admin.display(description=_("asisten kota"))
    def assistant_names(self, village):
        return ", ".join(full_name(user) for user in village.assistants.all()) or "–"


@admin.register(Neighbourhood)
class NeighbourhoodAdmin(SimpleHistoryAdmin):
    """RTs; once one is part of what was submitted, decreed or planned, it keeps its numbers and stays."""

    list_display = ["__str__", "village", "hamlet", "label"]
    list_filter = ["village__district"]
    search_fields = ["village__name", "village__code", "rw", "rt", "hamlet"]
    list_select_related = ["village"]
    autocomplete_fields = ["village"]
    ordering = ["village__name", "rw", "rt"]

    def get_readonly_fields(self, request, obj=None):
        return ["village", "rw", "rt"] if obj and self._is_settled(obj) else []

    def _is_settled(self, neighbourhood):
        """Part of a decree, a project, or a baseline that is no longer open."""
        records = neighbourhood.records.exclude(baseline__status__in=Baseline.EDITABLE)
        others = neighbourhood.decree_locations, neighbourhood.outputs
        return records.exists() or any(rows.exists() for rows in others)

    def get_deleted_objects(self, objs, request):
        """An RT named by a decree is protected like one that has records."""
        to_delete, counts, missing, protected = super().get_deleted_objects(objs, request)
        locations = DecreeLocation.objects.filter(neighbourhoods__in=objs).select_related("village")
        return to_delete, counts, missing, [*protected, *map(str, locations.distinct())]
