"""``manage.py import_baseline``: what it writes, reports, prints, and how it exits."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.villages.import_sheets import csv_sheet, row, sheet
from villages.management.progress import progress_bar
from villages.models import Baseline, ImportBatch, NeighbourhoodRecord


@pytest.fixture
def written(tmp_path):
    """Put an upload on the disk; returns its path."""

    def write(file):
        path = tmp_path / file.name
        path.write_bytes(file.read())
        return path

    return write


def run(path, *arguments, stdout=None, stderr=None, year=2022):
    call_command(
        "import_baseline", str(path), "--year", str(year), *arguments,
        stdout=stdout or StringIO(), stderr=stderr or StringIO(),
    )  # fmt: skip


def test_a_good_file_is_saved(village, written):
    run(written(sheet(row(village), row(village, "002"))))

    baseline = Baseline.objects.get()
    assert (baseline.year, baseline.kind, baseline.records.count()) == (2022, "initial", 2)
    batch = ImportBatch.objects.get()
    assert (batch.status, batch.created_by, batch.files.get().name) == ("saved", None, "isian.xlsx")


def test_the_kind_can_be_chosen(village, written):
    run(written(sheet(row(village))), "--kind", "replication")

    assert Baseline.objects.get().kind == "replication"


def test_a_csv_is_as_good(village, written):
    run(written(csv_sheet(row(village, values={"2b": "300,5"}))))

    assert str(NeighbourhoodRecord.objects.get().poor_road_m) == "300.50"


def test_a_refused_row_stops_everything(village, written, tmp_path):
    path = written(sheet(row(village), row(village, "002", {"4a": -1})))
    stderr = StringIO()

    with pytest.raises(CommandError) as refused:
        run(path, "--report", str(tmp_path / "r.json"), stderr=stderr)

    assert refused.value.returncode == 1
    assert not Baseline.objects.exists()
    assert not ImportBatch.objects.exists()
    assert "Ditolak, Isian, baris 3, kolom 4a: Angkanya negatif" in stderr.getvalue()
    assert json.loads((tmp_path / "r.json").read_text())["accepted"] == 1


def test_the_right_rows_can_be_accepted_alone(village, written):
    run(written(sheet(row(village), row(village, "002", {"4a": -1}))), "--accept-valid")

    assert NeighbourhoodRecord.objects.get().neighbourhood.rt == "001"


def test_a_dry_run_writes_nothing(village, written):
    stdout = StringIO()

    run(written(sheet(row(village))), "--dry-run", stdout=stdout)

    assert not Baseline.objects.exists()
    assert not ImportBatch.objects.exists()
    assert "1 baris: 1 diterima (1 baru, 0 berubah, 0 tetap), 0 ditolak." in stdout.getvalue()


def test_the_report_says_what_the_contract_says(village, written, tmp_path):
    report = tmp_path / "r.json"
    run(written(sheet(row(village))))
    rows = [
        row(village),
        row(village, "002"),
        row(village, "003", {"1a": 101}),
        row(village, "004", desa="Rangkang"),
    ]

    run(written(sheet(*rows, name="lagi.xlsx")), "--accept-valid", "--report", str(report))

    found = json.loads(report.read_text(encoding="utf-8"))
    assert {key: found[key] for key in ("rows", "accepted", "created", "updated", "unchanged")} == {
        "rows": 4, "accepted": 3, "created": 2, "updated": 0, "unchanged": 1,
    }  # fmt: skip
    assert found["villages"] == [village.code]
    assert [(item["row"], item["column"], item["severity"]) for item in found["findings"]] == [
        (4, "1a", "error"),
        (5, "desa", "warning"),
    ]
    assert found["findings"][0]["message"].startswith("101 unit melebihi jumlah bangunan")


def test_the_second_time_nothing_is_written(village, written, tmp_path):
    path = written(sheet(row(village)))
    run(path)

    run(path, "--report", str(tmp_path / "r.json"))

    assert json.loads((tmp_path / "r.json").read_text())["unchanged"] == 1
    assert ImportBatch.objects.count() == 1
    assert NeighbourhoodRecord.history.count() == 1


def test_a_person_imports_within_their_villages(village, ani, budi, written):
    path = written(sheet(row(village)))

    run(path, "--by", "ani")
    with pytest.raises(CommandError):
        run(path, "--by", "budi", year=2023)

    assert Baseline.objects.get().opened_by == ani
    assert NeighbourhoodRecord.history.get().history_user == ani


def test_a_person_without_the_right_is_refused(village, citra, written):
    with pytest.raises(CommandError, match="Peran Anda"):
        run(written(sheet(row(village))), "--by", "citra")

    assert not Baseline.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["--by", "nobody"], "nobody"), (["--year", "1999"], "tahun"), (["--kind", "awal"], "awal")],
)
def test_impossible_arguments_are_named(village, written, arguments, words):
    with pytest.raises(CommandError, match=words):
        run(written(sheet(row(village))), *arguments)


def test_a_file_that_is_not_there_is_named(db, tmp_path):
    with pytest.raises(CommandError, match=r"hilang\.xlsx tidak dapat dibaca"):
        run(tmp_path / "hilang.xlsx")


@pytest.mark.parametrize("accept", [(), ("--accept-valid",)])
def test_a_file_that_cannot_be_read_fails(db, tmp_path, accept):
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(b"PK\x03\x04 bukan buku kerja")
    stderr = StringIO()

    with pytest.raises(CommandError):
        run(path, *accept, stderr=stderr)

    assert "rusak atau terpotong" in stderr.getvalue()


class Terminal(StringIO):
    def isatty(self):
        return True


def test_progress_shows_on_a_terminal_only(village, written):
    path, terminal, pipe = written(sheet(row(village))), Terminal(), StringIO()

    run(path, "--dry-run", stdout=pipe)
    run(path, stdout=terminal)

    assert "█" not in pipe.getvalue()
    assert "Memeriksa" in terminal.getvalue()
    assert "Menyimpan" in terminal.getvalue()
    assert "1/1" in terminal.getvalue()


def test_nobody_watches_a_pipe():
    assert progress_bar(StringIO(), "Memeriksa") is None
