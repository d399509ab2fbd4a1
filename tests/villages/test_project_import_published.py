"""The interventions that Kota Pekalongan published, imported over its baseline as a new user would."""

import csv
import json
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_user, move_baseline
from villages.actions.condition import refresh_conditions
from villages.actions.import_undo import import_undo
from villages.models import Baseline, Condition, ImportBatch, Output, Project, Village

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data" / "pekalongan"
SHEET = PUBLISHED / "interventions-barat-selatan.xlsx"


@pytest.fixture
def pekalongan(db, tmp_path):
    """The city's baseline of 2019, verified."""
    if not PUBLISHED.is_dir():
        pytest.skip("the published sheets (../shared/data) are not on this machine")
    quiet = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("import_villages", PUBLISHED / "villages.csv", **quiet)
    sheet = PUBLISHED / "baseline-2019-barat-selatan.xlsx"
    call_command("import_baseline", sheet, year=2019, accept_valid=True, **quiet)
    by, verifier = make_user(), make_user()
    for baseline in Baseline.objects.all():
        move_baseline(baseline, "verified", by=by, verifier=verifier)
    refresh_conditions(Village.objects.all())


def run(report, **options):
    """The report of importing the published sheet."""
    quiet = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("import_projects", SHEET, report=report, **quiet, **options)
    return json.loads(report.read_text(encoding="utf-8"))


def totals(year):
    """Total by village, RW and RT, as exported."""
    out = StringIO()
    call_command("export_conditions", year=year, stdout=out, stderr=StringIO())
    rows = csv.DictReader(out.getvalue().splitlines())
    return {(row["kode_desa"], row["rw"], row["rt"]): row["total"] for row in rows}


def conditions():
    return list(Condition.objects.order_by("pk").values_list("neighbourhood", "year", "total"))


@pytest.mark.usefixtures("pekalongan")
def test_the_published_sheet_is_accepted_and_what_is_wrong_is_listed(tmp_path):
    with pytest.raises(CommandError) as refused:
        run(tmp_path / "r.json")
    assert (refused.value.returncode, Output.objects.count()) == (1, 0)

    report = run(tmp_path / "r.json", accept_valid=True)

    # 52 rows name an RT that was refused; one has the volume 0, and two stand twice.
    assert {name: report[name] for name in ("rows", "accepted", "created", "unchanged")} == {
        "rows": 515,
        "accepted": 462,
        "created": 460,
        "unchanged": 2,
    }
    errors = [item for item in report["findings"] if item["severity"] == "error"]
    assert Counter(item["column"] for item in errors) == {"rt": 52, "volume": 1}
    assert "RT 005 RW 002 tidak dikenal di Podosugih" in errors[0]["message"]
    assert len(report["villages"]) == 13
    assert Output.objects.count() == 460
    assert set(Project.objects.values_list("status", flat=True)) == {"finished"}


@pytest.mark.usefixtures("pekalongan")
def test_published_totals_after_importing_the_interventions(tmp_path):
    run(tmp_path / "r.json", accept_valid=True)

    name = "baseline-2019-barat-selatan-expected.csv"
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    compared = 0
    for year in ("2021", "2022", "2023"):
        ours = totals(int(year))
        theirs = {
            (row["kode_desa"], row["rw"], row["rt"]): row[f"total_{year}"]
            for row in expected
            if row[f"total_{year}"]
        }
        assert {place: ours[place] for place in theirs} == theirs
        compared += len(theirs)
    assert compared == 3 * 126


@pytest.mark.usefixtures("pekalongan")
def test_the_published_sheet_a_second_time_changes_nothing(tmp_path):
    run(tmp_path / "r.json", accept_valid=True)
    before = conditions(), list(Project.objects.values_list("pk", "budget_rp", "version"))

    report = run(tmp_path / "r.json", accept_valid=True)

    assert (report["created"], report["updated"], report["unchanged"]) == (0, 0, 462)
    assert before == (
        conditions(),
        list(Project.objects.values_list("pk", "budget_rp", "version")),
    )
    assert ImportBatch.objects.filter(subject="project").count() == 1


@pytest.mark.usefixtures("pekalongan")
def test_undoing_brings_the_conditions_back(tmp_path):
    before = conditions()
    run(tmp_path / "r.json", accept_valid=True)
    assert conditions() != before

    import_undo(batch=ImportBatch.objects.get(subject="project"), by=None)

    assert conditions() == before
    assert not Project.objects.exists()
    call_command("rebuild_conditions", check=True, stdout=StringIO())
