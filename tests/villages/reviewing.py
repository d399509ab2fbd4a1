"""What the tests of queue, review page and decisions share."""

from django.urls import reverse

from tests.factories import make_baseline, make_village
from villages import actions
from villages.models import Baseline

QUEUE = reverse("villages:baseline-queue")


def submitted_baseline(assistant, *, year=2022, kind="initial", records=1, **village):
    """A baseline of a new village, submitted by its assistant."""
    place = make_village(assistants=[assistant], **village)
    draft = make_baseline(place, year=year, kind=kind, records=records, by=assistant)
    return actions.submit_baseline(baseline=draft, by=assistant)


def address(name, baseline, query=""):
    """Of a page of the baseline."""
    return reverse(f"villages:{name}", args=baseline.address) + query


def reread(baseline):
    """As it is stored now."""
    return Baseline.objects.get(pk=baseline.pk)


def text_of(response):
    """The page on one line."""
    return " ".join(response.content.decode().split())


def choice(baseline):
    """Value of its box in the queue."""
    return f"{baseline.pk}-{baseline.version}"
