"""The list of villages: the right rows, in the right order, as a page and as a file."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories import (
    VOLUMES,
    make_baseline,
    make_decree,
    make_district,
    make_location,
    make_record,
    make_village,
    move_baseline,
)

pytestmark = pytest.mark.django_db
# A small RT without any deficiency.
NOTHING = dict.fromkeys(VOLUMES, 0) | {
    "area_ha": "0.1",
    "buildings": 1,
    "people": 4,
    "households": 1,
    "ideal_road_m": 1,
    "ideal_drain_m": 1,
}


def names(client, **query):
    """Names of the villages listed, in order."""
    response = client.get(reverse("villages:village-list"), query)
    assert response.status_code == 200
    return [village.name for village in response.context["page"]]


def body(client, **query):
    return client.get(reverse("villages:village-list"), query).content.decode()


@pytest.fixture
def places(ani):
    """Three villages in two districts; Alun is ani's."""
    pajarakan = make_district(code="35.13.16", name="Pajarakan")
    return [
        make_village(name="Alun", code="35.13.14.2001", area_ha="300", assistants=[ani]),
        make_village(name="Bantar", code="35.13.16.2002", area_ha="20.5", district=pajarakan),
        make_village(name="Cemara", code="35.13.14.2003", area_ha=None),
    ]


# --- who sees what ----------------------------------------------------------------------------------


def test_list_needs_login(client):
    assert client.get(reverse("villages:village-list")).status_code == 302


def test_list_needs_a_role(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("tamu"))

    assert client.get(reverse("villages:village-list")).status_code == 403
    assert client.get(reverse("villages:village-export", args=["csv"])).status_code == 403


@pytest.mark.parametrize("name", ["village-list", "village-export"])
def test_list_is_only_read(client, citra, name):
    client.force_login(citra)
    args = ["csv"] if name == "village-export" else []

    assert client.post(reverse(f"villages:{name}", args=args)).status_code == 405


@pytest.mark.parametrize("role", ["citra", "dedi", "vina", "adi"])
def test_all_villages_for_those_who_see_the_regency(client, request, role, places):
    client.force_login(request.getfixturevalue(role))

    assert names(client) == ["Alun", "Bantar", "Cemara"]


def test_assistants_see_their_own_villages(client, ani, budi, places):
    client.force_login(ani)
    assert names(client) == ["Alun"]

    client.force_login(budi)
    assert names(client) == []
    assert "Belum ada desa yang ditugaskan kepada Anda." in body(client)


def test_drafts_show_only_to_those_who_may_see_them(client, ani, citra, vina, places):
    make_baseline(places[0], year=2022)
    make_baseline(places[2], records=1, year=2021, status="verified")

    for user, word in ((citra, "Draf"), (ani, "Draf"), (vina, "Belum terverifikasi")):
        client.force_login(user)
        page = client.get(
            reverse("villages:village-list"), {"tahun": 2021 if user == vina else 2022}
        )
        assert f">{word}</span>" in page.content.decode()


# --- filters ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "alun"}, ["Alun"]),
        ({"q": "35.13.14"}, ["Alun", "Cemara"]),
        ({"q": "cem 35.13.14"}, ["Cemara"]),
        ({"q": "  "}, ["Alun", "Bantar", "Cemara"]),
        ({"q": "100%"}, []),
        ({"kecamatan": "35.13.16"}, ["Bantar"]),
        ({"kecamatan": ""}, ["Alun", "Bantar", "Cemara"]),
        ({"q": "a", "kecamatan": "35.13.14"}, ["Alun", "Cemara"]),
    ],
)
def test_search_and_district(client, citra, places, query, found):
    client.force_login(citra)

    assert names(client, **query) == found


def test_decree_counts_while_in_force(client, citra, places):
    make_decree(villages=places[:1])
    make_decree(villages=places[1:2], status="revoked")
    client.force_login(citra)

    assert names(client, sk="ya") == ["Alun"]
    assert names(client, sk="tidak") == ["Bantar", "Cemara"]


def test_hectares_of_all_locations_in_force(client, citra, places):
    decree = make_decree(villages=places[:1])
    make_location(decree, places[0], area_name="Kawasan 2", area_ha="1.25")
    make_decree(villages=places[:1], status="replaced")
    client.force_login(citra)

    assert '<td class="num">6,25</td>' in body(client, q="Alun")


@pytest.fixture
def assessed(places):
    """Alun is light in 2019 and not slum in 2022, Bantar light in 2022; Cemara is a draft of 2022."""
    make_baseline(places[0], records=2, year=2019, status="verified")
    later = make_baseline(places[0], year=2022, kind="replication")
    make_record(later, places[0].neighbourhoods.first(), **NOTHING)
    move_baseline(later, "verified")
    mixed = make_baseline(places[1], year=2022)
    make_record(mixed)
    make_record(mixed, **NOTHING)
    move_baseline(mixed, "verified")
    make_baseline(places[2], year=2022, records=1)
    return places


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"tingkat": "light"}, ["Bantar"]),
        ({"tingkat": "not_slum"}, ["Alun"]),
        ({"tingkat": "heavy"}, []),
        ({"tingkat": "light", "tahun": "2019"}, ["Alun"]),
        ({"tingkat": "tanpa-nilai"}, ["Cemara"]),
        ({"tingkat": "tanpa-nilai", "tahun": "2019"}, ["Bantar", "Cemara"]),
        ({"keadaan": "verified"}, ["Alun", "Bantar"]),
        ({"keadaan": "draft"}, ["Cemara"]),
        ({"keadaan": "none"}, []),
        ({"keadaan": "none", "tahun": "2019"}, ["Bantar", "Cemara"]),
        ({"keadaan": "verified", "tahun": "2019"}, ["Alun"]),
        ({"keadaan": "submitted"}, []),
    ],
)
def test_level_and_state(client, citra, assessed, query, found):
    client.force_login(citra)

    assert names(client, **query) == found


def test_later_kind_of_a_year_is_the_state_of_that_year(client, citra, places):
    make_baseline(places[0], year=2022, kind="initial", records=1, status="verified")
    make_baseline(places[0], year=2022, kind="replication", records=1, status="returned")
    client.force_login(citra)

    assert names(client, keadaan="returned") == ["Alun"]
    assert names(client, keadaan="verified") == []


def test_reader_has_no_filter_for_drafts(client, vina, assessed):
    client.force_login(vina)

    assert names(client, keadaan="none") == ["Cemara"]
    assert 'value="draft"' not in body(client)
    assert names(client, keadaan="draft") == []


def test_rows_say_level_score_and_rts(client, citra, assessed):
    client.force_login(citra)

    page = body(client, q="Bantar")

    assert "Kumuh ringan</span>" in page
    assert '<td class="num">24</td>' in page
    assert "1 dari 2" in page
    assert "Terverifikasi</span>" in page


def test_level_of_an_earlier_year_says_which(client, citra, assessed):
    make_baseline(assessed[1], year=2023)
    client.force_login(citra)

    page = body(client, q="Alun")

    assert 'Tidak kumuh</span>\n <span class="soft">2022</span>' in page
    assert "Baseline 2023" in page


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"tahun": "abc"}, "Tahun baseline"),
        ({"tahun": "1999"}, "Tahun baseline"),
        ({"tingkat": "parah"}, "Tingkat desa"),
        ({"keadaan": "selesai"}, "Keadaan baseline"),
        ({"sk": "mungkin"}, "SK Kumuh"),
        ({"kecamatan": "99.99.99"}, "Kecamatan"),
        ({"q": "x" * 101}, "Nama atau kode desa"),
        ({"q": "a\x00b"}, "Nama atau kode desa"),
    ],
)
def test_impossible_filter_is_explained_and_shows_no_rows(client, citra, places, query, message):
    client.force_login(citra)

    page = body(client, **query)

    assert names(client, **query) == []
    assert f">{message}: " in page
    assert "tidak valid" not in page
    assert "<title>Kesalahan: Desa" in page
    assert "Tidak ada yang ditampilkan sampai saringannya dibetulkan." in page


def test_impossible_order_is_explained_too(client, citra, places):
    client.force_login(citra)

    assert names(client, urut="password") == []
    assert "Urutan ini tidak dikenal." in body(client, urut="password")


def test_filters_show_in_indonesian(client, citra, places):
    client.force_login(citra)

    page = body(client)

    for english in ("Ordering", "descending", "---------", "is greater"):
        assert english not in page


def test_nothing_found_says_so_and_leads_back(client, citra, places):
    client.force_login(citra)

    page = body(client, q="tidak ada desa ini")

    assert "Tidak ada desa yang cocok dengan saringan ini." in page
    assert "Tampilkan semua desa" in page


def test_search_text_is_shown_as_text(client, citra, places):
    client.force_login(citra)

    page = body(client, q="<script>alert(1)</script>")

    assert "<script>alert(1)" not in page


# --- order, pages, files ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("", ["Alun", "Bantar", "Cemara"]),
        ("nama", ["Alun", "Bantar", "Cemara"]),
        ("-nama", ["Cemara", "Bantar", "Alun"]),
        ("kode", ["Alun", "Cemara", "Bantar"]),
        ("-kecamatan", ["Bantar", "Alun", "Cemara"]),
        ("luas", ["Bantar", "Alun", "Cemara"]),
        ("-luas", ["Alun", "Bantar", "Cemara"]),
        ("-kumuh", ["Bantar", "Alun", "Cemara"]),
    ],
)
def test_order_puts_empty_values_last(client, citra, assessed, order, found):
    client.force_login(citra)

    assert names(client, urut=order) == found


def test_heading_says_how_the_list_is_sorted(client, citra, places):
    client.force_login(citra)

    page = body(client, urut="-luas", q="a")

    assert 'aria-sort="descending"><a class="sort" href="?urut=luas&amp;q=a">' in page
    assert '<input type="hidden" name="urut" value="-luas">' in page


def test_fifty_villages_a_page(client, citra):
    for n in range(51):
        make_village(name=f"Desa {n:03}")
    client.force_login(citra)

    page = body(client)
    second = names(client, page=2)

    assert "<strong>51</strong> desa/kelurahan" in page
    assert "Halaman 1 dari 2" in page
    assert second == ["Desa 050"]


def test_csv_holds_exactly_the_filtered_rows_in_order(client, citra, assessed):
    make_decree(villages=assessed[1:2])
    client.force_login(citra)

    response = client.get(
        reverse("villages:village-export", args=["csv"]), {"urut": "-nama", "keadaan": "verified"}
    )
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()

    assert response["Content-Disposition"] == 'attachment; filename="desa.csv"'
    assert lines[0].startswith("Kode;Desa;Jenis;Kecamatan;Luas (ha);")
    assert "Keadaan baseline 2022" in lines[0]
    assert lines[1] == (
        "35.13.16.2002;Bantar;Desa;Pajarakan;20,5;;;;5;Terverifikasi;2022 (Awal);24;"
        "Kumuh ringan;2;1;"
    )
    assert lines[2].startswith("35.13.14.2001;Alun;Desa;Kraksaan;300;")
    assert lines[2].endswith("2022 (Replikasi);0;Tidak kumuh;1;0;Ani")
    assert len(lines) == 3


def test_xlsx_has_all_pages(client, citra):
    for n in range(60):
        make_village(name=f"Desa {n:03}")
    client.force_login(citra)

    response = client.get(reverse("villages:village-export", args=["xlsx"]))
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active

    assert sheet.max_row == 61
    assert sheet["B2"].value == "Desa 000"


def test_export_of_an_impossible_filter_is_empty(client, citra, places):
    client.force_login(citra)

    response = client.get(reverse("villages:village-export", args=["csv"]), {"tahun": "abc"})

    assert len(b"".join(response.streaming_content).splitlines()) == 1


def test_export_keeps_to_the_scope(client, ani, places):
    client.force_login(ani)

    response = client.get(reverse("villages:village-export", args=["csv"]))
    content = b"".join(response.streaming_content).decode()

    assert "Alun" in content
    assert "Bantar" not in content


def test_names_that_look_like_formulas_stay_text(client, citra):
    make_village(name="=1+1")
    client.force_login(citra)

    response = client.get(reverse("villages:village-export", args=["csv"]))

    assert ";'=1+1;" in b"".join(response.streaming_content).decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("query", [{}, {"tahun": "2022", "tingkat": "light", "urut": "-nilai"}])
def test_list_query_count(client, citra, ani, rows, query, django_assert_num_queries):
    for __ in range(rows):
        village = make_village(assistants=[ani])
        make_baseline(village, records=1, status="verified")
        make_decree(villages=[village])
    client.force_login(citra)

    with django_assert_num_queries(9):
        listed = names(client, **query)

    assert len(listed) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_export_query_count(client, citra, ani, rows, django_assert_num_queries):
    for __ in range(rows):
        make_baseline(make_village(assistants=[ani]), records=1, status="verified")
    client.force_login(citra)

    with django_assert_num_queries(7):
        response = client.get(reverse("villages:village-export", args=["csv"]))
        lines = b"".join(response.streaming_content).splitlines()

    assert len(lines) == rows + 1
