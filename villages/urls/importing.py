"""Addresses of the importing pages."""

urlpatterns = []
