"""Conditions: computed from verified baselines and deliveries, so there is nothing to edit."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from villages.admin.readonly import ReadOnly
from villages.models import Condition
from villages.scoring import INDICATORS


@admin.register(Condition)
class ConditionAdmin(ReadOnly, admin.ModelAdmin):
    """What is left in each RT and year."""

    list_display = ["neighbourhood", "village", "year", "total", "level", "area_ha"]
    list_filter = ["year", "level", "neighbourhood__village__district"]
    search_fields = [
        "neighbourhood__village__name",
        "neighbourhood__village__code",
        "neighbourhood__rt",
    ]
    list_select_related = ["neighbourhood__village"]
    ordering = ["-year", "neighbourhood__village__name", "neighbourhood__rw", "neighbourhood__rt"]
    fieldsets = [
        (None, {"fields": ["neighbourhood", "year", "record", "area_ha", ("total", "level")]}),
        (_("Sisa volume"), {"fields": [item.field for item in INDICATORS]}),
        (_("Nilai"), {"fields": [item.score_field for item in INDICATORS]}),
    ]

    def get_queryset(self, request):
        related = "neighbourhood__village", "record__neighbourhood", "record__baseline__village"
        return super().get_queryset(request).select_related(*related)

    @admin.display(description=_("desa"), ordering="neighbourhood__village__name")
    def village(self, condition):
        return condition.neighbourhood.village
