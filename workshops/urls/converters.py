"""What may stand in an address; anything else is a 404."""

from django.urls import register_converter
from django.urls.converters import StringConverter

from villages.urls import converters  # noqa: F401  (registers those of the other app)
from workshops.forms.act import ACTS
from workshops.parts import PARTS


class PartConverter(StringConverter):
    """A kind of part of a workshop."""

    regex = "|".join(PARTS)


class ActConverter(StringConverter):
    """An act on a follow-up."""

    regex = "|".join(ACTS)


register_converter(PartConverter, "part")
register_converter(ActConverter, "act")
