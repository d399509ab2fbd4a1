"""Villages and boundaries from files: complete or not at all, and the same file twice changes nothing."""

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_user, make_village
from villages.models import District, Village

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_shared_data = pytest.mark.skipif(
    not SHARED.is_dir(), reason="needs the shared data beside the project"
)
HEADING = "kode,nama,kode_kecamatan,kecamatan"
KEBONAGUNG = "35.13.14.2014,Kebonagung,35.13.14,Kraksaan"
PATOKAN = "35.13.14.1017,Patokan,35.13.14,Kraksaan"
SUKOKERTO = "35.13.16.2010,Sukokerto,35.13.16,Pajarakan"

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path):
    """Runs a command on a file with that content; returns what it printed."""

    def run_command(command, content, **options):
        file = tmp_path / "berkas"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        out, err = StringIO(), StringIO()
        try:
            call_command(command, str(file), stdout=out, stderr=err, **options)
        except CommandError as error:
            return out.getvalue(), err.getvalue(), str(error)
        return out.getvalue(), err.getvalue(), ""

    return run_command


def csv(*lines):
    return "\n".join([HEADING, *lines]) + "\n"


# --- villages ---------------------------------------------------------------------------------------


def test_villages_and_their_districts_are_created(run):
    out, err, error = run("import_villages", csv(KEBONAGUNG, PATOKAN, SUKOKERTO))

    assert out == "Kecamatan: 2 baru, 0 berubah, 0 tetap.\nDesa: 3 baru, 0 berubah, 0 tetap.\n"
    assert (err, error) == ("", "")
    assert list(Village.objects.order_by("code").values_list("name", "kind", "district__name")) == [
        ("Patokan", "kelurahan", "Kraksaan"),
        ("Kebonagung", "desa", "Kraksaan"),
        ("Sukokerto", "desa", "Pajarakan"),
    ]


def test_second_run_changes_nothing(run):
    run("import_villages", csv(KEBONAGUNG, PATOKAN))

    out, __, __ = run("import_villages", csv(KEBONAGUNG, PATOKAN))

    assert out == "Kecamatan: 0 baru, 0 berubah, 1 tetap.\nDesa: 0 baru, 0 berubah, 2 tetap.\n"
    assert Village.history.count() == 2


def test_changed_names_are_updated_with_history(run):
    run("import_villages", csv(KEBONAGUNG, PATOKAN))

    out, __, __ = run(
        "import_villages",
        csv("35.13.14.2014,Kebon Agung,35.13.14,Kec. Kraksaan", PATOKAN).replace(
            "Patokan,35.13.14,Kraksaan", "Patokan,35.13.14,Kec. Kraksaan"
        ),
    )

    assert out == "Kecamatan: 0 baru, 1 berubah, 0 tetap.\nDesa: 0 baru, 1 berubah, 1 tetap.\n"
    village = Village.objects.get(code="35.13.14.2014")
    assert (village.name, village.district.name) == ("Kebon Agung", "Kec. Kraksaan")
    assert list(village.history.values_list("history_type", "name", "history_change_reason")) == [
        ("~", "Kebon Agung", "Impor desa dari berkas"),
        ("+", "Kebonagung", "Impor desa dari berkas"),
    ]


def test_update_keeps_what_the_file_does_not_say(run):
    ani = make_user("ani")
    village = make_village(code="35.13.14.2014", name="Lama", area_ha="250", assistants=[ani])

    run("import_villages", csv(KEBONAGUNG))

    village.refresh_from_db()
    assert (village.name, village.area_ha) == ("Kebonagung", Decimal(250))
    assert list(village.assistants.all()) == [ani]
    latest = village.history.first()
    assert [link.user for link in latest.assistants.all()] == [ani]


def test_villages_that_the_file_does_not_name_stay(run):
    other = make_village()

    run("import_villages", csv(KEBONAGUNG))

    assert Village.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    "content",
    [
        csv(KEBONAGUNG).replace(",", ";"),
        csv(KEBONAGUNG).replace(",", "\t"),
        "\ufeff" + csv(KEBONAGUNG).replace("\n", "\r\n"),
        csv(KEBONAGUNG).replace("kode,nama", "KODE , Nama"),
        csv("", KEBONAGUNG, ",,,", ""),
        csv('"35.13.14.2014","  Kebonagung ",35.13.14,Kraksaan'),
        "catatan,kecamatan,kode_kecamatan,nama,kode\nx,Kraksaan,35.13.14,Kebonagung,35.13.14.2014",
    ],
    ids=["semicolon", "tab", "excel", "headings", "blank rows", "quoted", "other order"],
)
def test_variants_of_the_file(run, content):
    __, err, error = run("import_villages", content)

    assert (err, error) == ("", "")
    village = Village.objects.get()
    assert (village.code, village.name) == ("35.13.14.2014", "Kebonagung")


def test_windows_letters_are_read(run):
    run("import_villages", csv("35.13.14.2014,Kébonagung,35.13.14,Kraksaan").encode("cp1252"))

    assert Village.objects.get().name == "Kébonagung"


def test_unknown_columns_are_named(run):
    out, __, __ = run("import_villages", f"{HEADING},luas\n{KEBONAGUNG},300\n")

    assert out.startswith("Kolom yang tidak dipakai: luas.\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("3513142014,Kebonagung,35.13.14,Kraksaan", "kode desa “3513142014” harus seperti"),
        ("35.13.14.201,Kebonagung,35.13.14,Kraksaan", "kode desa “35.13.14.201” harus seperti"),
        (
            "35.13.14.3014,Kebonagung,35.13.14,Kraksaan",
            "kode desa 35.13.14.3014: empat angka terakhir diawali 1 (kelurahan) atau 2 (desa).",
        ),
        (
            "35.13.16.2014,Kebonagung,35.13.14,Kraksaan",
            "kode desa 35.13.16.2014 tidak termasuk kecamatan 35.13.14.",
        ),
        ("35.13.14.2015,Kebonagung,35.13,Kraksaan", "kode kecamatan “35.13” harus seperti"),
        (PATOKAN, "kode 35.13.14.1017 sudah ada di baris 2."),
        ("35.13.14.2014,,35.13.14,Kraksaan", "kolom nama kosong."),
        (",Kebonagung,35.13.14,Kraksaan", "kolom kode kosong."),
        ("35.13.14.2014,Kebonagung,35.13.14, ", "kolom kecamatan kosong."),
        ("35.13.14.2014,Kebonagung", "kolom kode_kecamatan kosong."),
        (
            "35.13.14.2014,Kebonagung,35.13.14,Krakasan",
            "kecamatan 35.13.14 bernama “Kraksaan” di baris 2, di sini “Krakasan”.",
        ),
        ("35.13.14.2014,#N/A,35.13.14,Kraksaan", "Rumus di sel ini menghasilkan #N/A."),
        (f"35.13.14.2014,{'x' * 101},35.13.14,Kraksaan", "isi kolom nama lebih dari 100 huruf."),
        (
            "35.13.14.2014,Kebon,agung,35.13.14,Kraksaan",
            "berisi 5 kolom, padahal judulnya 4.",
        ),
    ],
)
def test_wrong_row_is_named_and_nothing_is_written(run, line, said):
    out, err, error = run("import_villages", csv(PATOKAN, SUKOKERTO, line))

    assert err.startswith("Baris 4: ")
    assert said in err
    assert (out, error) == ("", "1 baris salah; tidak ada yang disimpan.")
    assert not Village.objects.exists()
    assert not District.objects.exists()


def test_every_wrong_row_is_named_at_once(run):
    __, err, error = run("import_villages", csv("x,A,35.13.14,Kraksaan", PATOKAN, "y,,35.13.14,"))

    assert [line.partition(":")[0] for line in err.splitlines()] == [
        "Baris 2",
        "Baris 4",
        "Baris 4",
        "Baris 4",
    ]
    assert error == "2 baris salah; tidak ada yang disimpan."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "Kolom tidak ditemukan: kode, nama, kode_kecamatan, kecamatan."),
        ("kode,nama\n35.13.14.2014,Kebonagung\n", "Kolom tidak ditemukan: kode_kecamatan, kecamat"),
        (HEADING, "tidak berisi satu desa pun"),
        (b"PK\x03\x04\x81\x8d", "Kolom tidak ditemukan"),
        ("kode,nama\x00", "bukan teks CSV"),
        (f'{HEADING}\n"35.13.14.2014,Kebonagung\n', "Tanda kutip di baris 2 tidak berpasangan"),
    ],
    ids=["empty", "columns", "no rows", "zip", "null", "open quote"],
)
def test_file_that_is_no_list_of_villages(run, content, said):
    __, __, error = run("import_villages", content)

    assert said in error


def test_missing_file():
    with pytest.raises(CommandError, match=r"tidak-ada\.csv tidak dapat dibaca"):
        call_command("import_villages", "tidak-ada.csv")


@pytest.mark.parametrize("rows", [1, 150])
def test_villages_are_written_in_few_queries(run, rows, django_assert_max_num_queries):
    lines = [f"35.13.14.{2000 + n},Desa {n},35.13.14,Kraksaan" for n in range(rows)]

    with django_assert_max_num_queries(12):
        run("import_villages", csv(*lines))


@needs_shared_data
@pytest.mark.parametrize(
    ("name", "districts", "villages"), [("probolinggo", 24, 330), ("pekalongan", 4, 27)]
)
def test_real_lists(name, districts, villages):
    out = StringIO()
    for __ in range(2):
        call_command("import_villages", str(SHARED / name / "villages.csv"), stdout=out)

    assert out.getvalue().splitlines() == [
        f"Kecamatan: {districts} baru, 0 berubah, 0 tetap.",
        f"Desa: {villages} baru, 0 berubah, 0 tetap.",
        f"Kecamatan: 0 baru, 0 berubah, {districts} tetap.",
        f"Desa: 0 baru, 0 berubah, {villages} tetap.",
    ]
    assert Village.history.count() == villages


# --- boundaries -------------------------------------------------------------------------------------

SQUARE = [[113.40, -7.75], [113.41, -7.75], [113.41, -7.74], [113.40, -7.74], [113.40, -7.75]]


def feature(code="35.13.14.2014", ring=SQUARE):
    return {
        "type": "Feature",
        "properties": {"kode": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def geojson(*features):
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.fixture
def kebonagung(db):
    return make_village(code="35.13.14.2014", name="Kebonagung")


def test_boundary_area_and_centre_are_stored(run, kebonagung):
    out, err, error = run("import_boundaries", geojson(feature()))

    kebonagung.refresh_from_db()
    assert out == "Batas desa: 1 baru, 0 berubah, 0 tetap, 0 ditolak.\n"
    assert (err, error) == ("", "")
    assert kebonagung.boundary == {"type": "Polygon", "coordinates": [SQUARE]}
    assert kebonagung.boundary_area_ha == pytest.approx(Decimal("121.99"), abs=Decimal("0.1"))
    assert (kebonagung.latitude, kebonagung.longitude) == (Decimal("-7.745"), Decimal("113.405"))


def test_boundary_second_run_changes_nothing(run, kebonagung):
    run("import_boundaries", geojson(feature()))
    before = kebonagung.history.count()

    out, __, __ = run("import_boundaries", geojson(feature()))

    assert out == "Batas desa: 0 baru, 0 berubah, 1 tetap, 0 ditolak.\n"
    assert kebonagung.history.count() == before


def test_boundary_change_keeps_assistants_in_the_history(run, kebonagung):
    ani = make_user("ani")
    kebonagung.assistants.add(ani)
    run("import_boundaries", geojson(feature()))
    moved = [[longitude + 0.01, latitude] for longitude, latitude in SQUARE]

    out, __, __ = run("import_boundaries", geojson(feature(ring=moved)))

    assert out == "Batas desa: 0 baru, 1 berubah, 0 tetap, 0 ditolak.\n"
    latest = kebonagung.history.first()
    assert latest.history_change_reason == "Impor batas dari berkas"
    assert [link.user for link in latest.assistants.all()] == [ani]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (feature("35.13.14.2099"), "Fitur 2 (35.13.14.2099): desa dengan kode ini belum ada"),
        (feature("35.13.14.2014"), "Fitur 2 (35.13.14.2014): kode ini sudah ada di fitur 1."),
        (feature(""), "Fitur 2: tidak mempunyai properties.kode."),
        (feature(None), "Fitur 2: tidak mempunyai properties.kode."),
        (feature(3513142014), 'properties.kode harus seperti "35.13.14.2014", bukan 3513142014.'),
        (feature(["35.13.14.2014"]), "properties.kode harus seperti"),
        ({"type": "Feature", "geometry": None}, "Fitur 2: tidak mempunyai properties.kode."),
        ("Kebonagung", "Fitur 2: tidak mempunyai properties.kode."),
        (feature("35.13.14.2015") | {"geometry": None}, "Polygon atau MultiPolygon"),
        (feature("35.13.14.2015", SQUARE[:-1]), "Garis batas tidak tertutup"),
        (feature("35.13.14.2015", [[x, -y] for x, y in SQUARE]), "tanpa tanda minus"),
        (feature("35.13.14.2015", [[y, x] for x, y in SQUARE]), "tertukar"),
        (feature("35.13.14.2015", [[x + 40, y] for x, y in SQUARE]), "di luar Indonesia"),
        (
            feature("35.13.14.2015", [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]),
            "memotong dirinya sendiri",
        ),
    ],
)
def test_wrong_feature_is_named_and_nothing_is_written(run, kebonagung, wrong, said):
    make_village(code="35.13.14.2015")

    out, err, error = run("import_boundaries", geojson(feature(), wrong))

    assert err.startswith("Fitur 2")
    assert said in err
    assert (out, error) == ("", "1 batas salah; tidak ada yang disimpan.")
    assert not Village.objects.filter(boundary__isnull=False).exists()


def test_accept_valid_writes_the_right_ones(run, kebonagung):
    out, err, error = run(
        "import_boundaries", geojson(feature("35.13.14.2099"), feature()), accept_valid=True
    )

    assert out == "Batas desa: 1 baru, 0 berubah, 0 tetap, 1 ditolak.\n"
    assert err == "Fitur 1 (35.13.14.2099): desa dengan kode ini belum ada di portal.\n"
    assert error == ""
    kebonagung.refresh_from_db()
    assert kebonagung.boundary


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "isinya bukan JSON"),
        ("<kml></kml>", "isinya bukan JSON"),
        (b"\xff\xfe\x00", "isinya bukan JSON"),
        ("[" * 100_000, "isinya bukan JSON"),
        ("[]", "tidak ada FeatureCollection"),
        ('{"type": "Topology"}', "tidak ada FeatureCollection"),
        ('{"type": "FeatureCollection"}', "tidak berisi satu batas desa pun"),
        (geojson(), "tidak berisi satu batas desa pun"),
        ('{"type": "FeatureCollection", "features": {"a": 1}}', "tidak berisi satu batas"),
    ],
    ids=["empty", "kml", "binary", "deep", "list", "topojson", "none", "zero", "mapping"],
)
def test_file_that_is_no_geojson(run, content, said):
    __, __, error = run("import_boundaries", content)

    assert said in error


def test_missing_boundary_file():
    with pytest.raises(CommandError, match=r"tidak-ada\.geojson tidak dapat dibaca"):
        call_command("import_boundaries", "tidak-ada.geojson")


@needs_shared_data
@pytest.mark.parametrize(("name", "count"), [("five-villages", 5), ("kraksaan-pajarakan", 30)])
def test_real_boundaries(name, count, django_assert_max_num_queries):
    folder = SHARED / "probolinggo"
    call_command("import_villages", str(folder / "villages.csv"), stdout=StringIO())
    out = StringIO()

    with django_assert_max_num_queries(20):
        for __ in range(2):
            call_command("import_boundaries", str(folder / f"{name}.geojson"), stdout=out)

    assert out.getvalue().splitlines() == [
        f"Batas desa: {count} baru, 0 berubah, 0 tetap, 0 ditolak.",
        f"Batas desa: 0 baru, 0 berubah, {count} tetap, 0 ditolak.",
    ]
    assert Village.objects.filter(boundary__isnull=False, latitude__lt=-7).count() == count
