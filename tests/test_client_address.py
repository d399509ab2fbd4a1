"""The lock-out after wrong passwords meets who guesses, also behind proxies."""

import pytest
from django.urls import reverse

from kotaku.client_address import client_address
from tests.factories import make_user

PROXY = "10.0.0.1"


def request_from(rf, forwarded=None, peer=PROXY):
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return rf.get("/", REMOTE_ADDR=peer, **headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, PROXY),
        (0, "203.0.113.7", PROXY),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (1, "6.6.6.6,7.7.7.7, 203.0.113.7", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, None, PROXY),
        (1, "", PROXY),
        (2, "203.0.113.7", PROXY),
        (1, "somewhere", PROXY),
    ],
)
def test_client_address_is_what_the_outermost_proxy_saw(rf, settings, proxies, forwarded, address):
    settings.PROXY_COUNT = proxies

    assert client_address(request_from(rf, forwarded)) == address


def test_client_address_of_a_socket_file_is_unknown(rf):
    assert client_address(request_from(rf, peer="")) is None


def guess(client, forwarded):
    data = {"username": "ani", "password": "salah"}
    return client.post(reverse("login"), data, headers={"X-Forwarded-For": forwarded})


@pytest.mark.django_db
def test_invented_addresses_do_not_escape_the_lock_out(client, settings):
    settings.PROXY_COUNT = 1
    make_user("ani")

    statuses = [guess(client, f"6.6.6.{n}, 203.0.113.7").status_code for n in range(5)]

    assert statuses == [200, 200, 200, 200, 429]


@pytest.mark.django_db
def test_others_behind_the_same_proxy_still_enter(client, settings):
    settings.PROXY_COUNT = 1
    make_user("ani")
    for __ in range(5):
        guess(client, "203.0.113.7")

    assert guess(client, "198.51.100.9").status_code == 200
