"""Write the table of roles into groups and permissions."""

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kotaku.roles import ROLES


class Command(BaseCommand):
    """Idempotent: afterwards every role has exactly the permissions of ``kotaku/roles.py``."""

    help = "Write the table of roles (kotaku/roles.py) into groups; run at every deploy."

    @transaction.atomic
    def handle(self, *, verbosity, **options):
        known = {
            f"{permission.content_type.app_label}.{permission.codename}": permission
            for permission in Permission.objects.select_related("content_type")
        }
        for role, names in ROLES.items():
            if missing := sorted(set(names) - set(known)):
                raise CommandError(f"{role}: no such permission: {', '.join(missing)}")
            group, __ = Group.objects.get_or_create(name=role)
            group.permissions.set(known[name] for name in names)
            if verbosity:
                self.stdout.write(f"{role}: {len(names)}")
