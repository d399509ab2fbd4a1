"""What a sheet of interventions may not say, all of it named at once, and what is only doubtful."""

from datetime import date

import pytest

from tests.factories import (
    make_agency,
    make_baseline,
    make_neighbourhood,
    make_output,
    make_project,
    make_record,
    make_village,
    move_baseline,
)
from tests.villages.intervention_sheets import cells, imported, only, plan_of, rules, sheet, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    return make_village(name="Podosugih")


@pytest.fixture
def rt(village):
    return make_neighbourhood(village, "001", "001")


@pytest.fixture
def record(village, rt):
    """A verified baseline of 2022: 300,5 m of poor road, no building that is not reached."""
    baseline = make_baseline(village, year=2022)
    record = make_record(baseline, rt, fire_infrastructure_buildings=0)
    move_baseline(baseline, "verified")
    return record


@pytest.mark.parametrize(
    ("wrong", "column", "says"),
    [
        ({"kode_desa": "35.13.99.2001"}, "kode_desa", "Desa dengan kode 35.13.99.2001 tidak dikenal"),
        ({"kode_desa": None}, "kode_desa", "Kode desa kosong"),
        ({"rt": "002"}, "rt", "RT 002 RW 001 tidak dikenal di Podosugih: belum ada di baseline"),
        ({"rt": "RT satu"}, "rt", "RT satu"),
        ({"rt": None, "rw": None}, "rt", "RT dan RW belum diisi"),
        ({"kriteria": "8a"}, "kriteria", "Subkriteria “8a” tidak dikenal"),
        ({"kriteria": "jalan"}, "kriteria", "Tulis kodenya, 1a sampai 7b"),
        ({"kriteria": None}, "kriteria", "Kode subkriteria kosong"),
        ({"volume": None}, "volume", "Volume kosong"),
        ({"volume": 0}, "volume", "Angkanya harus lebih dari 0"),
        ({"volume": -3}, "volume", "Angkanya harus lebih dari 0"),
        ({"volume": "40 m"}, "volume", "Tulis 40 saja, tanpa satuan"),
        ({"volume": 1_000_000}, "volume", "Angkanya terlalu besar"),
        ({"volume": "1.250"}, "volume", "dapat dibaca dengan dua cara"),
        ({"kriteria": "3a", "volume": 9.5}, "volume", "9,5 bukan bilangan bulat, padahal satuannya KK"),
        ({"tahun": 1999}, "tahun", "“1999” bukan tahun yang mungkin"),
        ({"tahun": "dua ribu"}, "tahun", "dari 2010 sampai"),
        ({"tahun": None}, "tahun", "Tahun kosong"),
        ({"tahun": 2099}, "tahun", "Tahun 2099 belum tiba"),
        ({"kegiatan": None}, "kegiatan", "Nama kegiatan kosong"),
        ({"kegiatan": "x" * 201}, "kegiatan", "lebih dari 200 huruf"),
        ({"anggaran": "seratus juta"}, "anggaran", "bukan angka"),
        ({"anggaran": -1}, "anggaran", "Anggarannya negatif"),
        ({"anggaran": 10**12 + 1}, "anggaran", "Angkanya terlalu besar"),
        ({"opd": "Dinas Angkasa"}, "opd", "OPD “Dinas Angkasa” tidak dikenal"),
        ({"status": "hampir"}, "status", "Diusulkan, Dianggarkan, Berjalan, Selesai"),
        ({"skema": "lain"}, "skema", "Padat karya, Program OPD, Dana desa, Swadaya"),
        ({"selesai_pada": "kemarin"}, "selesai_pada", "Tulis tanggalnya seperti 31-12-2021"),
        ({"selesai_pada": "31-02-2023"}, "selesai_pada", "bukan tanggal"),
        ({"selesai_pada": "31-12-2009"}, "selesai_pada", "Tulis tanggal mulai tahun 2010"),
        ({"selesai_pada": "1 Januari 2099"}, "selesai_pada", "belum tiba"),
        ({"kunci": "abc"}, "kunci", "“abc” bukan kunci baris"),
        ({"kunci": "K999999-O1"}, "kunci", "tidak ada di desa tersebut"),
        ({"volume": None, "rencana": 5, "selesai_pada": "1-1-2023"}, "selesai_pada", "tidak ada volume"),
        ({"status": "Dibatalkan"}, "status", "Batalkan di halaman kegiatannya"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_place(village, rt, wrong, column, says):
    make_agency(short_name="Perkim")

    plan = plan_of(sheet(cells(village) | wrong))

    (error,) = (finding for finding in plan.findings if finding.is_error)
    assert (error.row, error.column) == (2, column)
    assert says in error.text
    assert states(plan) == ["refused"]


def test_everything_wrong_is_named_at_once(village, rt):
    row = cells(village, rt="009", kriteria="9z", volume="x", anggaran="y", opd="z", tahun=1)

    plan = plan_of(sheet(row))

    assert {finding.column for finding in plan.findings} == {
        "rt", "kriteria", "volume", "anggaran", "opd", "tahun",
    }  # fmt: skip


def test_refused_rows_do_not_make_the_good_ones_wrong(village, rt):
    plan = plan_of(sheet(cells(village, volume=-1), cells(village), cells(village, rt="007")))

    assert states(plan) == ["refused", "new", "refused"]


@pytest.mark.parametrize(
    "heading", ["tahun", "kode_desa", "rt", "kriteria", "volume", "kegiatan", "anggaran"]
)
def test_a_missing_column_is_an_error(village, heading):
    row = cells(village)
    del row[heading]

    plan = plan_of(sheet(row, headings=list(row)))

    assert heading in only(plan).message
    assert plan.has_errors


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("APBD II (KOTA/KAB)", "regency"),
        ("APBD PROVINSI", "province"),
        ("APBN PUSAT (Kementrian PUPR)", "state"),
        ("DANA KELURAHAN / ADK / APBD KEL", "village_fund"),
        ("DANA KELURAHAN", "village_fund"),
        ("SWADAYA", "self_help"),
        ("Dana Desa (DD) 2021", "village_fund"),
        ("ADD", "village_fund"),
        ("CSR Bank Jatim", "private"),
        ("swasta", "private"),
        ("APBD Kab. Probolinggo", "regency"),
        ("APBD kabupaten", "regency"),
        ("Dana desa/kelurahan", "village_fund"),
        ("Sumber lain", "other"),
    ],
)
def test_sources_are_recognised_as_offices_write_them(village, record, written, source):
    plan = plan_of(sheet(cells(village, sumber_dana=written)))

    assert (plan.findings, plan.rows[0].source) == ([], source)


@pytest.mark.parametrize("written", ["Hibah", "APBN/APBD", "Bantuan pusat", "???"])
def test_an_unknown_source_is_another_source_with_a_warning(village, rt, record, written):
    plan = plan_of(sheet(cells(village, sumber_dana=written)))

    assert rules(plan) == [(2, "source", "warning")]
    assert written in only(plan).message
    assert plan.rows[0].source == "other"


def test_money_without_a_source_and_a_source_without_money(village, rt, record):
    rows = [
        cells(village, sumber_dana=None),
        cells(village, anggaran=None),
        cells(village, sumber_dana=None, anggaran=None),
    ]

    plan = plan_of(sheet(*rows))

    assert [row.source for row in plan.rows] == ["other", "regency", ""]


# --- what may stand, with a warning ----------------------------------------------------------------------


def test_a_needed_output_has_no_finding(village, record):
    assert plan_of(sheet(cells(village))).findings == []


def test_an_rt_without_a_verified_baseline_is_said(village, rt):
    make_baseline(village, year=2022, records=1)

    plan = plan_of(sheet(cells(village)))

    assert rules(plan) == [(2, "no_survey", "warning")]
    assert states(plan) == ["new"]


def test_an_output_that_the_survey_has_seen_is_said(village, record):
    plan = plan_of(sheet(cells(village, tahun=2022)))

    assert rules(plan) == [(2, "seen_by_survey", "warning")]


def test_what_an_rt_does_not_need_is_said(village, record):
    plan = plan_of(sheet(cells(village, kriteria="7a", volume=3)))

    assert rules(plan) == [(2, "no_need", "warning")]
    assert "bernilai 0 di RT ini menurut baseline 2022" in only(plan).message


def test_more_than_is_needed_counts_what_is_stored_and_the_rows_before(village, rt, record):
    project = make_project(village)
    make_output(project, rt, delivered=200, delivered_on=date(2023, 5, 1))
    make_output(project, rt, delivered=500, delivered_on=date(2022, 5, 1))  # before the survey
    rows = [cells(village, volume=100, kegiatan="A"), cells(village, volume="0,6", kegiatan="B")]

    plan = plan_of(sheet(*rows))

    assert rules(plan) == [(3, "beyond_need", "warning")]
    assert "Seluruh hasilnya 300,6 m, padahal kebutuhannya 300,5 m" in only(plan).message


def test_the_same_row_twice_is_counted_once(village, record):
    plan = plan_of(sheet(cells(village), cells(village, volume="40,0")))

    assert rules(plan) == [(3, "merged", "warning")]
    assert "Sama persis dengan baris 2" in only(plan).message
    assert states(plan) == ["new", "unchanged"]


def test_another_volume_of_what_is_there_adds_and_says_so(village, record):
    imported(sheet(cells(village)))

    plan = plan_of(sheet(cells(village, volume=50)))

    assert rules(plan) == [(2, "adds", "warning")]
    assert "menambah, bukan menggantikan" in only(plan).advice
    assert states(plan) == ["new"]


def test_what_a_known_row_says_besides_is_not_taken(village, record):
    imported(sheet(cells(village)))

    plan = plan_of(sheet(cells(village, selesai_pada="1-5-2023")))

    assert rules(plan) == [(2, "known_already", "warning")]
    assert states(plan) == ["unchanged"]


def test_a_day_in_another_year_is_said(village, record):
    plan = plan_of(sheet(cells(village, selesai_pada="2024-01-15")))

    assert rules(plan) == [(2, "other_year", "warning")]


def test_several_sources_of_one_cost_are_said(village, record):
    plan = plan_of(sheet(cells(village, sumber_dana="APBN + Swadaya")))

    assert rules(plan) == [(2, "several_sources", "warning")]
    assert plan.rows[0].source == "other"


def test_a_village_of_another_name_is_said(village, record):
    plan = plan_of(sheet(cells(village, desa="Tirto")))

    assert rules(plan) == [(2, "village_name", "warning")]


def test_rows_of_one_project_must_agree(village, record):
    make_agency(short_name="Perkim", name="Dinas Perkim")
    make_agency(short_name="DLH")
    rows = [
        cells(village, opd="Dinas Perkim"),
        cells(village, volume=1, opd="PERKIM"),
        cells(village, volume=2, opd="DLH"),
        cells(village, volume=3, skema="Swadaya"),
        cells(village, volume=4, skema="Dana desa"),
    ]

    plan = plan_of(sheet(*rows))

    errors = [finding for finding in plan.findings if finding.is_error]
    assert [(finding.row, finding.column) for finding in errors] == [(4, "opd"), (6, "skema")]
    assert "Baris 2 menyebut “Perkim”" in errors[0].message
    assert "Baris 5 menyebut “Swadaya”" in errors[1].message


def test_what_a_refused_row_says_of_the_project_binds_nobody(village, record):
    make_agency(short_name="DLH")
    rows = [
        cells(village, opd="Dinas Angkasa"),
        cells(village, volume=1, status="Dibatalkan"),
        cells(village, volume=2, opd="DLH", status="Berjalan"),
    ]

    plan = plan_of(sheet(*rows))

    assert rules(plan) == [(2, "agency", "error"), (3, "status", "error")]
    assert [(row.agency, row.status) for row in plan.rows] == [
        ("", ""),
        ("", ""),
        ("DLH", "running"),
    ]


def test_a_project_cannot_become_too_expensive(village, record):
    project = make_project(
        village, name="Jalan Paving", year=2023, budget_rp=10**15 - 5, regency_rp=10**15 - 5
    )

    plan = plan_of(sheet(cells(village, anggaran=4), cells(village, anggaran=1)))

    assert [row.project for row in plan.rows] == [project.pk, project.pk]
    assert rules(plan) == [(3, "too_large", "error")]


def test_a_sum_below_the_table_is_left_out(village, record):
    total = {"kegiatan": "Jumlah", "anggaran": 60_000_000}

    plan = plan_of(sheet(cells(village), total))

    assert rules(plan) == [(3, "sum_row", "warning")]
    assert len(plan.rows) == 1


HEADINGS = (
    "Tahun Anggaran", "Kode Desa", "Nama Desa/Kelurahan", "No. RW", "No. RT", "Kode Indikator",
    "Volume", "Nama Kegiatan", "Sumber Pendanaan", "Biaya (Rp)",
)  # fmt: skip


def test_headings_are_recognised_in_their_variants(village, record):
    row = cells(village, tahun="TA 2023", kriteria="2 B. Kualitas Permukaan Jalan", rt="RT 1")
    values = [row[name] for name in (
        "tahun", "kode_desa", "desa", "rw", "rt", "kriteria", "volume", "kegiatan", "sumber_dana",
        "anggaran",
    )]  # fmt: skip

    plan = plan_of(sheet(dict(zip(HEADINGS, values, strict=True)), headings=HEADINGS))

    assert (plan.findings, states(plan)) == ([], ["new"])
    assert plan.rows[0].values["kriteria"] == "2b"
