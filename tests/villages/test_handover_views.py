"""Pages of the hand-over and of inspections."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_handover,
    make_inspection,
    make_organisation,
    make_village,
    make_work,
)
from villages.models import Handover, Inspection

pytestmark = pytest.mark.django_db

ANSWERS = dict.fromkeys(Inspection.ANSWERS, "True")


@pytest.fixture
def work(village):
    return make_work(village, status="finished")


def address(name, project, *more):
    return reverse(f"villages:{name}", args=[project.pk, *more])


def words(response):
    return " ".join(response.content.decode().split())


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_handing_over_through_the_page(client, ani, village, work):
    kpp = make_organisation(village, name="Tirta Lestari")
    client.force_login(ani)

    response = client.post(
        address("handover-edit", work),
        {
            "maintainer": kpp.pk,
            "handed_over_on": "2021-12-15",
            "document_number": "12/BA/2021",
            "note": "",
        },
        follow=True,
    )

    assert messages_of(response) == ["Serah terima disimpan."]
    page = words(response)
    assert "Diserahkan kepada <strong>KPP Tirta Lestari</strong> pada 15 Desember 2021." in page
    assert "Berita acara 12/BA/2021." in page
    assert work.inspections.count() == 2


def test_only_active_kpp_of_the_village_are_offered(client, ani, village, work):
    kpp = make_organisation(village)
    make_organisation(village, is_active=False)
    make_organisation(village, kind="ksm")
    make_organisation(make_village())
    client.force_login(ani)

    form = client.get(address("handover-edit", work)).context["form"]

    assert list(form.fields["maintainer"].queryset) == [kpp]


def test_a_village_without_kpp_is_told_where_to_add_one(client, ani, village, work):
    client.force_login(ani)

    page = words(client.get(address("handover-edit", work)))

    assert "Belum ada KPP aktif" in page
    assert f"{reverse('villages:organisation-add')}?desa={village.code}" in page


def test_too_early_is_said_and_leads_back(client, ani, village):
    project = make_work(village)
    client.force_login(ani)

    response = client.get(address("handover-edit", project), follow=True)

    assert messages_of(response) == [
        "Kemajuan fisiknya belum 100 %. Isi minggu terakhirnya dulu, baru serahkan."
    ]


def test_a_handover_that_cannot_be_is_explained(client, ani, village, work):
    client.force_login(ani)

    empty = client.post(address("handover-edit", work), {"version": ""})
    early = client.post(
        address("handover-edit", work),
        {"maintainer": make_organisation(village).pk, "handed_over_on": "2021-09-05"},
    )

    assert empty.context["form"].errors == {
        "maintainer": ["Pilih KPP yang menerima."],
        "handed_over_on": ["Isi tanggal serah terimanya."],
    }
    assert early.context["form"].errors["handed_over_on"] == [
        "Pekerjaan baru mulai 6 September 2021."
    ]


def test_two_people_changing_a_handover_meet(client, ani, work):
    handover = make_handover(work)
    handover.document_number, handover.version = "Punya orang lain", 2
    handover.save()
    client.force_login(ani)

    response = client.post(
        address("handover-edit", work),
        {
            "maintainer": handover.maintainer.pk,
            "handed_over_on": "2021-12-15",
            "document_number": "Punya saya",
            "version": "1",
        },
    )

    (conflict,) = response.context["form"].conflicts
    assert (conflict.mine, conflict.theirs) == ("Punya saya", "Punya orang lain")


def test_a_handover_is_taken_back_after_asking(client, ani, work):
    make_handover(work)
    make_inspection(work)
    client.force_login(ani)
    assert "Pemeriksaan yang belum dilakukan ikut dihapus" in words(
        client.get(address("handover-delete", work))
    )

    client.post(address("handover-delete", work))

    assert not Handover.objects.exists()
    assert not Inspection.objects.exists()


def test_an_inspection_is_planned_and_moved(client, ani, work):
    client.force_login(ani)
    client.post(address("inspection-add", work), {"due_on": "2022-06-01"})
    inspection = work.inspections.get()

    client.post(
        address("inspection-plan", work, inspection.pk), {"due_on": "2022-07-01", "version": "1"}
    )

    inspection.refresh_from_db()
    assert (inspection.due_on, inspection.version) == (date(2022, 7, 1), 2)


def test_what_was_found_is_recorded(client, ani, work):
    inspection = make_inspection(work)
    client.force_login(ani)
    form = client.get(address("inspection-edit", work, inspection.pk)).context["form"]
    assert form["inspected_on"].value() == timezone.localdate()
    found = {"inspected_on": "2022-06-17", "inspector": "Bu Siti", "note": "", "version": "1"}

    client.post(address("inspection-edit", work, inspection.pk), found | ANSWERS)

    inspection.refresh_from_db()
    assert (inspection.inspector, inspection.all_well) == ("Bu Siti", True)


def test_what_is_not_well_is_explained_and_nothing_lost(client, ani, work):
    inspection = make_inspection(work)
    client.force_login(ani)
    found = {"inspected_on": "2022-06-17", "inspector": "Bu Siti", "note": "", "version": "1"}
    found |= ANSWERS | {"working": "False"}

    response = client.post(address("inspection-edit", work, inspection.pk), found)

    assert response.context["form"].errors["note"] == [
        "Tulis apa yang rusak atau tidak dipakai, dan tindak lanjutnya."
    ]
    assert 'value="Bu Siti"' in words(response)
    response = client.post(
        address("inspection-edit", work, inspection.pk), found | {"note": "Retak"}, follow=True
    )
    assert '<span class="tag tag--error">tidak</span>' in words(response)


def test_every_question_is_answered(client, ani, work):
    inspection = make_inspection(work)
    client.force_login(ani)

    response = client.post(address("inspection-edit", work, inspection.pk), {"version": "1"})

    assert response.context["form"].errors == {
        "inspected_on": ["Isi tanggal pemeriksaannya."],
        "inspector": ["Isi siapa yang memeriksa."],
        **{name: ["Jawab pertanyaan ini."] for name in Inspection.ANSWERS},
    }


def test_an_answer_that_somebody_changed_is_shown_in_words(client, ani, work):
    inspection = make_inspection(
        work, inspected_on=date(2022, 6, 17), inspector="Bu Siti", **dict.fromkeys(ANSWERS, True)
    )
    inspection.working, inspection.version, inspection.note = False, 2, "Macet"
    inspection.save()
    client.force_login(ani)
    found = {"inspected_on": "2022-06-17", "inspector": "Bu Siti", "note": "", "version": "1"}

    response = client.post(address("inspection-edit", work, inspection.pk), found | ANSWERS)

    conflicts = {item.name: (item.mine, item.theirs) for item in response.context["form"].conflicts}
    assert conflicts == {"working": ("Ya", "Tidak"), "note": ("–", "Macet")}


def test_an_inspection_is_deleted_after_asking(client, ani, work):
    inspection = make_inspection(work)
    client.force_login(ani)
    assert "Hapus" in words(client.get(address("inspection-delete", work, inspection.pk)))

    client.post(address("inspection-delete", work, inspection.pk))

    assert not Inspection.objects.exists()


def test_an_inspection_of_another_project_is_not_found(client, ani, village, work):
    elsewhere = make_inspection(make_work(village))
    client.force_login(ani)

    assert client.get(address("inspection-edit", work, elsewhere.pk)).status_code == 404
