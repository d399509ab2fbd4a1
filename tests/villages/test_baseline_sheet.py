"""The baseline sheet out: template and the sheet that can be imported again."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.urls import reverse

from tests.factories import make_baseline, make_neighbourhood, make_record
from villages.sheet import DATA_SHEET, HEADINGS, MEASURES


@pytest.fixture
def baseline(village, ani):
    """A draft of ani's with one complete RT and one that is empty."""
    baseline = make_baseline(village, year=2022, by=ani)
    make_record(
        baseline, make_neighbourhood(village, rw="002", rt="001"), area_ha=Decimal("1.104724")
    )
    empty = dict.fromkeys((measure.field for measure in MEASURES), None)
    make_record(baseline, make_neighbourhood(village, rw="002", rt="002"), **empty)
    return baseline


def workbook_of(response):
    return openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))


def url(name, baseline, *more):
    return reverse(f"villages:{name}", args=[*baseline.address, *more])


def test_template_holds_the_villages_rts_with_what_is_stored(client, ani, baseline):
    client.force_login(ani)

    sheet = workbook_of(client.get(url("baseline-template", baseline)))[DATA_SHEET]

    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == HEADINGS
    assert rows[1][:6] == (baseline.village.code, "Kebonagung", "002", "001", 1.104724, 100)
    assert rows[2][:6] == (baseline.village.code, "Kebonagung", "002", "002", None, None)
    assert rows[3][2:5] == (None, None, None)


def test_template_locks_headings_and_known_places_and_opens_the_rest(client, ani, baseline):
    client.force_login(ani)

    sheet = workbook_of(client.get(url("baseline-template", baseline)))[DATA_SHEET]

    assert sheet.protection.sheet
    assert [sheet[cell].protection.locked for cell in ("A1", "E1", "C2", "E2", "C4", "E4")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_template_checks_numbers_against_their_denominator(client, ani, baseline):
    client.force_login(ani)

    sheet = workbook_of(client.get(url("baseline-template", baseline)))[DATA_SHEET]

    checks = {
        str(check.sqref).split(":")[0]: check for check in sheet.data_validations.dataValidation
    }
    assert (checks["K2"].type, checks["K2"].formula1, checks["K2"].formula2) == ("whole", "0", "F2")
    assert (checks["L2"].type, checks["L2"].formula2) == ("decimal", "E2")
    assert checks["C2"].type == "list"


def test_template_explains_every_column_as_the_form_does(client, ani, baseline):
    client.force_login(ani)

    sheet = workbook_of(client.get(url("baseline-template", baseline)))["Petunjuk"]

    text = {row[0]: row[2] for row in sheet.iter_rows(values_only=True)}
    assert {
        measure.heading: f"{measure.label}. {measure.help}" for measure in MEASURES
    }.items() <= text.items()


def test_template_shows_what_was_verified_before(client, ani, citra, village, baseline):
    make_baseline(village, year=2019, records=1, status="verified", by=ani, verifier=citra)
    client.force_login(ani)

    sheet = workbook_of(client.get(url("baseline-template", baseline)))["Baseline lalu"]

    assert sheet["A1"].value == "Kebonagung 2019 (Awal)"
    assert sheet["F3"].value == 100


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_sheet_holds_exactly_what_is_stored(client, ani, baseline, form):
    client.force_login(ani)

    response = client.get(url("baseline-sheet", baseline, form))

    if form == "csv":
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        rows = list(csv.reader(StringIO(text), delimiter=";"))
        assert rows[1][:6] == [baseline.village.code, "Kebonagung", "002", "001", "1,104724", "100"]
    else:
        rows = list(workbook_of(response).active.iter_rows(values_only=True))
        assert rows[1][:6] == (baseline.village.code, "Kebonagung", "002", "001", 1.104724, 100)
    assert tuple(rows[0]) == HEADINGS
    assert len(rows) == 3


def test_sheet_of_a_draft_is_hidden_from_others(client, budi, vina, baseline):
    for person in (budi, vina):
        client.force_login(person)
        assert client.get(url("baseline-sheet", baseline, "csv")).status_code == 404


def test_sheet_knows_two_formats_only(client, ani, baseline):
    client.force_login(ani)
    path = url("baseline-sheet", baseline, "csv").replace("/csv/", "/pdf/")
    assert client.get(path).status_code == 404


def test_template_is_for_those_who_enter(client, citra, baseline):
    client.force_login(citra)
    assert client.get(url("baseline-template", baseline)).status_code == 403
