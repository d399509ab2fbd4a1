"""One row of a baseline sheet: village, RT and measures as written, or why they cannot be read."""

from decimal import Decimal

from villages.imports.row_reading import NumberCell, RowReading
from villages.models import NeighbourhoodRecord
from villages.models.record import MAX_COUNT
from villages.sheet import MEASURES


def _cell(measure):
    if measure.unit.is_whole:
        return NumberCell(measure.heading, True, Decimal(1), Decimal(MAX_COUNT))
    field = NeighbourhoodRecord._meta.get_field(measure.field)
    limit = Decimal(10) ** (field.max_digits - field.decimal_places) - 1
    return NumberCell(measure.heading, False, Decimal(1).scaleb(-field.decimal_places), limit)


_CELLS = [_cell(measure) for measure in MEASURES]


class BaselineRowReading(RowReading):
    """Adds the measures; blank ones are left out."""

    def read_figures(self):
        for cell in _CELLS:
            self._read_measure(cell)

    def _read_measure(self, cell):
        heading = cell.heading
        value = self.cells[heading]
        if value is None:
            return
        if cell.is_whole and type(value) is int and 0 <= value <= MAX_COUNT:  # as most cells are
            self.plan.values[heading] = value
            return
        number = None if self.is_bad(heading) else self.number(value, cell)
        if number is None:
            self.plan.unread.append(heading)
        else:
            self.plan.values[heading] = number
