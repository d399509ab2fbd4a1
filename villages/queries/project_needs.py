"""What the rows of a sheet deliver against what the verified baselines found: are they needed?"""

from collections import defaultdict
from decimal import Decimal

from villages.conditions import Sheet, Survey
from villages.models import Baseline, NeighbourhoodRecord
from villages.scoring import DENOMINATORS, INDICATOR_BY_CODE, INDICATORS, percent, score_for


class Needs:
    """The surveys that answer for the years of a sheet, and what was delivered since; two queries.

    ``years`` are all years of which anything is asked. By the rule of ``villages.conditions``: the latest
    survey up to a year answers for it, and has seen what was delivered by its last day.
    """

    def __init__(self, villages, years, outputs, village_of):
        self._surveys = self._find_surveys(villages, years)
        self._delivered = defaultdict(Decimal)
        for output in outputs:
            if output.delivered is not None:
                self.deliver(
                    village_of[output.project],
                    output.neighbourhood,
                    output.indicator,
                    output.delivered_on,
                    output.delivered,
                )

    def _find_surveys(self, villages, years):
        """Surveys of each village, latest first, with the sheets of those that answer for a year asked."""
        rows = Baseline.objects.verified().ranked().filter(village__in=villages)
        rows = rows.order_by("-year", "-rank")
        found, asked = defaultdict(list), {}
        for pk, village, *about in rows.values_list(
            "pk", "village_id", "year", "rank", "surveyed_until"
        ):
            year, rank, until = about
            survey, later = Survey(year, rank, {}, until), found[village]
            ends = min((item.year for item in later), default=None)
            if any(year <= wanted and (ends is None or wanted < ends) for wanted in years):
                asked[pk] = survey
            later.append(survey)
        self._fill(asked)
        return found

    def _fill(self, surveys):
        volumes = [item.field for item in INDICATORS]
        denominators = [item.field for item in DENOMINATORS]
        rows = NeighbourhoodRecord.objects.scored().filter(baseline__in=list(surveys)).order_by()
        columns = ["baseline_id", "neighbourhood_id", *volumes, *denominators]
        for baseline, rt, *values in rows.values_list(*columns):
            surveys[baseline].sheets[rt] = Sheet(
                rt,
                dict(zip(INDICATOR_BY_CODE, values, strict=False)),
                dict(zip(denominators, values[len(volumes) :], strict=True)),
            )

    def survey(self, village, day):
        """The survey that answers for the year of a day, or None."""
        surveys = self._surveys.get(village, ())
        return next((survey for survey in surveys if survey.year <= day.year), None)

    def deliver(self, village, rt, code, day, volume):
        """Count a delivery, or less of it where the volume is negative; what was delivered in all."""
        survey = self.survey(village, day)
        if survey is None or day <= survey.last_day:
            return Decimal(0)
        key = rt, code, survey.year
        self._delivered[key] += volume
        return self._delivered[key]

    def check(self, row, findings, *, village, rt, code, day, volume):
        """Count what a row delivers, and say what is doubtful about it."""
        survey = self.survey(village, day)
        sheet = survey.sheets.get(rt) if survey else None
        if sheet is None:
            findings.no_survey(row, day)
            return
        if day <= survey.last_day:
            findings.seen_by_survey(row, survey, day)
            return
        total = self.deliver(village, rt, code, day, volume)
        indicator = INDICATOR_BY_CODE[code]
        need = sheet.volumes[code]
        if not score_for(percent(need, sheet.denominators[indicator.out_of])):
            findings.no_need(row, code, survey)
        if need and total > need:
            findings.beyond_need(row, total, need, indicator.unit, survey)
