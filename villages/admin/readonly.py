"""Admin pages that only show."""

from django.contrib import admin


class ReadOnly:
    """Nobody adds, changes or deletes here, not even a superuser: there is no path around the review."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyInline(ReadOnly, admin.TabularInline):
    """Parts of what is shown."""

    extra = 0
    show_change_link = True
