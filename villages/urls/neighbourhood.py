"""Addresses of the list of RTs and of the page of one."""

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
    path(
        "desa/<village:code>/rt/<three:rw>-<three:rt>/",
        neighbourhood.neighbourhood_detail,
        name="neighbourhood-detail",
    ),
]
