"""Reading RT and RW as people write them: understood, or refused with a question, never guessed.

The official order is RT before RW, but real sheets hold both orders. So a number counts only by the letters
before it or by the column it stands in.
"""

from dataclasses import dataclass
from itertools import product

from villages import rt_refusals as refusals
from villages.rt_cell import KINDS, RtCell, text_of
from villages.rt_refusals import RtRefused

__all__ = ["RtReading", "RtRefused", "read_rt"]

HIGHEST = 999
LONGEST_TEXT = 60  # of a label and a hamlet, as stored


@dataclass(frozen=True)
class RtReading:
    """An RT: ``rw`` and ``rt`` as three digits, ``label`` as written, ``hamlet`` where one is named."""

    rw: str
    rt: str
    label: str
    hamlet: str = ""


def read_rt(rt, rw=""):
    """The RT that one or two cells name, as an ``RtReading``; ``rw`` is the cell of an RW column, if any.

    The RT cell may name the RW as well ("RT 01 RW 02"). Cells may be text or a spreadsheet's numbers.
    Raises ``RtRefused``.
    """
    texts = text_of(rt), text_of(rw)
    if not any(texts):
        raise refusals.empty()
    cells = [RtCell(kind, text) for kind, text in zip(KINDS, texts, strict=True)]
    found = _agreed(*cells)
    hamlet = cells[0].hamlet or cells[1].hamlet
    _check(found, " ".join(filter(None, texts)), hamlet)
    return RtReading(
        rw=f"{found['RW']:03}",
        rt=f"{found['RT']:03}",
        label=_label(cells),
        hamlet=hamlet[:LONGEST_TEXT],
    )


def _agreed(rt_cell, rw_cell):
    """The one reading that fits both cells."""
    ways = [
        first | second
        for first, second in product(rt_cell.readings(), rw_cell.readings())
        if all(first[kind] == second[kind] for kind in first.keys() & second.keys())
    ]
    if not ways:
        raise refusals.contradiction(rt_cell.text, rw_cell.text)
    if len(ways) > 1:
        raise refusals.unordered(rt_cell.text or rw_cell.text, ways)
    return ways[0]


def _check(found, text, hamlet):
    for kind, number in found.items():
        if not 1 <= number <= HIGHEST:
            raise refusals.out_of_range(kind, number, HIGHEST)
    if "RT" not in found:
        raise refusals.without_rt(text)
    if "RW" not in found:
        raise refusals.without_rw(text, found["RT"], hamlet)


def _label(cells):
    """As written; numbers that only their column explains get its letters."""
    parts = []
    for cell in cells:
        if cell.text:
            explained = cell.said or cell.names_both
            parts.append(cell.text if explained else f"{cell.column} {cell.text}")
        if cell.names_both:
            break
    return " ".join(parts)[:LONGEST_TEXT]
