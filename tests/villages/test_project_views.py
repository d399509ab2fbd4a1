"""The pages on which interventions are registered, changed and moved along."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_agency,
    make_decree,
    make_district,
    make_location,
    make_neighbourhood,
    make_organisation,
    make_output,
    make_project,
    make_village,
)
from tests.villages.conditions_of_rts import surveyed
from villages.models import Project

pytestmark = pytest.mark.django_db
ANSWERS = {"name": "Paving gang", "scheme": "padat_karya", "year": "2025", "status": "proposed"}


def add_url(village=None):
    return reverse("villages:project-add") + (f"?desa={village.code}" if village else "")


def url(project, page="detail", *args):
    return reverse(f"villages:project-{page}", args=[project.pk, *args])


def errors(response):
    return dict(response.context["form"].errors)


def offered(form, name):
    return [str(label) for __, label in form.fields[name].choices]


# --- adding ------------------------------------------------------------------------------------------


def test_the_village_comes_first_by_district(client, citra):
    make_village(name="Alun")
    make_village(name="Sukomulyo", district=make_district(code="35.13.16", name="Pajarakan"))
    client.force_login(citra)

    form = client.get(add_url()).context["form"]

    groups = [
        (group, [name for __, name in rows]) for group, rows in form["desa"].field.choices[1:]
    ]
    assert [(group, rows[0][:4]) for group, rows in groups] == [
        ("Kraksaan", "Alun"),
        ("Pajarakan", "Suko"),
    ]


def test_an_assistant_of_one_village_is_not_asked_for_it(client, ani, village):
    make_village()
    client.force_login(ani)

    response = client.get(add_url())

    assert response.context["village"] == village
    assert offered(response.context["form"], "scheme") == ["Padat karya"]


def test_other_villages_are_not_offered_and_not_taken(client, ani, village):
    client.force_login(ani)

    response = client.get(add_url(make_village()))

    assert errors(response) == {"desa": ["Desa dengan kode itu tidak ada. Pilih dari daftar."]}


def test_who_belongs_to_no_agency_is_told_so(client, dedi, village):
    client.force_login(dedi)

    assert "Minta Admin menghubungkan akun Anda" in client.get(add_url(village)).content.decode()
    assert client.post(add_url(village), ANSWERS).status_code == 200
    assert not Project.objects.exists()


def test_a_project_is_added_with_everything(client, citra, village):
    location = make_location(make_decree(), village)
    ksm, kpp = make_organisation(village, "ksm"), make_organisation(village, "kpp")
    client.force_login(citra)
    answers = ANSWERS | {
        "status": "running",
        "location": location.pk,
        "agency": make_agency().pk,
        "builder": ksm.pk,
        "maintainer": kpp.pk,
        "component": "Jalan paving",
        "starts_on": "2025-03-01",
        "ends_on": "2025-05-31",
        "households_helped": "1.250",
        "state_rp": "250.000.000",
        "self_help_rp": "50000000",
        "note": "Bersama warga",
    }

    response = client.post(add_url(village), answers, follow=True)

    project = Project.objects.get()
    assert response.redirect_chain == [(project.get_absolute_url(), 302)]
    assert "Sekarang isi keluarannya per RT." in response.content.decode()
    assert (project.budget_rp, project.state_rp, project.self_help_rp) == (
        300_000_000,
        250_000_000,
        50_000_000,
    )
    assert (project.status, project.households_helped) == ("running", 1250)
    assert (project.location, project.builder, project.maintainer) == (location, ksm, kpp)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"name": " "}, "name", "Isi nama kegiatan."),
        ({"year": "2009"}, "year", "Tahun anggaran paling awal 2010."),
        ({"year": "20255"}, "year", "Periksa tahunnya, misalnya 2025."),
        ({"scheme": ""}, "scheme", "Pilih skemanya."),
        (
            {"scheme": "programme"},
            "agency",
            "Pilih OPD yang melaksanakan program ini, atau tulis pelaksana lainnya.",
        ),
        (
            {"starts_on": "2025-05-02", "ends_on": "2025-05-01"},
            "ends_on",
            "Tanggal selesai pada atau setelah tanggal mulai.",
        ),
        (
            {"budget_rp": "300.000.000", "state_rp": "250.000.000"},
            "budget_rp",
            "Anggaran Rp\u00a0300.000.000, tetapi sumber dana berjumlah Rp\u00a0250.000.000: "
            "kurang Rp\u00a050.000.000.",
        ),
        ({"state_rp": "-5"}, "state_rp", "Tulis angka 0 atau lebih."),
    ],
)
def test_what_cannot_be_is_explained(client, citra, village, changes, field, message):
    client.force_login(citra)

    response = client.post(add_url(village), ANSWERS | changes)

    assert errors(response) == {field: [message]}
    assert not Project.objects.exists()


def test_places_and_organisations_of_other_villages_are_not_offered(client, citra, village):
    other = make_village()
    make_location(make_decree(), other)
    make_location(make_decree(status="draft"), village)
    make_organisation(other, "ksm")
    make_organisation(village, "kpp", is_active=False)
    client.force_login(citra)

    form = client.get(add_url(village)).context["form"]

    for name in ("location", "builder", "maintainer"):
        assert offered(form, name) == ["– tidak ada –"]


def test_staff_choose_among_their_own_agencies(client, dedi, village):
    mine, __ = make_agency(staff=[dedi], short_name="Perkim"), make_agency()
    client.force_login(dedi)

    form = client.get(add_url(village)).context["form"]

    assert offered(form, "agency") == ["– bukan OPD –", "Perkim"]
    assert offered(form, "scheme") == [
        "– pilih –",
        "Padat karya",
        "Program OPD",
        "Dana desa",
        "Swadaya",
    ]
    response = client.post(add_url(village), ANSWERS | {"organisation": "CV Maju"})
    assert errors(response) == {"agency": ["Pilih OPD Anda sendiri."]}
    assert client.post(add_url(village), ANSWERS | {"agency": mine.pk}).status_code == 302


def test_a_new_project_is_proposed_for_this_year_and_the_own_agency(client, dedi, village):
    mine = make_agency(staff=[dedi])
    client.force_login(dedi)

    form = client.get(add_url(village)).context["form"]

    assert form["year"].value() == timezone.localdate().year
    assert (form["status"].value(), form["agency"].value()) == ("proposed", mine.pk)


# --- changing ----------------------------------------------------------------------------------------


def answers_of(project):
    """What the form posts when nothing is typed."""
    return ANSWERS | {
        "name": project.name,
        "scheme": project.scheme,
        "year": project.year,
        "agency": project.agency_id or "",
        "regency_rp": "100.000.000",
        "version": project.version,
    }


def test_a_project_is_changed(client, citra, village):
    project = make_project(village, agency=make_agency())
    client.force_login(citra)

    response = client.post(
        url(project, "edit"), answers_of(project) | {"name": "Baru", "quality": "good"}
    )

    assert response.url == project.get_absolute_url()
    stored = Project.objects.get()
    assert (stored.name, stored.quality, stored.status) == ("Baru", "good", "running")
    assert stored.history.first().history_user == citra


def test_the_second_to_save_sees_both_values(client, citra, village):
    project = make_project(village, agency=make_agency(), name="Lama")
    client.force_login(citra)
    typed = answers_of(project) | {"name": "Punyaku"}
    client.post(url(project, "edit"), answers_of(project) | {"name": "Punyanya"})

    response = client.post(url(project, "edit"), typed)

    conflicts = response.context["form"].conflicts
    assert [(item.name, item.mine, item.theirs) for item in conflicts] == [
        ("name", "Punyaku", "Punyanya")
    ]
    assert Project.objects.get().name == "Punyanya"

    client.post(url(project, "edit"), typed | {"version": 2, "choice-name": "mine"})

    assert Project.objects.get().name == "Punyaku"


def test_the_village_can_be_changed_while_there_are_no_outputs(client, citra, village):
    project = make_project(village, agency=make_agency())
    other = make_village(name="Sukomulyo")
    client.force_login(citra)

    assert "Ganti desa" in client.get(url(project, "edit")).content.decode()
    chooser = client.get(url(project, "edit") + "?desa=")
    assert "desa" in chooser.context["form"].fields
    client.post(url(project, "edit") + f"?desa={other.code}", answers_of(project))

    assert Project.objects.get().village == other


def test_the_village_stays_once_there_are_outputs(client, citra, village):
    project = make_project(village, agency=make_agency())
    make_output(project)
    other = make_village()
    client.force_login(citra)

    assert "Ganti desa" not in client.get(url(project, "edit")).content.decode()
    client.post(url(project, "edit") + f"?desa={other.code}", answers_of(project))

    assert Project.objects.get().village == village


def test_what_was_chosen_earlier_stays_on_offer(client, dedi, village):
    mine = make_agency(staff=[dedi], is_active=False)
    kpp = make_organisation(village, "kpp", is_active=False, name="Lama")
    location = make_location(make_decree(status="replaced"), village)
    project = make_project(village, agency=mine, maintainer=kpp, location=location)
    client.force_login(dedi)
    answers = answers_of(project) | {"maintainer": kpp.pk, "location": location.pk}

    response = client.post(url(project, "edit"), answers)

    assert response.status_code == 302
    stored = Project.objects.get()
    assert (stored.agency, stored.maintainer, stored.location) == (mine, kpp, location)


# --- the page ----------------------------------------------------------------------------------------


def test_the_page_shows_outputs_beside_what_is_needed(client, vina, village):
    rt = surveyed(village)
    project = make_project(village, name="Paving", agency=make_agency(name="Dinas Pekerjaan Umum"))
    make_output(project, rt, planned="120.5")
    make_output(project, make_neighbourhood(village), indicator="3a", planned=7)
    client.force_login(vina)

    response = client.get(url(project))
    words = response.content.decode()

    rows = [
        (str(row.output), row.output.planned, row.need and row.need.volume)
        for row in response.context["page"].rows
    ]
    assert [(name, float(plan), need and float(need)) for name, plan, need in rows] == [
        ("2b RT 001 RW 001", 120.5, 300.5),
        ("3a RT 002 RW 001", 7.0, None),
    ]
    assert "Dinas Pekerjaan Umum" in words
    assert "Rp\u00a0100.000.000" in words
    assert "di luar lokasi SK" in words
    assert "Ubah keterangan" not in words


def test_an_rt_of_a_decree_in_force_puts_a_project_inside(client, vina, village):
    rt = make_neighbourhood(village)
    make_location(make_decree(), village).neighbourhoods.add(rt)
    project = make_project(village)
    make_output(project, rt)
    client.force_login(vina)

    assert client.get(url(project)).context["page"].is_in_decree


def test_an_empty_project_says_what_that_means(client, citra, village):
    client.force_login(citra)

    words = client.get(url(make_project(village))).content.decode()

    assert "Belum ada keluaran." in words
    assert "Catat hasil" not in words
    assert "Tambah keluaran" in words


@pytest.mark.parametrize("rows", [1, 3])
def test_page_query_count(client, citra, village, rows, django_assert_num_queries):
    rt = surveyed(village)
    project = make_project(village, agency=make_agency())
    for __ in range(rows):
        make_output(project, rt)
    client.force_login(citra)

    with django_assert_num_queries(12):
        client.get(url(project))


# --- the status --------------------------------------------------------------------------------------


def test_finishing_without_results_is_warned_about(client, citra, village):
    project = make_project(village)
    client.force_login(citra)

    words = client.get(url(project, "move", "finished")).content.decode()

    assert "Belum ada keluaran yang tercatat hasilnya." in words
    response = client.post(url(project, "move", "finished"), follow=True)
    assert "Status kegiatan sekarang: Selesai." in response.content.decode()
    assert Project.objects.get().status == "finished"


def test_cancelling_asks_why(client, citra, village):
    project = make_project(village)
    client.force_login(citra)

    assert errors(client.post(url(project, "move", "cancelled"))) == {
        "reason": ["Tulis alasan pembatalan."]
    }

    client.post(url(project, "move", "cancelled"), {"reason": "Tidak ada lahan"})

    words = client.get(url(project)).content.decode()
    assert "Dibatalkan: Tidak ada lahan" in words
    assert "Usulkan lagi" in words


def test_an_impossible_step_leads_back(client, citra, village):
    project = make_project(village, status="proposed")
    client.force_login(citra)

    for response in (
        client.get(url(project, "move", "finished"), follow=True),
        client.post(url(project, "move", "finished"), follow=True),
    ):
        assert "tidak dapat menjadi “Selesai”" in response.content.decode()
    assert Project.objects.get().status == "proposed"


def test_a_status_that_does_not_exist_is_not_found(client, citra, village):
    client.force_login(citra)

    assert client.get(f"/kegiatan/{make_project(village).pk}/status/hilang/").status_code == 404


# --- history -----------------------------------------------------------------------------------------


def test_history_mixes_the_project_and_its_outputs(client, citra, vina, village):
    project = make_project(village, name="Lama", agency=make_agency())
    output = make_output(project)
    client.force_login(citra)
    client.post(url(project, "edit"), answers_of(project) | {"name": "Baru"})
    client.post(reverse("villages:output-delete", args=[project.pk, output.pk]))
    client.force_login(vina)

    page = client.get(url(project, "history")).context["page"]

    assert [entry.title for entry in page] == [
        "Keluaran 2b di RT 001 RW 001 dihapus",
        "Kegiatan diubah",
        "Keluaran 2b di RT 001 RW 001 ditambahkan",
        "Kegiatan ditambahkan",
    ]
    changes = [(item.label, item.old, item.new) for item in page[1].changes]
    assert ("Nama kegiatan", "Lama", "Baru") in changes
