"""Addresses of the app: Indonesian paths, one file per noun."""

from workshops.urls import digest, follow_up, workshop

app_name = "workshops"
urlpatterns = [*workshop.urlpatterns, *follow_up.urlpatterns, *digest.urlpatterns]
