"""Addresses of needs against plans."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import agency, needs, trial

urlpatterns = [
    path("satu-data/", needs.needs_indicators, name="needs-indicators"),
    path("satu-data/desa/", needs.needs_villages, name="needs-villages"),
    path("satu-data/opd/", agency.agency_share, name="agency-share"),
    path("satu-data/opd/ekspor/<table:form>/", agency.agency_export, name="agency-export"),
    path("satu-data/ekspor/<table:form>/", needs.needs_export, name="needs-export"),
    path("satu-data/<village:code>/", needs.needs_village, name="needs-village"),
    path("satu-data/<village:code>/coba/", trial.needs_trial, name="needs-trial"),
]
