"""Addresses of the workshop pages."""

from django.urls import path

from workshops.urls import converters  # noqa: F401  (registers the converters)
from workshops.views import attendance, part, workshop

_WORKSHOP = "lokakarya/<int:pk>/"
_PART = f"{_WORKSHOP}<part:part>/"

urlpatterns = [
    path("lokakarya/", workshop.workshop_list, name="workshop-list"),
    path("lokakarya/ekspor/<table:form>/", workshop.workshop_export, name="workshop-export"),
    path("lokakarya/kalender/", workshop.workshop_calendar, name="workshop-calendar"),
    path("lokakarya/tambah/", workshop.workshop_add, name="workshop-add"),
    path(_WORKSHOP, workshop.workshop_detail, name="workshop-detail"),
    path(f"{_WORKSHOP}ubah/", workshop.workshop_edit, name="workshop-edit"),
    path(f"{_WORKSHOP}notulen/", workshop.workshop_minutes, name="workshop-minutes"),
    path(f"{_WORKSHOP}hapus/", workshop.workshop_delete, name="workshop-delete"),
    path(f"{_WORKSHOP}riwayat/", workshop.workshop_history, name="workshop-history"),
    path(f"{_WORKSHOP}laporan/", workshop.workshop_report, name="workshop-report"),
    path(f"{_WORKSHOP}laporan/pdf/", workshop.workshop_report_pdf, name="workshop-report-pdf"),
    path(
        f"{_WORKSHOP}lokakarya.ics", workshop.workshop_calendar_file, name="workshop-calendar-file"
    ),
    path(f"{_WORKSHOP}peserta/impor/", attendance.attendance_import, name="attendance-import"),
    path(
        f"{_WORKSHOP}peserta/ekspor/<table:form>/",
        attendance.participant_export,
        name="participant-export",
    ),
    path(f"{_PART}tambah/", part.part_add, name="part-add"),
    path(f"{_PART}<int:key>/ubah/", part.part_edit, name="part-edit"),
    path(f"{_PART}<int:key>/hapus/", part.part_delete, name="part-delete"),
    path(f"{_WORKSHOP}berkas/<int:key>/", part.material_file, name="material-file"),
    path(f"{_WORKSHOP}berkas/<int:key>/kecil/", part.material_thumbnail, name="material-thumbnail"),
]
