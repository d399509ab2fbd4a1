"""Django admin: people keep places and agencies here; whatever is reviewed can only be read."""

from villages.admin import agency, condition, place, project, register, review, work

__all__ = ["agency", "condition", "place", "project", "register", "review", "work"]
