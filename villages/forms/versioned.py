"""No lost update: the second to save sees what the first changed, field by field, and chooses.

The form carries the version it was read at. When the stored row has moved on in a field of the form, nothing
is saved: the form comes back with what was typed and, for every field the other person changed, both values
to choose from. The choice answers to the version that was shown; if the row moves again, it is asked again.
Use it inside a transaction that holds the row: ``Model.objects.select_for_update()`` and then the form.
"""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class FieldConflict:
    """A field that somebody else changed while this form was open."""

    name: str
    label: str
    mine: str
    theirs: str
    choice: str

    @property
    def choice_name(self):
        return choice_name(self.name)


def choice_name(field):
    """Name of the radio buttons that choose between two values of a field."""
    return f"choice-{field}"


class VersionedForm(forms.ModelForm):
    """A model form with a ``version``; its model counts versions and keeps a history."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *args, instance=None, **options):
        self.stored = forms.models.model_to_dict(instance) if instance and instance.pk else {}
        self.stored_version = instance.version if self.stored else None
        self.shown = self._shown_to(data, instance) if data is not None and self.stored else {}
        if self.shown:
            data = self._with_choices(data)
        super().__init__(data, *args, instance=instance, **options)
        self.conflicts = []
        self.changed_by = None
        self.initial["version"] = self.stored_version

    def _shown_to(self, data, instance):
        """The values by field that the person saw when typing; empty where that cannot be known."""
        version = str(data.get("version", ""))
        if version == str(self.stored_version):
            return self.stored
        if not version.isdecimal():
            return {}
        row = instance.history.filter(version=version).first()
        # History keeps relations to many elsewhere.
        many = {field.name for field in instance._meta.many_to_many}
        if row is None:
            return {}
        return {
            name: getattr(row, instance._meta.get_field(name).attname)
            for name in self.stored
            if name not in many
        }

    def _with_choices(self, data):
        """The typed values, with those of the other person where they were shown and chosen."""
        data = data.copy()
        for name, field in self.base_fields.items():
            if data.get(choice_name(name)) == THEIRS and name in self.shown:
                data.setlist(name, _typed(field, field.prepare_value(self.shown[name])))
        return data

    def clean(self):
        cleaned = super().clean()
        if self.stored and self.is_stale:
            self._collect_conflicts(cleaned)
        if self.conflicts:
            message = _(
                "Isian ini sudah diubah orang lain sejak Anda membukanya. Belum ada yang disimpan: pilih "
                "nilai yang benar di bawah, lalu simpan lagi."
            )
            self.add_error(None, forms.ValidationError(message, code="conflict"))
        return cleaned

    @property
    def is_stale(self):
        return str(self.data.get(self.add_prefix("version"), "")) != str(self.stored_version)

    def has_changed(self):
        """Whether anything but the version differs from what is stored."""
        return bool(set(self.changed_data) - {"version"})

    def add_action_error(self, error):
        """Put a refusal of the act at its field, or above the form where that field is not shown."""
        for field, messages in getattr(error, "error_dict", {None: error}).items():
            self.add_error(field if field in self.fields else None, messages)

    def _collect_conflicts(self, cleaned):
        latest = self.instance.history.select_related("history_user").first()
        self.changed_by = latest.history_user if latest else None
        for name in self.stored:
            if name in self.fields and name != "version":
                self._compare(name, cleaned)
        # The next attempt answers to the version shown now.
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(self.stored_version)

    def _compare(self, name, cleaned):
        """Ask about a field that the other person changed, unless both made it the same."""
        field, theirs = self.fields[name], self.stored[name]
        is_known = name in self.shown
        old = self.shown.get(name)
        is_readable = name in cleaned
        mine = cleaned[name] if is_readable else self.data.get(self.add_prefix(name))
        if is_readable and _plain(mine) == _plain(theirs):
            return
        if is_known and _plain(old) == _plain(theirs):
            return
        choice = THEIRS if is_known and _plain(mine) == _plain(old) else MINE
        shown = _shown(field, mine) if is_readable else str(mine)
        self.conflicts.append(
            FieldConflict(name, field.label, shown, _shown(field, theirs), choice)
        )


def _typed(field, value):
    """What the field would post for a stored value."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [str(getattr(item, "pk", item)) for item in value or []]
    shown = "" if value is None else field.widget.format_value(value)
    return shown if isinstance(shown, list) else [shown or ""]


def _plain(value):
    """Comparable whatever form it comes in: a model instance, a list of them, an empty value."""
    if hasattr(value, "pk"):
        return value.pk
    if isinstance(value, str | int) or value is None:
        return value or None if value != 0 else 0
    if hasattr(value, "__iter__"):
        return sorted(_plain(item) for item in value)
    return value


def _shown(field, value):
    """As the person reads it."""
    choices = dict(getattr(field, "choices", None) or ())
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return ", ".join(str(item) for item in value) or "–"
    plain = _plain(value)
    if plain is None:
        return "–"
    if plain in choices:
        return str(choices[plain])
    if isinstance(plain, date):
        return date_format(plain)
    return str(field.widget.format_value(field.prepare_value(value)))
