"""Addresses of the village pages."""

urlpatterns = []
