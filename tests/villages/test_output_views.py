"""The pages on which outputs are planned for many RTs, delivered, corrected and taken away."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    make_agency,
    make_decree,
    make_location,
    make_neighbourhood,
    make_output,
    make_project,
    make_village,
)
from tests.villages.conditions_of_rts import left, surveyed
from villages.models import Output

pytestmark = pytest.mark.django_db


@pytest.fixture
def rt(village):
    """300,5 m of its roads are poor."""
    return surveyed(village)


@pytest.fixture
def project(client, citra, village):
    """Kept by citra, who is signed in."""
    client.force_login(citra)
    return make_project(village, agency=make_agency())


def url(project, page, **query):
    address = reverse(f"villages:output-{page}", args=[project.pk])
    return address + (f"?kriteria={query['kriteria']}" if query else "")


def output_url(output, page):
    return reverse(f"villages:output-{page}", args=[output.project_id, output.pk])


def errors(response):
    return dict(response.context["form"].errors)


def stored():
    rows = Output.objects.select_related("neighbourhood").order_by("pk")
    return [(str(row), row.planned and float(row.planned), row.delivered) for row in rows]


# --- planning ----------------------------------------------------------------------------------------


def test_the_indicator_comes_first_with_what_the_village_needs(client, project, rt):
    make_output(project, rt, planned=50)

    rows = client.get(url(project, "add")).context["rows"]

    assert len(rows) == 16
    road = next(row for row in rows if row.indicator.code == "2b")
    assert (float(road.needed), road.rt_count, road.planned) == (300.5, 1, 50)


@pytest.mark.parametrize("code", ["", "9z", "2"])
def test_a_wrong_indicator_asks_again(client, project, rt, code):
    response = client.get(url(project, "add", kriteria=code))

    assert "Subkriteria mana yang ditangani?" in response.content.decode()


def test_every_rt_is_offered_with_its_need(client, project, rt, village):
    other = make_neighbourhood(village)
    make_location(make_decree(), village).neighbourhoods.add(other)
    make_neighbourhood(make_village())
    make_output(project, rt, planned=50)

    lines = client.get(url(project, "add", kriteria="2b")).context["lines"]

    assert [
        (str(line.rt), line.need and float(line.need.volume), line.planned, line.is_in_decree)
        for line in lines
    ] == [("RT 001 RW 001", 300.5, 50, False), ("RT 002 RW 001", None, 0, True)]


def test_several_rts_are_planned_at_once(client, project, rt, village):
    second, third = make_neighbourhood(village), make_neighbourhood(village)
    answers = {f"rencana-{rt.pk}": "120,5", f"rencana-{third.pk}": "80", f"rencana-{second.pk}": ""}

    response = client.post(url(project, "add", kriteria="2b"), answers, follow=True)

    assert response.redirect_chain == [(f"{project.get_absolute_url()}#outputs", 302)]
    assert "Rencana untuk 2 RT disimpan." in response.content.decode()
    assert stored() == [("2b RT 001 RW 001", 120.5, None), ("2b RT 003 RW 001", 80.0, None)]


def test_what_is_counted_is_whole(client, project, rt):
    response = client.post(url(project, "add", kriteria="3a"), {f"rencana-{rt.pk}": "2,5"})

    assert list(errors(response)) == [f"rencana-{rt.pk}"]
    assert not Output.objects.exists()
    client.post(url(project, "add", kriteria="3a"), {f"rencana-{rt.pk}": "20"})
    assert stored() == [("3a RT 001 RW 001", 20.0, None)]


def test_a_plan_for_no_rt_is_explained(client, project, rt):
    response = client.post(url(project, "add", kriteria="2b"), {f"rencana-{rt.pk}": ""})

    assert errors(response) == {"__all__": ["Isi rencana sedikitnya satu RT."]}


def test_rts_of_other_villages_cannot_be_planned(client, project, rt):
    elsewhere = make_neighbourhood(make_village())

    response = client.post(url(project, "add", kriteria="2b"), {f"rencana-{elsewhere.pk}": "50"})

    assert response.status_code == 200
    assert not Output.objects.exists()


def test_a_village_without_rts_says_how_to_get_them(client, project):
    words = client.get(url(project, "add", kriteria="2b")).content.decode()

    assert "Desa ini belum mempunyai RT." in words


def test_too_much_is_asked_about_and_the_yes_counts_for_that_only(client, project, rt):
    name, address = f"rencana-{rt.pk}", url(project, "add", kriteria="2b")

    response = client.post(address, {name: "400"})

    form = response.context["form"]
    assert form.findings == ["2b di RT 001 RW 001: rencana 400 m melebihi sisa kebutuhan 300,5 m."]
    assert 'value="400"' in response.content.decode()
    assert f'value="{form.ticket}"' in response.content.decode()

    changed = client.post(address, {name: "500", "confirmed": form.ticket})

    assert "rencana 500 m" in changed.context["form"].findings[0]
    assert not Output.objects.exists()

    client.post(address, {name: "500", "confirmed": changed.context["form"].ticket})

    assert stored() == [("2b RT 001 RW 001", 500.0, None)]


def test_a_cancelled_project_takes_no_plan(client, project, rt):
    project.status, project.cancel_reason = "cancelled", "Tidak jadi"
    project.save()

    response = client.post(url(project, "add", kriteria="2b"), {f"rencana-{rt.pk}": "50"})

    assert errors(response) == {"__all__": ["Kegiatan ini dibatalkan. Usulkan lagi dulu."]}


@pytest.mark.parametrize("rows", [1, 3])
def test_plan_query_count(client, project, village, rt, rows, django_assert_num_queries):
    for __ in range(rows):
        make_output(project, make_neighbourhood(village))

    with django_assert_num_queries(9):
        client.get(url(project, "add", kriteria="2b"))


# --- delivering --------------------------------------------------------------------------------------


def test_results_of_one_day_are_recorded_together(client, project, rt, village):
    first = make_output(project, rt, planned=50)
    second = make_output(project, make_neighbourhood(village), planned=60)
    third = make_output(project, make_neighbourhood(village), planned=70)
    answers = {
        "delivered_on": "2023-05-01",
        f"hasil-{first.pk}": "45,5",
        f"hasil-{second.pk}": "",
        f"hasil-{third.pk}": "0",
    }

    response = client.post(url(project, "results"), answers, follow=True)

    assert "Hasil 2 keluaran dicatat." in response.content.decode()
    assert [row[2] and float(row[2]) for row in stored()] == [45.5, None, 0]
    assert set(Output.objects.values_list("delivered_on", flat=True)) == {date(2023, 5, 1), None}
    assert left(rt) == 255


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("", "Isi tanggal selesainya."),
        ("kemarin", "Pilih tanggal, misalnya 30/06/2025."),
        ("2009-12-31", "Periksa tahunnya: paling awal 2010."),
        ("2099-01-01", "Tanggal selesai tidak boleh di depan."),
    ],
)
def test_the_day_must_be_right(client, project, rt, day, message):
    output = make_output(project, rt)

    response = client.post(
        url(project, "results"), {"delivered_on": day, f"hasil-{output.pk}": "45"}
    )

    assert errors(response) == {"delivered_on": [message]}
    assert 'value="45"' in response.content.decode()


def test_results_that_somebody_else_recorded_meanwhile_are_named(client, project, rt):
    output = make_output(project, rt, delivered=40, delivered_on=date(2023, 4, 1))
    make_output(project, rt)

    response = client.post(
        url(project, "results"), {"delivered_on": "2023-05-01", f"hasil-{output.pk}": "45"}
    )

    assert "sudah dicatat atau dihapus orang lain" in errors(response)["__all__"][0]
    assert Output.objects.get(pk=output.pk).delivered == 40


def test_what_the_survey_has_seen_is_told(client, project, rt):
    output = make_output(project, rt)
    answers = {"delivered_on": "2022-03-31", f"hasil-{output.pk}": "45"}

    words = client.post(url(project, "results"), answers, follow=True).content.decode()

    assert "selesai sebelum survei baseline berakhir (31 Maret 2022)" in words


def test_nothing_waits_for_a_result(client, project):
    assert (
        "Tidak ada keluaran yang menunggu" in client.get(url(project, "results")).content.decode()
    )


# --- correcting --------------------------------------------------------------------------------------


@pytest.fixture
def output(project, rt):
    """50 m planned, 45 m delivered."""
    return make_output(project, rt, planned=50, delivered=45, delivered_on=date(2023, 5, 1))


def answers_of(output):
    """What the form posts when nothing is typed."""
    return {
        "neighbourhood": output.neighbourhood_id,
        "indicator": output.indicator,
        "planned": "50",
        "delivered": "45",
        "delivered_on": "2023-05-01",
        "version": output.version,
    }


def test_the_form_shows_what_is_stored(client, output):
    form = client.get(output_url(output, "edit")).context["form"]

    assert form["planned"].as_widget().count('value="50"') == 1
    assert form["delivered"].label == "Hasil (m)"


def test_a_correction_needs_a_reason(client, output, rt):
    changed = answers_of(output) | {"delivered": "40"}

    response = client.post(output_url(output, "edit"), changed)

    assert errors(response) == {
        "reason": ["Tulis alasan perubahan; hasil ini sudah dihitung dalam kondisi RT."]
    }
    client.post(output_url(output, "edit"), changed | {"reason": "Diukur ulang"})
    assert left(rt) == 260.5


def test_a_plan_asks_for_no_reason(client, project, rt):
    output = make_output(project, rt)
    form = client.get(output_url(output, "edit")).context["form"]
    assert "reason" not in form.fields

    answers = answers_of(output) | {"planned": "60", "delivered": "", "delivered_on": ""}
    client.post(output_url(output, "edit"), answers)

    assert stored() == [("2b RT 001 RW 001", 60.0, None)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"delivered_on": ""}, "delivered_on"),
        ({"delivered": ""}, "delivered"),
        ({"planned": "", "delivered": "", "delivered_on": ""}, "planned"),
        ({"indicator": "3a", "planned": "1,5"}, "planned"),
        ({"neighbourhood": ""}, "neighbourhood"),
        ({"indicator": "9z"}, "indicator"),
    ],
)
def test_what_cannot_be_is_explained_at_its_field(client, output, changes, field):
    response = client.post(output_url(output, "edit"), answers_of(output) | changes)

    assert list(errors(response)) == [field]


def test_the_second_to_save_sees_both_values(client, output):
    typed = answers_of(output) | {"delivered": "44", "reason": "Diukur ulang"}
    client.post(output_url(output, "edit"), typed | {"delivered": "43"})

    response = client.post(output_url(output, "edit"), typed)

    conflicts = response.context["form"].conflicts
    assert [(item.name, item.mine, item.theirs) for item in conflicts] == [
        ("delivered", "44", "43")
    ]
    assert Output.objects.get().delivered == 43


def test_an_output_of_another_project_is_not_found(client, output, village):
    other = make_project(village, agency=make_agency())

    for page in ("edit", "delete"):
        address = reverse(f"villages:output-{page}", args=[other.pk, output.pk])
        assert client.get(address).status_code == 404


# --- taking away -------------------------------------------------------------------------------------


def test_taking_away_asks_first(client, output, rt):
    words = client.get(output_url(output, "delete")).content.decode()

    assert "Hapus keluaran 2b RT 001 RW 001?" in words
    assert "Hasil 45 m, selesai 1 Mei 2023" in words
    assert errors(client.post(output_url(output, "delete"))) == {
        "reason": ["Tulis alasan menghapusnya."]
    }

    response = client.post(output_url(output, "delete"), {"reason": "Dua kali"}, follow=True)

    assert "Keluaran 2b RT 001 RW 001 dihapus." in response.content.decode()
    assert left(rt) == 300.5


def test_a_plan_is_taken_away_without_a_reason(client, project, rt):
    client.post(output_url(make_output(project, rt), "delete"))

    assert not Output.objects.exists()
