"""Fields that several models have: who did it and when."""

from django.conf import settings
from django.db import models


def person(label, related_name, **options):
    """Who did it; people are deactivated, never deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name=related_name,
        verbose_name=label,
        **options,
    )


def moment(label):
    """When it was done."""
    return models.DateTimeField(label, null=True, blank=True, editable=False)
