"""What the history says of things that an import changed, or that undoing it changed back."""

from django.utils.translation import gettext as _


def import_reason(batch):
    """Why, in the history of what an import changed."""
    return _("impor %(batch)s") % {"batch": batch}


def undo_reason(batch):
    """Why, in the history of what undoing an import changed."""
    return _("pembatalan impor %(batch)s") % {"batch": batch}
