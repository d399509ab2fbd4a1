"""Data in bulk for benchmarks: believable, repeatable, and never in a live portal."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from villages.models import (
    Baseline,
    Condition,
    Neighbourhood,
    NeighbourhoodRecord,
    Output,
    Project,
    Village,
)
from villages.queries.findings import checked_records

pytestmark = pytest.mark.django_db
DELIVERING = [Project.Status.FINISHED, Project.Status.RUNNING]


@pytest.fixture
def _development(settings):
    settings.DEBUG = True


@pytest.mark.usefixtures("_development")
def test_sample_has_the_size_that_was_asked_for(capsys):
    call_command("generate_sample", villages=3, rts=10, years=2)

    assert capsys.readouterr().out == "3 villages, 10 RTs, 20 records\n0 projects, 0 outputs\n"
    assert Village.objects.count() == 3
    assert Neighbourhood.objects.count() == 10
    assert Baseline.objects.verified().count() == 6
    assert NeighbourhoodRecord.history.count() == 20


@pytest.mark.usefixtures("_development")
def test_sample_is_the_same_for_the_same_seed():
    rows = []
    for __ in range(2):
        with transaction.atomic():
            call_command("generate_sample", villages=2, rts=4, seed=7)
            records = NeighbourhoodRecord.objects.order_by("neighbourhood__village__code", "pk")
            rows.append(list(records.values_list("total", "buildings", "area_ha")))
            transaction.set_rollback(True)

    assert len(set(rows[0])) > 1
    assert rows[0] == rows[1]


@pytest.mark.usefixtures("_development")
def test_sample_holds_no_blocking_findings():
    call_command("generate_sample", villages=2, rts=30)

    for baseline in Baseline.objects.all():
        assert [row.blocking for row in checked_records(baseline)] == [[]] * 15


@pytest.mark.usefixtures("_development")
def test_sample_holds_projects_of_every_status_with_their_history(capsys):
    call_command("generate_sample", villages=3, rts=12, years=3, projects=120)

    assert "120 projects" in capsys.readouterr().out
    assert set(Project.objects.values_list("status", flat=True)) == set(Project.Status.values)
    assert Project.history.count() == 120
    assert Output.history.count() == Output.objects.count() > 240
    assert Output.objects.delivered().exists()
    assert not Output.objects.delivered().exclude(project__status__in=DELIVERING).exists()


@pytest.mark.usefixtures("_development")
def test_sample_has_its_conditions():
    call_command("generate_sample", villages=2, rts=5, years=3, projects=20)

    assert Condition.objects.count() == 15
    call_command("rebuild_conditions", "--check")


@pytest.mark.usefixtures("_development")
def test_sample_is_not_written_twice():
    call_command("generate_sample", villages=1, rts=1)

    with pytest.raises(CommandError, match="already there"):
        call_command("generate_sample", villages=1, rts=1)


def test_sample_refuses_outside_development():
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("generate_sample", villages=1, rts=1)


@pytest.mark.usefixtures("_development")
@pytest.mark.parametrize("numbers", [{"villages": 0, "rts": 1}, {"villages": 3, "rts": 2}])
def test_sample_refuses_impossible_sizes(numbers):
    with pytest.raises(CommandError, match="at least one"):
        call_command("generate_sample", **numbers)


@pytest.mark.usefixtures("_development")
def test_sample_refuses_a_negative_number_of_projects():
    with pytest.raises(CommandError, match="0 or more"):
        call_command("generate_sample", villages=1, rts=1, projects=-1)
