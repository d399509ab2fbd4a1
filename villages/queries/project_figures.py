"""Volumes, money, years and days of a row of a sheet of interventions: can they be?"""

from django.utils import timezone

from villages.models.baseline import FIRST_YEAR
from villages.scoring import INDICATOR_BY_CODE

_VOLUMES = ("volume", "rencana")


class Figures:
    """Looks at what a row says anew; what is stored already is not asked again."""

    def __init__(self, stored, changes, findings):
        self.stored, self.changes, self.findings = stored, changes, findings
        self.today = timezone.localdate()

    def are_possible(self, row):
        """Whether all of them can be; otherwise that is found."""
        known = self._known_cells(row)
        new = {key: value for key, value in row.values.items() if known.get(key) != value}
        wrong = [heading for heading in new if not self._is_possible(row, heading, known)]
        return not wrong

    def _known_cells(self, row):
        output = self.stored.outputs.get(key.output) if (key := row.written_key) else None
        if output is None:
            return {}
        return self.changes.stored_cells(self.stored.projects[output.project], output)

    def _is_possible(self, row, heading, known):
        value, is_volume = row.values[heading], heading in _VOLUMES
        if (is_volume and value <= 0) or (heading == "anggaran" and value < 0):
            self.findings.not_positive(row, heading)
            return False
        if heading == "kriteria":
            kept = [name for name in _VOLUMES if row.values.get(name) in (None, known.get(name))]
            return all(self._fits_unit(row, name, known) for name in kept)
        if is_volume:
            return self._fits_unit(row, heading, known)
        if heading == "selesai_pada":
            return self._is_day(row, known)
        if heading == "tahun" and "volume" in row.values and value > self.today.year:
            self.findings.future_year(row, self.today.year)
            return False
        return True

    def _fits_unit(self, row, heading, known):
        """Whole numbers of what is counted, also where only the indicator is another one."""
        value = row.values.get(heading, known.get(heading))
        indicator = INDICATOR_BY_CODE.get(row.values.get("kriteria", known.get("kriteria")))
        if value is None or indicator is None or not indicator.unit.is_whole:
            return True
        if value == int(value):
            return True
        self.findings.fractional(row, heading, value, indicator.unit)
        return False

    def _is_day(self, row, known):
        if row.values["selesai_pada"] > self.today:
            self.findings.future_day(row)
            return False
        if row.values["selesai_pada"].year < FIRST_YEAR:
            self.findings.too_early(row)
            return False
        if "volume" not in row.values and known.get("volume") is None:
            self.findings.day_without_volume(row)
            return False
        return True
