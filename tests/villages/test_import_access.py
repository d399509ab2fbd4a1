"""Who may import and see imports, what undoing shows, and what the pages cost."""

import pytest
from django.urls import reverse

from tests.factories import make_baseline, make_neighbourhood, make_record, make_village
from tests.villages.uploading import (
    LIST,
    UPLOAD,
    address,
    csv_file,
    messages_of,
    save,
    sheet_row,
    text_of,
    upload,
    workbook,
)
from villages import actions
from villages.models import Baseline, NeighbourhoodRecord


@pytest.fixture
def preview(client, ani, village):
    """Of ani's, of one new RT."""
    client.force_login(ani)
    return upload(client, {"isian.xlsx": workbook(sheet_row(village))})


@pytest.fixture
def saved(client, ani, village):
    """A saved import that changed RT 001 (60 → 40) and filled RT 002 anew."""
    client.force_login(ani)
    baseline = make_baseline(village, by=ani)
    make_record(baseline, make_neighbourhood(village, "001", "001"))
    rows = sheet_row(village, irregular_buildings=40), sheet_row(village, "002")
    batch = upload(client, {"isian.xlsx": workbook(*rows)})
    save(client, batch)
    return batch


def pages_of(batch):
    marked = address("marked", batch, batch.files.get().pk)
    return [address("detail", batch), address("undo", batch), marked]


# --- who --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["citra", "dedi", "vina", "adi"])
def test_only_assistants_import(client, preview, request, name):
    client.force_login(request.getfixturevalue(name))

    assert client.get(UPLOAD).status_code == 403
    assert client.get(address("undo", preview)).status_code == 403
    for act in ("save", "discard", "undo"):
        assert client.post(address(act, preview)).status_code == 403
    assert client.post(UPLOAD, {"year": 2022}).status_code == 403
    assert Baseline.objects.count() == 0


def test_readers_see_no_import(client, preview, vina):
    client.force_login(vina)

    for path in (LIST, *pages_of(preview)):
        assert client.get(path).status_code == 403


def test_agency_staff_see_no_import_of_a_baseline(client, preview, dedi):
    client.force_login(dedi)

    assert list(client.get(LIST).context["page"]) == []
    assert client.get(address("detail", preview)).status_code == 404


@pytest.mark.parametrize("name", ["citra", "adi"])
def test_reviewers_see_every_import_but_decide_none(client, saved, request, name):
    client.force_login(request.getfixturevalue(name))

    assert list(client.get(LIST).context["page"]) == [saved]
    for path in (LIST, address("detail", saved)):
        page = text_of(client.get(path))
        assert UPLOAD not in page
        assert "Batalkan impor" not in page
        assert "Jangan simpan" not in page


def test_an_import_of_somebody_else_does_not_exist(client, saved, budi):
    client.force_login(budi)

    for path in pages_of(saved):
        assert client.get(path).status_code == 404
    for act in ("save", "discard", "undo"):
        assert client.post(address(act, saved)).status_code == 404
    assert "Belum ada impor." in text_of(client.get(LIST))


def test_acts_are_not_links(client, preview):
    for act in ("save", "discard"):
        assert client.get(address(act, preview)).status_code == 405
    for path in (LIST, address("detail", preview)):
        assert client.post(path).status_code == 405


def test_signing_in_comes_first(client, preview):
    client.logout()
    for path in (LIST, UPLOAD, *pages_of(preview)):
        assert client.get(path).status_code == 302


def test_a_file_of_another_import_is_not_found(client, village, preview):
    other = upload(client, {"lain.xlsx": workbook(sheet_row(village, "002"))})
    assert client.get(address("marked", preview, other.files.get().pk)).status_code == 404


def test_another_assistant_of_the_village_sees_a_saved_import(client, saved, budi, village):
    village.assistants.add(budi)
    client.force_login(budi)
    assert client.get(address("detail", saved)).status_code == 200
    assert client.get(address("undo", saved)).status_code == 200


# --- undoing ----------------------------------------------------------------------------------


def test_undo_page_says_what_it_would_do_and_does_it(client, village, saved):
    page = text_of(client.get(address("undo", saved)))
    assert "<dt>RT yang angka lamanya kembali</dt><dd>1</dd>" in page
    assert "<dt>Isian RT yang dikeluarkan</dt><dd>1</dd>" in page

    response = client.post(address("undo", saved), follow=True)

    assert messages_of(response) == ["Impor dibatalkan; angka lama kembali seperti semula."]
    assert "Dibatalkan" in text_of(response)
    record = NeighbourhoodRecord.objects.get()
    assert (record.irregular_buildings, record.total) == (60, 26)
    assert client.get(address("undo", saved)).status_code == 404


def test_undo_keeps_what_somebody_changed_since(client, ani, saved):
    record = NeighbourhoodRecord.objects.get(neighbourhood__rt="001")
    record.irregular_buildings = 45
    actions.save_record(record=record, by=ani)

    page = text_of(client.get(address("undo", saved)))
    client.post(address("undo", saved))

    assert "Diubah orang setelah impor, jadi tetap seperti sekarang" in page
    assert '<td>1a Ketidakteraturan Bangunan</td><td class="num">40</td><td class="num">45' in page
    record.refresh_from_db()
    assert record.irregular_buildings == 45


def test_undo_ends_when_the_baseline_is_submitted(client, ani, saved):
    baseline = Baseline.objects.get()
    actions.submit_baseline(baseline=baseline, by=ani, note="Sesuai lapangan")

    page = text_of(client.get(address("undo", saved)))
    response = client.post(address("undo", saved), follow=True)

    assert "tidak dapat dibatalkan lagi" in page
    assert "<button" not in page.partition("tidak dapat dibatalkan lagi")[2]
    assert messages_of(response) == [f"Sudah diajukan atau diverifikasi: {baseline}."]
    assert NeighbourhoodRecord.objects.count() == 2


def test_undoing_a_new_baseline_takes_it_back(client, ani, village, preview):
    save(client, preview)

    page = text_of(client.get(address("undo", preview)))
    response = client.post(address("undo", preview), follow=True)

    assert f"<li>{village} 2022 (Awal)</li>" in page
    assert response.status_code == 200
    assert Baseline.objects.count() == 0


# --- the list, and what pages cost ------------------------------------------------------------


def test_list_shows_and_filters_ones_imports(client, village, saved):
    upload(client, {"lain.csv": csv_file(sheet_row(village, "009"))}, year=2019)

    assert [batch.year for batch in client.get(LIST).context["page"]] == [2019, 2022]
    for query, year in (({"q": "lain"}, 2019), ({"status": "saved"}, 2022)):
        assert [batch.year for batch in client.get(LIST, query).context["page"]] == [year]
    assert "Tidak ada impor di bawah saringan ini." in text_of(client.get(LIST, {"q": "tak ada"}))


@pytest.mark.parametrize("count", [1, 3])
def test_list_query_count(client, ani, village, count, django_assert_num_queries):
    client.force_login(ani)
    for number in range(count):
        row = sheet_row(village, f"{number + 1:03}")
        upload(client, {f"{number}.csv": csv_file(row), "a.csv": csv_file(row)})

    with django_assert_num_queries(7):
        client.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("is_saved", [False, True])
def test_detail_query_count(client, ani, count, is_saved, django_assert_num_queries):
    client.force_login(ani)
    villages = [make_village(assistants=[ani]) for __ in range(count)]
    files = {f"{place.code}.csv": csv_file(sheet_row(place)) for place in villages}
    batch = upload(client, files)
    if is_saved:
        save(client, batch, follow=False)

    with django_assert_num_queries(7 if is_saved else 6):
        client.get(batch.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_upload_page_query_count(client, ani, count, django_assert_num_queries):
    client.force_login(ani)
    for __ in range(count):
        make_baseline(make_village(assistants=[ani]))

    with django_assert_num_queries(5):
        assert len(client.get(reverse("villages:import-upload")).context["baselines"]) == count
