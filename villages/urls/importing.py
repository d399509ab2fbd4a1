"""Addresses of the importing pages."""

from django.urls import path

from villages.views import import_upload, importing

urlpatterns = [
    path("impor/", importing.import_list, name="import-list"),
    path("impor/unggah/", import_upload.import_upload, name="import-upload"),
    path("impor/kegiatan/", import_upload.import_projects, name="import-projects"),
    path(
        "impor/kegiatan/templat/",
        import_upload.import_projects_template,
        name="import-projects-template",
    ),
    path("impor/<int:pk>/", importing.import_detail, name="import-detail"),
    path("impor/<int:pk>/simpan/", importing.import_save_view, name="import-save"),
    path("impor/<int:pk>/buang/", importing.import_discard_view, name="import-discard"),
    path("impor/<int:pk>/batalkan/", importing.import_undo_view, name="import-undo"),
    path("impor/<int:pk>/berkas/<int:file>/", importing.import_marked, name="import-marked"),
]
