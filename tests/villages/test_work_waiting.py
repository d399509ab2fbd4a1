"""What waits of projects: weeks not recorded, inspections due, works nobody has taken over."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_agency,
    make_handover,
    make_inspection,
    make_project,
    make_village,
    make_week,
    make_work,
)
from villages.models import Village
from villages.queries.completeness import all_checks
from villages.queries.work_waiting import (
    due_inspections,
    missing_weeks,
    not_handed_over,
    without_week,
)

pytestmark = pytest.mark.django_db


def items(provider, user):
    return [item for group in provider(user) for item in group.items]


def labels(provider, user):
    return [item.label for item in items(provider, user)]


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def running(village, *, last=None, **fields):
    """A project that began 40 days ago; its last week began that many days ago."""
    project = make_work(
        village, **{"starts_on": ago(40), "ends_on": ago(-40), "name": "Jalan RW 001"} | fields
    )
    if last is not None:
        make_week(project, 5, starts_on=ago(last), physical_percent=50)
    return project


@pytest.mark.parametrize(("days", "waits"), [(13, False), (14, True), (30, True)])
def test_a_week_is_missing_when_the_next_one_is_over(ani, village, days, waits):
    running(village, last=days)

    assert bool(labels(missing_weeks, ani)) is waits


@pytest.mark.parametrize(("days", "waits"), [(6, False), (7, True)])
def test_the_first_week_is_missing_when_it_is_over(ani, village, days, waits):
    running(village, starts_on=ago(days))

    assert bool(labels(missing_weeks, ani)) is waits


def test_the_item_leads_to_the_week_to_fill_in(ani, village):
    project = running(village, last=20)

    (item,) = items(missing_weeks, ani)

    assert item.url == reverse("villages:week-edit", args=[project.pk, 6])
    assert item.detail.startswith("terakhir Minggu 5, mulai ")


def test_nothing_is_missing_of_works_that_are_done_or_not_running(ani, village):
    make_week(running(village), 10, starts_on=ago(30), physical_percent=100)
    running(village, last=30, status="finished")
    running(village, last=30, scheme="self_help")

    assert labels(missing_weeks, ani) == []


def test_each_is_reminded_of_their_own(ani, budi, citra, dedi, vina, village):
    running(village, last=20)
    running(make_village(assistants=[budi]), last=20, name="Drainase RW 002")

    assert labels(missing_weeks, ani) == ["Jalan RW 001"]
    assert labels(missing_weeks, budi) == ["Drainase RW 002"]
    for person in (citra, dedi, vina):
        assert labels(missing_weeks, person) == []


def test_inspections_show_up_two_weeks_before_their_day(ani, village):
    project = make_work(village, status="finished", name="Jalan RW 001")
    make_inspection(project, due_on=ago(-15))
    assert items(due_inspections, ani) == []
    soon = make_inspection(project, due_on=ago(-14))
    late = make_inspection(project, due_on=ago(3))
    make_inspection(
        project,
        due_on=ago(100),
        inspected_on=ago(90),
        still_there=True,
        good_state=True,
        working=True,
        in_use=True,
    )

    found = items(due_inspections, ani)

    assert [item.url for item in found] == [
        reverse("villages:inspection-edit", args=[project.pk, late.pk]),
        reverse("villages:inspection-edit", args=[project.pk, soon.pk]),
    ]
    assert found[0].detail.endswith("terlambat 3 hari")
    assert found[1].detail.endswith("14 hari lagi")


def test_finished_works_wait_until_somebody_takes_them_over(ani, dedi, village):
    agency = make_agency(staff=[dedi])
    make_handover(make_work(village, status="finished"))
    make_work(village, status="finished", name="Jalan RW 001")
    make_project(village, status="finished", agency=agency, name="Air minum")
    make_project(village, status="finished")

    assert labels(not_handed_over, ani) == ["Jalan RW 001"]
    assert labels(not_handed_over, dedi) == ["Air minum"]


def test_home_asks_everybody(client, ani, village):
    running(village, last=20)
    client.force_login(ani)

    text = client.get("/").content.decode()

    assert "Catatan mingguan yang belum diisi" in text


def test_checks_cover_what_a_person_sees(citra, ani, village):
    running(village, last=20)
    running(make_village(), last=20, name="Drainase RW 002")
    make_inspection(make_work(village, status="finished", name="Lama"), due_on=ago(1))

    def found(user):
        villages = Village.objects.visible_to(user)
        return {
            check.key: [check.show(row).label for row in check.rows]
            for check in all_checks(user, villages)
            if check.key in ("minggu-kosong", "pemeriksaan-terlambat")
        }

    assert found(citra) == {
        "minggu-kosong": ["Drainase RW 002", "Jalan RW 001"],
        "pemeriksaan-terlambat": ["Lama"],
    }
    assert found(ani)["minggu-kosong"] == ["Jalan RW 001"]


def test_one_query_finds_all_missing_weeks(village, django_assert_num_queries):
    for __ in range(3):
        running(village, last=20)

    with django_assert_num_queries(1):
        assert len(without_week(village.projects.all())) == 3
