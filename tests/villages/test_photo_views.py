"""Photographs of a project through pages: several at once, nothing lost, private, gone with their files."""

from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_agency, make_photo, make_project, make_village, make_work
from tests.villages.pictures import ROTATED, facts, opened, picture, upload
from villages.actions.photo import MAX_PER_STAGE
from villages.models import ProjectPhoto

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(village):
    return make_work(village)


def address(name, project, *more):
    return reverse(f"villages:photo-{name}", args=[project.pk, *more])


def typed(*files, **fields):
    return {"stage": "0", "taken_on": "", "caption": "", "photos": list(files)} | fields


def kept(file):
    """The picture in a stored file."""
    with default_storage.open(file.name) as content:
        return opened(content.read())


def words(response):
    return " ".join(response.content.decode().split())


def errors(response):
    return response.context["form"].errors


def test_several_photographs_are_added_at_once(client, ani, work):
    client.force_login(ani)
    files = [upload(picture(kind), f"foto.{kind}") for kind in ("JPEG", "PNG", "WEBP")]

    response = client.post(address("add", work), typed(*files, caption="RT 001"), follow=True)

    assert [str(message) for message in response.context["messages"]] == ["3 foto disimpan."]
    photos = work.photos.all()
    assert {(row.stage, row.caption, row.width, row.height) for row in photos} == {
        (0, "RT 001", 60, 40)
    }
    assert {kept(row.image).format for row in photos} == {"JPEG"}
    assert photos[0].uploaded_by == ani
    assert photos[0].history.get().history_user == ani


def test_the_day_comes_from_the_camera_unless_it_is_typed(client, ani, work):
    client.force_login(ani)
    content = picture(exif=facts(orientation=ROTATED))

    client.post(address("add", work), typed(upload(content)))
    client.post(address("add", work), typed(upload(content), stage="50", taken_on="2021-10-01"))

    first, second = work.photos.order_by("pk")
    assert (first.taken_on, first.width, first.height) == (date(2021, 9, 14), 40, 60)
    assert second.taken_on == date(2021, 10, 1)


@pytest.mark.parametrize(("keeps", "place"), [(True, "-7.745500, 113.440000"), (False, "")])
def test_the_position_is_kept_only_where_the_project_asks(client, ani, village, keeps, place):
    project = make_work(village, keeps_photo_positions=keeps)
    client.force_login(ani)

    client.post(address("add", project), typed(upload(picture(exif=facts()))))

    photo = project.photos.get()
    assert photo.position == place
    assert dict(kept(photo.image).getexif()) == {}
    assert (place in words(client.get(project.get_absolute_url()))) is True


def test_each_file_that_is_wrong_is_named_and_the_others_wait(client, ani, work):
    client.force_login(ani)
    files = [
        upload(picture(), "baik.jpg"),
        upload(b"bukan foto", "catatan.jpg"),
        upload(picture()[:200], "putus.jpg"),
    ]

    response = client.post(address("add", work), typed(*files, caption="RT 001"))

    assert [message.partition(":")[0] for message in errors(response)["photos"]] == [
        "catatan.jpg",
        "putus.jpg",
    ]
    (held,) = response.context["form"].kept
    assert held.name == "baik.jpg"
    assert work.photos.count() == 0

    client.post(address("add", work), typed(caption="RT 001", held=[held.ticket]))

    photo = work.photos.get()
    assert (photo.caption, photo.width) == ("RT 001", 60)
    assert not default_storage.exists(held.upload.path)


def test_a_mistake_in_another_field_loses_no_photograph(client, ani, work):
    client.force_login(ani)
    tomorrow = timezone.localdate() + timedelta(days=1)
    content = picture(exif=facts())

    response = client.post(
        address("add", work), typed(upload(content, "baik.jpg"), taken_on=tomorrow.isoformat())
    )
    held = response.context["form"].kept
    again = client.post(
        address("add", work),
        typed(upload(picture("PNG"), "dua.png"), stage="", held=[held[0].ticket]),
    )
    both = [item.ticket for item in again.context["form"].kept]
    client.post(address("add", work), typed(held=both))

    assert errors(response)["taken_on"] == ["Tanggal ini belum tiba."]
    assert errors(again)["stage"] == ["Pilih tahapnya."]
    assert sorted(str(photo.taken_on) for photo in work.photos.all()) == ["2021-09-14", "None"]


def test_what_waits_is_nobody_elses(client, ani, citra, work):
    client.force_login(ani)
    response = client.post(address("add", work), typed(upload(), stage=""))
    ticket = response.context["form"].kept[0].ticket
    client.force_login(citra)

    for forged in (ticket, ticket[:-2] + "xx", "photos/rahasia.jpg"):
        response = client.post(address("add", work), typed(held=[forged]))
        assert errors(response)["photos"] == [
            "Sebagian foto yang tadi dipilih sudah tidak tersimpan. Pilih lagi."
        ]
    assert work.photos.count() == 0


def test_no_position_waits_where_none_is_kept(client, ani, work):
    client.force_login(ani)

    response = client.post(address("add", work), typed(upload(picture(exif=facts())), stage=""))

    (held,) = response.context["form"].kept
    assert held.facts["latitude"] is None
    assert dict(opened(held.upload.open().read()).getexif()) == {}


def test_nothing_chosen_is_said(client, ani, work):
    client.force_login(ani)

    response = client.post(address("add", work), typed())

    assert errors(response)["photos"] == ["Pilih sedikitnya satu foto."]


def test_at_most_twenty_files_at_once(client, ani, work):
    client.force_login(ani)

    response = client.post(address("add", work), typed(*(upload() for __ in range(21))))

    assert errors(response)["photos"] == ["Pilih paling banyak 20 foto sekaligus."]


def test_a_stage_holds_so_many_and_no_more(client, ani, work):
    client.force_login(ani)
    for __ in range(MAX_PER_STAGE - 1):
        make_photo(work)

    response = client.post(address("add", work), typed(upload(), upload()))

    assert errors(response)["__all__"] == [
        "Paling banyak 30 foto per tahap. Hapus dulu yang tidak diperlukan."
    ]
    assert len(response.context["form"].kept) == 2
    client.post(address("add", work), typed(upload()))
    assert work.photos.count() == MAX_PER_STAGE


def test_agencies_add_photographs_of_their_own_projects(client, dedi, village):
    project = make_project(village, agency=make_agency(staff=[dedi]))
    client.force_login(dedi)

    client.post(address("add", project), typed(upload(), stage="100"))

    assert project.photos.get().stage == 100


@pytest.mark.parametrize(("name", "content"), [("image", b"besar"), ("thumbnail", b"kecil")])
def test_pictures_are_sent_as_pictures_and_nothing_else(client, vina, work, name, content):
    photo = make_photo(work)
    client.force_login(vina)

    response = client.get(address(name, work, photo.pk))

    assert b"".join(response.streaming_content) == content
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("inline")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, max-age=86400"


def test_nginx_sends_pictures_where_it_may(client, vina, work, settings):
    settings.SENDFILE_PREFIX = "/berkas/"
    photo = make_photo(work)
    client.force_login(vina)

    response = client.get(address("image", work, photo.pk))

    assert response["X-Accel-Redirect"] == f"/berkas/{photo.image.name}"
    assert response["Content-Type"] == "image/jpeg"


def test_pictures_of_other_villages_are_not_found(client, budi, work):
    photo = make_photo(work)
    client.force_login(budi)

    assert client.get(address("image", work, photo.pk)).status_code == 404
    assert client.get(address("thumbnail", work, photo.pk)).status_code == 404


def test_a_picture_answers_only_under_its_own_project(client, vina, work):
    elsewhere = make_photo(make_work(make_village()))
    client.force_login(vina)

    assert client.get(address("image", work, elsewhere.pk)).status_code == 404


def test_a_photograph_is_described(client, ani, work):
    photo = make_photo(work)
    client.force_login(ani)
    form = client.get(address("edit", work, photo.pk)).context["form"]
    assert (form["stage"].value(), form["version"].value()) == (0, 1)

    client.post(
        address("edit", work, photo.pk),
        {"stage": "100", "taken_on": "2021-11-13", "caption": "Selesai", "version": "1"},
    )

    photo.refresh_from_db()
    assert (photo.stage, photo.taken_on, photo.caption, photo.version) == (
        100,
        date(2021, 11, 13),
        "Selesai",
        2,
    )


def test_two_people_describing_a_photograph_meet(client, ani, work):
    photo = make_photo(work)
    photo.caption, photo.version = "Dari orang lain", 2
    photo.save()
    client.force_login(ani)

    response = client.post(
        address("edit", work, photo.pk),
        {"stage": "0", "taken_on": "2021-09-06", "caption": "Dari saya", "version": "1"},
    )

    (conflict,) = response.context["form"].conflicts
    assert (conflict.mine, conflict.theirs) == ("Dari saya", "Dari orang lain")


def test_a_photograph_goes_with_its_files(client, ani, work, django_capture_on_commit_callbacks):
    photo = make_photo(work, caption="Jalan berlumpur")
    files = photo.image.name, photo.thumbnail.name
    client.force_login(ani)
    assert "Hapus Jalan berlumpur?" in words(client.get(address("delete", work, photo.pk)))
    assert ProjectPhoto.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("delete", work, photo.pk))

    assert not ProjectPhoto.objects.exists()
    assert [default_storage.exists(name) for name in files] == [False, False]
    assert ProjectPhoto.history.first().history_type == "-"
