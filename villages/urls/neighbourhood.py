"""Addresses of the list of RTs."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import neighbourhood

urlpatterns = [
    path("desa/rt/", neighbourhood.neighbourhood_list, name="neighbourhood-list"),
    path(
        "desa/rt/ekspor/<table:form>/",
        neighbourhood.neighbourhood_export,
        name="neighbourhood-export",
    ),
]
