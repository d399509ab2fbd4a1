"""The shell app: base pages, roles, home; it owns no models. And Django admin with the portal's own door."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class KotakuConfig(AppConfig):
    """Shell of the portal."""

    name = "kotaku"
    verbose_name = "Portal Kotaku"


class PortalAdminConfig(AdminConfig):
    """Django admin under the portal's name, entered through the portal's login page."""

    default_site = "kotaku.adminsite.PortalAdminSite"
