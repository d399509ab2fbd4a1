"""People and roles in Django admin.

Who is not a superuser keeps ordinary accounts only: they cannot touch superusers, administrators or their own
account, nor hand out any of that. Accounts are deactivated, never deleted: facts name who did them.
"""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kotaku import roles
from villages.admin.readonly import ReadOnly

admin.site.unregister([User, Group])

_PERSON = ["first_name", "last_name", "email", "groups"]


def _links(view, things):
    """The admin pages of what a person is responsible for, one per line."""
    rows = ((reverse(view, args=[thing.pk]), thing) for thing in things)
    return format_html_join("", '<a href="{}">{}</a><br>', rows) or "–"


@admin.register(User)
class PersonAdmin(UserAdmin):
    """An account, its roles, and the villages and agencies it works for (assigned on their own pages)."""

    list_display = [
        "username",
        "full_name",
        "role_names",
        "village_count",
        "agency_names",
        "is_active",
        "last_login",
    ]
    list_filter = ["is_active", "groups", "agencies", "is_staff", "is_superuser"]
    search_fields = ["username", "first_name", "last_name", "email", "villages__name"]
    filter_horizontal = []
    actions = ["deactivate", "activate"]
    fieldsets = [
        (None, {"fields": ["username", "password", "is_active"]}),
        (_("Orang dan peran"), {"fields": _PERSON}),
        (_("Bertugas di"), {"fields": ["assigned_villages", "assigned_agencies"]}),
        (_("Administrasi"), {"fields": ["is_staff", "is_superuser"]}),
        (_("Tanggal"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", *_PERSON]}),
        (_("Kata sandi"), {"fields": ["usable_password", "password1", "password2"]}),
    ]

    def get_queryset(self, request):
        people = super().get_queryset(request).prefetch_related("groups", "agencies")
        return people.annotate(village_total=Count("villages", distinct=True))

    def get_readonly_fields(self, request, obj=None):
        fixed = ["assigned_villages", "assigned_agencies", "last_login", "date_joined"]
        if not request.user.is_superuser:
            return [*fixed, "is_staff", "is_superuser"]
        if obj == request.user:  # nobody locks themselves out
            return [*fixed, "is_staff", "is_superuser", "is_active"]
        return fixed

    def formfield_for_manytomany(self, db_field, request, **options):
        if db_field.name == "groups":
            options |= {
                "label": _("Peran"),
                "help_text": _("Menentukan apa yang boleh dilakukan orang ini."),
                "widget": forms.CheckboxSelectMultiple,
                "queryset": _grantable_roles(request.user),
            }
        return super().formfield_for_manytomany(db_field, request, **options)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or request.user.is_superuser or not _is_protected(obj))

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("nama"), ordering="first_name")
    def full_name(self, person):
        return person.get_full_name() or "–"

    @admin.display(description=_("peran"))
    def role_names(self, person):
        return ", ".join(group.name for group in person.groups.all()) or "–"

    @admin.display(description=_("desa"), ordering="village_total")
    def village_count(self, person):
        return person.village_total

    @admin.display(description=_("OPD"))
    def agency_names(self, person):
        return ", ".join(agency.short_name for agency in person.agencies.all()) or "–"

    @admin.display(description=_("desa"))
    def assigned_villages(self, person):
        return _links("admin:villages_village_change", person.villages.order_by("name"))

    @admin.display(description=_("OPD"))
    def assigned_agencies(self, person):
        return _links("admin:villages_agency_change", person.agencies.all())

    @admin.action(description=_("Nonaktifkan akun yang dipilih"), permissions=["change"])
    def deactivate(self, request, queryset):
        self._switch(request, queryset, active=False)

    @admin.action(description=_("Aktifkan akun yang dipilih"), permissions=["change"])
    def activate(self, request, queryset):
        self._switch(request, queryset, active=True)

    def _switch(self, request, queryset, *, active):
        """Account by account, so that each is checked and its history tells who did it."""
        people = [person for person in queryset if self._may_switch(request, person)]
        for person in people:
            person.is_active = active
            person.save(update_fields=["is_active"])
            self.log_change(request, person, [{"changed": {"fields": [str(_("aktif"))]}}])
        done = ngettext("%(n)s akun diubah.", "%(n)s akun diubah.", len(people))
        self.message_user(request, done % {"n": len(people)}, messages.SUCCESS)
        if skipped := len(queryset) - len(people):
            text = _("%(n)s akun dilewati: akun Anda sendiri atau akun admin.") % {"n": skipped}
            self.message_user(request, text, messages.WARNING)

    def _may_switch(self, request, person):
        return person != request.user and self.has_change_permission(request, person)


def _grantable_roles(user):
    """Superusers hand out every role, administrators all but their own."""
    everything = Group.objects.order_by("name")
    if user.is_superuser:
        return everything
    return everything.filter(name__in=set(roles.ROLES) - {roles.ADMIN})


def _is_protected(person):
    """Only a superuser changes accounts that reach into the administration."""
    administers = person.is_superuser or person.is_staff
    return administers or person.groups.filter(name=roles.ADMIN).exists()


@admin.register(Group)
class RoleAdmin(ReadOnly, GroupAdmin):
    """Roles as ``kotaku/roles.py`` has them; ``manage.py sync_roles`` writes them."""

    list_display = ["name", "member_count"]
    fields = ["name", "members", "permission_names"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(member_total=Count("user"))

    @admin.display(description=_("orang"), ordering="member_total")
    def member_count(self, group):
        return group.member_total

    @admin.display(description=_("orang"))
    def members(self, group):
        return _links("admin:auth_user_change", group.user_set.order_by("username"))

    @admin.display(description=_("boleh"))
    def permission_names(self, group):
        rows = group.permissions.select_related("content_type")
        names = ((str(row.content_type.name), row.name) for row in rows)
        return format_html_join("", "{}: {}<br>", names)
