"""What may stand in an address; anything else is a 404."""

from django.urls import register_converter
from django.urls.converters import StringConverter

from villages.models import Baseline, Project, Review

_KINDS = {word: kind for kind, word in Baseline.KIND_WORDS.items()}
_STEPS = {word: status for status, word in Project.STATUS_WORDS.items()}
_SUBJECTS = {word: subject for subject, word in Review.SUBJECT_WORDS.items()}


class VillageCodeConverter(StringConverter):
    """A Kemendagri code such as 35.13.14.2014."""

    regex = r"\d{2}\.\d{2}\.\d{2}\.\d{4}"


class BaselineKindConverter(StringConverter):
    """The kind of a baseline, in Indonesian as people read it in the address."""

    regex = "|".join(_KINDS)

    def to_python(self, value):
        return _KINDS[value].value

    def to_url(self, value):
        return Baseline.KIND_WORDS[value]


class StepConverter(StringConverter):
    """A status of a project, in Indonesian as people read it in the address."""

    regex = "|".join(_STEPS)

    def to_python(self, value):
        return _STEPS[value].value

    def to_url(self, value):
        return Project.STATUS_WORDS[value]


class SubjectConverter(StringConverter):
    """What a review looks at, in Indonesian as people read it in the address."""

    regex = "|".join(_SUBJECTS)

    def to_python(self, value):
        return _SUBJECTS[value].value

    def to_url(self, value):
        return Review.SUBJECT_WORDS[value]


class YearConverter(StringConverter):
    """Four digits."""

    regex = r"\d{4}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


class ThreeDigitsConverter(StringConverter):
    """Number of an RT or RW."""

    regex = r"\d{3}"


class TableFormatConverter(StringConverter):
    """The kinds of file that lists are exported as."""

    regex = "csv|xlsx"


register_converter(VillageCodeConverter, "village")
register_converter(BaselineKindConverter, "kind")
register_converter(StepConverter, "step")
register_converter(SubjectConverter, "subject")
register_converter(YearConverter, "year")
register_converter(ThreeDigitsConverter, "three")
register_converter(TableFormatConverter, "table")
