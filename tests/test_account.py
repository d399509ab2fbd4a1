"""Entering, leaving, changing one's password, and being locked out."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_user

PASSWORD = "gula-aren-Krejengan"


@pytest.fixture
def person(db):
    """Somebody with a password."""
    return make_user("sari", password=PASSWORD, first_name="Sari", last_name="Dewi")


def log_in(client, password=PASSWORD, username="sari", **fields):
    return client.post(reverse("login"), {"username": username, "password": password, **fields})


def is_signed_in(client):
    return "_auth_user_id" in client.session


# --- entering ----------------------------------------------------------------------------------------


def test_login_leads_home(client, person):
    response = log_in(client)

    assert (response.status_code, response.url) == (302, "/")
    assert is_signed_in(client)


def test_login_leads_where_one_wanted_to_go(client, person):
    asked = client.get("/kata-sandi/", follow=True)
    response = log_in(client, next=asked.context["next"])

    assert asked.context["next"] == "/kata-sandi/"
    assert 'name="next" value="/kata-sandi/"' in asked.content.decode()
    assert response.url == "/kata-sandi/"


def test_next_survives_a_mistake(client, person):
    response = log_in(client, password="salah", next="/kata-sandi/")

    assert 'name="next" value="/kata-sandi/"' in response.content.decode()


def test_login_does_not_lead_to_other_sites(client, person):
    assert log_in(client, next="https://contoh.id/").url == "/"


def test_a_wrong_password_is_explained_without_telling_which_part_is_wrong(client, person):
    wrong_password = log_in(client, password="salah").content.decode()
    wrong_name = log_in(client, username="siapa").content.decode()

    for text in (wrong_password, wrong_name):
        assert "Nama pengguna atau kata sandi salah." in text
        assert "<title>Kesalahan: Masuk" in text


def test_empty_fields_are_named(client, db):
    text = log_in(client, username="", password="").content.decode()

    assert '<a href="#id_username">Nama pengguna: Isi nama pengguna.</a>' in text
    assert '<a href="#id_password">Kata sandi: Isi kata sandi.</a>' in text


def test_a_deactivated_account_does_not_enter(client, person):
    person.is_active = False
    person.save()

    response = log_in(client)

    assert response.status_code == 200
    assert not is_signed_in(client)


def test_who_is_signed_in_needs_no_login_page(client, person):
    client.force_login(person)

    assert client.get(reverse("login")).url == "/"


# --- leaving -------------------------------------------------------------------------------------------


def test_logout_by_post(client, person):
    client.force_login(person)

    response = client.post(reverse("logout"))

    assert response.url == reverse("login")
    assert not is_signed_in(client)


def test_a_link_alone_does_not_log_out(client, person):
    client.force_login(person)

    assert client.get(reverse("logout")).status_code == 405
    assert is_signed_in(client)


# --- one's password --------------------------------------------------------------------------------------


def change(client, old=PASSWORD, new="kopi-robusta-Tiris", again=None):
    again = new if again is None else again
    fields = {"old_password": old, "new_password1": new, "new_password2": again}
    return client.post(reverse("password_change"), fields)


def test_password_is_changed_and_the_session_goes_on(client, person):
    client.force_login(person)

    response = change(client)

    person.refresh_from_db()
    assert response.url == reverse("password_change_done")
    assert person.check_password("kopi-robusta-Tiris")
    assert "Kata sandi sudah diganti" in client.get(response.url).content.decode()


def test_other_sessions_end_when_the_password_changes(client, person):
    elsewhere = Client()
    for one in (client, elsewhere):
        one.force_login(person)

    change(client)

    assert elsewhere.get("/kata-sandi/").status_code == 302


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"old": "salah"}, "Kata sandi lama ini salah."),
        ({"again": "lain-sekali-99"}, "Kedua kata sandi baru berbeda. Ketik ulang."),
        ({"new": ""}, "Isi kata sandi baru."),
        ({"new": "pendek"}, "Kata sandi terlalu pendek."),
        ({"new": "password"}, "Kata sandi ini terlalu umum."),
        ({"new": "40195738201"}, "Kata sandi ini seluruhnya terdiri dari angka."),
    ],
)
def test_password_is_not_changed_and_the_reason_told(client, person, fields, message):
    client.force_login(person)

    response = change(client, **fields)

    person.refresh_from_db()
    text = response.content.decode()
    assert message in text
    assert "<title>Kesalahan: Ganti kata sandi" in text
    assert person.check_password(PASSWORD)


# --- lock-out ----------------------------------------------------------------------------------------


def fail(client, times, **extra):
    for __ in range(times):
        response = client.post(reverse("login"), {"username": "sari", "password": "salah"}, **extra)
    return response


def test_the_fifth_wrong_password_locks_and_says_how_long(client, person):
    fourth = fail(client, 4)
    fifth = fail(client, 1)

    text = fifth.content.decode()
    assert (fourth.status_code, fifth.status_code) == (200, 429)
    assert "Akun terkunci sementara" in text
    assert "salah 5 kali berturut-turut" in text
    assert "selama 15 menit" in text


def test_while_locked_the_right_password_does_not_enter(client, person):
    fail(client, 5)

    assert log_in(client).status_code == 429
    assert not is_signed_in(client)


def test_the_lock_opens_after_a_quarter_of_an_hour(client, person):
    fail(client, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))

    assert log_in(client).status_code == 302


def test_one_locked_network_does_not_lock_the_person_elsewhere(client, person):
    fail(client, 5, REMOTE_ADDR="10.0.0.1")

    assert log_in(client).status_code == 302


def test_a_forged_address_does_not_escape_the_lock(client, person):
    for n in range(5):
        response = fail(client, 1, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}")

    assert response.status_code == 429


def test_entering_forgets_earlier_mistakes(client, person):
    fail(client, 4)
    log_in(client)
    client.post(reverse("logout"))

    assert fail(client, 4).status_code == 200


def test_there_is_no_password_reset_for_strangers(client, person):
    assert client.get("/kata-sandi/lupa/").status_code == 404
    assert User.objects.get().check_password(PASSWORD)
