"""Addresses of the planning documents."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import document

_DOCUMENT = "dokumen/<int:pk>/"

urlpatterns = [
    path("dokumen/", document.document_list, name="document-list"),
    path("dokumen/ekspor/<table:form>/", document.document_export, name="document-export"),
    path("dokumen/tambah/", document.document_add, name="document-add"),
    path(_DOCUMENT, document.document_detail, name="document-detail"),
    path(f"{_DOCUMENT}ubah/", document.document_edit, name="document-edit"),
    path(f"{_DOCUMENT}berkas/", document.document_file, name="document-file"),
    path(f"{_DOCUMENT}berkas/<int:version>/", document.document_file, name="document-file-earlier"),
    path(f"{_DOCUMENT}riwayat/", document.document_history, name="document-history"),
]
