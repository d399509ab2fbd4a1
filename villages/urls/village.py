"""Addresses of the village pages and of the history pages."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import history, village

_VILLAGE = "desa/<village:code>/"
_BASELINE = "baseline/<village:code>/<year:year>/<kind:kind>/"
_RECORD_HISTORY = f"{_BASELINE}rt/<three:rw>-<three:rt>/riwayat/"

urlpatterns = [
    path("desa/", village.village_list, name="village-list"),
    path("desa/ekspor/<table:form>/", village.village_export, name="village-export"),
    path(_VILLAGE, village.village_detail, name="village-detail"),
    path(f"{_VILLAGE}batas.json", village.village_boundary, name="village-boundary"),
    path(f"{_VILLAGE}riwayat/", history.village_history, name="village-history"),
    path(f"{_BASELINE}riwayat/", history.baseline_history, name="baseline-history"),
    path(_RECORD_HISTORY, history.record_history, name="record-history"),
    path(
        f"{_RECORD_HISTORY}<int:history_id>/kembalikan/",
        history.record_restore,
        name="record-restore",
    ),
]
