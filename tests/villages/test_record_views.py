"""Entering the sheet of an RT: form, live score, saving by itself, adding and removing RTs."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories import (
    MEASURES,
    make_baseline,
    make_neighbourhood,
    make_record,
    move_baseline,
)
from villages import actions
from villages.models import MEASURE_FIELDS, NeighbourhoodRecord
from villages.scoring import INDICATORS

EMPTY = dict.fromkeys(MEASURE_FIELDS)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def baseline(village, ani):
    return make_baseline(village, by=ani)


@pytest.fixture
def record(baseline, ani):
    return make_record(baseline, by=ani)


def url(name, record):
    place = record.neighbourhood
    return reverse(f"villages:{name}", args=[*record.baseline.address, place.rw, place.rt])


def typed(record, **values):
    """What a browser posts: everything as text, with the version that was shown."""
    return {field: str(value) for field, value in (MEASURES | values).items()} | {
        "note": values.get("note", ""),
        "version": str(record.version),
    }


def stored(record):
    return NeighbourhoodRecord.objects.get(pk=record.pk)


def text_of(response):
    return " ".join(response.content.decode().split())


# --- the form ---------------------------------------------------------------------------------------


def test_form_asks_for_every_value_with_unit_and_help(client, ani, record):
    client.force_login(ani)

    text = text_of(client.get(url("record-edit", record)))

    for field in MEASURE_FIELDS:
        assert f'name="{field}"' in text
        assert f'id="id_{field}_unit"' in text
        assert f'id="id_{field}_helptext"' in text
    assert "KK yang mendapat air minum kurang dari 60 liter per orang per hari." in text
    assert "RT 1 dari 1" in text
    assert "80,00 % <strong>nilai 5</strong>" in text
    assert '<strong class="score__figure">26</strong>' in text


def test_form_shows_the_value_of_the_verified_baseline_before(client, ani, village):
    old = make_baseline(village, year=2019, by=ani)
    make_record(old, irregular_buildings=77)
    record = make_record(make_baseline(village, by=ani), village.neighbourhoods.get(), by=ani)
    client.force_login(ani)
    assert "Lama:" not in text_of(client.get(url("record-edit", record)))

    move_baseline(old, "verified")

    text = text_of(client.get(url("record-edit", record)))
    assert "Lama: 77" in text
    assert "berasal dari baseline 2019 (Awal)" in text


def test_saving_stores_scores_and_says_so(client, ani, record):
    client.force_login(ani)

    response = client.post(
        url("record-edit", record),
        typed(record, area_ha="1,104724", poor_road_m="510.5"),
        follow=True,
    )

    assert response.redirect_chain == [(url("record-edit", record), 302)]
    assert "RT 001 RW 001 disimpan. Nilainya 28, kumuh ringan." in text_of(response)
    kept = stored(record)
    assert (kept.area_ha, kept.poor_road_m, kept.total) == (
        Decimal("1.104724"),
        Decimal("510.50"),
        28,
    )
    assert (kept.edited_by, kept.version) == (ani, 2)


def test_saving_half_a_sheet_is_a_draft(client, ani, baseline):
    record = make_record(baseline, **EMPTY)
    client.force_login(ani)

    response = client.post(
        url("record-edit", record), {"buildings": "100", "version": "1"}, follow=True
    )

    assert "disimpan sebagai draf" in text_of(response)
    assert "Kurang 21 isian" in text_of(response)
    assert (stored(record).buildings, stored(record).total) == (100, None)


def test_a_volume_above_its_denominator_is_saved_and_pointed_out(client, ani, record):
    client.force_login(ani)

    response = client.post(
        url("record-edit", record), typed(record, unsafe_water_households=130), follow=True
    )

    assert stored(record).unsafe_water_households == 130
    text = text_of(response)
    assert "130 KK melebihi jumlah KK (120 KK). Tulis paling banyak 120" in text
    assert "Perlu dibetulkan: 1" in text


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("households", "12,5", "bukan bilangan bulat"),
        ("buildings", "seratus", "“seratus” bukan angka"),
        ("area_ha", "-2,70", "Tulis angka 0 atau lebih."),
        ("poor_road_m", "1.250", "Tulis 1250 atau 1,25."),
    ],
)
def test_what_cannot_be_stored_keeps_everything_typed(client, ani, record, field, wrong, words):
    client.force_login(ani)

    response = client.post(
        url("record-edit", record),
        typed(record, **{field: wrong, "people": 444, "note": "Catatanku"}),
    )

    text = text_of(response)
    assert words in " ".join(response.context["form"].errors[field])
    assert f'value="{wrong}"' in text
    assert 'value="444"' in text
    assert "Catatanku" in text
    assert "Kesalahan:" in text
    assert "data-changed" in text
    assert stored(record).people == 400


def test_saving_without_a_change_makes_no_version(client, ani, record):
    client.force_login(ani)
    client.post(url("record-edit", record), typed(record, area_ha="2,50"))
    assert (stored(record).version, record.history.count()) == (1, 1)


def test_save_and_next_goes_on_to_the_next_rt(client, ani, baseline):
    first, second = (make_record(baseline, by=ani) for __ in range(2))
    client.force_login(ani)

    onward = client.post(url("record-edit", first), typed(first) | {"next": ""})
    home = client.post(url("record-edit", second), typed(second) | {"next": ""})

    assert onward["Location"] == url("record-edit", second)
    assert home["Location"] == baseline.get_absolute_url()


def test_the_first_button_saves_so_that_enter_does(client, ani, record):
    client.force_login(ani)
    text = text_of(client.get(url("record-edit", record)))
    buttons = text[text.index('id="record-form"') :].split("<button")[1:]
    assert [">Simpan<" in buttons[0], 'name="next"' in buttons[1]] == [True, True]


def test_form_leads_to_the_rts_before_and_after(client, ani, baseline):
    first, second, third = (make_record(baseline, by=ani) for __ in range(3))
    client.force_login(ani)

    text = text_of(client.get(url("record-edit", second)))

    assert "RT 2 dari 3" in text
    assert f'rel="prev" href="{url("record-edit", first)}"' in text
    assert f'rel="next" href="{url("record-edit", third)}"' in text


@pytest.mark.parametrize("rts", [1, 3])
def test_form_query_count(client, ani, village, rts, django_assert_num_queries):
    make_baseline(village, year=2019, records=rts, by=ani, status="verified")
    baseline = make_baseline(village, by=ani)
    records = [make_record(baseline, place, by=ani) for place in village.neighbourhoods.all()]
    client.force_login(ani)
    with django_assert_num_queries(9):
        client.get(url("record-edit", records[0]))


def test_form_stays_light(client, ani, record):
    client.force_login(ani)
    assert len(client.get(url("record-edit", record)).content) < 60_000


# --- who may ----------------------------------------------------------------------------------------


def test_other_assistants_find_no_such_rt(client, budi, record):
    client.force_login(budi)
    for name in ("record-edit", "record-remove"):
        assert client.get(url(name, record)).status_code == 404
    assert client.post(url("record-edit", record), typed(record)).status_code == 404
    assert client.post(url("record-score", record), typed(record)).status_code == 404


def test_an_rt_that_is_not_there_is_not_found(client, ani, record):
    client.force_login(ani)
    address = reverse("villages:record-edit", args=[*record.baseline.address, "009", "009"])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("reader", ["vina", "citra", "dedi", "ani"])
def test_everybody_reads_the_sheet_of_a_verified_baseline(client, request, village, ani, reader):
    baseline = make_baseline(village, records=1, by=ani, status="verified")
    record = baseline.records.get()
    client.force_login(request.getfixturevalue(reader))

    text = text_of(client.get(url("record-edit", record)))

    assert "Volume kekurangan, persentase terhadap data dasar, dan nilainya" in text
    assert "80,00" in text
    assert "record-form" not in text


def test_reviewers_cannot_save(client, citra, record):
    client.force_login(citra)
    assert client.post(url("record-edit", record), typed(record, people=401)).status_code == 403
    assert client.post(url("record-score", record), typed(record)).status_code == 403
    assert stored(record).people == 400


def test_saving_after_somebody_submitted_keeps_what_was_typed(client, ani, baseline, record):
    actions.submit_baseline(baseline=baseline, by=ani)
    client.force_login(ani)

    response = client.post(url("record-edit", record), typed(record, people=401))

    text = text_of(response)
    assert "sudah diajukan atau diverifikasi, jadi terkunci" in text
    assert 'value="401"' in text
    assert stored(record).people == 400


# --- while typing -----------------------------------------------------------------------------------


def test_score_while_typing_stores_nothing(client, ani, record):
    client.force_login(ani)

    response = client.post(
        url("record-score", record), typed(record, irregular_buildings=80), headers=HTMX
    )

    text = text_of(response)
    assert "80,00 % <strong>nilai 5</strong>" in text
    assert '<strong class="score__figure">28</strong>' in text
    assert text.count('hx-swap-oob="true"') == len(MEASURE_FIELDS)
    assert (stored(record).irregular_buildings, stored(record).version) == (60, 1)


def test_score_while_typing_reads_what_it_can(client, ani, baseline):
    record = make_record(baseline, **EMPTY)
    client.force_login(ani)

    response = client.post(
        url("record-score", record),
        {"buildings": "100", "irregular_buildings": "51", "substandard_buildings": "banyak"},
        headers=HTMX,
    )

    text = text_of(response)
    assert "51,00 % <strong>nilai 3</strong>" in text
    assert "Sementara" in text
    assert "Kurang 20 isian" in text


def test_score_while_typing_shows_findings_beside_their_field(client, ani, record):
    client.force_login(ani)
    response = client.post(
        url("record-score", record), typed(record, irregular_buildings=101), headers=HTMX
    )
    finding = text_of(response).split('id="id_irregular_buildings_result"')[1].split("</div>")[0]
    assert "101 unit melebihi jumlah bangunan (100 unit)." in finding
    assert "nilai" not in finding.split("finding--blocking")[0]


def test_a_sheet_of_zeros_asks_whether_it_was_surveyed(client, ani, record):
    client.force_login(ani)
    nothing = dict.fromkeys((item.field for item in INDICATORS), 0)
    response = client.post(url("record-score", record), typed(record, **nothing), headers=HTMX)
    assert "Pastikan RT ini sudah disurvei." in text_of(response)


def test_score_while_typing_answers_posts_only(client, ani, record):
    client.force_login(ani)
    assert client.get(url("record-score", record)).status_code == 405


# --- saving by itself -------------------------------------------------------------------------------


def test_autosave_says_so_and_hands_out_the_next_version(client, ani, record):
    client.force_login(ani)

    response = client.post(url("record-edit", record), typed(record, people=401), headers=HTMX)

    text = text_of(response)
    assert "Tersimpan" in text
    assert 'name="version" value="2" id="id_version" hx-swap-oob="true"' in text
    assert response["HX-Trigger"] == '{"saved": {}}'
    assert (stored(record).people, stored(record).version) == (401, 2)


def test_autosave_after_autosave_answers_to_its_version(client, ani, record):
    client.force_login(ani)
    client.post(url("record-edit", record), typed(record, people=401), headers=HTMX)
    record.version = 2

    client.post(url("record-edit", record), typed(record, people=402), headers=HTMX)

    assert (stored(record).people, stored(record).version) == (402, 3)


def test_autosave_of_something_unreadable_says_what(client, ani, record):
    client.force_login(ani)

    response = client.post(
        url("record-edit", record), typed(record, people="banyak", households=100), headers=HTMX
    )

    text = text_of(response)
    assert 'Belum tersimpan. <a href="#id_people">Jumlah penduduk</a>: “banyak” bukan angka' in text
    assert "hx-swap-oob" not in text
    assert "HX-Trigger" not in response
    assert stored(record).households == 120


def test_autosave_of_a_submitted_baseline_says_so(client, ani, baseline, record):
    actions.submit_baseline(baseline=baseline, by=ani)
    client.force_login(ani)
    response = client.post(url("record-edit", record), typed(record, people=401), headers=HTMX)
    assert "Belum tersimpan. Baseline ini sudah diajukan" in text_of(response)


# --- adding and removing RTs ------------------------------------------------------------------------


def add(client, baseline, places):
    address = reverse("villages:record-add", args=baseline.address)
    return client.post(address, {"places": places}, follow=True)


def places_of(baseline):
    return [str(record.neighbourhood) for record in baseline.records.all()]


def test_rts_are_added_as_people_write_them(client, ani, baseline):
    make_neighbourhood(baseline.village, rw="002", rt="001")
    client.force_login(ani)

    response = add(client, baseline, "RT 03 RW 02\r\n\r\nRT001-RW002\r\nRT 5 RW 1 Dusun Krajan")

    assert "3 RT ditambahkan." in text_of(response)
    assert places_of(baseline) == ["RT 005 RW 001", "RT 001 RW 002", "RT 003 RW 002"]
    krajan = baseline.village.neighbourhoods.get(rt="005")
    assert (krajan.hamlet, krajan.label) == ("Krajan", "RT 5 RW 1 Dusun Krajan")


def test_what_cannot_be_told_is_asked_about(client, ani, baseline):
    client.force_login(ani)

    response = add(client, baseline, "RT 03 RW 02\n04/09")

    (message,) = response.context["form"].errors["places"]
    assert message.startswith("“04/09”: ")
    assert message.endswith(("?", "."))
    assert "RT 03 RW 02" in text_of(response)
    assert places_of(baseline) == []


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ("", "Tulis sedikitnya satu RT"),
        ("RT 1 RW 2\nRT 01 RW 002", "RT 001 RW 002 tertulis dua kali."),
        ("RT 1 RW 1", "RT 001 RW 001 sudah ada dalam baseline ini."),
    ],
)
def test_adding_explains_what_is_wrong(client, ani, baseline, places, words):
    make_record(baseline)
    client.force_login(ani)
    response = add(client, baseline, places)
    assert words in " ".join(response.context["form"].errors["places"])
    assert places_of(baseline) == ["RT 001 RW 001"]


def test_adding_is_all_or_nothing(client, ani, baseline):
    make_record(baseline)
    client.force_login(ani)
    add(client, baseline, "RT 7 RW 7\nRT 1 RW 1")
    assert places_of(baseline) == ["RT 001 RW 001"]
    assert baseline.village.neighbourhoods.count() == 1


def test_adding_to_a_submitted_baseline_is_refused(client, ani, village):
    baseline = make_baseline(village, records=1, by=ani, status="submitted")
    client.force_login(ani)
    assert "terkunci" in text_of(add(client, baseline, "RT 7 RW 7"))
    assert baseline.records.count() == 1


def test_removing_asks_first(client, ani, baseline, record):
    client.force_login(ani)

    assert "22 angka yang sudah diisi" in text_of(client.get(url("record-remove", record)))
    assert baseline.records.count() == 1
    response = client.post(url("record-remove", record), follow=True)

    assert "RT 001 RW 001 dikeluarkan dari baseline ini." in text_of(response)
    assert baseline.records.count() == 0


def test_removing_from_a_submitted_baseline_is_refused(client, ani, village):
    record = make_baseline(village, records=1, by=ani, status="submitted").records.get()
    client.force_login(ani)
    response = client.post(url("record-remove", record), follow=True)
    assert "terkunci" in text_of(response)
    assert NeighbourhoodRecord.objects.filter(pk=record.pk).exists()
