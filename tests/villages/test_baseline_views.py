"""The pages of a baseline: opening, the task list, the figures."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from tests.factories import (
    make_baseline,
    make_neighbourhood,
    make_record,
    make_village,
    move_baseline,
)
from villages import actions
from villages.models import MEASURE_FIELDS, Baseline

OPEN = reverse("villages:baseline-open")
EMPTY = dict.fromkeys(MEASURE_FIELDS)


def url(name, baseline):
    return reverse(f"villages:{name}", args=baseline.address)


def page(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


# --- opening ----------------------------------------------------------------------------------------


def test_open_preselects_the_village_and_proposes_this_year(client, ani, village):
    make_village(assistants=[ani])
    client.force_login(ani)

    form = client.get(OPEN, {"desa": village.code}).context["form"]

    assert form["village"].value() == village.code
    assert form["year"].value() == timezone.localdate().year
    assert form["kind"].value() == "initial"


def test_open_proposes_a_replication_after_the_first_baseline(client, ani, village):
    make_baseline(village, year=2021, records=1, by=ani, status="verified")
    client.force_login(ani)

    response = client.get(OPEN)

    assert response.context["form"]["kind"].value() == "replication"
    assert "Baseline terverifikasi terakhir Kebonagung: 2021 (Awal)." in response.content.decode()


def test_open_offers_ones_own_villages_only(client, ani, village):
    other = make_village(name="Lain")
    client.force_login(ani)

    form = client.get(OPEN, {"desa": other.code}).context["form"]
    response = client.post(OPEN, {"village": other.code, "year": "2022", "kind": "initial"})

    assert [item.name for item in form.fields["village"].queryset] == ["Kebonagung"]
    assert response.context["form"].errors["village"] == ["Pilih salah satu desa Anda."]


def test_open_leads_to_the_task_list(client, ani, village):
    make_neighbourhood(village)
    client.force_login(ani)

    response = client.post(
        OPEN, {"village": village.code, "year": "2022", "kind": "initial"}, follow=True
    )

    baseline = Baseline.objects.get()
    assert response.redirect_chain == [(baseline.get_absolute_url(), 302)]
    assert "Baseline dibuka dengan 1 RT." in response.content.decode()


def test_open_leads_to_the_baseline_that_exists(client, ani, village):
    baseline = make_baseline(village, by=ani)
    client.force_login(ani)

    response = client.post(OPEN, {"village": village.code, "year": "2022", "kind": "initial"})

    text = response.content.decode()
    assert "Kebonagung 2022 (Awal) sudah ada." in text
    assert f'href="{baseline.get_absolute_url()}"' in text
    assert Baseline.objects.count() == 1


@pytest.mark.parametrize(
    ("year", "words"),
    [
        ("", "Isi tahunnya."),
        ("1999", "Tahun baseline antara 2010 dan"),
        ("2099", "Tahun baseline antara 2010 dan"),
        ("kemarin", "bukan angka"),
    ],
)
def test_open_explains_wrong_years(client, ani, village, year, words):
    client.force_login(ani)
    response = client.post(OPEN, {"village": village.code, "year": year, "kind": "initial"})
    assert words in response.context["form"].errors["year"][0]


def test_open_needs_the_role_of_assistants(client, citra):
    client.force_login(citra)
    assert client.get(OPEN).status_code == 403


# --- the task list ----------------------------------------------------------------------------------


@pytest.fixture
def draft(village, ani):
    """Five RTs in every state."""
    village.area_ha = "300"
    village.save()
    baseline = make_baseline(village, by=ani)
    make_record(baseline, by=ani)
    make_record(baseline, by=ani, unsafe_water_households=130, fire_equipment_buildings=None)
    make_record(baseline, by=ani, households=None, dense_area_ha=None)
    make_record(baseline, by=ani, area_ha="301")
    make_record(baseline, **EMPTY)
    return baseline


def test_task_list_says_what_each_rt_lacks(client, ani, draft):
    client.force_login(ani)

    response = client.get(draft.get_absolute_url())

    assert [task.words for task in response.context["tasks"]] == [
        "Lengkap",
        "Perlu dibetulkan: 1, kurang 1 isian",
        "Perlu dibetulkan: 3, kurang 2 isian",
        "Ada peringatan tanpa catatan",
        "Belum diisi",
    ]
    text = response.content.decode()
    assert "3a Ketidaktersediaan Akses Aman Air Minum: 130 KK melebihi jumlah KK (120 KK)." in text
    assert "Belum diisi: 7b" in text
    assert "Belum diisi: Jumlah KK, 1b" in text
    assert "Luas RT (301 ha) melebihi luas desa seluruhnya (300 ha)." in text
    assert "3 RT belum lengkap atau perlu dibetulkan: RT 002 RW 001, RT 003 RW 001" in text
    assert "Isi RT 002 RW 001" in text
    assert url("baseline-submit", draft) not in text


def test_task_list_offers_submitting_when_everything_is_there(client, ani, village):
    baseline = make_baseline(village, records=2, by=ani)
    client.force_login(ani)

    text = page(client, baseline.get_absolute_url())

    assert "Lengkap – belum diajukan" in text
    assert url("baseline-submit", baseline) in text
    assert url("baseline-delete", baseline) in text


def test_task_list_of_an_empty_baseline_asks_for_rts(client, ani, village):
    baseline = make_baseline(village, by=ani)
    client.force_login(ani)
    text = page(client, baseline.get_absolute_url())
    assert "Baseline ini belum berisi satu RT pun. Tambahkan RT-nya di bawah." in " ".join(
        text.split()
    )


def test_returned_baselines_show_the_comment_on_top(client, ani, citra, village):
    baseline = make_baseline(village, records=1, by=ani)
    actions.submit_baseline(baseline=baseline, by=ani)
    actions.return_baseline(baseline=baseline, by=citra, comment="Luas RT 001 <tidak> cocok.")
    client.force_login(ani)

    response = client.get(baseline.get_absolute_url())

    text = response.content.decode()
    assert response.context["asked"].comment == "Luas RT 001 <tidak> cocok."
    assert text.index("Dikembalikan oleh Citra") < text.index("Isian per RT")
    assert escape("Luas RT 001 <tidak> cocok.") in text
    assert url("baseline-delete", baseline) not in text


def test_reopened_baselines_show_the_reason(client, ani, citra, village):
    baseline = make_baseline(village, records=1, by=ani, status="verified", verifier=citra)
    actions.reopen_baseline(baseline=baseline, by=citra, reason="Salah satuan luas.")
    client.force_login(ani)
    assert "Salah satuan luas." in page(client, baseline.get_absolute_url())


@pytest.mark.parametrize("rts", [1, 3])
def test_task_list_query_count(client, ani, village, rts, django_assert_num_queries):
    make_baseline(village, year=2021, records=rts, by=ani, status="verified")
    baseline = make_baseline(village, by=ani)
    for place in village.neighbourhoods.all():
        make_record(baseline, place, by=ani, irregular_buildings=1)
    client.force_login(ani)
    with django_assert_num_queries(12):
        client.get(baseline.get_absolute_url())


def test_eighty_rts_with_findings_stay_below_the_weight_limit(client, ani, village):
    baseline = make_baseline(village, by=ani)
    for n in range(80):
        make_record(
            baseline,
            by=ani,
            unsafe_water_households=130,
            area_ha="301",
            buildings=None if n % 2 else 100,
        )
    client.force_login(ani)
    assert len(client.get(baseline.get_absolute_url()).content) < 150_000


def test_other_assistants_find_no_such_baseline(client, budi, draft):
    client.force_login(budi)
    for name in ("baseline-detail", "baseline-edit", "baseline-submit", "baseline-delete"):
        assert client.get(url(name, draft)).status_code == 404


# --- the figures ------------------------------------------------------------------------------------


@pytest.mark.parametrize("reader", ["vina", "dedi", "citra", "ani"])
def test_everybody_reads_the_figures_of_a_verified_baseline(client, request, village, ani, reader):
    baseline = make_baseline(village, records=2, by=ani, status="verified")
    client.force_login(request.getfixturevalue(reader))

    text = page(client, baseline.get_absolute_url())

    assert "Diverifikasi oleh" in text
    assert "Rata-rata persentase tiap kriteria" in text
    assert "3a Ketidaktersediaan Akses Aman Air Minum" in text
    assert "2 RT dengan data dasar dan nilainya" in text
    assert "Tambah RT" not in text


def test_readers_do_not_know_of_drafts(client, vina, draft):
    client.force_login(vina)
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_reviewers_read_a_draft_as_unfinished_figures(client, citra, draft):
    client.force_login(citra)
    text = page(client, draft.get_absolute_url())
    assert "angka-angka ini belum diajukan dan dapat berubah" in text


def test_assistants_see_that_a_submitted_baseline_is_locked(client, ani, village):
    baseline = make_baseline(village, records=1, by=ani, status="submitted")
    client.force_login(ani)
    text = page(client, baseline.get_absolute_url())
    assert "menunggu tinjauan Bappeda. Selama itu isiannya terkunci." in text


def test_reviewers_are_led_to_the_review(client, citra, village, ani):
    baseline = make_baseline(village, records=1, by=ani, status="submitted")
    client.force_login(citra)
    assert url("baseline-review", baseline) in page(client, baseline.get_absolute_url())


@pytest.mark.parametrize("rts", [1, 3])
def test_figures_query_count(client, vina, village, rts, django_assert_num_queries):
    make_baseline(village, year=2021, records=rts, status="verified")
    baseline = make_baseline(village, year=2022)
    for place in village.neighbourhoods.all():
        make_record(baseline, place)
    move_baseline(baseline, "verified")
    client.force_login(vina)
    with django_assert_num_queries(9):
        client.get(baseline.get_absolute_url())
