"""Addresses of the baseline pages."""

urlpatterns = []
