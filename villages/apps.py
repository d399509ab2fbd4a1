"""The programme's data: places, decrees, baselines."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class VillagesConfig(AppConfig):
    """Keeps the locks of ``villages.locks`` around every migration; announces what waits for people."""

    name = "villages"
    verbose_name = _("Desa, SK Kumuh, dan baseline")

    def ready(self):
        from villages import locks, registry
        from villages.queries import (
            completeness,
            search_sources,
            village_needs,
            village_parts,
            village_projects,
            waiting,
            work_waiting,
        )

        registry.waiting.register(*waiting.PROVIDERS, *work_waiting.PROVIDERS)
        registry.village_parts.register(village_projects.village_projects)
        registry.village_parts.register(village_needs.needs_part)
        registry.village_parts.register(*village_parts.PROVIDERS)
        registry.checks.register(completeness.own_checks)
        registry.search_sources.register(*search_sources.PROVIDERS)
        pre_migrate.connect(locks.lift_for_migration, sender=self)
        post_migrate.connect(locks.arm_after_migration, sender=self)
