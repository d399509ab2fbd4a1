"""Hectares that left the slum area: proposed, confirmed, changed since; village, regency and form."""

from decimal import Decimal
from io import BytesIO
from threading import Barrier, Thread

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_district, make_village
from tests.villages.surveying import JUST_LIGHT, deliver, surveyed
from villages.actions.condition import refresh_conditions
from villages.models import SlumReduction

pytestmark = pytest.mark.django_db
LIST = "villages:reduction-list"


def leave(village, year=2021, area="1.25", rt="001"):
    """One RT of the village scores 16 in 2019 and 11 from a year on."""
    if not village.baselines.exists():
        surveyed(village, 2019, *[JUST_LIGHT | {"area_ha": area}] * 3)
    deliver(village, rt, year, "3a", 100)
    refresh_conditions([village], until=2023)


@pytest.fixture
def village(village):
    """1.25 ha leave Ani's village in 2021; 2.5 ha stay."""
    leave(village)
    return village


def edit_address(village, year=2021):
    return reverse("villages:reduction-edit", args=[village.code, year])


def village_address(village):
    return reverse("villages:reduction-village", args=[village.code])


@pytest.fixture
def confirm(client, citra):
    """Fill in and send the form as Citra."""

    def send(village, year=2021, *, form=None, **answers):
        client.force_login(citra)
        shown = form or client.get(edit_address(village, year)).context["form"]
        hidden = {name: _sent(shown[name].value()) for name in ("seen_ha", "version")}
        typed = {"confirmed_ha": "1,25", "note": "Berita acara 12/2021"}
        return client.post(edit_address(village, year), hidden | typed | answers)

    return send


def _sent(value):
    return "" if value is None else str(value)


def text_of(response):
    return " ".join(response.content.decode().split())


def states(response):
    """(village, year, proposed, confirmed, state) of the rows on a page."""
    rows = response.context.get("rows") or response.context["page"]
    return [
        (row.village.name, row.year, row.proposed_ha, row.confirmed_ha, row.state)
        for row in rows
        if row.state
    ]


# --- the village ------------------------------------------------------------------------------------


def test_every_year_with_a_condition_is_listed(client, vina, village):
    client.force_login(vina)

    response = client.get(village_address(village))

    assert [row.year for row in response.context["rows"]] == [2019, 2020, 2021, 2022, 2023]
    assert states(response) == [("Kebonagung", 2021, Decimal("1.25"), None, "belum")]
    assert "Belum ditetapkan" in text_of(response)
    assert edit_address(village) not in text_of(response)


def test_village_that_was_never_verified(client, citra):
    client.force_login(citra)

    text = text_of(client.get(village_address(make_village())))

    assert "belum dapat dihitung" in text


def test_both_figures_are_kept_with_who_and_why(client, citra, village, confirm):
    response = confirm(village, confirmed_ha="1,2", note="Sebagian RT tetap kumuh")

    assert response.url == village_address(village)
    kept = SlumReduction.objects.get()
    assert (kept.year, kept.proposed_ha, kept.confirmed_ha) == (
        2021,
        Decimal("1.25"),
        Decimal("1.2"),
    )
    assert (kept.note, kept.confirmed_by) == ("Sebagian RT tetap kumuh", citra)
    text = text_of(client.get(village_address(village)))
    assert "Pengurangan luas kumuh 2021 ditetapkan." in text
    assert 'Sebagian RT tetap kumuh <span class="soft">Citra, ' in text
    assert "Ubah penetapan 2021" in text


def test_proposal_that_changed_since_is_flagged(client, citra, village, confirm):
    confirm(village)
    leave(village, rt="002")

    response = client.get(village_address(village))

    assert states(response) == [
        ("Kebonagung", 2021, Decimal("2.5"), Decimal("1.25"), "berubah"),
    ]
    assert "Usulan berubah sejak ditetapkan" in text_of(response)
    assert '<td class="num">2,5</td> <td class="num changed">1,25</td>' in text_of(response)


def test_confirming_again_answers_to_the_new_proposal(village, confirm):
    confirm(village)
    leave(village, rt="002")

    confirm(village, confirmed_ha="2,5", note="Berita acara 3/2022")

    kept = SlumReduction.objects.get()
    assert (kept.proposed_ha, kept.confirmed_ha, kept.version) == (
        Decimal("2.5"),
        Decimal("2.5"),
        2,
    )
    assert [row.confirmed_ha for row in kept.history.all()] == [Decimal("2.5"), Decimal("1.25")]


def test_history_of_what_was_confirmed(client, citra, village, confirm):
    confirm(village)
    confirm(village, confirmed_ha="1", note="Dihitung ulang")

    text = text_of(client.get(reverse("villages:reduction-history", args=[village.code])))

    assert "<strong>Penetapan 2021 diubah</strong>" in text
    assert "<td>1,25</td><td>1</td>" in text
    assert "Dihitung ulang" in text


# --- the form ---------------------------------------------------------------------------------------


def test_form_shows_the_rows_behind_the_proposal(client, citra, village):
    client.force_login(citra)

    response = client.get(edit_address(village))

    assert [
        (str(row.neighbourhood), row.area_ha, row.total_before, row.total)
        for row in response.context["leaving"]
    ] == [("RT 001 RW 001", Decimal("1.25"), 16, 11)]
    assert 'name="confirmed_ha" value="1,25"' in text_of(response)
    rt = reverse("villages:neighbourhood-detail", args=[village.code, "001", "001"])
    assert f'<a href="{rt}">RT 001 RW 001</a>' in text_of(response)


def test_year_without_proposal_can_be_confirmed_too(village, confirm):
    confirm(village, 2022, confirmed_ha="0,5", note="Relokasi tiga rumah")

    kept = SlumReduction.objects.get()
    assert (kept.year, kept.proposed_ha, kept.confirmed_ha) == (2022, 0, Decimal("0.5"))


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"note": " "}, "Tulis dasar penetapan ini."),
        ({"confirmed_ha": ""}, "Isi luas yang ditetapkan, 0 bila tidak ada."),
        ({"confirmed_ha": "-1"}, "Tulis angka 0 atau lebih."),
        ({"confirmed_ha": "satu"}, "bukan angka"),
        ({"confirmed_ha": "3,76"}, "Luas seluruh RT desa ini 3,75 ha"),
        ({"seen_ha": "0.8"}, "Usulan menurut aturan berubah dari 0,8 menjadi 1,25 ha"),
        ({"seen_ha": ""}, "Usulan menurut aturan berubah dari 0 menjadi 1,25 ha"),
    ],
)
def test_form_refuses_and_keeps_what_was_typed(village, confirm, answers, message):
    response = confirm(village, **{"note": "Berita acara 12/2021"} | answers)

    assert response.status_code == 200
    assert message in text_of(response)
    assert "Kesalahan:" in text_of(response)
    if answers.get("note", "x").strip():
        assert "Berita acara 12/2021</textarea>" in text_of(response)
    assert not SlumReduction.objects.exists()


def test_all_hectares_may_leave(village, confirm):
    assert confirm(village, confirmed_ha="3,75").status_code == 302


def test_second_attempt_answers_to_the_proposal_shown_now(village, confirm):
    refused = confirm(village, seen_ha="0.8")

    again = confirm(village, form=refused.context["form"])

    assert again.status_code == 302


@pytest.mark.parametrize("year", [2018, 2024])
def test_year_without_a_condition_is_not_there(client, citra, village, year):
    client.force_login(citra)

    assert client.get(edit_address(village, year)).status_code == 404


def test_second_to_confirm_sees_both_figures(client, citra, kartika, village, confirm):
    client.force_login(kartika)
    opened = client.get(edit_address(village)).context["form"]
    confirm(village, confirmed_ha="1", note="Dari Citra")

    response = confirm(village, form=opened, confirmed_ha="1,1", note="Dari Kartika")

    assert [(item.name, item.mine, item.theirs) for item in response.context["form"].conflicts] == [
        ("confirmed_ha", "1,1", "1"),
        ("note", "Dari Kartika", "Dari Citra"),
    ]
    assert SlumReduction.objects.get().confirmed_ha == 1


def test_at_the_same_moment_only_one_confirms(transactional_db, citra, kartika, village):
    """Both open the form of a year that nobody confirmed yet, and post at once."""
    start, answers = Barrier(2), {}

    def post(user, figure):
        client = Client()
        client.force_login(user)
        form = client.get(edit_address(village)).context["form"]
        sent = {"confirmed_ha": figure, "note": "Berita acara", "seen_ha": form.proposed_ha}
        start.wait()
        try:
            answers[figure] = client.post(edit_address(village), sent)
        finally:
            connection.close()

    threads = [Thread(target=post, args=pair) for pair in ((citra, "1"), (kartika, "0.5"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answer.status_code for answer in answers.values()) == [200, 302]
    loser = next(answer for answer in answers.values() if answer.status_code == 200)
    assert [item.name for item in loser.context["form"].conflicts] == ["confirmed_ha"]
    assert SlumReduction.objects.get().version == 1


@pytest.mark.parametrize(
    ("person", "status"), [("ani", 403), ("dedi", 403), ("vina", 403), ("adi", 403)]
)
def test_only_bappeda_confirms(client, request, village, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(edit_address(village)).status_code == status
    assert client.post(edit_address(village), {"confirmed_ha": "1"}).status_code == status


# --- the regency ------------------------------------------------------------------------------------


@pytest.fixture
def regency(village):
    """Kebonagung 1.25 ha in 2021; Alun, in another district, 2 ha in 2022."""
    other = make_village(name="Alun", district=make_district(code="35.13.16", name="Pajarakan"))
    leave(other, 2022, area="2")
    return village, other


def test_list_holds_what_was_proposed_or_confirmed(client, citra, regency, confirm):
    confirm(regency[0], confirmed_ha="1")

    response = client.get(reverse(LIST))

    assert states(response) == [
        ("Alun", 2022, 2, None, "belum"),
        ("Kebonagung", 2021, Decimal("1.25"), 1, "ditetapkan"),
    ]
    assert "<strong>2</strong> baris: usulan 3,25 ha, ditetapkan 1 ha" in text_of(response)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"tahun": "2021"}, ["Kebonagung"]),
        ({"kecamatan": "35.13.16"}, ["Alun"]),
        ({"q": "kebon"}, ["Kebonagung"]),
        ({"keadaan": "belum"}, ["Alun"]),
        ({"keadaan": "ditetapkan"}, ["Kebonagung"]),
        ({"keadaan": "berubah"}, []),
        ({"keadaan": "perlu"}, ["Alun"]),
        ({"urut": "usulan"}, ["Kebonagung", "Alun"]),
        ({"urut": "-usulan"}, ["Alun", "Kebonagung"]),
        ({"urut": "-ditetapkan"}, ["Kebonagung", "Alun"]),
        ({"urut": "ditetapkan"}, ["Kebonagung", "Alun"]),
        ({"urut": "desa"}, ["Alun", "Kebonagung"]),
        ({"tahun": "1999"}, []),
        ({"urut": "luas"}, []),
    ],
)
def test_list_filters_and_sorts(client, citra, regency, confirm, query, names):
    confirm(regency[0])

    response = client.get(reverse(LIST), query)

    assert [name for name, *__ in states(response)] == names


def test_impossible_filter_is_explained(client, citra, regency):
    client.force_login(citra)

    text = text_of(client.get(reverse(LIST), {"keadaan": "entah"}))

    assert "Pilih salah satu dari daftar ini." in text
    assert "Tidak ada yang ditampilkan sampai saringannya dibetulkan." in text


def test_empty_list_says_so(client, citra):
    client.force_login(citra)

    assert "Belum ada RT yang keluar dari luas kumuh." in text_of(client.get(reverse(LIST)))


def test_assistants_see_their_own_villages(client, ani, regency):
    client.force_login(ani)

    assert [name for name, *__ in states(client.get(reverse(LIST)))] == ["Kebonagung"]


def test_confirmed_figure_stays_when_nothing_is_proposed_any_more(client, citra, village, confirm):
    confirm(village)
    village.projects.get().outputs.get().delete()
    refresh_conditions([village], until=2023)

    assert states(client.get(reverse(LIST))) == [
        ("Kebonagung", 2021, 0, Decimal("1.25"), "berubah")
    ]


def test_export_has_exactly_the_rows_of_the_list(client, citra, regency, confirm):
    confirm(regency[0], note="=Berita acara")

    response = client.get(
        reverse("villages:reduction-export", args=["xlsx"]), {"keadaan": "ditetapkan"}
    )

    sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    headings, row = sheet.iter_rows(values_only=True)
    assert headings[3:9] == (
        "Tahun",
        "Usulan menurut aturan sekarang (ha)",
        "Usulan saat ditetapkan (ha)",
        "Ditetapkan (ha)",
        "Keadaan",
        "Catatan",
    )
    assert row[1:10] == (
        "Kebonagung",
        "Kraksaan",
        2021,
        1.25,
        1.25,
        1.25,
        "Ditetapkan",
        "=Berita acara",
        "Citra",
    )


@pytest.mark.parametrize("name", [LIST, "home"])
def test_pages_ask_no_more_for_three_villages_than_for_one(client, citra, village, name):
    client.force_login(citra)
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(name))
    for __ in range(2):
        leave(make_village())

    with CaptureQueriesContext(connection) as three:
        client.get(reverse(name))

    assert len(three) == len(one)


def test_village_page_query_count(client, citra, village, confirm, django_assert_num_queries):
    confirm(village)
    client.get(village_address(village))

    with django_assert_num_queries(8):
        client.get(village_address(village))


# --- what waits -------------------------------------------------------------------------------------


def waiting(client, user):
    """(label, detail) of what waits to be confirmed."""
    client.force_login(user)
    groups = client.get(reverse("home")).context["waiting"]
    return [
        (item.label, item.detail)
        for group in groups
        if group.title == "Pengurangan luas kumuh yang perlu ditetapkan"
        for item in group.items
    ]


def test_proposals_wait_for_bappeda(client, citra, regency, confirm):
    assert waiting(client, citra) == [
        ("Desa Kebonagung, 2021", "usulan 1,25 ha"),
        ("Desa Alun, 2022", "usulan 2 ha"),
    ]

    confirm(regency[0])
    confirm(regency[1], 2022, confirmed_ha="2")
    assert waiting(client, citra) == []

    leave(regency[0], rt="002")
    assert waiting(client, citra) == [("Desa Kebonagung, 2021", "usulan berubah: 1,25 → 2,5 ha")]


def test_what_waits_leads_to_all_of_it(client, citra, village):
    for year in range(2021, 2023):
        for __ in range(5):
            leave(make_village(), year)
    client.force_login(citra)

    (group,) = client.get(reverse("home")).context["waiting"]

    assert (len(group.items), group.total) == (10, 11)
    assert client.get(group.url).context["page"].paginator.count == 11


@pytest.mark.parametrize("person", ["ani", "dedi", "vina"])
def test_proposals_wait_for_nobody_else(client, request, village, person):
    assert waiting(client, request.getfixturevalue(person)) == []
