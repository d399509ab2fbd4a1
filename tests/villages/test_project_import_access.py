"""Who may import which interventions, see imports of others, and undo them."""

import pytest
from django.urls import reverse

from tests.factories import make_agency, make_neighbourhood, make_project, make_user, make_village
from tests.villages.intervention_sheets import (
    cells,
    imported,
    only,
    plan_of,
    preview,
    sheet,
    states,
)
from tests.villages.uploading import LIST, address, text_of
from villages.actions.import_undo import may_undo
from villages.models import Output, Project

UPLOAD = reverse("villages:import-projects")


@pytest.fixture(autouse=True)
def rt(village):
    return make_neighbourhood(village, "001", "001")


@pytest.fixture
def perkim(dedi):
    """Dedi's agency."""
    return make_agency(staff=[dedi], short_name="Perkim")


def errors(plan):
    return [(finding.row, finding.rule) for finding in plan.findings if finding.is_error]


# --- which rows ------------------------------------------------------------------------------------------


def test_agency_staff_import_for_their_own_agency_in_every_village(dedi, perkim):
    place = make_village()
    make_neighbourhood(place, "001", "001")

    imported(sheet(cells(place), cells(place, kegiatan="Lain", opd="perkim")), by=dedi)

    assert set(Project.objects.values_list("agency__short_name", flat=True)) == {"Perkim"}


def test_agency_staff_may_not_import_for_another_agency(village, dedi, perkim):
    make_agency(short_name="DLH")

    plan = plan_of(sheet(cells(village, opd="DLH")), user=dedi)

    assert errors(plan) == [(2, "not_yours")]
    finding = next(finding for finding in plan.findings if finding.is_error)
    assert finding.message == "Anda hanya dapat mengimpor kegiatan OPD Anda sendiri: Perkim."


def test_staff_of_two_agencies_say_which(village, dedi, perkim):
    make_agency(staff=[dedi], short_name="DLH")
    rows = [cells(village), cells(village, kegiatan="Lain", opd="DLH")]

    plan = plan_of(sheet(*rows), user=dedi)

    assert errors(plan) == [(2, "not_yours")]
    assert "DLH, Perkim" in plan.findings[0].message
    assert states(plan) == ["refused", "new"]


def test_staff_without_an_agency_import_nothing(village, dedi):
    plan = plan_of(sheet(cells(village)), user=dedi)

    assert errors(plan) == [(2, "not_yours")]
    assert "belum terhubung dengan OPD" in only(plan).message


def test_assistants_import_padat_karya_in_their_villages(village, ani):
    elsewhere = make_village()
    make_neighbourhood(elsewhere, "001", "001")
    rows = [
        cells(village, skema="Padat karya"),
        cells(village, kegiatan="Program"),
        cells(elsewhere, skema="Padat karya"),
    ]

    plan = plan_of(sheet(*rows), user=ani)

    assert errors(plan) == [(3, "not_yours"), (4, "unknown_village")]
    assert states(plan) == ["new", "refused", "refused"]


def test_the_scheme_written_once_holds_for_all_rows_of_the_project(village, ani):
    rows = [cells(village), cells(village, volume=5, skema="Padat karya")]

    imported(sheet(*rows), by=ani)

    assert Project.objects.get().scheme == "padat_karya"
    assert Output.objects.count() == 2


def test_bappeda_imports_everything(village, citra):
    make_agency(short_name="DLH")
    rows = [cells(village, opd="DLH"), cells(village, kegiatan="Lain")]

    imported(sheet(*rows), by=citra)

    agencies = Project.objects.order_by("name").values_list("agency__short_name", flat=True)
    assert list(agencies) == ["DLH", None]


def test_a_project_of_others_is_not_joined_but_told(village, dedi, perkim):
    theirs = make_project(
        village, name="Jalan Paving", year=2023, agency=make_agency(short_name="DLH")
    )

    plan = plan_of(sheet(cells(village)), user=dedi)
    imported(sheet(cells(village)), by=dedi)

    assert "not_joined" in [finding.rule for finding in plan.findings]
    assert "(DLH)" in next(f.message for f in plan.findings if f.rule == "not_joined")
    assert theirs.outputs.count() == 0
    assert Project.objects.exclude(pk=theirs.pk).get().agency == perkim


def test_what_others_imported_is_recognised_and_left(village, dedi, perkim, citra):
    imported(sheet(cells(village)), by=citra)

    plan = plan_of(sheet(cells(village)), user=dedi)

    assert (states(plan), errors(plan)) == (["unchanged"], [])


# --- which pages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status"), [("ani", 200), ("citra", 200), ("dedi", 200), ("vina", 403), ("adi", 403)]
)
def test_who_may_upload(client, request, name, status):
    client.force_login(request.getfixturevalue(name))

    assert client.get(UPLOAD).status_code == status
    assert client.get(reverse("villages:import-projects-template")).status_code == status
    assert client.post(UPLOAD).status_code == status


@pytest.mark.parametrize(
    ("name", "sees"),
    [("dedi", True), ("citra", True), ("adi", True), ("ani", False), ("budi", False)],
)
def test_whose_imports_one_sees(client, village, dedi, perkim, request, name, sees):
    batch = imported(sheet(cells(village)), by=dedi)
    client.force_login(request.getfixturevalue(name))

    assert list(client.get(LIST).context["page"]) == [batch] * sees
    assert client.get(batch.get_absolute_url()).status_code == (200 if sees else 404)


def test_another_agency_neither_sees_nor_decides(client, village, dedi, perkim, sync_roles):
    other = make_user("eko", role="OPD")
    make_agency(staff=[other])
    batch = preview(sheet(cells(village)), by=dedi)
    client.force_login(other)

    assert client.get(batch.get_absolute_url()).status_code == 404
    for act in ("save", "discard", "undo"):
        assert client.post(address(act, batch)).status_code == 404
    assert list(client.get(LIST).context["page"]) == []


def test_administrators_see_but_do_not_decide(client, village, citra, adi):
    batch = preview(sheet(cells(village)), by=citra)
    client.force_login(adi)

    assert "Jangan simpan" not in text_of(client.get(batch.get_absolute_url()))
    for act in ("save", "discard"):
        assert client.post(address(act, batch)).status_code == 403


def test_who_may_undo(village, dedi, perkim, ani, citra, vina):
    batch = imported(sheet(cells(village)), by=dedi)

    allowed = {user.username: may_undo(batch, user) for user in (dedi, ani, citra, vina)}

    assert allowed == {"dedi": True, "ani": False, "citra": True, "vina": False}


def test_whoever_left_the_agency_undoes_no_longer(village, dedi, perkim):
    batch = imported(sheet(cells(village)), by=dedi)
    perkim.staff.clear()

    assert not may_undo(batch, dedi)
