"""The shell app: base pages, roles, home; it owns no models. And Django admin with the portal's own door."""

from axes.apps import AppConfig as AxesConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class KotakuConfig(AppConfig):
    """Shell of the portal."""

    name = "kotaku"
    verbose_name = "Portal Kotaku"


class PortalAdminConfig(AdminConfig):
    """Django admin under the portal's name, entered through the portal's login page."""

    default_site = "kotaku.adminsite.PortalAdminSite"


class LoginRecordsConfig(AxesConfig):
    """django-axes under a name that says what its tables hold."""

    verbose_name = _("Catatan masuk")
