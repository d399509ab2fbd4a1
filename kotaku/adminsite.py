"""Django admin as a part of the portal: its name, and the same door as every other page."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from villages.people import choice_label


class Suggestions(AutocompleteJsonView):
    """What is offered while one types; people by their names."""

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        if isinstance(obj, get_user_model()):
            result["text"] = choice_label(obj)
        return result


class PortalAdminSite(admin.AdminSite):
    """Back office for people, roles, places and agencies."""

    site_header = _("Administrasi Portal Kotaku")
    site_title = _("Administrasi Portal Kotaku")
    index_title = _("Orang, wilayah, dan data acuan")

    def login(self, request, extra_context=None):
        """Whoever gets here has signed in at the portal's page; those without access are told so."""
        if not self.has_permission(request):
            raise PermissionDenied(_("Administrasi hanya untuk admin portal."))
        return redirect("admin:index")

    def password_change(self, request, extra_context=None):
        """One page for changing one's password."""
        return redirect("password_change")

    def autocomplete_view(self, request):
        return Suggestions.as_view(admin_site=self)(request)
