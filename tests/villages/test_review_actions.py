"""Verifying, returning and reopening: every rule and every refusal."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from kotaku import roles
from tests.factories import make_baseline, make_record, make_user
from tests.villages.reviewing import reread
from villages import actions
from villages.models import MEASURE_FIELDS, Baseline, BaselineEvent, Locked
from villages.scoring import INDICATORS

Status = Baseline.Status


@pytest.fixture
def baseline(village, ani):
    """Submitted by Ani, one RT."""
    draft = make_baseline(village, records=1, by=ani)
    return actions.submit_baseline(baseline=draft, by=ani)


def last_event(baseline):
    return BaselineEvent.objects.filter(baseline=baseline).last()


# --- verify -----------------------------------------------------------------------------


def test_verify_freezes_status_score_and_who(baseline, citra):
    before = timezone.now()

    verified = actions.verify_baseline(baseline=baseline, by=citra, comment=" Cocok dengan peta. ")

    assert verified.status == Status.VERIFIED
    assert (verified.total, verified.level) == (26, "light")
    assert verified.verified_by == citra
    assert before <= verified.verified_at <= timezone.now()
    event = last_event(baseline)
    assert (event.act, event.by, event.comment) == ("verified", citra, "Cocok dengan peta.")
    assert before <= event.at <= timezone.now()


def test_verify_works_on_an_object_read_long_before(village, ani, citra):
    """Scripts keep the object they opened; the act reads the row anew."""
    stale = make_baseline(village, records=1, by=ani)
    actions.submit_baseline(baseline=stale, by=ani)

    assert actions.verify_baseline(baseline=stale, by=citra).status == Status.VERIFIED


def test_verify_scores_the_sums_of_the_rts(village, ani, citra):
    """60 of 100 and 0 of 100 irregular buildings are 30 %: 1 point, not the 3 of the first RT."""
    draft = make_baseline(village, records=1, by=ani)
    make_record(draft, by=ani, **{item.field: 0 for item in INDICATORS})
    actions.submit_baseline(baseline=draft, by=ani, note="RT kedua memang tertata.")

    verified = actions.verify_baseline(baseline=draft, by=citra)

    # 1a 30 % 1, 3a 40 % 1, 4b 38 % 1, 6b 50 % 1, 7b 40 % 1; the rest below 25 %
    assert (verified.total, verified.level) == (5, "not_slum")


def test_verified_baseline_and_its_records_are_locked(baseline, citra):
    verified = actions.verify_baseline(baseline=baseline, by=citra)
    record = verified.records.get()
    record.households = 5

    with pytest.raises(Locked):
        record.save()
    verified.surveyor = "Lain"
    with pytest.raises(Locked):
        verified.save()


@pytest.mark.parametrize("status", ["draft", "returned", "verified"])
def test_only_what_is_submitted_can_be_verified(village, ani, citra, kartika, status):
    baseline = make_baseline(village, records=1, by=ani, status=status, verifier=kartika)

    with pytest.raises(ValidationError):
        actions.verify_baseline(baseline=baseline, by=citra)

    assert reread(baseline).status == status
    assert not BaselineEvent.objects.filter(act="verified").exists()


@pytest.mark.parametrize("name", ["ani", "dedi", "vina", "adi"])
def test_verify_needs_the_role(request, baseline, name):
    with pytest.raises(PermissionDenied):
        actions.verify_baseline(baseline=baseline, by=request.getfixturevalue(name))

    assert reread(baseline).status == Status.SUBMITTED


def test_a_reviewer_of_some_villages_only_verifies_those(baseline, sync_roles):
    """Scope holds besides the right: the right alone does not show villages of others."""
    outsider = make_user("luar", role=roles.ASSISTANT)
    outsider.user_permissions.add(
        *make_user(role=roles.BAPPEDA).groups.get().permissions.filter(codename="verify_baseline")
    )

    with pytest.raises(PermissionDenied):
        actions.verify_baseline(baseline=baseline, by=outsider)


def test_a_baseline_of_nothing_but_zeros_is_no_slum(village, ani, citra):
    draft = make_baseline(village, by=ani)
    make_record(draft, by=ani, **dict.fromkeys(MEASURE_FIELDS, 0))
    actions.submit_baseline(baseline=draft, by=ani, note="RT ini tinggal tanah kosong.")

    verified = actions.verify_baseline(baseline=draft, by=citra)

    assert (verified.total, verified.level) == (0, "not_slum")


# --- return -------------------------------------------------------------------------------


def test_return_gives_it_back_with_the_comment(baseline, citra):
    returned = actions.return_baseline(baseline=baseline, by=citra, comment=" Cek RT 001. ")

    assert (returned.status, returned.returned_by) == (Status.RETURNED, citra)
    assert returned.is_editable
    event = last_event(baseline)
    assert (event.act, event.by, event.comment) == ("returned", citra, "Cek RT 001.")


@pytest.mark.parametrize("comment", ["", "  \n "])
def test_return_needs_a_comment(baseline, citra, comment):
    with pytest.raises(ValidationError, match="Tulis apa yang perlu dibetulkan"):
        actions.return_baseline(baseline=baseline, by=citra, comment=comment)

    assert reread(baseline).status == Status.SUBMITTED


@pytest.mark.parametrize("status", ["draft", "returned", "verified"])
def test_only_what_is_submitted_can_be_returned(village, ani, citra, status):
    baseline = make_baseline(village, records=1, by=ani, status=status)

    with pytest.raises(ValidationError):
        actions.return_baseline(baseline=baseline, by=citra, comment="Cek.")

    assert reread(baseline).status == status


@pytest.mark.parametrize("name", ["ani", "dedi", "vina", "adi"])
def test_return_needs_the_role(request, baseline, name):
    with pytest.raises(PermissionDenied):
        actions.return_baseline(baseline=baseline, by=request.getfixturevalue(name), comment="Cek.")


def test_change_count_after_two_rts_were_mended(village, ani, citra):
    """One RT saved twice counts once, an untouched one not at all."""
    draft = make_baseline(village, records=3, by=ani)
    actions.submit_baseline(baseline=draft, by=ani)
    actions.return_baseline(baseline=draft, by=citra, comment="Betulkan RT 001 dan 002.")
    first, second, __ = draft.records.all()
    for record, number in ((first, 50), (first, 51), (second, 52)):
        record.irregular_buildings = number
        actions.save_record(record=record, by=ani)

    actions.submit_baseline(baseline=draft, by=ani)

    submissions = BaselineEvent.objects.filter(baseline=draft, act="submitted")
    assert list(submissions.values_list("change_count", flat=True)) == [3, 2]


def test_change_count_of_a_resubmission_without_changes(baseline, ani, citra):
    actions.return_baseline(baseline=baseline, by=citra, comment="Jelaskan.")

    actions.submit_baseline(baseline=baseline, by=ani, note="Sudah benar.")

    assert last_event(baseline).change_count == 0


# --- reopen -------------------------------------------------------------------------------


def test_reopen_makes_it_a_draft_and_keeps_the_reason(baseline, citra, kartika):
    actions.verify_baseline(baseline=baseline, by=citra)

    reopened = actions.reopen_baseline(baseline=baseline, by=kartika, reason=" Salah satuan. ")

    assert (reopened.status, reopened.reopened_by) == (Status.DRAFT, kartika)
    assert (reopened.verified_at, reopened.verified_by) == (None, None)
    assert reopened.reopen_reason == "Salah satuan."
    event = last_event(baseline)
    assert (event.act, event.by, event.comment) == ("reopened", kartika, "Salah satuan.")


def test_after_reopening_the_records_can_be_changed_again(baseline, ani, citra):
    actions.verify_baseline(baseline=baseline, by=citra)
    actions.reopen_baseline(baseline=baseline, by=citra, reason="Salah satuan.")
    record = baseline.records.get()
    record.irregular_buildings = 10

    actions.save_record(record=record, by=ani)

    assert Baseline.objects.get(pk=baseline.pk).total == 23


@pytest.mark.parametrize("reason", ["", " \t"])
def test_reopen_needs_a_reason(baseline, citra, reason):
    actions.verify_baseline(baseline=baseline, by=citra)

    with pytest.raises(ValidationError, match="Tulis alasan"):
        actions.reopen_baseline(baseline=baseline, by=citra, reason=reason)

    assert reread(baseline).status == Status.VERIFIED


@pytest.mark.parametrize("status", ["draft", "submitted", "returned"])
def test_only_what_is_verified_can_be_reopened(village, ani, citra, status):
    baseline = make_baseline(village, records=1, by=ani, status=status)

    with pytest.raises(ValidationError):
        actions.reopen_baseline(baseline=baseline, by=citra, reason="Salah satuan.")

    assert reread(baseline).status == status


@pytest.mark.parametrize("name", ["ani", "dedi", "vina", "adi"])
def test_reopen_needs_the_role(request, baseline, citra, name):
    actions.verify_baseline(baseline=baseline, by=citra)

    with pytest.raises(PermissionDenied):
        actions.reopen_baseline(
            baseline=baseline, by=request.getfixturevalue(name), reason="Salah satuan."
        )
