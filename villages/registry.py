"""Where apps announce what shared pages show of them, so that nothing is imported upwards.

A registry is a list of providers; an app registers its own when it starts (``AppConfig.ready``), and the page
that shows them asks all. One mechanism for all kinds: ``waiting`` holds what waits for a person,
``village_parts`` and ``review_parts`` the sections of a village's and of a review's page, ``review_links``
what one may do about an overdue review, ``checks`` what is missing or late in the regency,
``search_sources`` what the search box finds.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True)
class WaitingItem:
    """One thing that waits for somebody; ``quote`` is what another person wrote about it."""

    label: str
    url: str
    detail: str = ""
    quote: str = ""


@dataclass(frozen=True)
class WaitingGroup:
    """Things of one kind that wait; ``total`` may exceed the items shown, ``url`` leads to all."""

    title: str
    items: tuple[WaitingItem, ...]
    total: int
    url: str = ""


@dataclass(frozen=True)
class VillagePart:
    """A section of the page of a village or of its review; its template knows ``context`` as ``part``.

    Sections stand by ``order``, from low to high.
    """

    template: str
    context: dict = field(default_factory=dict)
    order: int = 100


@dataclass(frozen=True)
class ReviewLink:
    """Where one does something about a review."""

    label: str
    url: str


class Severity(Enum):
    """How much a check matters, what matters most first."""

    URGENT = "urgent"
    IMPORTANT = "important"
    MINOR = "minor"

    @property
    def rank(self):
        return list(Severity).index(self)


@dataclass(frozen=True)
class CheckRow:
    """One thing that a check found: what it is, where it is put right, and what is wrong with it."""

    label: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Check:
    """A named question about what is stored, and the rows that answer it badly.

    ``key`` is its address, ``advice`` says what to do, ``rows`` is a queryset of what the person may see,
    and ``show`` makes a ``CheckRow`` of one of its rows.
    """

    key: str
    title: str
    severity: Severity
    advice: str
    rows: object
    show: Callable


@dataclass(frozen=True)
class SearchHit:
    """One thing that was found."""

    label: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class SearchSource:
    """Things of one kind that may be found: ``rows`` is a queryset of what the person may see.

    Every typed word must occur in one of ``fields``. ``name_field`` is what a mistyped name is compared with;
    ``show`` makes a ``SearchHit`` of a row; ``url`` is the list of all, which takes the text as ``q``.
    ``narrow`` replaces the search by words where the text means something else, such as numbers of an RT; it
    takes the rows and the text, and gives None where the text names no such thing.
    """

    title: str
    rows: object
    show: Callable
    fields: tuple[str, ...] = ()
    name_field: str = ""
    url: str = ""
    narrow: Callable | None = None


class Registry:
    """Providers of one kind of thing, asked in the order they were registered."""

    def __init__(self):
        self._providers = []

    def register(self, *providers):
        """Add providers; one that is known already stays where it is."""
        self._providers += [item for item in providers if item not in self._providers]

    def collect(self, *args):
        """What all providers yield for these arguments, as one list."""
        return [thing for provider in self._providers for thing in provider(*args)]


waiting = Registry()  # provider(user) yields WaitingGroups
village_parts = Registry()  # provider(village, user) yields VillageParts
review_parts = Registry()  # provider(review, user) yields VillageParts
review_links = Registry()  # provider(review, user) yields ReviewLinks, without any query
checks = Registry()  # provider(user, villages) yields Checks over those villages, a queryset
search_sources = Registry()  # provider(user) yields SearchSources
