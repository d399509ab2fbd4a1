"""Workshops and what became of them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    """Announces what shared pages show of this app, and the lock on the notes of follow-ups."""

    name = "workshops"
    verbose_name = _("Lokakarya dan tindak lanjut")

    def ready(self):
        from villages import locks, registry
        from workshops.queries import checks, review_parts, search_sources, village_parts, waiting

        registry.waiting.register(*waiting.PROVIDERS)
        registry.village_parts.register(village_parts.follow_ups)
        registry.review_parts.register(review_parts.follow_ups)
        registry.review_links.register(review_parts.plan_links)
        registry.checks.register(checks.own_checks)
        registry.search_sources.register(*search_sources.PROVIDERS)
        locks.register(
            ("followupnote_update", "workshops_followupnote", "UPDATE", "1 = 1", "note locked"),
            ("followupnote_delete", "workshops_followupnote", "DELETE", "1 = 1", "note locked"),
        )
