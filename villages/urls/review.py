"""Addresses of the review pages."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import comparison, queue, review

_BASELINE = "baseline/<village:code>/<year:year>/<kind:kind>/"

urlpatterns = [
    path("antrean/", queue.baseline_queue, name="baseline-queue"),
    path("antrean/ekspor/<table:format>/", queue.queue_export, name="queue-export"),
    path("antrean/verifikasi/", queue.queue_verify, name="queue-verify"),
    path(f"{_BASELINE}tinjau/", review.baseline_review, name="baseline-review"),
    path(f"{_BASELINE}verifikasi/", review.baseline_verify, name="baseline-verify"),
    path(f"{_BASELINE}kembalikan/", review.baseline_return, name="baseline-return"),
    path(f"{_BASELINE}buka-kembali/", review.baseline_reopen, name="baseline-reopen"),
    path("baseline/<village:code>/banding/", comparison.baseline_compare, name="baseline-compare"),
    path(
        "baseline/<village:code>/banding/xlsx/",
        comparison.baseline_compare_export,
        name="baseline-compare-export",
    ),
]
