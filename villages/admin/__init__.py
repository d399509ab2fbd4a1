"""Django admin: people keep places and agencies here; whatever is reviewed can only be read."""

from villages.admin import agency, place, review

__all__ = ["agency", "place", "review"]
