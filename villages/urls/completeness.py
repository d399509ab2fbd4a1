"""Addresses of the checks of completeness."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import completeness

_CHECK = "kelengkapan/<slug:key>/"

urlpatterns = [
    path("kelengkapan/", completeness.check_list, name="check-list"),
    path(_CHECK, completeness.check_detail, name="check-detail"),
    path(f"{_CHECK}ekspor/<table:form>/", completeness.check_export, name="check-export"),
]
