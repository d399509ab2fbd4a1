"""Addresses of the reductions of the slum area."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import reduction

_VILLAGE = "desa/<village:code>/pengurangan/"

urlpatterns = [
    path("pengurangan/", reduction.reduction_list, name="reduction-list"),
    path("pengurangan/ekspor/<table:form>/", reduction.reduction_export, name="reduction-export"),
    path(_VILLAGE, reduction.reduction_village, name="reduction-village"),
    path(f"{_VILLAGE}riwayat/", reduction.reduction_history, name="reduction-history"),
    path(f"{_VILLAGE}<year:year>/", reduction.reduction_edit, name="reduction-edit"),
]
