"""Scores agree with every real sheet we hold: Kota Pekalongan 2019 and East Java."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from villages.scoring import DENOMINATORS, INDICATORS, assess, remaining_volume, sum_measures

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
PEKALONGAN = DATA / "pekalongan"
YEARS = ("2021", "2022", "2023")
HEADINGS = {
    "area_ha": "luas_ha",
    "buildings": "jumlah_bangunan",
    "people": "jumlah_penduduk",
    "households": "jumlah_kk",
    "ideal_road_m": "panjang_jalan_m",
    "ideal_drain_m": "panjang_drainase_m",
}

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the published sheets (../shared/data) are not on this machine"
)


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_workbook(path):
    sheet = openpyxl.load_workbook(path).active
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def measured(row):
    """(volumes, denominators) of a sheet row; spreadsheet floats as they are printed."""
    volumes = {item.code: Decimal(str(row[item.code] or 0)) for item in INDICATORS}
    denominators = {
        item.field: Decimal(str(row[HEADINGS[item.field]] or 0)) for item in DENOMINATORS
    }
    return volumes, denominators


def published(row):
    """What the source prints: sixteen scores, total, level."""
    scores = {item.code: int(row[f"s_{item.code}"]) for item in INDICATORS}
    return scores, int(row["total"]), row["level"]


def computed(volumes, denominators):
    result = assess(volumes, denominators)
    return dict(result.scores), result.total, str(result.level)


@pytest.fixture(scope="module")
def sheets():
    """(published row, measures) of the 170 valid RT sheets of Pekalongan."""
    rows = read_workbook(PEKALONGAN / "baseline-2019-barat-selatan.xlsx")
    expected = read_csv(PEKALONGAN / "baseline-2019-barat-selatan-expected.csv")
    return [(row, measured(rows[int(row["row"]) - 2])) for row in expected if row["valid"] == "1"]


def test_every_valid_rt_sheet_of_pekalongan(sheets):
    ours = {row["row"]: computed(*measures) for row, measures in sheets}

    assert ours == {row["row"]: published(row) for row, __ in sheets}
    assert len(ours) == 170


def test_whole_villages_of_pekalongan(sheets):
    by_village = defaultdict(list)
    for row, measures in sheets:
        by_village[row["kode_desa"]].append(measures)
    expected = read_csv(PEKALONGAN / "village-2019-barat-selatan-expected.csv")

    ours = {
        row["kode_desa"]: computed(*sum_measures(by_village[row["kode_desa"]])) for row in expected
    }

    assert ours == {row["kode_desa"]: published(row) for row in expected}
    assert len(ours) == 4


def test_number_of_rts_of_the_whole_villages(sheets):
    codes = [row["kode_desa"] for row, __ in sheets]

    for village in read_csv(PEKALONGAN / "village-2019-barat-selatan-expected.csv"):
        assert codes.count(village["kode_desa"]) == int(village["rt_count"])


@pytest.mark.parametrize("year", YEARS)
def test_totals_after_interventions(sheets, year):
    """What remains of the volumes after delivered outputs gives the totals the city published."""
    delivered = defaultdict(list)
    for output in read_workbook(PEKALONGAN / "interventions-barat-selatan.xlsx"):
        if output["tahun"] <= int(year):
            place = output["kode_desa"], output["rw"], output["rt"], output["kriteria"]
            delivered[place].append(Decimal(str(output["volume"])))
    known = [(row, measures) for row, measures in sheets if row[f"total_{year}"]]

    ours = {}
    for row, (volumes, denominators) in known:
        place = row["kode_desa"], row["rw"], row["rt"]
        left = {
            code: remaining_volume(volume, delivered[(*place, code)])
            for code, volume in volumes.items()
        }
        ours[row["row"]] = assess(left, denominators).total

    assert ours == {row["row"]: int(row[f"total_{year}"]) for row, __ in known}
    assert len(ours) == 126


JATIM = DATA / "jatim" / "rt-sheets.csv"


@pytest.mark.parametrize(
    "row", read_csv(JATIM) if JATIM.is_file() else [], ids=lambda row: row["place"].split(",")[0]
)
def test_rt_sheets_of_east_java(row):
    """Also those with a negative volume or more than 100 %: the official system scored them so."""
    assert computed(*measured(row)) == published(row)


def test_all_sheets_of_east_java_are_there():
    rows = read_csv(JATIM)

    assert [row["flags"] for row in rows if row["flags"]] == [
        "negative_volume",
        "percent_over_100",
        "percent_over_100",
    ]
    assert len(rows) == 13
