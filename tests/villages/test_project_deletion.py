"""Removing an intervention: only what was recorded by mistake, and never silently."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_agency, make_organisation, make_output, make_project
from tests.villages.conditions_of_rts import left, surveyed
from villages.actions.condition import refresh_conditions
from villages.actions.project import delete_project
from villages.models import (
    Disbursement,
    Handover,
    Inspection,
    Output,
    Project,
    ProjectPhoto,
    WorkWeek,
)

pytestmark = pytest.mark.django_db


def delivered(project, rt, volume=50):
    return make_output(project, rt, delivered=volume, delivered_on=date(2023, 5, 1))


def url(project):
    return reverse("villages:project-delete", args=[project.pk])


def test_a_plan_goes_with_its_outputs_and_their_history_stays(village, citra):
    project = make_project(village)
    output = make_output(project)

    delete_project(project=project, by=citra)

    assert not Project.objects.exists()
    assert not Output.objects.exists()
    assert Project.history.first().history_type == "-"
    gone = Output.history.filter(id=output.pk).first()
    assert (gone.history_type, gone.history_user) == ("-", citra)


def test_results_need_a_reason(village, citra):
    project = make_project(village)
    delivered(project, None)

    with pytest.raises(ValidationError) as caught:
        delete_project(project=project, by=citra, reason=" ")

    assert list(caught.value.message_dict) == ["reason"]
    assert Output.objects.exists()


def test_conditions_forget_the_results(village, citra):
    rt = surveyed(village)
    project = make_project(village)
    delivered(project, rt)
    refresh_conditions([village])
    assert left(rt) == 250.5

    delete_project(project=project, by=citra, reason="Tercatat dua kali")

    assert left(rt) == 300.5


def photo(project):
    content = ContentFile(b"x", name="x.jpg")
    ProjectPhoto.objects.create(
        project=project,
        stage=0,
        image=content,
        thumbnail=content,
        width=1,
        height=1,
        uploaded_at=timezone.now(),
    )


def handover(project):
    Handover.objects.create(
        project=project,
        maintainer=make_organisation(project.village),
        handed_over_on=date(2023, 6, 1),
    )


RECORDS = {
    "minggu kerja": lambda project: WorkWeek.objects.create(
        project=project, number=1, starts_on=date(2023, 5, 1)
    ),
    "pencairan dana": lambda project: Disbursement.objects.create(
        project=project, stage=1, disbursed_on=date(2023, 5, 1), amount_rp=1
    ),
    "foto": photo,
    "serah terima": handover,
    "pemeriksaan": lambda project: Inspection.objects.create(
        project=project, due_on=date(2024, 6, 1)
    ),
}


@pytest.mark.parametrize("record", RECORDS)
def test_a_project_with_work_recorded_is_cancelled_instead(village, citra, client, record):
    project = make_project(village)
    RECORDS[record](project)
    client.force_login(citra)

    with pytest.raises(ValidationError, match=record):
        delete_project(project=project, by=citra, reason="Salah")
    words = client.get(url(project)).content.decode()
    client.post(url(project))

    assert Project.objects.exists()
    assert f"Kegiatan ini sudah mempunyai {record}" in words
    assert "btn-danger" not in words


def test_others_remove_nothing(village, ani, dedi, vina):
    project = make_project(village, agency=make_agency())

    for person in (ani, dedi, vina):
        with pytest.raises(PermissionDenied):
            delete_project(project=project, by=person)

    assert Project.objects.exists()


def test_the_page_asks_first(village, citra, client):
    project = make_project(village, name="Salah ketik")
    make_output(project)
    client.force_login(citra)

    words = client.get(url(project)).content.decode()

    assert "Ikut terhapus: 1 keluaran." in words
    assert "2b RT 001 RW 001" in words
    assert Project.objects.exists()

    response = client.post(url(project), follow=True)

    assert not Project.objects.exists()
    assert "Kegiatan Salah ketik dihapus." in response.content.decode()


def test_the_page_wants_the_reason_for_results(village, citra, client):
    project = make_project(village)
    delivered(project, None)
    client.force_login(citra)

    response = client.post(url(project), {"reason": ""})

    assert response.context["form"].errors == {"reason": ["Tulis alasan menghapusnya."]}
    assert client.post(url(project), {"reason": "Tercatat dua kali"}).status_code == 302
    assert Output.history.first().history_change_reason == "Tercatat dua kali"
