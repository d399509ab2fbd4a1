"""Admin pages that only show."""

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets


class ReadOnly:
    """Nobody adds, changes or deletes here, not even a superuser: there is no path around the review."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        """Everything that is shown, also what no form may hold."""
        return flatten_fieldsets(self.fieldsets or [(None, {"fields": self.fields})])


class ReadOnlyInline(ReadOnly, admin.TabularInline):
    """Parts of what is shown."""

    extra = 0
    show_change_link = True
