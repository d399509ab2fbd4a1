"""The refusal that every lock of the model layer raises."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class Locked(ValidationError):
    """Somebody tried to change what is submitted or verified."""

    def __init__(self, message=None):
        super().__init__(
            message or _("Baseline ini sudah diajukan atau diverifikasi, jadi terkunci.")
        )
