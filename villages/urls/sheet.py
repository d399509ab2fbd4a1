"""Addresses of the baseline sheet's downloads."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import sheet

_BASELINE = "baseline/<village:code>/<year:year>/<kind:kind>/"

urlpatterns = [
    path(f"{_BASELINE}templat/", sheet.baseline_template, name="baseline-template"),
    path(f"{_BASELINE}lembar/<table:form>/", sheet.baseline_sheet, name="baseline-sheet"),
]
