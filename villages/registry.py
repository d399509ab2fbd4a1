"""Where apps announce what shared pages show of them, so that nothing is imported upwards.

A registry is a list of providers; an app registers its own when it starts (``AppConfig.ready``), and the page
that shows them asks all. One mechanism for all kinds: ``waiting`` holds what waits for a person.
"""

from dataclasses import dataclass


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
