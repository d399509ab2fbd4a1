"""Addresses of the baseline pages."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import baseline, record

_BASELINE = "baseline/<village:code>/<year:year>/<kind:kind>/"
_RECORD = f"{_BASELINE}rt/<three:rw>-<three:rt>/"

urlpatterns = [
    path("baseline/", baseline.baseline_list, name="baseline-list"),
    path("baseline/ekspor/<table:format>/", baseline.baseline_export, name="baseline-export"),
    path("baseline/buka/", baseline.baseline_open, name="baseline-open"),
    path(_BASELINE, baseline.baseline_detail, name="baseline-detail"),
    path(f"{_BASELINE}keterangan/", baseline.baseline_edit, name="baseline-edit"),
    path(f"{_BASELINE}ajukan/", baseline.baseline_submit, name="baseline-submit"),
    path(f"{_BASELINE}hapus/", baseline.baseline_delete, name="baseline-delete"),
    path(f"{_BASELINE}rt/tambah/", record.record_add, name="record-add"),
    path(_RECORD, record.record_edit, name="record-edit"),
    path(f"{_RECORD}nilai/", record.record_score, name="record-score"),
    path(f"{_RECORD}hapus/", record.record_remove, name="record-remove"),
]
