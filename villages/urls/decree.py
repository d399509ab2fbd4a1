"""Addresses of the decree pages."""

urlpatterns = []
