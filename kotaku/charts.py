"""Geometry of the charts, pure Python: what SVG reads is text with a dot, whatever the language.

Lengths are percents of the bar's own box, so that bars stretch with the page while text beside them does not.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart; ``marker`` is where a value to compare with stands, or ""."""

    label: str
    value: str  # as people read it: "45,2 %"
    width: str  # as SVG reads it: "45.2%"
    marker: str = ""


@dataclass(frozen=True)
class Piece:
    """One part of a stacked bar."""

    name: str
    number: int
    x: str
    width: str


def _percent(number, whole):
    return f"{100 * max(0.0, min(float(number) / float(whole), 1.0)):.2f}%" if whole else "0.00%"


def horizontal_bars(rows, *, maximum=100):
    """Bars for rows of ``(label, number, shown)`` or ``(label, number, shown, number to compare with)``."""
    return tuple(_bar(*row, maximum=maximum) for row in rows)


def _bar(label, number, shown, other=None, *, maximum):
    return Bar(
        label=str(label),
        value=str(shown),
        width=_percent(number, maximum),
        marker="" if other is None else _percent(other, maximum),
    )


def shares(parts):
    """The parts ``(name, number)`` of a whole, laid end to end in one bar."""
    total = sum(number for __, number in parts)
    pieces, before = [], 0
    for name, number in parts:
        pieces.append(Piece(name, number, x=_percent(before, total), width=_percent(number, total)))
        before += number
    return pieces
