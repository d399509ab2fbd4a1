"""Nobody verifies their own work, and of two reviewers at once the second reads who was first."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from tests.factories import make_baseline, make_record
from villages import actions
from villages.models import Baseline, BaselineEvent


@pytest.fixture
def baseline(village, ani):
    """Submitted by Ani, one RT."""
    draft = make_baseline(village, records=1, by=ani)
    return actions.submit_baseline(baseline=draft, by=ani)


def test_not_by_who_submitted(village, ani, dwi):
    draft = make_baseline(village, records=1, by=ani)
    actions.submit_baseline(baseline=draft, by=dwi)

    with pytest.raises(PermissionDenied, match="orang lain yang memverifikasi"):
        actions.verify_baseline(baseline=draft, by=dwi)


def test_not_by_who_submitted_it_the_time_before(village, ani, dwi, citra):
    draft = make_baseline(village, records=1, by=ani)
    actions.submit_baseline(baseline=draft, by=dwi)
    actions.return_baseline(baseline=draft, by=citra, comment="Periksa RT 001.")
    actions.submit_baseline(baseline=draft, by=ani)

    with pytest.raises(PermissionDenied):
        actions.verify_baseline(baseline=draft, by=dwi)


def test_not_by_who_entered_a_record(village, ani, dwi):
    draft = make_baseline(village, records=1, by=ani)
    record = draft.records.get()
    record.irregular_buildings = 55
    actions.save_record(record=record, by=dwi)
    actions.submit_baseline(baseline=draft, by=ani)

    with pytest.raises(PermissionDenied):
        actions.verify_baseline(baseline=draft, by=dwi)


def test_not_by_who_entered_a_record_that_is_gone_again(village, ani, dwi):
    draft = make_baseline(village, records=1, by=ani)
    added = actions.add_record(baseline=draft, rw="009", rt="001", by=dwi)
    actions.remove_record(record=added, by=ani)
    actions.submit_baseline(baseline=draft, by=ani)

    with pytest.raises(PermissionDenied):
        actions.verify_baseline(baseline=draft, by=dwi)


def test_not_by_who_opened_it(village, ani, dwi):
    draft = actions.open_baseline(village=village, year=2022, kind="initial", by=dwi)
    make_record(draft, by=ani)
    actions.submit_baseline(baseline=draft, by=ani)

    with pytest.raises(PermissionDenied):
        actions.verify_baseline(baseline=draft, by=dwi)


def test_not_by_who_answered_about_the_survey(village, ani, dwi):
    draft = make_baseline(village, records=1, by=ani)
    draft.strategic_value = 5
    actions.edit_baseline(baseline=draft, by=dwi)
    actions.submit_baseline(baseline=draft, by=ani)

    with pytest.raises(PermissionDenied):
        actions.verify_baseline(baseline=draft, by=dwi)


def test_by_who_returned_and_reopened_it(baseline, ani, citra, kartika):
    """Reviewing is no entering, however often."""
    actions.return_baseline(baseline=baseline, by=citra, comment="Periksa RT 001.")
    actions.submit_baseline(baseline=baseline, by=ani)
    actions.verify_baseline(baseline=baseline, by=kartika)
    actions.reopen_baseline(baseline=baseline, by=citra, reason="Salah satuan.")
    actions.submit_baseline(baseline=baseline, by=ani)

    assert actions.verify_baseline(baseline=baseline, by=citra).verified_by == citra


# --- two at once ----------------------------------------------------------------------------


def test_the_second_to_verify_reads_who_was_first(baseline, citra, kartika):
    stale = Baseline.objects.get(pk=baseline.pk)
    actions.verify_baseline(baseline=baseline, by=kartika)

    with pytest.raises(ValidationError, match="sudah terverifikasi oleh Kartika"):
        actions.verify_baseline(baseline=stale, by=citra)


def test_verifying_what_was_returned_meanwhile_says_so(baseline, citra, kartika):
    stale = Baseline.objects.get(pk=baseline.pk)
    actions.return_baseline(baseline=baseline, by=kartika, comment="Cek RT 001.")

    with pytest.raises(ValidationError, match="sudah dikembalikan oleh Kartika"):
        actions.verify_baseline(baseline=stale, by=citra)

    assert Baseline.objects.get(pk=baseline.pk).status == "returned"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_two_reviewers_at_the_same_moment(baseline, citra, kartika):
    barrier = threading.Barrier(2)
    outcomes = {}

    def decide(user, act):
        try:
            barrier.wait(timeout=10)
            act(baseline=baseline, by=user, comment="Keputusan bersamaan.")
            outcomes[user.username] = "done"
        except ValidationError as refused:
            outcomes[user.username] = refused.messages[0]
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=(citra, actions.verify_baseline)),
        threading.Thread(target=decide, args=(kartika, actions.return_baseline)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    refused = [text for text in outcomes.values() if text != "done"]
    assert list(outcomes.values()).count("done") == 1
    assert refused in (
        ["Baseline ini sudah terverifikasi oleh Citra."],
        ["Baseline ini sudah dikembalikan oleh Kartika."],
    )
    decisions = BaselineEvent.objects.filter(act__in=["verified", "returned"])
    assert decisions.count() == 1
