"""Addresses of the working groups."""

from django.urls import path

from villages.urls import converters  # noqa: F401  (registers the converters)
from villages.views import working_group

_GROUP = "pokja/<int:pk>/"
_MEMBER = f"{_GROUP}anggota/<int:member>/"

urlpatterns = [
    path("pokja/", working_group.group_list, name="working-group-list"),
    path("pokja/ekspor/<table:form>/", working_group.group_export, name="working-group-export"),
    path("pokja/tambah/", working_group.group_add, name="working-group-add"),
    path(_GROUP, working_group.group_detail, name="working-group-detail"),
    path(f"{_GROUP}ubah/", working_group.group_edit, name="working-group-edit"),
    path(f"{_GROUP}riwayat/", working_group.group_changes, name="working-group-history"),
    path(f"{_GROUP}anggota/tambah/", working_group.member_add, name="member-add"),
    path(f"{_MEMBER}ubah/", working_group.member_edit, name="member-edit"),
    path(f"{_MEMBER}keluarkan/", working_group.member_remove, name="member-remove"),
]
