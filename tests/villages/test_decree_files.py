"""The PDF of a decree: private, unguessable, and sent as what it is."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.factories import make_decree
from villages.actions.decree import save_decree

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"


def with_file(decree, name="SK Kumuh – 2021.pdf", content=PDF):
    decree.file_name = name
    decree.file = ContentFile(content, name=name)
    decree.save()
    return decree


def address(decree):
    return reverse("villages:decree-file", args=[decree.pk])


def test_the_file_is_sent_as_a_download_under_its_own_name(client, vina):
    decree = with_file(make_decree())
    client.force_login(vina)

    response = client.get(address(decree))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''SK%20Kumuh%20%E2%80%93%202021.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_nginx_sends_the_file_where_it_may(client, vina, settings):
    settings.SENDFILE_PREFIX = "/berkas/"
    decree = with_file(make_decree())
    client.force_login(vina)

    response = client.get(address(decree))

    assert response.content == b""
    assert response["X-Accel-Redirect"] == f"/berkas/{decree.file.name}"
    assert response["Content-Type"] == "application/pdf"


def test_the_file_needs_login(client):
    assert client.get(address(with_file(make_decree()))).status_code == 302


def test_the_file_needs_a_role(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("tamu"))

    assert client.get(address(with_file(make_decree()))).status_code == 403


def test_the_file_of_a_draft_is_for_those_who_keep_it(client, vina, citra):
    decree = with_file(make_decree(status="draft"))

    client.force_login(vina)
    assert client.get(address(decree)).status_code == 404
    client.force_login(citra)
    assert b"".join(client.get(address(decree)).streaming_content) == PDF


def test_a_decree_without_a_file_has_none_to_send(client, vina):
    client.force_login(vina)

    assert client.get(address(make_decree())).status_code == 404


def test_a_file_that_is_gone_from_the_storage_is_not_found(client, vina):
    decree = with_file(make_decree())
    decree.file.storage.delete(decree.file.name)
    client.force_login(vina)

    assert client.get(address(decree)).status_code == 404


def test_no_address_leads_to_the_storage(client, vina):
    decree = with_file(make_decree())
    client.force_login(vina)

    for path in (f"/{decree.file.name}", f"/media/{decree.file.name}"):
        assert client.get(path).status_code == 404


def test_an_earlier_file_stays_within_reach(client, vina, citra):
    decree = with_file(make_decree(), name="Pertama.pdf")
    decree.file_name, decree.file = "Kedua.pdf", ContentFile(PDF + b"%", name="Kedua.pdf")
    save_decree(decree=decree, by=citra, reason="Pindaian lebih jelas")
    client.force_login(vina)

    words = client.get(decree.get_absolute_url()).content.decode()
    response = client.get(reverse("villages:decree-file-earlier", args=[decree.pk, 1]))

    assert "Pertama.pdf" in words
    assert b"".join(response.streaming_content) == PDF
    assert "Pertama.pdf" in response["Content-Disposition"]


@pytest.mark.parametrize("version", [1, 99])
def test_a_version_without_a_file_is_not_found(client, vina, version):
    client.force_login(vina)
    path = reverse("villages:decree-file-earlier", args=[make_decree().pk, version])

    assert client.get(path).status_code == 404
