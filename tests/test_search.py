"""The search box: what it finds, for whom, and what a slip of the keyboard still finds."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_agency,
    make_decree,
    make_neighbourhood,
    make_organisation,
    make_project,
    make_village,
)
from villages.queries.search import SHOWN

SEARCH = reverse("search")


def found(client, text):
    """Labels found, by kind."""
    groups = client.get(SEARCH, {"q": text}).context["found"].groups
    return {str(group.title): [hit.label for hit in group.hits] for group in groups}


@pytest.fixture
def reader(client, vina):
    client.force_login(vina)
    return client


def test_search_finds_a_village_by_name_code_and_district(reader, village):
    hit = {"Desa": ["Desa Kebonagung"]}

    assert found(reader, "kebonag") == hit
    assert found(reader, village.code) == hit
    assert found(reader, "agung kraksaan") == hit


@pytest.mark.parametrize(
    "text",
    ["rt 3 rw 2", "RT 003 RW 002 Kebonagung", "rt.03 rw.02 kebon", "3/2", "kebonagung 003/002"],
)
def test_search_reads_the_numbers_of_an_rt(reader, village, text):
    make_neighbourhood(village, "002", "003")
    make_neighbourhood(village, "003", "002")

    assert found(reader, text)["RT"] == ["RT 003 RW 002 Kebonagung"]


def test_search_by_rt_alone_names_it_in_every_rw(reader, village):
    make_neighbourhood(village, "001", "003")
    make_neighbourhood(village, "002", "003")
    make_neighbourhood(village, "002", "030")

    assert found(reader, "rt 3")["RT"] == ["RT 003 RW 001 Kebonagung", "RT 003 RW 002 Kebonagung"]


def test_search_leads_to_the_page_of_the_rt(reader, village):
    make_neighbourhood(village, "002", "003")

    group = reader.get(SEARCH, {"q": "rt 3 rw 2"}).context["found"].groups[0]

    assert reader.get(group.hits[0].url).status_code == 200


def test_search_finds_a_decree_by_number_and_by_its_locations(reader, village):
    make_decree(number="188.45/77/2021", villages=[village])

    assert found(reader, "45/77") == {"SK Kumuh": ["188.45/77/2021"]}
    assert found(reader, "kawasan kebonagung")["SK Kumuh"] == ["188.45/77/2021"]


def test_search_finds_a_project_by_name_and_by_agency(reader, village):
    agency = make_agency(short_name="PUPR", name="Dinas Pekerjaan Umum")
    make_project(village, name="Jalan paving", agency=agency)

    assert found(reader, "paving") == {"Kegiatan": ["Jalan paving"]}
    assert found(reader, "pupr kebonagung")["Kegiatan"] == ["Jalan paving"]


def test_search_finds_an_organisation(reader, village):
    make_organisation(village, "kpp", name="Sumber Rejeki")

    assert found(reader, "rejeki") == {"Kelembagaan": ["KPP Sumber Rejeki"]}


def test_search_knows_nothing_of_other_peoples_villages(client, budi, village):
    make_neighbourhood(village, "002", "003")
    make_project(village, name="Jalan paving")
    client.force_login(budi)

    assert found(client, "kebonagung") == found(client, "paving") == found(client, "rt 3") == {}


def test_search_knows_drafts_of_decrees_only_for_those_who_keep_them(client, citra, vina):
    make_decree(number="Rancangan 9", status="draft")
    client.force_login(vina)
    assert found(client, "rancangan") == {}

    client.force_login(citra)
    assert found(client, "rancangan") == {"SK Kumuh": ["Rancangan 9"]}


@pytest.mark.parametrize("text", ["Kebonagng", "kebomagung", "Kebonagumg"])
def test_search_finds_a_mistyped_name_on_either_database(reader, village, text):
    make_village(name="Sukomulyo")

    response = reader.get(SEARCH, {"q": text})

    assert found(reader, text) == {"Desa": ["Desa Kebonagung"]}
    assert "Nama yang mirip" in response.content.decode()


def test_search_without_a_match_says_what_to_try(reader, village):
    page = reader.get(SEARCH, {"q": "zzqx"}).content.decode()

    assert "Tidak ada yang cocok dengan “zzqx”" in page
    assert "Coba kata yang lebih sedikit" in page


def test_search_shows_some_of_each_kind_and_a_way_to_all(reader):
    for number in range(SHOWN + 2):
        make_village(name=f"Suko {number}")

    page = reader.get(SEARCH, {"q": "suko"})

    assert len(found(reader, "suko")["Desa"]) == SHOWN
    assert f"Lihat semua ({SHOWN + 2}) di daftar desa" in page.content.decode()
    assert f'href="{reverse("villages:village-list")}?q=suko"' in page.content.decode()


def test_search_box_alone_asks_nothing(reader):
    response = reader.get(SEARCH)

    assert response.status_code == 200
    assert "Kesalahan" not in response.content.decode()


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "Tulis apa yang dicari."), ("x" * 101, "Tulis paling banyak 100 huruf.")],
)
def test_search_explains_what_it_cannot_look_for(reader, text, message):
    assert message in reader.get(SEARCH, {"q": text}).content.decode()


@pytest.mark.parametrize("text", ["<script>", "100%", "a_b", "'; --", "\x00", "\\"])
def test_search_takes_any_text(reader, village, text):
    response = reader.get(SEARCH, {"q": text})

    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_search_box_is_on_every_page(reader):
    page = reader.get(reverse("villages:village-list")).content.decode()

    assert f'action="{SEARCH}"' in page


def test_search_query_count_does_not_depend_on_what_is_found(
    reader, village, django_assert_num_queries
):
    def rows(number):
        for __ in range(number):
            project = make_project(village, name="Suko paving", agency=make_agency())
            make_organisation(village, "kpp", name=f"Suko {project.pk}")
            make_decree(number=f"Suko {project.pk}", villages=[make_village()])

    rows(1)
    reader.get(SEARCH, {"q": "suko"})
    with django_assert_num_queries(13) as captured:
        reader.get(SEARCH, {"q": "suko"})
    rows(2)
    with django_assert_num_queries(len(captured)):
        reader.get(SEARCH, {"q": "suko"})
