"""Addresses of the portal: the shell's own, Django admin, and those of the apps."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path

from kotaku import views

urlpatterns = [
    path("", views.home, name="home"),
    path("masuk/", auth_views.LoginView.as_view(template_name="kotaku/login.html"), name="login"),
    path("keluar/", auth_views.LogoutView.as_view(), name="logout"),
    path(
        "kata-sandi/",
        auth_views.PasswordChangeView.as_view(template_name="kotaku/password_change.html"),
        name="password_change",
    ),
    path(
        "kata-sandi/selesai/",
        auth_views.PasswordChangeDoneView.as_view(template_name="kotaku/password_change_done.html"),
        name="password_change_done",
    ),
    path("healthz", views.healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("villages.urls")),
]

handler403 = "kotaku.views.forbidden"
