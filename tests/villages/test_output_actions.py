"""Outputs: planned, delivered, corrected and taken away, with the conditions of their RTs kept right."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.factories import (
    make_agency,
    make_neighbourhood,
    make_output,
    make_project,
    make_village,
)
from tests.villages.conditions_of_rts import left, surveyed
from villages.actions.output import ConfirmationNeeded, delete_output, save_output, save_outputs
from villages.models import Output

pytestmark = pytest.mark.django_db


@pytest.fixture
def rt(village):
    """300,5 m of its roads are poor."""
    return surveyed(village)


@pytest.fixture
def project(village):
    return make_project(village)


def plan(project, rt, volume=50, **fields):
    return Output(
        project=project, neighbourhood=rt, **{"indicator": "2b", "planned": volume} | fields
    )


def result(project, rt, volume=50, on=date(2023, 5, 1), **fields):
    return plan(project, rt, None, delivered=volume, delivered_on=on, **fields)


def refused(act, **arguments):
    """The refusal of an act, by field."""
    with pytest.raises(ValidationError) as caught:
        act(**arguments)
    assert not isinstance(caught.value, ConfirmationNeeded)
    return getattr(caught.value, "message_dict", caught.value.messages)


def asked(output, by, **arguments):
    """What somebody must confirm."""
    with pytest.raises(ConfirmationNeeded) as caught:
        save_output(output=output, by=by, **arguments)
    return caught.value.messages


# --- planning and delivering -------------------------------------------------------------------------


def test_a_plan_changes_no_condition(project, rt, citra):
    output = save_output(output=plan(project, rt), by=citra)

    assert (output.version, output.history.get().history_user) == (1, citra)
    assert left(rt) == 300.5


def test_a_delivery_lowers_the_need(project, rt, citra):
    output = save_output(output=plan(project, rt), by=citra)
    output.delivered, output.delivered_on = 45, date(2023, 5, 1)

    save_output(output=output, by=citra)

    assert left(rt) == 255.5
    assert Output.objects.get().version == 2


def test_many_are_saved_together_or_not_at_all(project, rt, village, citra):
    second = make_neighbourhood(village)
    elsewhere = make_neighbourhood(make_village())

    words = refused(save_outputs, outputs=[plan(project, rt), plan(project, elsewhere)], by=citra)

    assert words == {"neighbourhood": ["Pilih RT di desa kegiatan ini."]}
    assert not Output.objects.exists()

    save_outputs(outputs=[plan(project, rt), plan(project, second)], by=citra)

    assert Output.objects.count() == 2


@pytest.mark.parametrize("person", ["ani", "dedi", "vina"])
def test_others_plan_deliver_and_remove_nothing(village, rt, person, request):
    by = request.getfixturevalue(person)
    project = make_project(village, agency=make_agency())
    output = make_output(project, rt)

    with pytest.raises(PermissionDenied):
        save_output(output=result(project, rt), by=by)
    with pytest.raises(PermissionDenied):
        delete_output(output=output, by=by)

    assert Output.objects.get() == output


def test_an_output_of_another_project_is_not_taken_over(project, village, citra, rt):
    theirs = make_output(make_project(village), rt)
    theirs.project = project

    with pytest.raises(Output.DoesNotExist):
        save_output(output=theirs, by=citra)


# --- what cannot be ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"planned": None}, "planned"),
        ({"planned": -1}, "planned"),
        ({"planned": 1_000_000}, "planned"),
        ({"indicator": "8a"}, "indicator"),
        ({"indicator": "3a", "planned": Decimal("2.5")}, "planned"),
        ({"indicator": "1a", "planned": Decimal("0.1")}, "planned"),
        ({"delivered": 5}, "delivered_on"),
        ({"delivered_on": date(2023, 5, 1)}, "delivered"),
        ({"delivered": 5, "delivered_on": date(2009, 12, 31)}, "delivered_on"),
    ],
)
def test_impossible_outputs_are_refused(project, rt, citra, fields, field):
    words = refused(save_output, output=plan(project, rt, **fields), by=citra)

    assert list(words) == [field]


def test_nothing_is_delivered_tomorrow(project, rt, citra):
    today = timezone.localdate()

    tomorrow = result(project, rt, on=today + timedelta(days=1))
    assert list(refused(save_output, output=tomorrow, by=citra)) == ["delivered_on"]

    assert save_output(output=result(project, rt, on=today), by=citra).pk


def test_the_first_day_that_counts_is_of_2010(project, rt, citra):
    assert save_output(output=result(project, rt, on=date(2010, 1, 1)), by=citra).pk


def test_metres_and_hectares_may_have_decimals(project, rt, citra):
    assert save_output(output=plan(project, rt, Decimal("12.345678")), by=citra).pk


def test_a_cancelled_project_delivers_nothing_new(village, rt, citra):
    project = make_project(village, status="cancelled", cancel_reason="Tidak jadi")

    assert refused(save_output, output=plan(project, rt), by=citra) == [
        "Kegiatan ini dibatalkan. Usulkan lagi dulu."
    ]


def test_what_a_cancelled_project_delivered_can_be_corrected(village, rt, citra):
    project = make_project(village, status="cancelled", cancel_reason="Tidak jadi")
    output = make_output(project, rt, delivered=50, delivered_on=date(2023, 5, 1))
    output.delivered = 40

    save_output(output=output, by=citra, reason="Diukur ulang")

    assert left(rt) == 260.5


# --- correcting --------------------------------------------------------------------------------------


@pytest.fixture
def delivered(project, rt, citra):
    """50 m delivered."""
    return save_output(output=result(project, rt), by=citra)


CORRECTIONS = {
    "another volume": {"delivered": 40},
    "another day": {"delivered_on": date(2024, 1, 1)},
    "another indicator": {"indicator": "2a"},
    "none after all": {"delivered": None, "delivered_on": None, "planned": 50},
}


@pytest.mark.parametrize("change", CORRECTIONS)
def test_a_correction_needs_a_reason(delivered, citra, change):
    for name, value in CORRECTIONS[change].items():
        setattr(delivered, name, value)

    words = refused(save_output, output=delivered, by=citra, reason="  ", confirmed=True)

    assert words == {
        "reason": ["Tulis alasan perubahan; hasil ini sudah dihitung dalam kondisi RT."]
    }
    save_output(output=delivered, by=citra, reason="Salah ketik", confirmed=True)
    assert delivered.history.first().history_change_reason == "Salah ketik"


def test_a_correction_reaches_the_condition(delivered, rt, citra):
    delivered.delivered = 100

    save_output(output=delivered, by=citra, reason="Diukur ulang")

    assert left(rt) == 200.5


def test_a_result_can_move_to_another_rt(delivered, rt, village, citra):
    delivered.neighbourhood = make_neighbourhood(village)

    save_output(output=delivered, by=citra, reason="RT tertukar")

    assert left(rt) == 300.5


def test_a_note_needs_no_reason(delivered, citra):
    delivered.note = "Paving 8 cm"

    save_output(output=delivered, by=citra)

    assert Output.objects.get().note == "Paving 8 cm"


def test_removing_a_result_needs_a_reason_and_gives_the_need_back(delivered, rt, citra):
    assert list(refused(delete_output, output=delivered, by=citra)) == ["reason"]

    delete_output(output=delivered, by=citra, reason="Tercatat dua kali")

    assert left(rt) == 300.5
    assert Output.history.first().history_change_reason == "Tercatat dua kali"


def test_removing_a_plan_needs_none(project, rt, citra):
    delete_output(output=make_output(project, rt), by=citra)

    assert not Output.objects.exists()


# --- what is asked about -----------------------------------------------------------------------------


def test_planning_more_than_the_rt_needs_is_asked_about(project, rt, citra):
    assert asked(plan(project, rt, Decimal("300.6")), citra) == [
        "2b di RT 001 RW 001: rencana 300,6 m melebihi sisa kebutuhan 300,5 m."
    ]
    assert not Output.objects.exists()

    assert save_output(output=plan(project, rt, Decimal("300.5")), by=citra).pk
    assert save_output(output=plan(project, rt, 301), by=citra, confirmed=True).pk


def test_delivering_more_than_the_rt_needs_is_asked_about(project, rt, citra):
    words = asked(result(project, rt, 301), citra)

    assert words == ["2b di RT 001 RW 001: hasil 301 m melebihi sisa kebutuhan 300,5 m."]


def test_what_others_delivered_counts(delivered, rt, village, citra):
    words = asked(result(make_project(village), rt, 251), citra)

    assert words == ["2b di RT 001 RW 001: hasil 251 m melebihi sisa kebutuhan 250,5 m."]


def test_a_correction_is_measured_without_what_it_corrects(delivered, citra):
    delivered.delivered = 300

    assert save_output(output=delivered, by=citra, reason="Diukur ulang").pk


def test_what_was_confirmed_is_not_asked_again(project, rt, citra):
    output = save_output(output=result(project, rt, 400), by=citra, confirmed=True)
    output.note = "Sampai jalan utama"

    assert save_output(output=output, by=citra).note == "Sampai jalan utama"


def test_results_before_the_work_began_are_asked_about(village, rt, citra):
    project = make_project(village, status="budgeted")

    assert asked(result(project, rt), citra) == [
        "Status kegiatan masih “Dianggarkan”, padahal sudah ada hasilnya."
    ]


def test_what_the_survey_has_seen_takes_nothing_from_the_need(project, rt, citra):
    """It was built before: no question, and no more than the RT needs."""
    save_output(output=result(project, rt, 400, on=date(2022, 3, 31)), by=citra)

    assert left(rt) == 300.5


def test_an_rt_without_survey_is_not_asked_about(project, village, citra):
    assert save_output(output=plan(project, make_neighbourhood(village), 9999), by=citra).pk
