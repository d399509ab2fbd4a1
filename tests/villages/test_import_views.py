"""Importing through pages: upload, preview, decision, result."""

import re

import pytest
from django.utils import timezone

from tests.factories import make_baseline, make_neighbourhood, make_record, make_village
from tests.villages.uploading import (
    LIST,
    UPLOAD,
    address,
    counts,
    csv_file,
    messages_of,
    post_files,
    save,
    sheet_row,
    text_of,
    upload,
    workbook,
)
from villages.models import Baseline, ImportBatch, NeighbourhoodRecord


@pytest.fixture(autouse=True)
def _signed_in(client, ani):
    client.force_login(ani)


@pytest.fixture
def record(village, ani):
    """RT 001 RW 001 in ani's open baseline of 2022, with the figures that ``sheet_row`` writes."""
    baseline = make_baseline(village, by=ani)
    return make_record(baseline, make_neighbourhood(village, "001", "001"), by=ani)


@pytest.fixture
def mixed(client, village, record):
    """A preview with one row of each kind: unchanged, changed, new, refused."""
    make_record(record.baseline, make_neighbourhood(village, "001", "002"))
    rows = (
        sheet_row(village, "001"),
        sheet_row(village, "002", irregular_buildings=40),
        sheet_row(village, "003"),
        sheet_row(village, "004", irregular_buildings=101),
    )
    return upload(client, {"isian.xlsx": workbook(*rows)})


def stored(village):
    """Score by RT of what is stored."""
    records = NeighbourhoodRecord.objects.filter(baseline__village=village)
    return dict(records.values_list("neighbourhood__rt", "total"))


# --- uploading --------------------------------------------------------------------------------


def test_uploading_stores_nothing_but_a_preview(client, village):
    batch = upload(client, {"isian.xlsx": workbook(sheet_row(village))})

    page = text_of(client.get(batch.get_absolute_url()))
    assert counts(batch) == (1, 0, 0, 0)
    assert "Belum ada yang disimpan." in page
    assert "22 angka baru" in page
    assert re.search(r"26 <span class=\"tag tag--level-light\">\s*Kumuh ringan", page)
    assert Baseline.objects.count() == 0


def test_several_files_make_one_import(client, ani, village):
    other = make_village(assistants=[ani], name="Patokan")
    files = {"satu.xlsx": workbook(sheet_row(village)), "dua.csv": csv_file(sheet_row(other))}

    batch = upload(client, files)

    page = text_of(client.get(batch.get_absolute_url()))
    assert counts(batch) == (2, 0, 0, 0)
    assert page.count("satu.xlsx") == page.count("dua.csv") == 1
    assert "Simpan semua (2 baris)" in page


def test_a_csv_with_semicolons_and_decimal_commas_is_read(client, village):
    batch = upload(client, {"isian.csv": csv_file(sheet_row(village, area_ha=1.104724))})

    assert batch.plan[0]["values"]["luas_ha"] == "1.104724"
    assert counts(batch) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("year", "says"),
    [
        (timezone.localdate().year + 1, "Tahun ini belum tiba"),
        (99999, "Tahun ini belum tiba"),
        (1990, "Tahun paling awal 2010."),
        ("dua ribu", "Tulis tahun dengan empat angka"),
        ("", "Isi tahunnya."),
    ],
)
def test_a_year_that_cannot_be_is_said(client, village, year, says):
    response = post_files(client, {"isian.xlsx": workbook(sheet_row(village))}, year=year)

    assert response.status_code == 200
    assert says in str(response.context["form"].errors["year"])
    assert ImportBatch.objects.count() == 0


def test_no_file_and_too_many_files_are_said(client, village):
    assert "Pilih sedikitnya satu berkas" in text_of(post_files(client, {}))
    many = {f"{number}.csv": b"x" for number in range(21)}
    assert "Pilih paling banyak 20 berkas" in text_of(post_files(client, many))
    assert ImportBatch.objects.count() == 0


def test_upload_page_offers_templates_of_ones_open_baselines(client, ani, village, record):
    make_baseline(village, year=2019, records=1, status="verified", by=ani)
    make_baseline(year=2023)

    page = client.get(UPLOAD)

    assert list(page.context["baselines"]) == [record.baseline]
    assert f"/baseline/{village.code}/2022/awal/templat/" in text_of(page)


def test_upload_page_takes_year_and_kind_from_the_address(client):
    form = client.get(UPLOAD, {"tahun": "2019", "jenis": "replication"}).context["form"]
    assert form.initial == {"year": "2019", "kind": "replication"}
    nonsense = client.get(UPLOAD, {"tahun": "²", "jenis": "x"}).context["form"]
    assert nonsense.initial == {"year": timezone.localdate().year, "kind": "initial"}


# --- the preview ------------------------------------------------------------------------------


def test_preview_counts_and_shows_what_would_change(client, mixed):
    page = text_of(client.get(mixed.get_absolute_url()))

    assert counts(mixed) == (1, 1, 1, 1)
    assert '1a Ketidakteraturan Bangunan: <del class="old">60</del> → <b>40</b>' in page
    assert "tertulis “101”." in page
    assert "101 unit melebihi jumlah bangunan (100 unit)" in page
    assert "isian.xlsx, lembar “Isian”, baris 5" in page


def test_a_tile_shows_its_rows_and_says_that_it_does(client, mixed):
    response = client.get(mixed.get_absolute_url(), {"tampil": "refused"})

    assert [item.row.number for item in response.context["page"]] == [5]
    assert 'tampil=refused#baris" aria-current="true"' in text_of(response)
    everything = client.get(mixed.get_absolute_url(), {"tampil": "apa saja", "page": "99"})
    assert len(everything.context["page"].object_list) == 4


def test_the_same_finding_in_many_rows_is_one_group(client, village):
    rows = [sheet_row(village, f"{n:03}", irregular_buildings=101) for n in range(1, 31)]
    batch = upload(client, {"isian.xlsx": workbook(*rows)})

    response = client.get(batch.get_absolute_url())

    (group,) = response.context["groups"]
    assert (group.rows, len(group.findings), group.hidden_count) == ("2–31", 30, 15)
    assert "baris 2–31 (30 kali)" in text_of(response)


def test_a_page_stays_small_whatever_a_file_holds(client, village):
    rows = [
        sheet_row(village, f"{n:03}", *[], **({"people": "12 KK"} if n % 2 else {"people": -n}))
        for n in range(1, 400)
    ]
    batch = upload(client, {"isian.xlsx": workbook(*rows)})

    for query in ({}, {"tampil": "refused"}):
        assert len(client.get(batch.get_absolute_url(), query).content) < 150_000


# --- the decision -----------------------------------------------------------------------------


def test_save_all_is_refused_while_rows_are_refused(client, village, mixed):
    response = save(client, mixed)

    assert messages_of(response) == [
        "Ada baris yang ditolak. Betulkan berkasnya, atau simpan baris yang benar saja."
    ]
    assert stored(village) == {"001": 26, "002": 26}


def test_save_the_right_rows_only(client, village, mixed):
    response = save(client, mixed, valid_only=True)

    assert messages_of(response) == [
        "Impor disimpan sebagai draf; periksa lalu ajukan baseline-nya."
    ]
    assert stored(village) == {"001": 26, "002": 24, "003": 26}
    baseline = Baseline.objects.get()
    assert f'<a href="{baseline.get_absolute_url()}">{baseline}</a>' in text_of(response)
    assert "Batalkan impor ini…" in text_of(response)


def test_saving_twice_writes_once(client, village, mixed):
    save(client, mixed, valid_only=True)
    again = save(client, mixed, valid_only=True)

    assert messages_of(again) == ["Impor ini tidak lagi menunggu keputusan: disimpan."]
    assert Baseline.objects.get().events.filter(act="imported").count() == 1


def test_the_same_file_again_has_nothing_to_save(client, village, mixed):
    content = {"isian.xlsx": workbook(sheet_row(village, "003"))}
    save(client, mixed, valid_only=True)

    batch = upload(client, content)

    page = text_of(client.get(batch.get_absolute_url()))
    assert counts(batch) == (0, 0, 1, 0)
    assert "Semua angka sudah sama dengan yang tersimpan" in page
    assert "Simpan semua" not in page
    assert messages_of(save(client, batch)) == [
        "Tidak ada yang perlu disimpan: semua angka sudah sama."
    ]


def test_not_saving_changes_nothing(client, village, mixed):
    response = client.post(address("discard", mixed), follow=True)

    assert response.redirect_chain[-1][0] == LIST
    assert stored(village) == {"001": 26, "002": 26}
    assert "Impor ini tidak jadi disimpan" in text_of(client.get(mixed.get_absolute_url()))
    assert "tidak lagi menunggu keputusan" in messages_of(save(client, mixed))[0]
    again = client.post(address("discard", mixed), follow=True)
    assert "tidak lagi menunggu keputusan" in messages_of(again)[0]


def test_what_changed_since_the_preview_is_shown_before_saving(client, village, record):
    batch = upload(client, {"isian.xlsx": workbook(sheet_row(village, irregular_buildings=40))})
    NeighbourhoodRecord.objects.filter(pk=record.pk).update(irregular_buildings=50)

    response = save(client, batch)

    assert "Data di portal berubah sejak pratinjau ini dibuat." in messages_of(response)[0]
    assert '<del class="old">50</del> → <b>40</b>' in text_of(response)
    record.refresh_from_db()
    assert record.irregular_buildings == 50
    save(client, batch)
    record.refresh_from_db()
    assert record.irregular_buildings == 40
