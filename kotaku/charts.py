"""Geometry of the charts, pure Python: what SVG reads is text with a dot, whatever the language."""

from dataclasses import dataclass

WIDTH = 640
LABEL_WIDTH = 190
VALUE_WIDTH = 70
PLOT_WIDTH = WIDTH - LABEL_WIDTH - VALUE_WIDTH
ROW_HEIGHT = 30
BAR_HEIGHT = 18


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart; ``marker`` is the x of a mark to compare with, or ""."""

    label: str
    value: str  # as people read it: "45,2 %"
    y: str  # as SVG reads it
    width: str
    value_x: str
    marker: str = ""


@dataclass(frozen=True)
class BarChart:
    """Bars and the size of the picture around them."""

    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    label_width: int = LABEL_WIDTH


def _x(number, maximum):
    return PLOT_WIDTH * max(0.0, min(float(number), maximum)) / maximum


def horizontal_bars(rows, *, maximum=100):
    """A chart of ``(label, number, shown)`` or ``(label, number, shown, number to compare with)``."""
    bars = []
    for index, (label, number, shown, *compared) in enumerate(rows):
        length = _x(number, maximum)
        mark = compared[0] if compared else None
        bars.append(
            Bar(
                label=str(label),
                value=str(shown),
                y=str(index * ROW_HEIGHT),
                width=f"{length:.1f}",
                value_x=f"{LABEL_WIDTH + max(length, 0 if mark is None else _x(mark, maximum)) + 8:.1f}",
                marker="" if mark is None else f"{LABEL_WIDTH + _x(mark, maximum):.1f}",
            )
        )
    return BarChart(tuple(bars), height=max(len(bars), 1) * ROW_HEIGHT)


def shares(parts, *, width=WIDTH):
    """Pieces ``(name, number)`` of one stacked bar as ``(name, number, x, width)``; sums to ``width``."""
    total = sum(number for __, number in parts)
    pieces, x = [], 0.0
    for name, number in parts:
        length = width * number / total if total else 0.0
        pieces.append((name, number, f"{x:.1f}", f"{length:.1f}"))
        x += length
    return pieces
