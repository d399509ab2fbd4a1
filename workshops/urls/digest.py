"""Address of the choice about the weekly e-mail."""

from django.urls import path

from workshops.views import digest

urlpatterns = [path("pemberitahuan/", digest.digest_settings, name="digest-settings")]
