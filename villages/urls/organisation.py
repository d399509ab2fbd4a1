"""Addresses of the community organisations."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import organisation, organisation_import

_ORGANISATION = "kelembagaan/<int:pk>/"

urlpatterns = [
    path("kelembagaan/", organisation.organisation_list, name="organisation-list"),
    path(
        "kelembagaan/ekspor/<table:form>/",
        organisation.organisation_export,
        name="organisation-export",
    ),
    path("kelembagaan/tambah/", organisation.organisation_add, name="organisation-add"),
    path("kelembagaan/impor/", organisation_import.organisation_import, name="organisation-import"),
    path(
        "kelembagaan/impor/simpan/",
        organisation_import.organisation_import_save,
        name="organisation-import-save",
    ),
    path(_ORGANISATION, organisation.organisation_detail, name="organisation-detail"),
    path(f"{_ORGANISATION}ubah/", organisation.organisation_edit, name="organisation-edit"),
    path(
        f"{_ORGANISATION}aktif/", organisation.organisation_activate, name="organisation-activate"
    ),
    path(
        f"{_ORGANISATION}riwayat/", organisation.organisation_changes, name="organisation-history"
    ),
]
