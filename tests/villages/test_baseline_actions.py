"""Opening, describing, deleting and submitting a baseline: what each act does and refuses."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import (
    make_baseline,
    make_neighbourhood,
    make_record,
    make_village,
)
from villages import actions
from villages.models import Baseline, BaselineEvent, Locked, NeighbourhoodRecord
from villages.scoring import DENOMINATORS, INDICATORS


def refusal(act, **arguments):
    with pytest.raises(ValidationError) as refused:
        act(**arguments)
    return " ".join(refused.value.messages)


# --- opening ----------------------------------------------------------------------------------------


def test_open_starts_a_draft_with_the_rts_of_the_village(village, ani):
    for __ in range(3):
        make_neighbourhood(village)
    make_neighbourhood(make_village())

    baseline = actions.open_baseline(village=village, year=2022, kind="initial", by=ani)

    assert (baseline.status, baseline.opened_by, baseline.total) == ("draft", ani, None)
    assert [record.total for record in baseline.records.all()] == [None, None, None]
    assert [(event.act, event.by) for event in baseline.events.all()] == [("opened", ani)]


def test_open_proposes_the_denominators_of_the_last_verified_baseline(village, ani):
    make_baseline(village, year=2019, records=1, status="verified", by=ani)
    old = make_baseline(village, year=2021, by=ani)
    known = village.neighbourhoods.get()
    make_record(old, known, households=130, note="lama")
    old = Baseline.objects.get(pk=old.pk)
    actions.submit_baseline(baseline=old, by=ani, note="Sesuai")
    make_neighbourhood(village)

    not_yet = actions.open_baseline(village=village, year=2022, kind="replication", by=ani)

    # 2021 is only submitted, so 2019 counts.
    proposed, new = not_yet.records.all()
    assert (proposed.households, proposed.area_ha, proposed.note) == (120, 2.5, "")
    assert {getattr(proposed, item.field) for item in INDICATORS} == {None}
    assert {getattr(new, item.field) for item in DENOMINATORS} == {None}


def test_open_keeps_history_with_the_doer(village, ani):
    make_neighbourhood(village)
    baseline = actions.open_baseline(village=village, year=2022, kind="initial", by=ani)
    record = baseline.records.get()
    assert baseline.history.get().history_user == ani
    assert record.history.get().history_user == ani


def test_open_refuses_the_same_village_year_and_kind_again(village, ani):
    actions.open_baseline(village=village, year=2022, kind="initial", by=ani)

    again = refusal(actions.open_baseline, village=village, year=2022, kind="initial", by=ani)

    assert again == "Baseline desa ini untuk tahun dan jenis itu sudah ada."
    actions.open_baseline(village=village, year=2022, kind="endline", by=ani)


@pytest.mark.parametrize("wrong", [{"year": 1922}, {"year": 2201}, {"kind": "midline"}])
def test_open_refuses_impossible_years_and_kinds(village, ani, wrong):
    refusal(
        actions.open_baseline,
        **{"village": village, "year": 2022, "kind": "initial"} | wrong,
        by=ani,
    )
    assert not Baseline.objects.exists()


def test_open_is_for_ones_own_villages(village, budi, citra):
    with pytest.raises(PermissionDenied, match="di luar wilayah Anda"):
        actions.open_baseline(village=village, year=2022, kind="initial", by=budi)
    with pytest.raises(PermissionDenied, match="Peran Anda"):
        actions.open_baseline(village=village, year=2022, kind="initial", by=citra)


# --- telling about the survey -----------------------------------------------------------------------


def test_edit_counts_the_version_and_keeps_history(village, ani):
    baseline = make_baseline(village, by=ani)
    baseline.surveyor = "Tim KKN"

    actions.edit_baseline(baseline=baseline, by=ani)

    stored = Baseline.objects.get(pk=baseline.pk)
    assert (stored.surveyor, stored.version) == ("Tim KKN", 2)
    assert stored.history.first().history_user == ani


def test_edit_refuses_what_is_submitted_and_others(village, ani, budi):
    baseline = make_baseline(village, by=ani)
    with pytest.raises(PermissionDenied):
        actions.edit_baseline(baseline=baseline, by=budi)
    submitted = make_baseline(village, year=2023, records=1, by=ani, status="submitted")
    with pytest.raises(Locked):
        actions.edit_baseline(baseline=submitted, by=ani)


# --- deleting ---------------------------------------------------------------------------------------


def test_delete_removes_a_draft_and_keeps_its_history(village, ani):
    baseline = make_baseline(village, records=2, by=ani)

    actions.delete_baseline(baseline=baseline, by=ani)

    assert not Baseline.objects.exists()
    assert not NeighbourhoodRecord.objects.exists()
    gone = NeighbourhoodRecord.history.filter(history_type="-")
    assert [row.history_user for row in gone] == [ani, ani]
    assert village.neighbourhoods.count() == 2


@pytest.mark.parametrize("status", ["submitted", "returned", "verified"])
def test_delete_refuses_what_was_ever_submitted(village, ani, status):
    baseline = make_baseline(village, records=1, by=ani, status=status)
    message = refusal(actions.delete_baseline, baseline=baseline, by=ani)
    assert message == "Baseline yang pernah diajukan tidak dapat dihapus."


def test_delete_is_for_assistants_of_the_village(village, ani, budi, citra):
    baseline = make_baseline(village, by=ani)
    for somebody in (budi, citra):
        with pytest.raises(PermissionDenied):
            actions.delete_baseline(baseline=baseline, by=somebody)


# --- submitting -------------------------------------------------------------------------------------


def test_submit_hands_a_complete_draft_over(village, ani):
    baseline = make_baseline(village, records=2, by=ani)

    submitted = actions.submit_baseline(baseline=baseline, by=ani, note="  Survei Mei.  ")

    stored = Baseline.objects.get(pk=baseline.pk)
    assert (stored.status, stored.submitted_by, stored.submission_note) == (
        "submitted",
        ani,
        "Survei Mei.",
    )
    assert (stored.total, stored.level, stored.warning_count) == (26, "light", 0)
    assert stored.version == baseline.version + 1
    event = BaselineEvent.objects.get()
    assert (event.act, event.by, event.comment, event.change_count) == (
        "submitted",
        ani,
        "Survei Mei.",
        2,
    )
    assert submitted == stored


def test_submit_counts_what_changed_since_the_last_time(village, ani, citra):
    baseline = make_baseline(village, records=3, by=ani)
    actions.submit_baseline(baseline=baseline, by=ani)
    actions.return_baseline(baseline=baseline, by=citra, comment="RT 001")
    first, second, __ = Baseline.objects.get(pk=baseline.pk).records.all()
    first.buildings = 101
    actions.save_record(record=first, by=ani)
    first.buildings = 102
    actions.save_record(record=first, by=ani)
    actions.remove_record(record=second, by=ani)

    actions.submit_baseline(baseline=baseline, by=ani)

    assert BaselineEvent.objects.filter(act="submitted").latest("pk").change_count == 2


def test_submit_refuses_a_baseline_without_rts(village, ani):
    baseline = make_baseline(village, by=ani)
    message = refusal(actions.submit_baseline, baseline=baseline, by=ani)
    assert message == "Baseline ini belum berisi satu RT pun."


@pytest.mark.parametrize("wrong", [{"buildings": None}, {"unsafe_water_households": 121}])
def test_submit_refuses_what_is_missing_or_wrong_by_name(village, ani, wrong):
    baseline = make_baseline(village, records=1, by=ani)
    make_record(baseline, **wrong)

    message = refusal(actions.submit_baseline, baseline=baseline, by=ani, note="tetap ajukan")

    assert message == "1 RT belum lengkap atau perlu dibetulkan: RT 002 RW 001."
    assert Baseline.objects.get().status == "draft"


def test_submit_names_the_first_five_of_many(village, ani):
    baseline = make_baseline(village, by=ani)
    for __ in range(7):
        make_record(baseline, buildings=None)

    message = refusal(actions.submit_baseline, baseline=baseline, by=ani)

    assert message == (
        "7 RT belum lengkap atau perlu dibetulkan: RT 001 RW 001, RT 002 RW 001, RT 003 RW 001, "
        "RT 004 RW 001, RT 005 RW 001, dan 2 RT lain."
    )


def test_submit_wants_warnings_explained(village, ani):
    baseline = make_baseline(village, by=ani)
    make_record(baseline, area_ha="301")
    explained = make_record(baseline, area_ha="301", note="Termasuk tambak.")

    for note in ("", "   "):
        message = refusal(actions.submit_baseline, baseline=baseline, by=ani, note=note)
        assert message == "Jelaskan dalam catatan pengajuan peringatan pada RT 001 RW 001."
    actions.submit_baseline(baseline=baseline, by=ani, note="Luasnya dari peta desa.")

    assert Baseline.objects.get().warning_count == 2
    assert explained.baseline.records.count() == 2


def test_submit_is_done_once(village, ani):
    baseline = make_baseline(village, records=1, by=ani)
    actions.submit_baseline(baseline=baseline, by=ani)

    message = refusal(actions.submit_baseline, baseline=baseline, by=ani)

    assert message == "Baseline ini sudah diajukan."
    assert BaselineEvent.objects.count() == 1


def test_submit_is_for_assistants_of_the_village(village, ani, budi, citra):
    baseline = make_baseline(village, records=1, by=ani)
    for somebody in (budi, citra):
        with pytest.raises(PermissionDenied):
            actions.submit_baseline(baseline=baseline, by=somebody)


def test_a_returned_baseline_can_be_submitted_again(village, ani, citra):
    baseline = make_baseline(village, records=1, by=ani, status="returned", verifier=citra)
    actions.submit_baseline(baseline=baseline, by=ani)
    assert Baseline.objects.get().status == "submitted"
