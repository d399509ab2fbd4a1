"""Pages of the weekly record: entering, findings while typing, two people at once, money, removing."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_disbursement, make_week, make_work
from villages.models import Disbursement, WorkWeek

pytestmark = pytest.mark.django_db

TYPED = {
    "starts_on": "2021-09-13",
    "days": "6",
    "men": "8",
    "women": "2",
    "poor_workers": "7",
    "person_days": "59,5",
    "wages_rp": "5.950.000",
    "materials_rp": "2.000.000",
    "physical_percent": "22,5",
    "financial_percent": "17",
    "note": "",
}


@pytest.fixture
def work(village):
    """A running project with money and one week."""
    project = make_work(village)
    make_disbursement(project)
    make_week(project)
    return project


def address(name, project, *more):
    return reverse(f"villages:{name}", args=[project.pk, *more])


def words(response):
    return " ".join(response.content.decode().split())


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_a_new_week_begins_where_the_last_one_ended(client, ani, work):
    client.force_login(ani)

    form = client.get(address("week-edit", work, 2)).context["form"]

    assert form["starts_on"].value() == date(2021, 9, 13)
    assert (form["physical_percent"].value(), form["financial_percent"].value()) == (10, 8)
    assert (form["men"].value(), form["person_days"].value(), form["days"].value()) == (
        None,
        None,
        6,
    )


def test_the_first_week_begins_with_the_contract(client, ani, village):
    client.force_login(ani)

    form = client.get(address("week-edit", make_work(village), 1)).context["form"]

    assert form["starts_on"].value() == date(2021, 9, 6)


def test_last_weeks_values_stand_beside_the_fields(client, ani, work):
    client.force_login(ani)

    page = words(client.get(address("week-edit", work, 2)))

    assert '<span class="week-field__before" id="id_men_before">lalu 8</span>' in page
    assert 'id="id_wages_rp_before">lalu 6.000.000</span>' in page
    assert 'id="id_starts_on_before">lalu 6 Sep</span>' in page
    assert "finding" not in page.partition('id="week-form"')[2].partition("</form>")[0]


def test_a_week_is_entered_as_offices_write_numbers(client, ani, work):
    client.force_login(ani)

    response = client.post(address("week-edit", work, 2), TYPED, follow=True)

    week = work.weeks.get(number=2)
    assert (str(week.person_days), week.wages_rp, str(week.physical_percent)) == (
        "59.5",
        5_950_000,
        "22.50",
    )
    assert messages_of(response) == ["Minggu 2 disimpan."]
    assert response.redirect_chain[0][0] == f"{work.get_absolute_url()}#minggu"


def test_saving_leads_on_to_the_next_week(client, ani, work):
    client.force_login(ani)

    response = client.post(address("week-edit", work, 2), TYPED | {"next": ""})

    assert response["Location"] == address("week-edit", work, 3)


def test_warnings_are_said_after_saving(client, ani, work):
    client.force_login(ani)
    typed = TYPED | {"wages_rp": "9.000.000"}

    response = client.post(address("week-edit", work, 2), typed, follow=True)

    assert messages_of(response) == [
        "Minggu 2 disimpan.",
        "1 peringatan pada minggu ini; lihat tabel minggu.",
    ]
    assert "di luar kisaran" in words(response)


def test_what_blocks_stands_at_its_field_and_nothing_is_lost(client, ani, work):
    client.force_login(ani)
    typed = TYPED | {"poor_workers": "12", "note": "Catatan saya"}

    response = client.post(address("week-edit", work, 2), typed)

    page = words(response)
    assert response.status_code == 200
    assert page.count("MBR 12 orang, padahal pekerja hanya 10.") == 3  # summary, field, live line
    assert 'value="59,5"' in page
    assert "Catatan saya" in page
    assert "Kesalahan:" in page
    assert work.weeks.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("men", "", "Isi angkanya; tulis 0 bila tidak ada."),
        ("men", "2,5", "2,5 bukan bilangan bulat."),
        ("women", "-1", "Tulis angka 0 atau lebih."),
        ("days", "8", "Seminggu paling banyak 7 hari."),
        ("physical_percent", "100,01", "Paling banyak 100 %."),
        ("person_days", "59,55", "Tulis paling banyak 1 angka di belakang koma."),
        ("starts_on", "", "Isi tanggal mulainya."),
        ("starts_on", "minggu lalu", "Pilih tanggal, misalnya 06/09/2021."),
        ("wages_rp", "lima juta", "“lima juta” bukan angka."),
    ],
)
def test_what_cannot_be_read_is_explained(client, ani, work, field, value, message):
    client.force_login(ani)

    response = client.post(address("week-edit", work, 2), TYPED | {field: value})

    (error,) = response.context["form"].errors[field]
    assert error.startswith(message)


def test_no_money_is_no_money(client, ani, work):
    client.force_login(ani)
    typed = TYPED | {"wages_rp": "", "materials_rp": "", "person_days": "0"}

    client.post(address("week-edit", work, 2), typed)

    assert work.weeks.get(number=2).spent_rp == 0


@pytest.mark.parametrize(("number", "status"), [(0, 404), (2, 200), (3, 404), (61, 404)])
def test_weeks_are_entered_one_after_the_other(client, ani, work, number, status):
    client.force_login(ani)

    assert client.get(address("week-edit", work, number)).status_code == status


def test_no_week_is_entered_before_the_work_begins(client, ani, village):
    client.force_login(ani)
    project = make_work(village, status="budgeted")

    response = client.get(address("week-edit", project, 1), follow=True)

    assert messages_of(response) == [
        "Tandai kegiatan ini mulai dikerjakan dulu, lalu isi catatan mingguannya."
    ]


def test_findings_while_typing_store_nothing(client, ani, work):
    client.force_login(ani)
    typed = TYPED | {"poor_workers": "12", "women": "x"}

    response = client.post(address("week-check", work, 2), typed)

    page = words(response)
    assert "8 pekerja, paling banyak 48 HOK" in page
    assert "Perlu dibetulkan: 2" in page
    assert '<div id="id_poor_workers_result" hx-swap-oob="true"><p class="finding' in page
    assert "MBR 12 orang, padahal pekerja hanya 8." in page
    assert work.weeks.count() == 1


def test_findings_follow_the_note(client, ani, work):
    client.force_login(ani)
    typed = TYPED | {"physical_percent": "5"}

    without = words(client.post(address("week-check", work, 2), typed))
    with_note = words(client.post(address("week-check", work, 2), typed | {"note": "Longsor"}))

    assert "finding--blocking" in without
    assert "finding--blocking" not in with_note
    assert "Turun dari 10 % menjadi 5 %." in with_note


def test_the_second_to_save_sees_both_versions(client, ani, citra, work):
    week = work.weeks.get()
    client.force_login(ani)
    shown = client.get(address("week-edit", work, 1)).context["form"]
    typed = {name: shown[name].value() for name in TYPED} | {"version": "1", "poor_workers": "6"}
    typed = {name: "" if value is None else str(value) for name, value in typed.items()}
    week.poor_workers, week.version = 5, 2
    week._history_user = citra
    week.save()

    response = client.post(address("week-edit", work, 1), typed)

    (conflict,) = response.context["form"].conflicts
    assert (conflict.label, conflict.mine, conflict.theirs) == ("Pekerja MBR", "6", "5")
    assert "Diubah oleh Citra" in words(response)
    assert work.weeks.get().poor_workers == 5

    choice = typed | {"version": "2", conflict.choice_name: "mine"}
    client.post(address("week-edit", work, 1), choice)
    assert work.weeks.get().poor_workers == 6


def test_two_people_entering_the_same_week_meet(client, ani, citra, work):
    client.force_login(ani)
    make_week(work, 2, men=5, person_days=40)

    response = client.post(address("week-edit", work, 2), TYPED | {"version": ""})

    assert response.context["form"].conflicts
    assert work.weeks.get(number=2).men == 5


def test_a_week_is_deleted_after_asking(client, ani, work):
    client.force_login(ani)
    page = words(client.get(address("week-delete", work, 1)))
    assert "Hapus Minggu 1?" in page
    assert WorkWeek.objects.count() == 1

    response = client.post(address("week-delete", work, 1), follow=True)

    assert messages_of(response) == ["Minggu 1 dihapus."]
    assert WorkWeek.objects.count() == 0


def test_a_stage_is_recorded_and_changed(client, ani, work):
    client.force_login(ani)
    form = client.get(address("disbursement-add", work)).context["form"]
    assert (form["stage"].value(), form["disbursed_on"].value()) == (2, timezone.localdate())
    typed = {"stage": "2", "disbursed_on": "2021-09-27", "amount_rp": "120.000.000", "note": ""}

    client.post(address("disbursement-add", work), typed)
    stage = work.disbursements.get(stage=2)
    typed |= {"amount_rp": "Rp 100", "version": "1"}
    refused = client.post(address("disbursement-edit", work, stage.pk), typed)
    typed |= {"amount_rp": "90000000", "version": "1"}
    client.post(address("disbursement-edit", work, stage.pk), typed)

    assert "amount_rp" in refused.context["form"].errors
    stage.refresh_from_db()
    assert (stage.amount_rp, stage.version) == (90_000_000, 2)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("amount_rp", "", "Isi jumlah yang dicairkan."),
        ("amount_rp", "0", "Jumlah pencairan harus lebih dari Rp 0."),
        ("amount_rp", "200.000.000", "Semua pencairan menjadi Rp\u00a0320.000.000"),
        ("stage", "0", "Tahap pertama bernomor 1."),
        ("stage", "1", "Tahap ini sudah ada."),
        ("disbursed_on", "", "Isi tanggal pencairannya."),
    ],
)
def test_a_stage_that_cannot_be_is_explained(client, ani, work, field, value, message):
    client.force_login(ani)
    typed = {"stage": "2", "disbursed_on": "2021-09-27", "amount_rp": "1.000.000", "note": ""}

    response = client.post(address("disbursement-add", work), typed | {field: value})

    errors = response.context["form"].errors
    (error,) = errors.get(field) or errors["__all__"]
    assert error.startswith(message)
    assert work.disbursements.count() == 1


def test_a_day_to_come_is_no_stage(client, ani, work):
    client.force_login(ani)
    day = timezone.localdate() + timedelta(days=1)
    typed = {"stage": "2", "disbursed_on": day.isoformat(), "amount_rp": "1", "note": ""}

    response = client.post(address("disbursement-add", work), typed)

    assert response.context["form"].errors["disbursed_on"] == ["Tanggal ini belum tiba."]


def test_a_stage_is_deleted_after_asking(client, ani, work):
    client.force_login(ani)
    stage = work.disbursements.get()
    assert "Hapus Tahap 1?" in words(client.get(address("disbursement-delete", work, stage.pk)))

    client.post(address("disbursement-delete", work, stage.pk))

    assert Disbursement.objects.count() == 0


def test_parts_of_another_project_are_not_found(client, ani, work, village):
    client.force_login(ani)
    other = make_disbursement(make_work(village))

    assert client.get(address("disbursement-edit", work, other.pk)).status_code == 404
    assert client.get(address("disbursement-delete", work, other.pk)).status_code == 404
