"""Geometry of the charts, pure Python: what SVG reads is text with a dot, whatever the language.

Lengths are percents of the bar's own box, so that bars stretch with the page while text beside them does not.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

# Below a line chart, so that they stand apart on a phone: of one or two letters, and of more (years).
MAX_LABELS, MAX_LONG_LABELS = 8, 6


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


@dataclass(frozen=True)
class StackedBar:
    """One row of stacked bars; ``value`` as people read it."""

    label: str
    value: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Point:
    """One value of a line; ``x`` and ``y`` as SVG reads them, from the left and from the top."""

    label: str
    number: object
    x: str
    y: str


@dataclass(frozen=True)
class Line:
    """One series of a line chart: its points, and the pairs of neighbouring points that it joins."""

    name: str
    points: tuple[Point, ...]
    segments: tuple[tuple[Point, Point], ...]


@dataclass(frozen=True)
class Mark:
    """A label on an axis at ``position``; ``anchor`` says which side of the text stands there."""

    label: object
    position: str
    anchor: str = "middle"


@dataclass(frozen=True)
class LineChart:
    """Lines over a common axis, with the marks of both axes."""

    lines: tuple[Line, ...]
    heights: tuple[Mark, ...]
    labels: tuple[Mark, ...]


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


def stacked_bars(rows, names):
    """Bars for rows of ``(label, numbers, shown)``, as long as their sum; the largest fills its box."""
    longest = max((sum(numbers) for __, numbers, __ in rows), default=0)
    return tuple(
        StackedBar(str(label), str(shown), _pieces(names, numbers, longest))
        for label, numbers, shown in rows
    )


def _pieces(names, numbers, whole):
    pieces, before = [], 0
    for name, number in zip(names, numbers, strict=True):
        pieces.append(Piece(name, number, x=_percent(before, whole), width=_percent(number, whole)))
        before += number
    return tuple(pieces)


def line_chart(rows, names, *, maximum=None):
    """Lines for rows of ``(label, number, number, …)``, one number per name; ``None`` leaves a gap.

    The axis begins at 0 and ends at ``maximum``, by default at a round number above the largest.
    """
    numbers = [number for row in rows for number in row[1:] if number is not None]
    step = _step(float(maximum or max(numbers, default=0)))
    top = (
        float(maximum)
        if maximum
        else step * max(1, ceil(max(map(float, numbers), default=0) / step))
    )
    columns = [(str(row[0]), _position(index, len(rows))) for index, row in enumerate(rows)]
    lines = tuple(
        _line(name, columns, [row[place] for row in rows], top)
        for place, name in enumerate(names, start=1)
    )
    return LineChart(lines, tuple(_heights(step, top)), tuple(_labels(columns)))


def _step(top):
    """A round number that divides the axis into two to five."""
    if top <= 0:
        return 1
    size = 10 ** floor(log10(top))
    return next(size * share for share in (0.2, 0.25, 0.5, 1, 2, 2.5) if top / (size * share) <= 5)


def _position(index, count):
    return 100 * index / (count - 1) if count > 1 else 50


def _line(name, columns, numbers, top):
    points = [
        None if number is None else Point(label, number, f"{x:.2f}%", _height(number, top))
        for (label, x), number in zip(columns, numbers, strict=True)
    ]
    return Line(
        name,
        tuple(point for point in points if point),
        tuple((left, right) for left, right in pairwise(points) if left and right),
    )


def _height(number, top):
    return f"{100 - 100 * max(0.0, min(float(number) / top, 1.0)):.2f}%"


def _heights(step, top):
    for count in range(int(top / step + 0.001) + 1):
        yield Mark(f"{step * count:g}", _height(step * count, top))


def _labels(columns):
    """The first and last label, and as many between them as fit."""
    is_long = any(len(label) > 2 for label, __ in columns)
    most = MAX_LONG_LABELS if is_long else MAX_LABELS
    stride, last = ceil(len(columns) / most) or 1, len(columns) - 1
    for index, (label, x) in enumerate(columns):
        is_shown = index == last or (index % stride == 0 and last - index >= stride)
        if is_shown:
            anchor = (
                "middle" if len(columns) == 1 or 0 < index < last else "end" if index else "start"
            )
            yield Mark(label, f"{x:.2f}%", anchor)
