"""The published baseline sheets of Kota Pekalongan, imported."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from tests.villages.import_sheets import (
    imported,
    plan_of,
    preview,
)
from villages import scoring
from villages.imports.places import import_villages
from villages.models import Baseline, NeighbourhoodRecord

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "pekalongan"
EXPECTED = "baseline-2019-barat-selatan-expected.csv"


@pytest.fixture
def pekalongan(db):
    if not DATA.is_dir():
        pytest.skip(f"the published sheets are not at {DATA}")
    import_villages((DATA / "villages.csv").read_bytes())
    return ContentFile(
        (DATA / "baseline-2019-barat-selatan.xlsx").read_bytes(), name="pekalongan.xlsx"
    )


def published(name):
    return list(csv.DictReader(StringIO((DATA / name).read_text(encoding="utf-8"))))


def test_exactly_the_valid_rows_are_accepted(pekalongan):
    plan = plan_of(pekalongan, year=2019)

    valid = [int(item["row"]) for item in published(EXPECTED) if item["valid"] == "1"]
    assert [item.number for item in plan.rows if item.is_accepted] == valid
    assert len(valid) == 170


def test_the_others_are_named_with_row_and_column(pekalongan):
    plan = plan_of(pekalongan, year=2019)

    named = {finding.row for finding in plan.findings if finding.is_error and finding.column}
    assert named == {int(item["row"]) for item in published(EXPECTED) if item["valid"] == "0"}
    assert len(named) == 25


def test_every_published_score_is_ours(pekalongan):
    imported(pekalongan, year=2019, accept_valid=True)

    records = {
        (item.baseline.village.code, item.neighbourhood.rw, item.neighbourhood.rt): item
        for item in NeighbourhoodRecord.objects.select_related("baseline__village", "neighbourhood")
    }
    valid = [item for item in published(EXPECTED) if item["valid"] == "1"]
    assert len(records) == len(valid)
    for item in valid:
        record = records[item["kode_desa"], item["rw"], item["rt"]]
        scores = scoring.assess(record.volumes, record.denominators).scores
        assert {code: str(score) for code, score in scores.items()} == {
            code: item[f"s_{code}"] for code in scores
        }
        assert (str(record.total), record.level) == (item["total"], item["level"])


def test_every_published_village_score_is_ours(pekalongan):
    imported(pekalongan, year=2019, accept_valid=True)

    for item in published("village-2019-barat-selatan-expected.csv"):
        baseline = Baseline.objects.get(village__code=item["kode_desa"])
        assert (str(baseline.total), baseline.level) == (item["total"], item["level"])
        assert baseline.records.count() == int(item["rt_count"])


def test_the_second_time_everything_is_unchanged(pekalongan):
    imported(pekalongan, year=2019, accept_valid=True)

    assert plan_of(pekalongan, year=2019).counts == {
        "rows": 195, "accepted": 170, "created": 0, "updated": 0, "unchanged": 170,
    }  # fmt: skip


def test_the_files_are_kept_as_they_came(pekalongan):
    batch = preview(pekalongan, year=2019)

    kept = batch.files.get()
    pekalongan.seek(0)
    assert kept.file.read() == pekalongan.read()
    assert kept.file.name.startswith("imports/")
    assert "pekalongan" not in kept.file.name
    kept.file.close()
