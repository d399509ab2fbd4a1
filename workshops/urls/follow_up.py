"""Addresses of the follow-up pages."""

from django.urls import path

from workshops.urls import converters  # noqa: F401  (registers the converters)
from workshops.views import follow_up

_FOLLOW_UP = "tindak-lanjut/<int:pk>/"

urlpatterns = [
    path(
        "lokakarya/<int:pk>/rekomendasi/<int:recommendation>/tindak-lanjut/",
        follow_up.follow_up_plan,
        name="follow-up-plan",
    ),
    path(
        "tindak-lanjut/dari-tinjauan/<int:pk>/",
        follow_up.follow_up_plan_review,
        name="follow-up-plan-review",
    ),
    path("tindak-lanjut/", follow_up.follow_up_list, name="follow-up-list"),
    path("tindak-lanjut/ekspor/<table:form>/", follow_up.follow_up_export, name="follow-up-export"),
    path(
        "tindak-lanjut/saya.ics",
        follow_up.follow_up_calendar_file,
        name="follow-up-calendar-file",
    ),
    path(_FOLLOW_UP, follow_up.follow_up_detail, name="follow-up-detail"),
    path(f"{_FOLLOW_UP}ubah/", follow_up.follow_up_edit, name="follow-up-edit"),
    path(f"{_FOLLOW_UP}riwayat/", follow_up.follow_up_history, name="follow-up-history"),
    path(f"{_FOLLOW_UP}bukti/<int:note>/", follow_up.follow_up_evidence, name="follow-up-evidence"),
    path(f"{_FOLLOW_UP}<act:act>/", follow_up.follow_up_act, name="follow-up-act"),
]
