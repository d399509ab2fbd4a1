"""Addresses of what is out of step."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import out_of_step

_CHECK = "satu-data/tidak-selaras/<slug:key>/"

urlpatterns = [
    path("satu-data/tidak-selaras/", out_of_step.out_of_step_list, name="out-of-step-list"),
    path(_CHECK, out_of_step.out_of_step_detail, name="out-of-step-detail"),
    path(
        f"{_CHECK}ekspor/<table:form>/",
        out_of_step.out_of_step_export,
        name="out-of-step-export",
    ),
]
