"""What the portal gives out it takes back: sheets, templates, and the published figures of Pekalongan."""

import csv
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.factories import make_baseline, make_neighbourhood, make_record
from tests.villages.uploading import counts, save, text_of, upload
from villages.models import MEASURE_FIELDS, Baseline, NeighbourhoodRecord, Village
from villages.sheet import DATA_SHEET, HEADINGS

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data" / "pekalongan"
SHEET = "baseline-2019-barat-selatan.xlsx"


@pytest.fixture
def baseline(client, village, ani):
    """An open baseline with a complete RT 001, and RT 002 with nothing but its denominators."""
    client.force_login(ani)
    baseline = make_baseline(village, by=ani)
    make_record(baseline, make_neighbourhood(village, "001", "001"), area_ha="1.104724")
    empty = dict.fromkeys(MEASURE_FIELDS) | {"area_ha": "3.5", "households": 40}
    make_record(baseline, make_neighbourhood(village, "001", "002"), **empty)
    return baseline


def download(client, name, baseline, *more):
    response = client.get(reverse(f"villages:{name}", args=[*baseline.address, *more]))
    return b"".join(response.streaming_content)


def edited(content, changes, sheet=None):
    """The workbook with {(row, heading): value} written into it."""
    book = openpyxl.load_workbook(BytesIO(content))
    target = book[sheet] if sheet else book.worksheets[0]
    for (row, heading), value in changes.items():
        target.cell(row, HEADINGS.index(heading) + 1).value = value
    result = BytesIO()
    book.save(result)
    return result.getvalue()


def edited_csv(content, row, heading, value):
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    rows[row - 1][HEADINGS.index(heading)] = value
    return "\r\n".join(";".join(cells) for cells in rows).encode("utf-8-sig")


def changes_of(batch):
    """{(RT, heading): (old, new)} of what saving would change."""
    return {
        (row["rt"], heading): (old, row["values"][heading])
        for row in batch.plan
        for heading, old in (row["old"] or {}).items()
    }


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_sheet_uploaded_as_it_came_changes_nothing(client, baseline, form):
    batch = upload(client, {f"lembar.{form}": download(client, "baseline-sheet", baseline, form)})

    assert counts(batch) == (0, 0, 2, 0)
    assert "tidak ada yang perlu disimpan" in text_of(client.get(batch.get_absolute_url()))


def test_only_the_edited_cell_of_a_workbook_changes(client, baseline):
    content = download(client, "baseline-sheet", baseline, "xlsx")
    before = NeighbourhoodRecord.objects.order_by("pk").values(*MEASURE_FIELDS)
    expected = list(before)
    expected[0]["irregular_buildings"] = 40

    batch = upload(client, {"lembar.xlsx": edited(content, {(2, "1a"): 40})})
    save(client, batch)

    assert counts(batch) == (0, 1, 1, 0)
    assert changes_of(batch) == {("001", "1a"): ("60", "40")}
    assert list(before.all()) == expected


def test_only_the_edited_cell_of_a_csv_changes(client, baseline):
    content = download(client, "baseline-sheet", baseline, "csv")

    batch = upload(client, {"lembar.csv": edited_csv(content, 2, "luas_ha", "1,2")})

    assert changes_of(batch) == {("001", "luas_ha"): ("1.104724", "1.200000")}


def test_an_emptied_cell_keeps_what_is_stored(client, baseline):
    content = download(client, "baseline-sheet", baseline, "xlsx")

    batch = upload(client, {"lembar.xlsx": edited(content, {(2, "1a"): None})})

    assert counts(batch) == (0, 0, 2, 0)


def test_a_filled_template_is_taken(client, baseline):
    """A new RT in a blank row, and its sheet of instructions, do no harm."""
    content = download(client, "baseline-template", baseline)
    figures = dict.fromkeys(HEADINGS[4:], 0) | {"luas_ha": 1.5, "jumlah_bangunan": 20}
    figures |= {"jumlah_penduduk": 70, "jumlah_kk": 18, "1a": 20}
    figures |= {"panjang_jalan_m": 100, "panjang_drainase_m": 100}
    rows = {(4, heading): value for heading, value in figures.items()}
    place = {(4, "rw"): "002", (4, "rt"): "001"}

    batch = upload(client, {"templat.xlsx": edited(content, rows | place, DATA_SHEET)})
    save(client, batch)

    assert counts(batch) == (1, 0, 2, 0)
    assert batch.findings == []
    new = NeighbourhoodRecord.objects.get(neighbourhood__rw="002")
    assert (str(new.neighbourhood), new.irregular_buildings) == ("RT 001 RW 002", 20)
    assert new.total == 5


def expected_rows():
    path = PUBLISHED / SHEET.replace(".xlsx", "-expected.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason="the published sheets (../shared/data) are not on this machine"
)
def test_published_sheet_of_pekalongan(client, ani):
    """170 rows are taken, the 25 others named; all totals and levels are those that were published."""
    call_command("import_villages", PUBLISHED / "villages.csv", verbosity=0)
    for village in Village.objects.filter(code__startswith="33.75."):
        village.assistants.add(ani)
    client.force_login(ani)
    content = (PUBLISHED / SHEET).read_bytes()

    batch = upload(client, {SHEET: content}, year=2019)
    save(client, batch, valid_only=True)

    expected = expected_rows()
    refused = [row["number"] for row in batch.plan if row["state"] == "refused"]
    assert counts(batch) == (170, 0, 0, 25)
    assert refused == [int(row["row"]) for row in expected if row["valid"] == "0"]
    assert {found["row"] for found in batch.findings if found["severity"] == "error"} == {*refused}
    published = {
        (row["kode_desa"], row["rw"], row["rt"]): (int(row["total"]), row["level"])
        for row in expected
        if row["valid"] == "1"
    }
    places = ("baseline__village__code", "neighbourhood__rw", "neighbourhood__rt")
    stored = NeighbourhoodRecord.objects.values_list(*places, "total", "level")
    assert {tuple(row[:3]): tuple(row[3:]) for row in stored} == published
    assert Baseline.objects.filter(year=2019).count() == 13
    assert counts(upload(client, {SHEET: content}, year=2019)) == (0, 0, 170, 25)
