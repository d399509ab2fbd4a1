"""The shell app: base pages, roles, home; it owns no models."""

from django.apps import AppConfig


class KotakuConfig(AppConfig):
    """Shell of the portal."""

    name = "kotaku"
    verbose_name = "Portal Kotaku"
