"""Submitted and verified means locked: one test per path on the model layer, and what stays possible."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories import MEASURES, make_baseline, make_neighbourhood, make_record
from villages import actions
from villages.models import Baseline, BaselineEvent, Locked, NeighbourhoodRecord


@pytest.fixture
def record(frozen):
    return frozen.records.first()


def unchanged(record):
    return NeighbourhoodRecord.objects.get(pk=record.pk).buildings == record.buildings


# --- the model layer: what the shell, commands and admin go through --------------------------------


def test_record_save_is_refused(record):
    record.buildings = 7
    with pytest.raises(Locked):
        record.save()


def test_record_delete_is_refused(record):
    with pytest.raises(Locked):
        record.delete()


def test_record_create_is_refused(frozen):
    with pytest.raises(Locked):
        make_record(frozen)


def test_record_cannot_be_moved_out(record, ani):
    record.baseline = make_baseline(record.baseline.village, year=2030, by=ani)
    with pytest.raises(Locked):
        record.save()


def test_record_cannot_be_moved_in(frozen, ani):
    draft = make_baseline(frozen.village, year=2030, by=ani)
    moved = make_record(draft)
    moved.baseline = frozen
    with pytest.raises(Locked):
        moved.save()
    with pytest.raises(Locked):
        draft.records.update(baseline=frozen)


def test_record_queryset_update_is_refused(frozen, record):
    with pytest.raises(Locked):
        frozen.records.update(buildings=7)
    assert unchanged(record)


def test_one_locked_record_refuses_the_update_of_all(frozen, ani):
    draft = make_baseline(frozen.village, year=2030, by=ani)
    open_record = make_record(draft)
    with pytest.raises(Locked):
        NeighbourhoodRecord.objects.update(buildings=7)
    assert unchanged(open_record)


def test_record_queryset_delete_is_refused(frozen):
    with pytest.raises(Locked):
        frozen.records.all().delete()
    assert frozen.records.count() == 2


def test_record_bulk_create_is_refused(frozen):
    rows = [
        NeighbourhoodRecord(baseline=frozen, neighbourhood=make_neighbourhood(frozen.village))
        for __ in range(2)
    ]
    with pytest.raises(Locked):
        NeighbourhoodRecord.objects.bulk_create(iter(rows))
    assert frozen.records.count() == 2


def test_record_bulk_create_over_existing_rows_is_refused(frozen, record):
    row = NeighbourhoodRecord(baseline=frozen, neighbourhood=record.neighbourhood, buildings=7)
    with pytest.raises(Locked):
        NeighbourhoodRecord.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["baseline", "neighbourhood"],
            update_fields=["buildings"],
        )
    assert unchanged(record)


def test_record_bulk_update_is_refused(frozen):
    rows = list(frozen.records.all())
    for row in rows:
        row.buildings = 7
    with pytest.raises(Locked):
        NeighbourhoodRecord.objects.bulk_update(rows, ["buildings"])


def test_baseline_save_is_refused(frozen):
    frozen.surveyor = "Orang lain"
    with pytest.raises(Locked):
        frozen.save()


def test_baseline_cannot_become_a_draft_by_saving_it(frozen):
    frozen.status = "draft"
    frozen.verified_at = frozen.verified_by = None
    with pytest.raises(Locked):
        frozen.save()


def test_baseline_queryset_update_is_refused(frozen):
    with pytest.raises(Locked):
        Baseline.objects.filter(pk=frozen.pk).update(surveyor="Orang lain")


def test_status_never_moves_in_bulk(village, ani):
    draft = make_baseline(village, by=ani)
    with pytest.raises(Locked):
        Baseline.objects.filter(pk=draft.pk).update(status="submitted")


def test_baseline_bulk_update_is_refused(frozen):
    frozen.year = 2030
    with pytest.raises(Locked):
        Baseline.objects.bulk_update([frozen], ["year"])


def test_baseline_delete_is_refused(frozen):
    with pytest.raises(Locked):
        frozen.delete()


def test_baseline_queryset_delete_is_refused(frozen):
    with pytest.raises(Locked):
        Baseline.objects.filter(village=frozen.village).delete()
    assert Baseline.objects.filter(pk=frozen.pk).exists()


# --- the acts and the form --------------------------------------------------------------------------


def test_acts_of_entering_are_refused(frozen, record, ani):
    with pytest.raises(Locked):
        actions.save_record(record=record, by=ani)
    with pytest.raises(Locked):
        actions.remove_record(record=record, by=ani)
    with pytest.raises(Locked):
        actions.add_record(baseline=frozen, rw="009", rt="009", by=ani)
    with pytest.raises(Locked):
        actions.edit_baseline(baseline=frozen, by=ani)


def test_the_form_of_an_rt_is_refused(client, ani, record):
    client.force_login(ani)
    response = client.post(
        record.get_absolute_url(), MEASURES | {"buildings": "7", "version": record.version}
    )
    assert "terkunci" in response.content.decode()
    assert unchanged(record)


def test_the_form_of_the_survey_is_refused(client, ani, frozen):
    client.force_login(ani)
    address = reverse("villages:baseline-edit", args=frozen.address)
    client.post(address, {"surveyor": "Orang lain", "version": frozen.version})
    assert Baseline.objects.get(pk=frozen.pk).surveyor == ""


# --- what stays possible ----------------------------------------------------------------------------


def test_reopening_is_the_way_out_of_verified(village, ani, citra):
    baseline = make_baseline(village, records=1, by=ani, status="verified", verifier=citra)

    actions.reopen_baseline(baseline=baseline, by=citra, reason="Salah satuan di RT 001")

    record = baseline.records.get()
    record.area_ha = Decimal("3.5")
    actions.save_record(record=record, by=ani)
    baseline.refresh_from_db()
    assert (baseline.status, baseline.verified_at) == ("draft", None)
    assert baseline.records.get().area_ha == Decimal("3.5")


def test_returned_records_are_open_again(village, ani, citra):
    returned = make_baseline(village, records=1, by=ani, status="returned", verifier=citra)
    record = returned.records.get()

    record.buildings = 101
    record.save()

    assert NeighbourhoodRecord.objects.get(pk=record.pk).buildings == 101


def test_a_draft_that_was_never_submitted_can_be_deleted_with_its_events(village, ani):
    baseline = actions.open_baseline(village=village, year=2022, kind="initial", by=ani)
    make_record(baseline, by=ani)

    actions.delete_baseline(baseline=baseline, by=ani)

    assert Baseline.objects.count() == BaselineEvent.objects.count() == 0
    assert Baseline.history.filter(history_type="-").count() == 1
    assert NeighbourhoodRecord.history.filter(history_type="-", history_user=ani).count() == 1
