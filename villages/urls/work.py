"""Addresses of the course of an intervention: weeks, money, photographs, hand-over, inspections, recap."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import handover, padat_karya, photo, work

_PROJECT = "kegiatan/<int:pk>/"
_WEEK = f"{_PROJECT}minggu/<int:number>/"
_DISBURSEMENT = f"{_PROJECT}pencairan/<int:disbursement>/"
_PHOTO = f"{_PROJECT}foto/<int:photo>/"
_HANDOVER = f"{_PROJECT}serah-terima/"
_INSPECTION = f"{_PROJECT}pemeriksaan/<int:inspection>/"

urlpatterns = [
    path("kegiatan/padat-karya/", padat_karya.padat_karya_recap, name="padat-karya"),
    path(
        "kegiatan/padat-karya/ekspor/<table:form>/",
        padat_karya.padat_karya_export,
        name="padat-karya-export",
    ),
    path(_WEEK, work.week_edit, name="week-edit"),
    path(f"{_WEEK}periksa/", work.week_check, name="week-check"),
    path(f"{_WEEK}hapus/", work.week_delete, name="week-delete"),
    path(f"{_PROJECT}pencairan/tambah/", work.disbursement_add, name="disbursement-add"),
    path(f"{_DISBURSEMENT}ubah/", work.disbursement_edit, name="disbursement-edit"),
    path(f"{_DISBURSEMENT}hapus/", work.disbursement_delete, name="disbursement-delete"),
    path(f"{_PROJECT}foto/tambah/", photo.photo_add, name="photo-add"),
    path(_PHOTO, photo.photo_image, name="photo-image"),
    path(f"{_PHOTO}kecil/", photo.photo_thumbnail, name="photo-thumbnail"),
    path(f"{_PHOTO}ubah/", photo.photo_edit, name="photo-edit"),
    path(f"{_PHOTO}hapus/", photo.photo_delete, name="photo-delete"),
    path(_HANDOVER, handover.handover_edit, name="handover-edit"),
    path(f"{_HANDOVER}hapus/", handover.handover_delete, name="handover-delete"),
    path(f"{_PROJECT}pemeriksaan/tambah/", handover.inspection_plan, name="inspection-add"),
    path(_INSPECTION, handover.inspection_edit, name="inspection-edit"),
    path(f"{_INSPECTION}jadwal/", handover.inspection_plan, name="inspection-plan"),
    path(f"{_INSPECTION}hapus/", handover.inspection_delete, name="inspection-delete"),
]
