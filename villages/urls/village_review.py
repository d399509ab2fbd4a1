"""Addresses of the reviews in decree villages."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import village_review

_REVIEW = "tinjauan/<village:code>/<year:year>/<subject:subject>/"

urlpatterns = [
    path("tinjauan/", village_review.review_list, name="review-list"),
    path("tinjauan/ekspor/<table:form>/", village_review.review_export, name="review-export"),
    path(_REVIEW, village_review.review_detail, name="review-detail"),
    path(f"{_REVIEW}ubah/", village_review.review_edit, name="review-edit"),
    path(f"{_REVIEW}sel/", village_review.review_cell, name="review-cell"),
    path(f"{_REVIEW}berkas/", village_review.review_file, name="review-file"),
    path(f"{_REVIEW}berkas/<int:version>/", village_review.review_file, name="review-file-earlier"),
    path(f"{_REVIEW}riwayat/", village_review.review_changes, name="review-history"),
]
