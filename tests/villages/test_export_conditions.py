"""``export_conditions``: the columns that scripts rely on, and the scores that Kota Pekalongan published.

The totals after its interventions are compared in ``test_project_import_published``.
"""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_baseline,
    make_neighbourhood,
    make_record,
    make_user,
    make_village,
    move_baseline,
)
from villages.actions.condition import refresh_conditions
from villages.models import Baseline, Village
from villages.scoring import INDICATORS

PEKALONGAN = Path(__file__).resolve().parents[3] / "shared" / "data" / "pekalongan"
SCORES = ",".join(f"s_{item.code}" for item in INDICATORS)

pytestmark = pytest.mark.django_db


def exported(**options):
    """(lines on the screen, what was said beside them)."""
    out, error = StringIO(), StringIO()
    call_command("export_conditions", stdout=out, stderr=error, **options)
    return out.getvalue().splitlines(), error.getvalue()


@pytest.fixture
def two_villages():
    """Two RTs in one and one in the other, surveyed in 2022, entered out of order."""
    second = make_village(code="35.13.14.2002", name="Rangkang")
    first = make_village(code="35.13.14.2001", name="Alastengah")
    for village, places in ((second, [("002", "001")]), (first, [("002", "001"), ("001", "009")])):
        baseline = make_baseline(village)
        for rw, rt in places:
            make_record(baseline, make_neighbourhood(village, rw=rw, rt=rt))
        move_baseline(baseline, "verified")
    refresh_conditions([first, second], until=2023)


@pytest.mark.usefixtures("two_villages")
def test_rts_by_village_rw_and_rt():
    lines, error = exported(year=2023)

    scores = "3,0,1,0,1,5,0,0,5,0,1,0,0,5,0,5"
    assert lines == [
        f"kode_desa,rw,rt,year,{SCORES},total,level",
        f"35.13.14.2001,001,009,2023,{scores},26,light",
        f"35.13.14.2001,002,001,2023,{scores},26,light",
        f"35.13.14.2002,002,001,2023,{scores},26,light",
    ]
    assert error == ""


@pytest.mark.usefixtures("two_villages")
def test_villages_with_the_number_of_their_rts():
    lines, __ = exported(year=2022, level="village")

    assert lines[0] == f"kode_desa,desa,rt_count,year,{SCORES},total,level"
    assert [line.split(",")[:4] for line in lines[1:]] == [
        ["35.13.14.2001", "Alastengah", "2", "2022"],
        ["35.13.14.2002", "Rangkang", "1", "2022"],
    ]
    assert {line[-8:] for line in lines[1:]} == {"26,light"}


@pytest.mark.usefixtures("two_villages")
def test_output_goes_to_a_file_without_a_mark_at_its_start(tmp_path):
    path = tmp_path / "kondisi.csv"

    lines, __ = exported(year=2022, output=path)

    assert lines == [f"3 baris ditulis ke {path}."]
    assert path.read_bytes().startswith(b"kode_desa,rw,rt,year,s_1a")
    assert path.read_bytes().count(b"\n") == 4
    assert b"\r" not in path.read_bytes()


@pytest.mark.usefixtures("two_villages")
def test_year_without_conditions_gives_the_headings_and_says_so():
    lines, error = exported(year=2018)

    assert lines == [f"kode_desa,rw,rt,year,{SCORES},total,level"]
    assert error == "Tidak ada kondisi untuk tahun 2018; yang ada: 2022, 2023.\n"


def test_portal_without_conditions():
    lines, error = exported(year=2022, level="village")

    assert lines == [f"kode_desa,desa,rt_count,year,{SCORES},total,level"]
    assert error == "Tidak ada kondisi untuk tahun 2022; yang ada: –.\n"


def test_file_that_cannot_be_written(tmp_path):
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        exported(year=2022, output=tmp_path / "tidak-ada" / "kondisi.csv")


@pytest.mark.parametrize("level", ["rt", "village"])
def test_number_of_queries_does_not_grow(level):
    numbers = []
    for __ in range(2):
        refresh_conditions([make_baseline(records=3, status="verified").village])
        with CaptureQueriesContext(connection) as queries:
            exported(year=2022, level=level)
        numbers.append(len(queries))

    assert numbers == [1, 1]


# --- the published figures ---------------------------------------------------------------------------------


def read_csv(name):
    with (PEKALONGAN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def pekalongan():
    """The city's baseline of 2019, verified."""
    if not PEKALONGAN.is_dir():
        pytest.skip("the published sheets (../shared/data) are not on this machine")
    quiet = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("import_villages", PEKALONGAN / "villages.csv", **quiet)
    sheet = PEKALONGAN / "baseline-2019-barat-selatan.xlsx"
    call_command("import_baseline", sheet, year=2019, accept_valid=True, **quiet)
    by, verifier = make_user(), make_user()
    for baseline in Baseline.objects.all():
        move_baseline(baseline, "verified", by=by, verifier=verifier)
    refresh_conditions(Village.objects.all())


@pytest.mark.usefixtures("pekalongan")
def test_published_scores_of_whole_villages():
    expected = read_csv("village-2019-barat-selatan-expected.csv")

    lines, __ = exported(year=2019, level="village")

    ours = {row["kode_desa"]: row for row in csv.DictReader(lines)}
    for row in expected:
        found = ours[row["kode_desa"]]
        assert found.pop("year") == "2019"
        assert found == row
    assert len(expected) == 4


@pytest.mark.usefixtures("pekalongan")
def test_published_scores_of_every_rt():
    expected = [
        row for row in read_csv("baseline-2019-barat-selatan-expected.csv") if row["valid"] == "1"
    ]

    lines, __ = exported(year=2019)

    ours = {(row["kode_desa"], row["rw"], row["rt"]): row for row in csv.DictReader(lines)}
    for row in expected:
        found = ours[row["kode_desa"], row["rw"], row["rt"]]
        assert {name: found[name] for name in found.keys() & row} == {
            name: row[name] for name in found.keys() & row
        }
    assert len(ours) == len(expected) == 170
