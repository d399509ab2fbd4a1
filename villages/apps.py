"""The programme's data: places, decrees, baselines."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class VillagesConfig(AppConfig):
    """Keeps the database locks of ``villages.locks`` in place around every migration."""

    name = "villages"
    verbose_name = _("Desa, SK Kumuh, dan baseline")

    def ready(self):
        from villages import locks

        pre_migrate.connect(locks.lift_for_migration, sender=self)
        post_migrate.connect(locks.arm_after_migration, sender=self)
