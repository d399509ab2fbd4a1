"""Addresses of the register of interventions."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import history, output, project, project_status

_PROJECT = "kegiatan/<int:pk>/"
_OUTPUT = f"{_PROJECT}keluaran/<int:output>/"

urlpatterns = [
    path("kegiatan/", project.project_list, name="project-list"),
    path("kegiatan/ekspor/<table:form>/", project.project_export, name="project-export"),
    path("kegiatan/tambah/", project.project_add, name="project-add"),
    path(_PROJECT, project.project_detail, name="project-detail"),
    path(f"{_PROJECT}ubah/", project.project_edit, name="project-edit"),
    path(f"{_PROJECT}status/<step:step>/", project_status.project_move, name="project-move"),
    path(f"{_PROJECT}hapus/", project_status.project_delete, name="project-delete"),
    path(f"{_PROJECT}riwayat/", history.project_history, name="project-history"),
    path(f"{_PROJECT}keluaran/tambah/", output.output_add, name="output-add"),
    path(f"{_PROJECT}keluaran/hasil/", output.output_results, name="output-results"),
    path(f"{_OUTPUT}ubah/", output.output_edit, name="output-edit"),
    path(f"{_OUTPUT}hapus/", output.output_delete, name="output-delete"),
]
