"""What an import would do, decided before anything is stored."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_baseline,
    make_neighbourhood,
    make_record,
    make_user,
    make_village,
)
from tests.villages.import_sheets import (
    BLANK,
    GOOD_LEVEL,
    GOOD_TOTAL,
    imported,
    only_finding,
    places,
    plan_of,
    row,
    sheet,
    sheet_of,
    state_of,
)
from villages.exports.baseline_sheet import template_workbook
from villages.import_plan import Plan, PlanFinding, PlanRow, State
from villages.imports.baseline_plan import plan_baselines
from villages.imports.baseline_sheet import read_baselines
from villages.models import NeighbourhoodRecord

# --- states ---------------------------------------------------------------------------------------


def test_rows_of_rts_that_nobody_knows_are_new(village):
    plan = plan_of(sheet(row(village, "001"), row(village, "002")))

    assert [item.state for item in plan.rows] == [State.NEW, State.NEW]
    assert all(item.is_new_rt for item in plan.rows)
    assert plan.findings == []
    assert plan.counts == {
        "rows": 2, "accepted": 2, "created": 2, "updated": 0, "unchanged": 0,
    }  # fmt: skip


def test_a_row_shows_the_score_it_leads_to(village):
    (planned,) = plan_of(sheet(row(village))).rows

    assert (planned.total, planned.level) == (GOOD_TOTAL, GOOD_LEVEL)


def test_a_changed_row_names_its_cells_only(village):
    imported(sheet(row(village)))

    (planned,) = plan_of(sheet(row(village, values={"1a": 81, "2b": 300.75}))).rows

    assert planned.state == State.CHANGED
    assert planned.changes == {
        "1a": [80, 81],
        "2b": [Decimal("300.50"), Decimal("300.75")],
    }


def test_the_same_sheet_again_changes_nothing(village):
    imported(sheet(row(village, "001"), row(village, "002")))

    plan = plan_of(sheet(row(village, "001"), row(village, "002")))

    assert [item.state for item in plan.rows] == [State.UNCHANGED, State.UNCHANGED]
    assert not plan.changes_anything
    assert plan.rows[0].total == GOOD_TOTAL


def test_a_record_that_holds_nothing_counts_as_new(village):
    baseline = make_baseline(village, year=2022)
    place = make_neighbourhood(village, "001", "001")
    NeighbourhoodRecord.objects.create(baseline=baseline, neighbourhood=place)

    (planned,) = plan_of(sheet(row(village))).rows

    assert planned.state == State.NEW
    assert not planned.is_new_rt


def test_decimals_are_compared_as_they_are_stored(village):
    values = {"luas_ha": 1.23456749, "4a": 0.0000005, "panjang_jalan_m": 400.125, "2b": 0.005}
    imported(sheet(row(village, values=values)))
    record = NeighbourhoodRecord.objects.get()

    assert (record.area_ha, record.flooded_area_ha) == (Decimal("1.234567"), Decimal("0.000001"))
    assert (record.ideal_road_m, record.poor_road_m) == (Decimal("400.13"), Decimal("0.01"))
    assert not plan_of(sheet(row(village, values=values))).changes_anything


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_sheet_that_was_exported_changes_nothing(village, client, ani, form):
    baseline = make_baseline(village, year=2022)
    make_record(baseline, area_ha=Decimal("1234.123456"), unserved_road_m=Decimal("0.25"))
    make_record(baseline, poor_road_m=None)
    client.force_login(ani)
    response = client.get(f"{baseline.get_absolute_url()}lembar/{form}/")
    content = b"".join(response.streaming_content)

    plan = plan_of(sheet_of(content, f"lembar.{form}"))

    assert plan.counts["unchanged"] == 2
    assert not plan.has_errors


def test_a_template_that_was_not_filled_in_changes_nothing(village):
    baseline = make_baseline(village, year=2022, records=2)

    plan = plan_of(sheet_of(template_workbook(baseline).read(), "templat.xlsx"))

    assert [item.state for item in plan.rows] == [State.UNCHANGED, State.UNCHANGED]
    assert plan.findings == []


# --- blank cells ----------------------------------------------------------------------------------


def test_a_blank_cell_keeps_what_is_stored(village):
    imported(sheet(row(village)))

    (planned,) = plan_of(sheet(row(village, values=BLANK | {"1a": 90}))).rows

    assert planned.changes == {"1a": [80, 90]}
    assert planned.total == GOOD_TOTAL


def test_a_blank_cell_is_checked_against_what_is_stored(village):
    imported(sheet(row(village)))

    plan = plan_of(sheet(row(village, values=BLANK | {"jumlah_bangunan": 79})))

    assert (only_finding(plan).column, state_of(plan)) == ("1a", State.REFUSED)


def test_an_incomplete_row_is_a_draft_with_one_warning(village):
    plan = plan_of(sheet(row(village, values={"1b": None, "5a": None})))

    assert only_finding(plan).columns == ("1b", "5a")
    assert only_finding(plan).severity == "warning"
    assert "1b, 5a" in only_finding(plan).message
    assert (state_of(plan), plan.rows[0].total) == (State.NEW, None)


def test_a_row_without_any_figure_changes_nothing(village):
    plan = plan_of(sheet(row(village, values=BLANK)))

    assert state_of(plan) == State.UNCHANGED
    assert places(plan) == [(2, "", "warning")]


# --- the plan itself ------------------------------------------------------------------------------


def test_a_plan_survives_being_stored(village):
    imported(sheet(row(village)))
    rows = [row(village, values={"1a": 90}), row(village, "002"), row(village, "x")]
    plan = plan_of(sheet(*rows))

    copy = Plan(
        [PlanRow.from_json(item.as_json()) for item in plan.rows],
        [PlanFinding.from_json(item.as_json()) for item in plan.findings],
    )

    assert copy == plan


def test_planning_asks_as_much_for_many_rows_as_for_one(village):
    make_baseline(village, year=2021, records=3, status="verified")
    make_baseline(village, year=2022, records=3)
    others = [make_village(assistants=village.assistants.all()) for __ in range(3)]
    few = sheet(row(village))
    many = sheet(*(row(item, f"{rt:03}") for item in (village, *others) for rt in range(1, 21)))
    counts = []
    for file in (few, many):
        user = make_user(f"u{len(counts)}", is_superuser=True)
        with CaptureQueriesContext(connection) as queries:
            plan_of(file, user=user)
        counts.append(len(queries))

    assert counts == [6, 6]


def test_progress_reaches_the_last_row(village):
    seen = []
    file = sheet(*(row(village, f"{rt:03}") for rt in range(1, 131)))
    plan_baselines(
        [(file, file.name)], year=2022, kind="initial", user=None,
        on_progress=lambda done, total: seen.append((done, total)),
    )  # fmt: skip

    assert seen == [(100, 130), (130, 130)]


def test_rows_are_read_without_asking_the_database(village, django_assert_num_queries):
    file = sheet(row(village))

    with django_assert_num_queries(0):
        rows, findings = read_baselines([(file, file.name)])

    assert (len(rows), findings) == (1, [])


# --- RTs that the file lacks -----------------------------------------------------------------------


def test_rts_that_a_file_lacks_are_named_when_it_opens_the_baseline(village):
    for rt in ("001", "002", "003"):
        make_neighbourhood(village, "001", rt)

    finding = only_finding(plan_of(sheet(row(village, "002"))))

    assert (finding.row, finding.severity) == (0, "warning")
    assert "2 RT yang dikenal portal" in finding.message
    assert "RT 001 RW 001, RT 003 RW 001" in finding.message


def test_a_baseline_that_is_open_may_be_filled_in_parts(village):
    make_baseline(village, year=2022, records=3)

    assert plan_of(sheet(row(village, "002"))).findings == []
