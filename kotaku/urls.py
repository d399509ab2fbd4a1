"""Addresses of the portal: the shell's own, Django admin, and those of the apps."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path

from kotaku.views import account, guide, health, home, search

urlpatterns = [
    path("", home.home, name="home"),
    path("masuk/", account.Login.as_view(), name="login"),
    path("keluar/", auth_views.LogoutView.as_view(), name="logout"),
    path("kata-sandi/", account.PasswordChange.as_view(), name="password_change"),
    path(
        "kata-sandi/selesai/",
        auth_views.PasswordChangeDoneView.as_view(template_name="kotaku/password_change_done.html"),
        name="password_change_done",
    ),
    path("cari/", search.search, name="search"),
    path("panduan/", guide.guide_index, name="guide"),
    path("panduan/<slug:role>/", guide.guide_role, name="guide-role"),
    path("healthz", health.healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("villages.urls")),
    path("", include("workshops.urls")),
]

handler403 = "kotaku.views.errors.forbidden"
