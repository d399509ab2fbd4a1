"""Choosing people by the names they go by."""

from django.contrib.auth import get_user_model

from villages.people import choice_label


class NamesPeople:
    """For a ModelAdmin with a field of people: those already chosen are shown by name."""

    def formfield_for_manytomany(self, db_field, request, **options):
        field = super().formfield_for_manytomany(db_field, request, **options)
        if field and issubclass(db_field.remote_field.model, get_user_model()):
            field.label_from_instance = choice_label
        return field
