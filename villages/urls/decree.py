"""Addresses of the decree pages."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import decree, decree_status, files, history, location

_DECREE = "sk-kumuh/<int:pk>/"
_LOCATION = f"{_DECREE}lokasi/<int:location>/"

urlpatterns = [
    path("sk-kumuh/", decree.decree_list, name="decree-list"),
    path("sk-kumuh/ekspor/<table:form>/", decree.decree_export, name="decree-export"),
    path("sk-kumuh/tambah/", decree.decree_add, name="decree-add"),
    path(_DECREE, decree.decree_detail, name="decree-detail"),
    path(f"{_DECREE}ubah/", decree.decree_edit, name="decree-edit"),
    path(f"{_DECREE}berkas/", files.decree_file, name="decree-file"),
    path(f"{_DECREE}berkas/<int:version>/", files.decree_file, name="decree-file-earlier"),
    path(f"{_DECREE}riwayat/", history.decree_history, name="decree-history"),
    path(f"{_DECREE}cek/", decree.decree_check, name="decree-check"),
    path(f"{_DECREE}berlakukan/", decree_status.decree_enforce, name="decree-enforce"),
    path(f"{_DECREE}cabut/", decree_status.decree_revoke, name="decree-revoke"),
    path(f"{_DECREE}hapus/", decree_status.decree_delete, name="decree-delete"),
    path(f"{_DECREE}lokasi/tambah/", location.location_add, name="location-add"),
    path(f"{_LOCATION}ubah/", location.location_edit, name="location-edit"),
    path(f"{_LOCATION}hapus/", location.location_delete, name="location-delete"),
]
