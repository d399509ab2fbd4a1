"""Whatever people do, in whatever order: the stored conditions are those that the rule gives (hypothesis)."""

from datetime import date
from decimal import Decimal
from io import StringIO

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.factories import MEASURES, make_neighbourhood, make_project, make_village
from villages import actions
from villages.actions.output import delete_output, save_output
from villages.actions.project import delete_project, move_project
from villages.models import Baseline, Condition, NeighbourhoodRecord, Output, Project

Status = Baseline.Status
KINDS = list(Baseline.Kind.values)
SURVEY_YEARS = st.sampled_from([2019, 2021, 2022])
# (months and years after the year of the survey in which it ended); None: nobody wrote it down.
SURVEY_ENDS = st.sampled_from([None, (6, 0), (1, 1)])
# Around the ends of surveys and years.
DAYS = st.sampled_from(
    [
        date(2018, 12, 31),
        date(2019, 6, 30),
        date(2019, 7, 1),
        date(2019, 12, 31),
        date(2020, 1, 1),
        date(2021, 6, 30),
        date(2021, 12, 31),
        date(2022, 7, 1),
        date(2023, 1, 30),
        date(2023, 1, 31),
        date(2024, 2, 29),
    ]
)
SHEET = {name: Decimal(value) for name, value in MEASURES.items()}
# The RTs need 300.5 m, 96 KK and 760 m: sometimes more is delivered than needed.
INDICATORS = st.sampled_from(["2b", "3a", "4b"])
VOLUMES = st.integers(0, 500)
PICKS = st.integers(0, 9)
BY_HAND = {"2b": "poor_road_m", "3a": "unsafe_water_households", "4b": "missing_drain_m"}
REASON = "Dihitung ulang"


class Village(RuleBasedStateMachine):
    """Two RTs, surveyed now and then by ani, and everything that can happen to them."""

    def __init__(self, ani, citra):
        super().__init__()
        self.ani, self.citra = ani, citra
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.village = make_village(assistants=[ani])
        self.places = [make_neighbourhood(self.village) for __ in range(2)]

    def teardown(self):
        transaction.set_rollback(True)
        self.rollback.__exit__(None, None, None)

    # --- surveys ---

    def baselines(self, *statuses):
        return list(self.village.baselines.filter(status__in=statuses).order_by("pk"))

    def has_baseline(*statuses):
        return precondition(lambda self: bool(self.baselines(*statuses)))

    @initialize(ends=SURVEY_ENDS)
    def begin(self, ends):
        """With something delivered in each RT, so that every act has something to change."""
        self.survey(2019, KINDS[0], ends, both=True)
        for place in (0, 1):
            self.deliver(place, "2b", 100, date(2020, 6, 30))

    @rule(year=SURVEY_YEARS, kind=st.sampled_from(KINDS), ends=SURVEY_ENDS, both=st.booleans())
    def survey(self, year, kind, ends, both):
        if self.village.baselines.filter(year=year, kind=kind).exists():
            return
        baseline = actions.open_baseline(village=self.village, year=year, kind=kind, by=self.ani)
        if ends:
            baseline.surveyed_until = date(year + ends[1], ends[0], 30)
            actions.edit_baseline(baseline=baseline, by=self.ani)
        for record in baseline.records.all():
            for name, value in SHEET.items():
                setattr(record, name, value)
            actions.save_record(record=record, by=self.ani)
        if not both:
            actions.remove_record(record=record, by=self.ani)
        self.submit_and_verify(baseline)

    def submit_and_verify(self, baseline):
        actions.submit_baseline(baseline=baseline, by=self.ani, note=REASON)
        actions.verify_baseline(baseline=baseline, by=self.citra)

    @has_baseline(Status.VERIFIED)
    @rule(pick=PICKS)
    def reopen(self, pick):
        baseline = chosen(self.baselines(Status.VERIFIED), pick)
        actions.reopen_baseline(baseline=baseline, by=self.citra, reason=REASON)

    @has_baseline(Status.DRAFT, Status.RETURNED)
    @rule(pick=PICKS, indicator=INDICATORS, volume=st.integers(0, 120))
    def change_and_submit(self, pick, indicator, volume):
        baseline = chosen(self.baselines(Status.DRAFT, Status.RETURNED), pick)
        record = baseline.records.order_by("pk").first()
        setattr(record, BY_HAND[indicator], volume)
        actions.save_record(record=record, by=self.ani)
        actions.submit_baseline(baseline=baseline, by=self.ani, note=REASON)

    @has_baseline(Status.SUBMITTED)
    @rule(pick=PICKS)
    def return_(self, pick):
        baseline = chosen(self.baselines(Status.SUBMITTED), pick)
        actions.return_baseline(baseline=baseline, by=self.citra, comment=REASON)

    @has_baseline(Status.SUBMITTED)
    @rule(pick=PICKS)
    def verify(self, pick):
        baseline = chosen(self.baselines(Status.SUBMITTED), pick)
        actions.verify_baseline(baseline=baseline, by=self.citra)

    # --- projects and what they deliver ---

    def projects(self):
        return list(self.village.projects.order_by("pk"))

    def outputs(self):
        return list(Output.objects.filter(project__village=self.village).order_by("pk"))

    def save(self, output, place, indicator, volume, day):
        output.neighbourhood, output.indicator = self.places[place], indicator
        output.delivered, output.delivered_on = volume, day
        save_output(output=output, by=self.citra, reason=REASON, confirmed=True)

    @rule(place=st.sampled_from([0, 1]), indicator=INDICATORS, volume=VOLUMES, day=DAYS)
    def deliver(self, place, indicator, volume, day):
        self.save(Output(project=make_project(self.village)), place, indicator, volume, day)

    @precondition(lambda self: self.outputs())
    @rule(
        pick=PICKS,
        place=st.sampled_from([0, 1]),
        indicator=INDICATORS,
        volume=VOLUMES,
        day=DAYS,
    )
    def correct(self, pick, place, indicator, volume, day):
        output = chosen(self.outputs(), pick)
        if output.project.status != Project.Status.CANCELLED or output.delivered is not None:
            self.save(output, place, indicator, volume, day)

    @precondition(lambda self: self.outputs())
    @rule(pick=PICKS, place=st.sampled_from([0, 1]), indicator=INDICATORS)
    def aim_elsewhere(self, pick, place, indicator):
        output = chosen(self.outputs(), pick)
        if output.delivered is not None:
            self.save(output, place, indicator, output.delivered, output.delivered_on)

    @precondition(lambda self: self.outputs())
    @rule(pick=PICKS)
    def take_back_to_plan(self, pick):
        output = chosen(self.outputs(), pick)
        output.planned, output.delivered, output.delivered_on = Decimal(10), None, None
        if output.project.status != Project.Status.CANCELLED:
            save_output(output=output, by=self.citra, reason=REASON, confirmed=True)

    @precondition(lambda self: self.outputs())
    @rule(pick=PICKS)
    def delete_output(self, pick):
        delete_output(output=chosen(self.outputs(), pick), by=self.citra, reason=REASON)

    @precondition(lambda self: self.projects())
    @rule(pick=PICKS)
    def cancel_or_take_up(self, pick):
        project = chosen(self.projects(), pick)
        is_cancelled = project.status == Project.Status.CANCELLED
        status = Project.Status.PROPOSED if is_cancelled else Project.Status.CANCELLED
        if status in Project.STEPS[project.status]:
            move_project(project=project, status=status, by=self.citra, reason=REASON)

    @precondition(lambda self: self.projects())
    @rule(pick=PICKS)
    def delete_project(self, pick):
        delete_project(project=chosen(self.projects(), pick), by=self.citra, reason=REASON)

    # --- what must hold ---

    @invariant()
    def check_finds_no_difference(self):
        call_command("rebuild_conditions", "--check", stdout=StringIO())

    @invariant()
    def stored_volumes_are_those_found_by_hand(self):
        rows = Condition.objects.filter(neighbourhood__village=self.village)

        stored = {
            (row.neighbourhood_id, row.year): tuple(row.volumes[code] for code in BY_HAND)
            for row in rows
        }

        assert stored == self.found_by_hand()

    def found_by_hand(self):
        """What is left by (RT, year), looked up year by year in everything there is."""
        surveys, outputs = self.baselines(Status.VERIFIED), self.outputs()
        records = NeighbourhoodRecord.objects.filter(baseline__in=surveys)
        sheets = {(row.baseline_id, row.neighbourhood_id): row for row in records}
        found = {}
        for year in range(2018, timezone.localdate().year + 1):
            survey = latest([row for row in surveys if row.year <= year])
            for place in self.places if survey else ():
                if record := sheets.get((survey.pk, place.pk)):
                    due = [row for row in outputs if counts(row, place, survey, year)]
                    found[place.pk, year] = tuple(left(record, code, due) for code in BY_HAND)
        return found


def counts(output, place, survey, year):
    """Whether a delivery lowers the condition of an RT in a year."""
    seen_until = survey.surveyed_until or date(survey.year, 12, 31)
    is_delivered = output.neighbourhood_id == place.pk and output.delivered is not None
    return is_delivered and seen_until < output.delivered_on <= date(year, 12, 31)


def left(record, code, outputs):
    return max(0, record.volumes[code] - sum(o.delivered for o in outputs if o.indicator == code))


def chosen(rows, pick):
    return rows[pick % len(rows)]


def latest(baselines):
    return max(baselines, key=lambda row: (row.year, KINDS.index(row.kind)), default=None)


def test_conditions_hold_after_any_sequence_of_acts(ani, citra):
    run_state_machine_as_test(
        lambda: Village(ani, citra),
        settings=settings(
            max_examples=14,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
