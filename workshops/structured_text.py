"""Minutes as plain text with a little structure: headings, lists and paragraphs, read into blocks.

A line that begins with "# " is a heading, "- " an item of a list, "1. " one of a numbered list; an empty line
ends a paragraph. There is no markup beyond that, so nothing can be smuggled in.
"""

import re
from dataclasses import dataclass

HEADING, BULLETS, NUMBERS, PARAGRAPH = "heading", "bullets", "numbers", "paragraph"
_STARTS = (
    (HEADING, re.compile(r"#+\s+")),
    (BULLETS, re.compile(r"[-*•]\s+")),
    (NUMBERS, re.compile(r"\d{1,3}[.)]\s+")),
)
_LISTS = (BULLETS, NUMBERS)


@dataclass(frozen=True)
class Block:
    """A heading or paragraph of one or several ``lines``, or a list of them."""

    kind: str
    lines: tuple[str, ...]


def read_blocks(text):
    """The blocks of a text, in order."""
    blocks, open_kind = [], None
    for line in text.splitlines():
        kind, content = _read(line.strip())
        if not content:
            open_kind = None
        elif kind == open_kind and kind != HEADING:
            blocks[-1] = Block(kind, (*blocks[-1].lines, content))
        elif kind == PARAGRAPH and open_kind in _LISTS and line[:1].isspace():
            *items, last = blocks[-1].lines  # an indented line goes on with the item above it
            blocks[-1] = Block(open_kind, (*items, f"{last} {content}"))
            continue
        else:
            blocks.append(Block(kind, (content,)))
        open_kind = kind if content else None
    return blocks


def _read(line):
    for kind, start in _STARTS:
        if found := start.match(line):
            return kind, line[found.end() :].strip()
    return PARAGRAPH, line
