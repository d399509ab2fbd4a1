"""What is missing in the regency: each check finds what it names, counted, listed and exported."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_baseline,
    make_decree,
    make_district,
    make_document,
    make_group,
    make_inspection,
    make_location,
    make_neighbourhood,
    make_organisation,
    make_output,
    make_project,
    make_record,
    make_review,
    make_village,
    make_work,
    move_baseline,
)
from villages import registry
from villages.models import Handover, Village
from villages.queries.completeness import CHECKS, all_checks

pytestmark = pytest.mark.django_db
LIST = reverse("villages:check-list")
TODAY = timezone.localdate()


def found(key, user):
    """(label, detail) of the rows of a check over everything that the person sees."""
    villages = Village.objects.visible_to(user)
    check = next(check for check in all_checks(user, villages) if check.key == key)
    return [(row.label, row.detail) for row in map(check.show, check.rows)]


def labels(key, user):
    return [label for label, __ in found(key, user)]


# --- villages -------------------------------------------------------------------------------------------


def test_villages_without_a_baseline_this_year(citra, vina):
    for name, year, status in (
        ("Lama", TODAY.year - 1, "verified"),
        ("Draf", TODAY.year, "draft"),
        ("Jadi", TODAY.year, "verified"),
    ):
        make_baseline(make_village(name=name), records=1, year=year, status=status)

    assert labels("desa-tanpa-baseline", citra) == ["Desa Lama"]
    assert labels("desa-tanpa-baseline", vina) == ["Desa Draf", "Desa Lama"]


def test_villages_without_assistant_area_or_boundary(citra, ani):
    make_village(name="Lengkap", assistants=[ani], boundary={"type": "Polygon"})
    make_village(name="Tanpa", area_ha=None)

    assert labels("desa-tanpa-asisten", citra) == ["Desa Tanpa"]
    assert found("desa-tanpa-luas", citra) == [
        ("Desa Tanpa", "Kecamatan Kraksaan; luas belum diisi")
    ]


# --- decrees --------------------------------------------------------------------------------------------


def test_decrees_that_lack_something(citra):
    make_decree(number="A", villages=[make_village()], file="decrees/a.pdf", decided_on=TODAY)
    make_decree(number="B", decided_on=TODAY)
    make_decree(number="C", status="draft", decided_on=TODAY)

    assert labels("sk-tanpa-berkas", citra) == ["SK B"]
    assert labels("sk-tanpa-lokasi", citra) == ["SK B"]


def test_decrees_due_for_review(citra):
    make_decree(number="A", decided_on=TODAY - timedelta(days=6 * 365))
    make_decree(number="B", decided_on=TODAY)

    assert labels("sk-perlu-ditinjau", citra) == ["SK A"]


def test_locations_that_lack_something(citra, village):
    decree = make_decree()
    full = make_location(decree, village, area_name="Penuh", latitude="-7.7", longitude="113.4")
    full.neighbourhoods.add(make_neighbourhood(village))
    make_location(decree, village, area_name="Kosong")
    make_location(make_decree(status="draft"), village, area_name="Rancangan")

    assert labels("lokasi-tanpa-rt", citra) == ["Kosong, Kebonagung"]
    assert labels("lokasi-tanpa-koordinat", citra) == ["Kosong, Kebonagung"]


def test_rts_of_a_decree_without_a_verified_record(citra, village):
    known, unknown, outside = (make_neighbourhood(village) for __ in range(3))
    baseline = make_baseline(village)
    make_record(baseline, known)
    make_record(baseline, outside)
    move_baseline(baseline, "verified")
    make_location(make_decree(), village).neighbourhoods.add(known, unknown)

    assert labels("rt-sk-tanpa-isian", citra) == ["RT 002 RW 001, Kebonagung"]


# --- projects and organisations -------------------------------------------------------------------------


def test_projects_that_lack_something(citra, village):
    make_output(make_project(village, name="Ada keluaran"))
    make_project(village, name="Batal", status="cancelled", cancel_reason="Dana dialihkan")
    make_project(village, name="Selesai", status="finished")
    handed = make_project(village, name="Diserahkan", status="finished")
    Handover.objects.create(
        project=handed, maintainer=make_organisation(village), handed_over_on=TODAY
    )

    assert labels("kegiatan-tanpa-keluaran", citra) == ["Diserahkan", "Selesai"]
    assert labels("selesai-tanpa-serah-terima", citra) == ["Selesai"]


def test_organisations_without_chair_and_villages_without_maintainer(citra):
    with_keeper, without, outside = (make_village(name=name) for name in ("Satu", "Dua", "Tiga"))
    make_decree(villages=[with_keeper, without])
    make_organisation(with_keeper, "kpp", name="Bersih", chair="Siti")
    make_organisation(without, "kpp", name="Bubar", is_active=False)
    make_organisation(outside, "lkm", name="Maju")

    assert labels("kelembagaan-tanpa-ketua", citra) == ["LKM/BKM Maju"]
    assert labels("desa-sk-tanpa-kpp", citra) == ["Desa Dua"]


# --- reviews, groups, documents --------------------------------------------------------------------------


def test_reviews_not_begun_and_late(citra, village):
    make_decree(villages=[village, other := make_village(name="Selesai")])
    for subject in ("rp2kpkpk", "sk_kumuh", "pokja", "supporters"):
        make_review(other, subject=subject)
    make_review(village, due_on=TODAY - timedelta(days=3))
    make_review(village, subject="pokja", status="not_begun")

    assert found("tinjauan-belum-dimulai", citra) == [
        ("Desa Kebonagung", "3 dari 4 tinjauan belum dimulai")
    ]
    assert found("tinjauan-terlambat", citra) == [
        (f"SK Kumuh Kebonagung {TODAY.year}", "terlambat 3 hari")
    ]


def test_working_groups_and_documents_that_end(citra):
    make_group(decree_number="188/1", term_to=TODAY + timedelta(days=90))
    make_document(title="Habis", year_to=TODAY.year + 1)
    make_document(title="Masih lama", year_to=TODAY.year + 2)

    assert labels("pokja-berakhir", citra) == ["Pokja PKP 188/1"]
    assert found("dokumen-berakhir", citra) == [("Habis", f"berlaku sampai {TODAY.year + 1}")]


# --- the pages ------------------------------------------------------------------------------------------


def counts(client, **query):
    return {check.key: count for check, count in client.get(LIST, query).context["checks"]}


def test_what_matters_most_comes_first_and_what_found_nothing_last(client, citra):
    make_group(term_to=TODAY)
    make_village()
    client.force_login(citra)

    checks = client.get(LIST).context["checks"]

    assert [check.key for check, count in checks if count] == [
        "pokja-berakhir",
        "desa-tanpa-baseline",
        "desa-tanpa-asisten",
        "desa-tanpa-luas",
    ]
    assert [count for __, count in checks] == [1, 1, 1, 1, *[0] * (len(checks) - 4)]


def test_each_number_leads_to_its_rows_and_their_file(client, citra, village):
    make_village(name="Tanpa asisten")
    client.force_login(citra)
    address = reverse("villages:check-detail", args=["desa-tanpa-asisten"])

    overview = client.get(LIST).content.decode()
    page = client.get(address)
    content = client.get(reverse("villages:check-export", args=["desa-tanpa-asisten", "csv"]))
    rows = csv.DictReader(
        StringIO(b"".join(content.streaming_content).decode("utf-8-sig")), delimiter=";"
    )

    assert f'href="{address}">Desa tanpa asisten kota' in overview
    assert [row.label for row in page.context["page"]] == ["Desa Tanpa asisten"]
    assert [row["Desa tanpa asisten kota"] for row in rows] == ["Desa Tanpa asisten"]


def test_a_filter_holds_for_numbers_and_rows(client, citra):
    make_village(name="Satu", district=make_district(code="35.13.16"))
    make_village(name="Dua")
    client.force_login(citra)

    assert counts(client, kecamatan="35.13.16")["desa-tanpa-asisten"] == 1
    assert counts(client, q="tidak ada")["desa-tanpa-asisten"] == 0
    assert counts(client)["desa-tanpa-asisten"] == 2


def test_an_assistant_sees_what_is_missing_in_their_villages(client, ani, village):
    make_village()
    client.force_login(ani)

    assert counts(client)["desa-tanpa-baseline"] == 1


def test_an_unknown_check_is_not_found(client, citra):
    client.force_login(citra)

    assert client.get(reverse("villages:check-detail", args=["apa"])).status_code == 404


def test_a_check_without_rows_says_that_all_is_well(client, citra):
    client.force_login(citra)

    text = client.get(reverse("villages:check-detail", args=["pokja-berakhir"])).content.decode()

    assert "Tidak ada temuan: sudah lengkap." in text


@pytest.mark.parametrize("number", [1, 3])
def test_query_count(client, citra, number, django_assert_num_queries):
    villages = [make_village() for __ in range(number)]
    make_decree(villages=villages)
    for village in villages:
        make_project(village)
        make_review(village, due_on=TODAY - timedelta(days=1))
    client.force_login(citra)
    checks = all_checks(citra, Village.objects.none())

    with django_assert_num_queries(5 + len(checks)):
        response = client.get(LIST)

    assert {check.key: n for check, n in response.context["checks"]}["tinjauan-terlambat"] == number


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("number", [1, 3])
def test_rows_of_every_check_cost_the_same(client, citra, check, number, count_queries):
    """Showing one row or three asks as many queries."""
    _everything_missing(number)
    client.force_login(citra)
    key = check(citra, Village.objects.none()).key
    address = reverse("villages:check-detail", args=[key])

    with count_queries() as queries:
        response = client.get(address)

    assert len(response.context["page"].object_list) == number
    assert len(queries) <= 8


@pytest.fixture
def count_queries():
    """Captured queries of a block."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


def _everything_missing(number):
    """That many rows for every check."""
    past = TODAY - timedelta(days=1)
    for n in range(number):
        village = make_village(name=f"Desa {n}", area_ha=None)
        make_decree(number=f"Kosong {n}", decided_on=TODAY - timedelta(days=7 * 365), file="a.pdf")
        location = make_location(make_decree(decided_on=TODAY), village, latitude="-7.7")
        location.neighbourhoods.add(make_neighbourhood(village))
        make_location(make_decree(decided_on=TODAY, file="a.pdf"), village, area_name="Lain")
        make_inspection(make_project(village, status="finished"), due_on=past)
        make_output(make_work(village, starts_on=TODAY - timedelta(days=30), ends_on=None))
        make_organisation(village, "lkm")
        make_review(village, status="not_begun", due_on=past)
        make_group(term_to=past)
        make_document(year_to=TODAY.year)


def test_other_apps_add_checks_of_their_own(citra, village):
    def provider(user, villages):
        yield registry.Check(
            "contoh", "Contoh", registry.Severity.URGENT, "Lihat.", villages, registry.CheckRow
        )

    registry.checks.register(provider)
    try:
        keys = [check.key for check in all_checks(citra, Village.objects.all())]
    finally:
        registry.checks._providers.remove(provider)

    assert keys.index("contoh") < keys.index("desa-tanpa-baseline")
