"""Finding anything by a few typed words: exactly first, and by similar names where nothing is found.

A mistyped name is compared by trigrams on PostgreSQL; on SQLite the names of each kind are compared one by
one, up to ``MAX_NAMES`` of them. Each kind costs one query, and one more where it found more than is shown.
"""

from dataclasses import dataclass
from difflib import get_close_matches

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Q

from villages.registry import SearchHit, search_sources

SHOWN = 5  # of each kind; the rest is a link away
MAX_NAMES = 1000
# Shares of a word that must agree; below them a name is another name.
CLOSE_TRIGRAMS, CLOSE_LETTERS = 0.45, 0.75


@dataclass(frozen=True)
class FoundGroup:
    """What was found of one kind; ``total`` may exceed the hits shown, ``url`` leads to all."""

    title: str
    hits: tuple[SearchHit, ...]
    total: int
    url: str = ""


@dataclass(frozen=True)
class Found:
    """Everything that was found; ``is_similar`` when only similar names were."""

    groups: tuple[FoundGroup, ...]
    is_similar: bool = False

    @property
    def total(self):
        return sum(group.total for group in self.groups)


def search(text, user):
    """``Found`` for a typed text, in all that the person may see."""
    sources = search_sources.collect(user)
    exact = tuple(_groups(sources, text, _by_words))
    if exact or not text.strip():
        return Found(exact)
    similar = _by_trigrams if connection.vendor == "postgresql" else _by_letters
    named = [source for source in sources if source.name_field]
    return Found(tuple(_groups(named, text, similar)), is_similar=True)


def _groups(sources, text, find):
    for source in sources:
        rows = find(source, text)
        shown = list(rows[: SHOWN + 1]) if rows is not None else []
        if shown:
            total = len(shown) if len(shown) <= SHOWN else rows.count()
            hits = tuple(source.show(row) for row in shown[:SHOWN])
            yield FoundGroup(source.title, hits, total, source.url)


def _by_words(source, text):
    """Rows in which every word occurs; None where nothing was typed."""
    words = text.split()
    if not words:
        return None
    if source.narrow:
        return source.narrow(source.rows, text)
    rows = source.rows
    for word in words:
        found = Q()
        for field in source.fields:
            found |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(found)
    return rows


def _by_trigrams(source, text):
    likeness = TrigramWordSimilarity(text, source.name_field)
    rows = source.rows.annotate(likeness=likeness).filter(likeness__gte=CLOSE_TRIGRAMS)
    return rows.order_by("-likeness", source.name_field)


def _by_letters(source, text):
    """Rows one of whose words resembles one of the typed words."""
    names = dict(source.rows.values_list("pk", source.name_field)[:MAX_NAMES])
    words = {}
    for pk, name in names.items():
        for word in name.lower().split():
            words.setdefault(word, []).append(pk)
    typed = [word for word in text.lower().split() if len(word) > 2]
    close = [
        pk
        for word in typed
        for match in get_close_matches(word, words, n=3, cutoff=CLOSE_LETTERS)
        for pk in words[match]
    ]
    return source.rows.filter(pk__in=close) if close else None
