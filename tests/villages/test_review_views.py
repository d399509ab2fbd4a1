"""The page on which a baseline is decided: what it shows."""

import pytest

from tests.factories import (
    MEASURES,
    make_baseline,
    make_neighbourhood,
    make_record,
)
from tests.villages.reviewing import address, reread, text_of
from villages import actions
from villages.scoring import DENOMINATORS


@pytest.fixture
def submitted(village, ani):
    """One RT, a first baseline."""
    draft = make_baseline(village, records=1, by=ani)
    return actions.submit_baseline(baseline=draft, by=ani, note="Survei bersama perangkat desa.")


@pytest.fixture
def replication(village, ani, kartika):
    """2019 verified with RT 001 (26) and RT 002 (26); 2022 with RT 001 (23, noted) and a new RT 003."""
    old = make_baseline(village, year=2019, records=2, by=ani, status="verified", verifier=kartika)
    draft = make_baseline(village, year=2022, kind="replication", by=ani)
    kept = old.records.first().neighbourhood
    make_record(draft, kept, by=ani, irregular_buildings=0, note="Ditata tahun 2021.")
    make_record(draft, make_neighbourhood(village, rt="003"), by=ani)
    return actions.submit_baseline(baseline=draft, by=ani)


def test_review_of_a_first_baseline(client, citra, submitted):
    client.force_login(citra)

    response = client.get(address("baseline-review", submitted))

    text = text_of(response)
    assert "Tinjauan Kebonagung 2022 (Awal)" in text
    assert "Survei bersama perangkat desa." in text
    assert "Ini baseline pertama desa ini yang dapat diverifikasi." in text
    assert "Tidak ada peringatan." in text
    assert "Selisih" not in text
    assert response.context["comparison"].total.new == 26


def test_review_shows_the_village_beside_the_verified_baseline_before(client, citra, replication):
    """1a: 60 of 100 and 60 of 100, then 0 of 100 and 60 of 100: 60 % (3) and 30 % (1)."""
    client.force_login(citra)

    response = client.get(address("baseline-review", replication))

    comparison = response.context["comparison"]
    assert (comparison.total.old, comparison.total.new, comparison.total.change) == (26, 24, -2)
    first = comparison.indicators[0]
    assert (first.volume.old, first.volume.new, first.volume.change) == (120, 60, -60)
    assert (first.percent.old, first.percent.new) == (60, 30)
    assert (first.score.old, first.score.new, first.score.change) == (3, 1, -2)
    text = text_of(response)
    assert "Dibandingkan dengan baseline terverifikasi 2019 (Awal)." in text
    assert "Batang: 2022 (Replikasi). Garis tegak: 2019 (Awal)." in text


def test_review_shows_changed_cells_new_and_vanished_rts(client, citra, replication):
    client.force_login(citra)

    response = client.get(address("baseline-review", replication))

    rows = {str(rt.neighbourhood): rt for rt in response.context["comparison"].rts}
    changed = [
        (cell.measure.code, cell.old, cell.new) for cell in rows["RT 001 RW 001"].changed_cells
    ]
    assert changed == [("1a", 60, 0)]
    assert rows["RT 002 RW 001"].is_gone
    assert rows["RT 003 RW 001"].is_new
    text = text_of(response)
    assert "1a <del>60</del> 0" in text
    assert text.count("Tidak ada lagi") == 1
    assert text.count(">Baru<") == 1


def test_all_columns_show_what_did_not_change_too(client, citra, replication):
    client.force_login(citra)

    few = text_of(client.get(address("baseline-review", replication)))
    response = client.get(address("baseline-review", replication, "?kolom=semua"))

    text = text_of(response)
    assert "300,5</td>" not in few
    assert text.count("<td>300,5</td>") == 2
    assert '<td class="changed"><del>60</del> 0</td>' in text
    assert "Tampilkan yang berubah saja" in text


def test_warnings_stand_with_the_explanation(client, citra, replication):
    client.force_login(citra)

    response = client.get(address("baseline-review", replication))

    assert response.context["review"].warning_count == 1
    assert "Berubah lebih dari separuh: 1a." in text_of(response)
    assert "Ditata tahun 2021." in text_of(response)


def test_review_shows_what_changed_since_the_last_submission(client, citra, ani, village):
    draft = make_baseline(village, records=3, by=ani)
    actions.submit_baseline(baseline=draft, by=ani)
    actions.return_baseline(baseline=draft, by=citra, comment="Betulkan RT 001; RT 003 tidak ada.")
    first, second, third = draft.records.all()
    first.irregular_buildings, first.note = 10, "Salah hitung."
    actions.save_record(record=first, by=ani)
    actions.save_record(record=second, by=ani)
    actions.remove_record(record=third, by=ani)
    make_record(draft, make_neighbourhood(village, rw="002", rt="001"), by=ani)
    draft = reread(draft)
    draft.strategic_value = 5
    actions.edit_baseline(baseline=draft, by=ani)
    actions.submit_baseline(baseline=draft, by=ani)
    client.force_login(citra)

    response = client.get(address("baseline-review", draft))

    again = response.context["review"].resubmission
    assert [str(row.pair.neighbourhood) for row in again.rts] == [
        "RT 001 RW 001",
        "RT 003 RW 001",
        "RT 001 RW 002",
    ]
    assert [(row.pair.is_new, row.pair.is_gone, row.note) for row in again.rts] == [
        (False, False, "Salah hitung."),
        (False, True, ""),
        (True, False, ""),
    ]
    assert [(item.label, item.old, item.new) for item in again.answers] == [
        ("Nilai strategis lokasi", "–", "5 – tinggi")
    ]
    text = text_of(response)
    assert "1a <del>60</del> 10" in text
    assert "Betulkan RT 001; RT 003 tidak ada." in text


def test_a_first_submission_has_nothing_that_changed_since(client, citra, submitted):
    client.force_login(citra)

    response = client.get(address("baseline-review", submitted))

    assert response.context["review"].resubmission is None
    assert "Berubah sejak pengajuan lalu" not in text_of(response)


def test_review_says_what_follows_from_the_answers(client, citra, village, ani):
    """Light, considerations 5 + 3 + 1 = 9 medium, legal: rank 6, class C3, restoration."""
    draft = make_baseline(
        village,
        records=1,
        by=ani,
        strategic_value=5,
        population_pressure=3,
        social_condition=1,
        land_status_clear=True,
        follows_spatial_plan=True,
    )
    actions.submit_baseline(baseline=draft, by=ani)
    client.force_login(citra)

    text = text_of(client.get(address("baseline-review", draft)))

    assert "Prioritas 6, kelas C3" in text
    assert "Pemugaran" in text
    assert "menurut isian RT 160,0 jiwa/ha (sedang)" in text


def test_own_work_says_why_there_is_no_button(client, dwi, ani, village):
    draft = make_baseline(village, records=1, by=dwi)
    actions.submit_baseline(baseline=draft, by=ani)
    client.force_login(dwi)

    response = client.get(address("baseline-review", draft))

    assert "Anda ikut mengisi atau mengajukan baseline ini" in text_of(response)
    assert address("baseline-verify", draft) not in text_of(response)
    assert client.post(address("baseline-verify", draft)).status_code == 403
    assert reread(draft).status == "submitted"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("draft", "Masih draf: belum diajukan"),
        ("returned", "Menunggu asisten kota mengajukannya lagi."),
        ("verified", "Angka-angkanya terkunci."),
    ],
)
def test_decisions_fit_the_state(client, citra, village, ani, status, words):
    baseline = make_baseline(village, records=1, by=ani, status=status)
    client.force_login(citra)

    text = text_of(client.get(address("baseline-review", baseline)))

    assert words in text
    assert address("baseline-verify", baseline) not in text
    assert (address("baseline-reopen", baseline) in text) == (status == "verified")


@pytest.mark.parametrize("rts", [1, 3])
def test_review_query_count(client, citra, ani, kartika, village, rts, django_assert_num_queries):
    old = make_baseline(
        village, year=2019, records=rts, by=ani, status="verified", verifier=kartika
    )
    draft = make_baseline(village, year=2022, by=ani)
    for record in old.records.all():
        make_record(draft, record.neighbourhood, by=ani, irregular_buildings=50)
    actions.submit_baseline(baseline=draft, by=ani)
    actions.return_baseline(baseline=draft, by=kartika, comment="Cek.")
    for record in draft.records.all():
        actions.save_record(record=record, by=ani)
    actions.submit_baseline(baseline=draft, by=ani)
    client.force_login(citra)

    with django_assert_num_queries(14):
        response = client.get(address("baseline-review", draft))

    assert len(response.context["comparison"].rts) == rts


@pytest.mark.parametrize("query", ["", "?kolom=semua"])
def test_a_page_of_80_rts_with_everything_changed_stays_light(
    client, citra, ani, kartika, village, query
):
    old = make_baseline(village, year=2019, records=80, by=ani, status="verified", verifier=kartika)
    draft = make_baseline(village, year=2022, by=ani)
    denominators = {item.field: 3 * float(MEASURES[item.field]) for item in DENOMINATORS}
    values = {field: 2 * float(value) + 1 for field, value in MEASURES.items()} | denominators
    values |= {"dense_area_ha": "1.234567", "flooded_area_ha": "0.123456"}
    for record in old.records.select_related("neighbourhood"):
        make_record(draft, record.neighbourhood, by=ani, **values, note="Dihitung ulang.")
    actions.submit_baseline(baseline=draft, by=ani)
    client.force_login(citra)

    response = client.get(address("baseline-review", draft, query))

    assert len(response.context["comparison"].differing) == 80
    assert len(response.content) < 150_000
