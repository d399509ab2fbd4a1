"""The weekly digest: who gets it, what it says, and that nobody ever gets it twice."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from smtplib import SMTPServerDisconnected

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.factories import make_agency, make_follow_up, make_user
from tests.villages.running_import import database_url
from workshops.actions.digest import send_digests, set_digest
from workshops.models import Digest, NoDigest

MONDAY, SUNDAY, NEXT_MONDAY = date(2026, 11, 23), date(2026, 11, 29), date(2026, 11, 30)


@pytest.fixture(autouse=True)
def address_of_the_portal(settings):
    settings.SITE_URL = "https://kotaku.example.go.id"


@pytest.fixture
def busy(dedi):
    """Dedi with an address, whose agency has an open follow-up."""
    dedi.email = "dedi@example.go.id"
    dedi.save()
    make_follow_up(make_agency(staff=[dedi]), task="Selaraskan program 2022")
    return dedi


def test_digest_names_what_waits_with_its_link(busy):
    send_digests(today=MONDAY)

    (message,) = mail.outbox
    follow_up = busy.agencies.get().follow_ups.get()
    assert message.to == ["dedi@example.go.id"]
    assert message.subject == "Portal Kotaku: 1 hal menunggu Anda"
    assert "Yth. Dedi," in message.body
    assert "Selaraskan program 2022" in message.body
    assert f"https://kotaku.example.go.id{follow_up.get_absolute_url()}" in message.body
    assert f"https://kotaku.example.go.id{reverse('workshops:digest-settings')}" in message.body


def test_digest_is_plain_text_without_markup(busy):
    make_follow_up(busy.agencies.get(), task="Jalan & drainase “utama”")

    send_digests(today=MONDAY)

    assert "Jalan & drainase “utama”" in mail.outbox[0].body


@pytest.mark.parametrize("day", [MONDAY, SUNDAY])
def test_digest_comes_once_a_week_however_often_it_is_run(busy, day):
    send_digests(today=MONDAY)
    make_follow_up(busy.agencies.get())

    done = send_digests(today=day)

    assert len(mail.outbox) == 1
    assert (done.written, done.sent) == (0, 0)


def test_digest_comes_again_in_the_next_week(busy):
    send_digests(today=SUNDAY)

    send_digests(today=NEXT_MONDAY)

    assert len(mail.outbox) == 2


def test_digest_leaves_out_who_has_nothing_no_address_or_left(busy, vina):
    vina.email = "vina@example.go.id"
    vina.save()
    silent = make_user("tanpa", role="OPD")
    gone = make_user("pindah", role="OPD", email="pindah@example.go.id", is_active=False)
    busy.agencies.get().staff.add(silent, gone)

    send_digests(today=MONDAY)

    assert [message.to for message in mail.outbox] == [["dedi@example.go.id"]]


def test_digest_can_be_switched_off_and_on_again(client, busy):
    client.force_login(busy)
    page = reverse("workshops:digest-settings")

    client.post(page, {})
    send_digests(today=MONDAY)
    assert mail.outbox == []

    client.post(page, {"wanted": "on"})
    send_digests(today=MONDAY)
    assert len(mail.outbox) == 1


def test_switching_off_takes_back_what_still_waits(busy):
    Digest.objects.create(person=busy, week=MONDAY, subject="x", body="x")

    set_digest(by=busy, wanted=False)
    send_digests(today=MONDAY)

    assert mail.outbox == []
    assert not Digest.objects.exists()


def test_settings_page_says_where_e_mails_go(client, busy, vina):
    client.force_login(busy)
    assert "dedi@example.go.id" in client.get(reverse("workshops:digest-settings")).content.decode()

    client.force_login(vina)
    page = client.get(reverse("workshops:digest-settings")).content.decode()
    assert "belum mempunyai alamat surel" in page


def test_refused_e_mail_waits_for_the_next_run(busy, settings):
    settings.EMAIL_BACKEND = "tests.workshops.mail_backends.Refusing"
    done = send_digests(today=MONDAY)
    digest = Digest.objects.get()
    assert (done.sent, done.refused) == (0, 1)
    assert (digest.status, digest.tries) == ("waiting", 1)
    assert digest.problem == str(SMTPServerDisconnected("server menutup sambungan"))

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    done = send_digests(today=SUNDAY)

    digest.refresh_from_db()
    assert (done.sent, len(mail.outbox)) == (1, 1)
    assert (digest.status, digest.tries, digest.problem) == ("sent", 2, "")


def test_command_says_what_failed_and_ends_with_an_error(busy, settings, capsys):
    settings.EMAIL_BACKEND = "tests.workshops.mail_backends.Refusing"

    with pytest.raises(CommandError, match="gagal dikirim"):
        call_command("send_digests")

    said = capsys.readouterr()
    assert "1 surel ditulis, 0 terkirim, 1 gagal." in said.out
    assert "dedi@example.go.id: server menutup sambungan" in said.err


def test_command_needs_the_address_of_the_portal(busy, settings):
    settings.SITE_URL = ""

    with pytest.raises(CommandError, match="SITE_URL"):
        call_command("send_digests")

    assert mail.outbox == []


def test_database_keeps_one_digest_per_person_and_week(busy):
    Digest.objects.create(person=busy, week=MONDAY, subject="x", body="x")

    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(person=busy, week=MONDAY, subject="y", body="y")


def test_switching_off_twice_is_one_choice(busy):
    set_digest(by=busy, wanted=False)
    set_digest(by=busy, wanted=False)

    assert NoDigest.objects.count() == 1


# --- killed while sending ---------------------------------------------------------------------------


def run_command(backend, tmp_path):
    """``send_digests`` in a process of its own, with a mail server of ours; its exit status."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "kotaku.settings",
        "DATABASE_URL": database_url(),
        "SECRET_KEY": "test-key-of-no-worth",
        "SITE_URL": "https://kotaku.example.go.id",
        "MAIL_FILE": str(tmp_path / "inbox.txt"),
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    code = (
        "import sys; from django.conf import settings; import django; django.setup(); "
        f"settings.EMAIL_BACKEND = 'tests.workshops.mail_backends.{backend}'; "
        "from django.core.management import call_command; call_command('send_digests')"
    )
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        cwd=Path(settings.BASE_DIR),
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_killed_while_sending_nobody_gets_it_twice(transactional_db, sync_roles, tmp_path):
    agency = make_agency()
    for name in "abc":
        agency.staff.add(make_user(name, role="OPD", email=f"{name}@example.go.id"))
    make_follow_up(agency)

    killed = run_command("PowerCut", tmp_path)
    again = run_command("Keeping", tmp_path)

    inbox = (tmp_path / "inbox.txt").read_text(encoding="utf-8").splitlines()
    assert killed.returncode == -signal.SIGKILL
    assert again.returncode == 0, again.stderr
    assert inbox == ["a@example.go.id", "b@example.go.id", "c@example.go.id"]
    statuses = dict(Digest.objects.values_list("person__username", "status"))
    assert statuses == {"a": "sent", "b": "sending", "c": "sent"}
    assert "1 surel dari proses yang terhenti tidak dikirim ulang" in again.stderr.decode()
