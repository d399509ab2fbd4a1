"""Who changed what, when and why: field by field, mixed in time, and an earlier version brought back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_baseline,
    make_decree,
    make_location,
    make_neighbourhood,
    make_record,
    make_village,
    move_baseline,
)
from villages import actions
from villages.actions.restore import restore_record
from villages.models import Locked, NeighbourhoodRecord, Village
from villages.queries import history
from villages.tracking import bulk_update_tracked

pytestmark = pytest.mark.django_db
SQUARE = [[113.40, -7.75], [113.41, -7.75], [113.41, -7.74], [113.40, -7.74], [113.40, -7.75]]


def entries(changes):
    return list(Paginator(changes, 100).get_page(1))


def rows(entry):
    return [(change.label, change.old, change.new) for change in entry.changes]


def save(instance, by=None, reason=None, **values):
    """Save with history; each save a minute after the one before, as people work."""
    for name, value in values.items():
        setattr(instance, name, value)
    latest = instance.history.first()
    instance._history_date = latest.history_date + timedelta(minutes=1)
    instance._history_user = by
    instance._change_reason = reason
    instance.save()


# --- values in words --------------------------------------------------------------------------------


def test_change_says_field_old_and_new_value(village, citra):
    save(village, by=citra, reason="Data BPS 2022", area_ha=Decimal("312.5"), people=12345)

    entry = entries(history.changes_of(village))[0]

    assert entry.title == "Desa/kelurahan diubah"
    assert (entry.by, entry.note, entry.act) == (citra, "Data BPS 2022", "~")
    assert rows(entry) == [
        ("Luas wilayah (ha)", "300", "312,5"),
        ("Jumlah penduduk", "–", "12.345"),
    ]


def test_new_object_shows_what_it_began_with(village):
    created = entries(history.changes_of(village))[-1]

    assert created.title == "Desa/kelurahan ditambahkan"
    assert ("Nama", "–", "Kebonagung") in rows(created)
    assert ("Kecamatan", "–", "Kraksaan") in rows(created)
    assert "Jumlah penduduk" not in [change.label for change in created.changes]


def test_relations_and_choices_are_names(village, ani, budi):
    ani.last_name = "Wulandari"
    ani.save()
    village.assistants.add(budi)
    save(village, kind=Village.Kind.KELURAHAN)

    changed, assisted = entries(history.changes_of(village))[:2]

    assert rows(changed) == [("Jenis", "Desa", "Kelurahan")]
    assert rows(assisted)[-1] == ("Asisten kota", "–", "Ani Wulandari, Budi")


def test_boundary_says_how_many_points(village):
    save(village, boundary={"type": "Polygon", "coordinates": [SQUARE]}, latitude=Decimal("-7.745"))
    moved = [[x + 0.01, y] for x, y in SQUARE]
    save(village, boundary={"type": "Polygon", "coordinates": [moved]})

    second, first = entries(history.changes_of(village))[:2]

    assert rows(first) == [
        ("Lintang", "–", "-7.745"),
        ("Batas (GeoJSON)", "–", "batas dengan 5 titik"),
    ]
    assert rows(second) == [
        ("Batas (GeoJSON)", "batas dengan 5 titik", "batas dengan 5 titik (berubah)")
    ]


def test_dates_answers_and_years(village, ani):
    baseline = make_baseline(village, by=ani)
    save(
        baseline,
        surveyed_from=date(2022, 3, 1),
        strategic_value=5,
        land_status_clear=True,
        follows_spatial_plan=False,
    )

    changed, created = entries(history.changes_of(baseline))

    assert rows(changed) == [
        ("Survei mulai", "–", "1 Maret 2022"),
        ("Nilai strategis lokasi", "–", "5 – tinggi"),
        ("Status penguasaan lahan jelas", "–", "ya"),
        ("Sesuai rencana tata ruang", "–", "tidak"),
    ]
    assert ("Tahun", "–", "2022") in rows(created)
    assert ("Dibuka oleh", "–", "Ani") in rows(created)


def test_moment_is_shown_in_local_time(village, ani):
    opened = timezone.datetime(2022, 3, 1, 18, 30, tzinfo=timezone.get_fixed_timezone(0))
    baseline = make_baseline(village, by=ani, opened_at=opened)

    created = entries(history.changes_of(baseline))[-1]

    assert ("Dibuka pada", "–", "2 Maret 2022 01.30") in rows(created)


def test_measures_carry_code_and_unit(village, ani):
    record = make_record(make_baseline(village, by=ani), by=ani)
    save(record, by=ani, irregular_buildings=61, poor_road_m=Decimal("1234.5"), total=27)

    entry = entries(history.changes_of(record))[0]

    assert rows(entry) == [
        ("1a Ketidakteraturan Bangunan (unit)", "60", "61"),
        ("2b Kualitas Permukaan Jalan Lingkungan (m)", "300,5", "1.234,5"),
        ("Nilai", "26", "27"),
    ]


def test_what_the_portal_keeps_for_itself_is_left_out(village, ani):
    record = make_record(make_baseline(village))
    save(record, by=ani, version=2, edited_by=ani, edited_at=timezone.now(), note="Cek lapangan")

    assert rows(entries(history.changes_of(record))[0]) == [("Catatan", "–", "Cek lapangan")]


def test_replaced_file_is_seen_though_its_name_stays(citra):
    decree = make_decree()
    save(decree, file="decrees/a.pdf", file_name="SK.pdf")
    save(decree, file="decrees/b.pdf")

    second, first = entries(history.changes_of(decree))[:2]

    assert rows(first) == [("Berkas PDF", "–", "ada berkas"), ("Nama berkas", "–", "SK.pdf")]
    assert rows(second) == [("Berkas PDF", "ada berkas", "ada berkas (berubah)")]


def test_object_that_is_gone_keeps_its_number(citra):
    first, second = make_decree(number="SK 1"), make_decree(number="SK 2")
    save(second, replaces=first)
    save(second, replaces=None)
    number = first.pk
    first.delete()

    removed, set_ = entries(history.changes_of(second))[:2]

    assert rows(set_) == [("Menggantikan SK", "–", f"nomor {number} (sudah dihapus)")]
    assert rows(removed) == [("Menggantikan SK", f"nomor {number} (sudah dihapus)", "–")]


def test_deleted_object_shows_what_it_last_held(village, ani):
    record = make_record(make_baseline(village, by=ani), by=ani)
    neighbourhood = record.neighbourhood
    actions.remove_record(record=record, by=ani)

    removed, __ = entries(history.record_history(record.baseline, neighbourhood))

    assert removed.title == f"{neighbourhood} dihapus"
    assert removed.by == ani
    assert ("1a Ketidakteraturan Bangunan (unit)", "60", "–") in rows(removed)


# --- what belongs together --------------------------------------------------------------------------


def test_row_and_relations_saved_at_once_are_one_entry(village, citra):
    decree = make_decree()
    location = make_location(decree, village)
    rt = make_neighbourhood(village)
    location._history_date = timezone.now() + timedelta(minutes=5)
    location._history_user = citra
    location.area_ha = Decimal("6.5")
    location.save()
    location._history_date += timedelta(seconds=1)
    location.neighbourhoods.add(rt)

    entry, created = entries(history.decree_history(decree))[:2]

    assert rows(entry) == [("Luas (ha)", "5", "6,5"), ("RT", "–", str(rt))]
    assert created.title == "Lokasi Kawasan 1 ditambahkan"


def test_saves_of_two_people_stay_apart(village, ani, citra):
    latest = village.history.first().history_date + timedelta(minutes=1)
    for user, people in ((ani, 10), (citra, 11)):
        village._history_date, village._history_user = latest, user
        village.people = people
        village.save()

    assert [entry.by for entry in entries(history.changes_of(village))[:2]] == [citra, ani]


def test_bulk_update_keeps_relations_in_the_history(village, citra):
    bulk_update_tracked([_changed(village)], ["people"], by=citra, reason="impor")

    entry = entries(history.changes_of(village))[0]

    assert (entry.by, entry.note) == (citra, "impor")
    assert ("Jumlah penduduk", "–", "99") in rows(entry)
    assert "Asisten kota" not in [label for label, old, __ in rows(entry) if old == "Ani"]
    assert [link.user.username for link in village.history.first().assistants.all()] == ["ani"]


def _changed(village):
    village.people = 99
    return village


def test_saving_nothing_is_said(client, village, citra):
    save(village)
    client.force_login(citra)

    page = client.get(reverse("villages:village-history", args=[village.code])).content.decode()

    assert "Disimpan tanpa perubahan." in page


def test_history_of_a_village_tells_of_its_rts(village):
    make_neighbourhood(village, rw="002", rt="007")
    make_neighbourhood(make_village(), rw="001", rt="001")

    titles = [entry.title for entry in entries(history.village_history(village))]

    assert titles[0] == "RT 007 RW 002 ditambahkan"
    assert "RT 001 RW 001 ditambahkan" not in titles
    assert titles[-1].startswith("Data desa ")


def test_history_of_a_decree_tells_of_locations_that_are_gone(village, citra):
    decree = make_decree(villages=[village])
    location = decree.locations.get()
    location._history_user = citra
    location.delete()

    removed = entries(history.decree_history(decree))[0]

    assert (removed.title, removed.by) == ("Lokasi Kawasan 1 dihapus", citra)


@pytest.fixture
def worked_on(village, ani, kartika):
    """Opened and entered by ani, one RT removed again, submitted, returned by kartika."""
    baseline = actions.open_baseline(village=village, year=2022, kind="initial", by=ani)
    kept = make_record(baseline, make_neighbourhood(village, rw="001", rt="001"), by=ani)
    gone = make_record(baseline, make_neighbourhood(village, rw="001", rt="002"), by=ani)
    kept.people = 410
    actions.save_record(record=kept, by=ani)
    actions.remove_record(record=gone, by=ani)
    actions.submit_baseline(baseline=baseline, by=ani, note="Siap ditinjau")
    actions.return_baseline(baseline=baseline, by=kartika, comment="Cek RT 001")
    baseline.refresh_from_db()
    return baseline


def test_history_of_a_baseline_mixes_steps_and_records_in_time(worked_on, ani, kartika):
    told = [
        (entry.title, entry.by, entry.note)
        for entry in entries(history.baseline_history(worked_on))
    ]

    assert told[0] == ("Baseline dikembalikan", kartika, "Cek RT 001")
    assert told[1] == ("Baseline diajukan", ani, "Siap ditinjau")
    assert told[-1] == ("Baseline dibuka", ani, "")
    titles = [title for title, __, __ in told]
    assert titles.index("RT 002 RW 001 dihapus") < titles.index("RT 002 RW 001 ditambahkan")
    assert "RT 001 RW 001 ditambahkan" in titles


def test_steps_are_not_told_twice(worked_on):
    titles = [entry.title for entry in entries(history.baseline_history(worked_on))]

    assert titles.count("Baseline diajukan") == 1
    changed = [
        e for e in entries(history.baseline_history(worked_on)) if e.title == "Data baseline diubah"
    ]
    assert all("Status" not in [change.label for change in entry.changes] for entry in changed)


def test_score_of_the_village_follows_its_records(worked_on):
    changed = [
        rows(entry)
        for entry in entries(history.baseline_history(worked_on))
        if entry.title == "Data baseline diubah"
    ]

    assert changed[-1] == [("Nilai", "–", "26"), ("Tingkat", "–", "Kumuh ringan")]


def test_other_baselines_stay_out(worked_on, village, ani):
    other = make_baseline(village, year=2023, records=1, by=ani)

    assert "2023" not in " ".join(e.title for e in entries(history.baseline_history(worked_on)))
    assert len(entries(history.baseline_history(other))) == 1


# --- pages ------------------------------------------------------------------------------------------


def address(name, baseline, *more):
    return reverse(f"villages:{name}", args=[*baseline.address, *more])


def test_pages_need_login(client, worked_on, village):
    decree = make_decree()
    for url in (
        reverse("villages:village-history", args=[village.code]),
        reverse("villages:decree-history", args=[decree.pk]),
        address("baseline-history", worked_on),
        address("record-history", worked_on, "001", "001"),
    ):
        assert client.get(url).status_code == 302


def test_pages_need_a_role(client, worked_on, village):
    client.force_login(User.objects.create_user("tamu"))

    for url in (
        reverse("villages:village-history", args=[village.code]),
        reverse("villages:decree-history", args=[make_decree().pk]),
        address("baseline-history", worked_on),
        address("record-history", worked_on, "001", "001"),
    ):
        assert client.get(url).status_code == 403


def test_pages_are_only_read(client, worked_on, citra, village):
    client.force_login(citra)

    for url in (
        reverse("villages:village-history", args=[village.code]),
        address("baseline-history", worked_on),
        address("record-history", worked_on, "001", "001"),
    ):
        assert client.post(url).status_code == 405


@pytest.mark.parametrize(
    ("role", "village_status", "baseline_status"),
    [
        ("ani", 200, 200),
        ("budi", 404, 404),
        ("citra", 200, 200),
        ("vina", 200, 404),
        ("dedi", 200, 404),
    ],
)
def test_pages_hide_what_one_may_not_see(
    client, request, role, village_status, baseline_status, worked_on, village
):
    client.force_login(request.getfixturevalue(role))

    assert (
        client.get(reverse("villages:village-history", args=[village.code])).status_code
        == village_status
    )
    assert client.get(address("baseline-history", worked_on)).status_code == baseline_status
    record = client.get(address("record-history", worked_on, "001", "001"))
    assert record.status_code == baseline_status


def test_history_of_a_draft_decree_is_for_its_keepers(client, citra, ani):
    decree = make_decree(status="draft")

    for user, status in ((citra, 200), (ani, 404)):
        client.force_login(user)
        url = reverse("villages:decree-history", args=[decree.pk])
        assert client.get(url).status_code == status


def test_page_leads_back(client, worked_on, citra, village):
    client.force_login(citra)

    page = client.get(address("record-history", worked_on, "001", "001")).content.decode()

    assert "<h1>Riwayat RT 001 RW 001</h1>" in page
    assert f'href="{village.get_absolute_url()}"' in page
    assert f'href="{worked_on.get_absolute_url()}"' in page


@pytest.mark.parametrize("rt", [("009", "001"), ("001", "009")])
def test_rt_that_does_not_exist(client, worked_on, citra, rt):
    client.force_login(citra)

    assert client.get(address("record-history", worked_on, *rt)).status_code == 404


def test_rt_without_entries_says_so(client, worked_on, citra, village):
    make_neighbourhood(village, rw="003", rt="003")
    client.force_login(citra)

    page = client.get(address("record-history", worked_on, "003", "003")).content.decode()

    assert "Belum ada perubahan yang tercatat." in page


def test_what_people_wrote_is_shown_as_text(client, village, citra):
    save(village, by=citra, reason="<script>alert(1)</script>", name="<b>Tebal</b>")
    client.force_login(citra)

    page = client.get(reverse("villages:village-history", args=[village.code])).content.decode()

    assert "&lt;b&gt;Tebal&lt;/b&gt;" in page
    assert "<script>alert" not in page


def test_twenty_five_entries_a_page(client, village, citra):
    for n in range(30):
        save(village, people=n + 1)
    client.force_login(citra)
    url = reverse("villages:village-history", args=[village.code])

    first = client.get(url)
    last = client.get(url, {"page": 2})

    assert len(list(first.context["page"])) == 25
    assert "Halaman 1 dari 2" in first.content.decode()
    assert list(last.context["page"])[-1].title == "Data desa ditambahkan"
    assert client.get(url, {"page": "x"}).status_code == 200
    assert client.get(url, {"page": 10**30}).status_code == 200


def test_change_across_the_edge_of_a_page_knows_what_was_before(village):
    for n in range(3):
        save(village, people=n + 1)
    changes = history.changes_of(village)

    assert rows(changes[0:1][0]) == [("Jumlah penduduk", "2", "3")]
    assert rows(changes[1:2][0]) == [("Jumlah penduduk", "1", "2")]


@pytest.mark.parametrize("count", [1, 3])
def test_baseline_history_query_count(client, village, ani, count, django_assert_num_queries):
    baseline = actions.open_baseline(village=village, year=2022, kind="initial", by=ani)
    for __ in range(count):
        record = make_record(baseline, by=ani)
        save(record, by=ani, people=401)
        save(baseline, by=ani, surveyor=f"Tim {record.pk}")
    client.force_login(ani)

    with django_assert_num_queries(12):
        page = client.get(address("baseline-history", baseline))

    assert len(list(page.context["page"])) == 3 * count + 1


@pytest.mark.parametrize("count", [1, 3])
def test_village_history_query_count(client, village, citra, ani, count, django_assert_num_queries):
    for __ in range(count):
        make_neighbourhood(village)
        village.assistants.remove(ani)
        village.assistants.add(ani)
    client.force_login(citra)

    with django_assert_num_queries(13):
        client.get(reverse("villages:village-history", args=[village.code]))


@pytest.mark.parametrize("count", [1, 3])
def test_decree_history_query_count(client, citra, count, django_assert_num_queries):
    decree = make_decree(villages=[make_village() for __ in range(count)])
    for location in decree.locations.all():
        location.neighbourhoods.add(make_neighbourhood(location.village))
    client.force_login(citra)

    with django_assert_num_queries(13):
        client.get(reverse("villages:decree-history", args=[decree.pk]))


# --- bringing an earlier version back ---------------------------------------------------------------


@pytest.fixture
def twice(village, ani):
    """A record with 60 irregular buildings, later 10; and the history row of the 60."""
    record = make_record(make_baseline(village, by=ani), by=ani)
    earlier = record.history.get()
    record.irregular_buildings = 10
    record.note = "Diperbaiki"
    actions.save_record(record=record, by=ani)
    return record, earlier


def restore_address(record, earlier):
    place = record.neighbourhood
    return address("record-restore", record.baseline, place.rw, place.rt, earlier.history_id)


def test_earlier_values_become_a_new_version(client, ani, twice):
    record, earlier = twice
    client.force_login(ani)

    response = client.post(
        restore_address(record, earlier), {"version": record.version}, follow=True
    )

    record.refresh_from_db()
    assert "Isian dikembalikan sebagai versi baru." in response.content.decode()
    assert (record.irregular_buildings, record.note, record.total) == (60, "", 26)
    latest = record.history.first()
    assert (latest.history_user, latest.version) == (ani, record.version)
    assert latest.history_change_reason.startswith("Mengembalikan isian ")
    assert record.history.count() == 3


def test_score_of_the_baseline_follows(ani, twice):
    record, earlier = twice
    record.baseline.refresh_from_db()
    before = record.baseline.total

    restore_record(baseline=record.baseline, earlier=earlier, version=record.version, by=ani)

    record.baseline.refresh_from_db()
    assert (before, record.baseline.total) == (23, 26)


def test_removed_rt_comes_back(client, ani, twice):
    record, __ = twice
    baseline, place = record.baseline, record.neighbourhood
    actions.remove_record(record=record, by=ani)
    removed = NeighbourhoodRecord.history.first()
    client.force_login(ani)
    url = address("record-history", baseline, place.rw, place.rt)

    page = client.get(url).content.decode()
    client.post(
        address("record-restore", baseline, place.rw, place.rt, removed.history_id), {"version": ""}
    )

    assert "RT ini sedang tidak ada dalam baseline" in page
    again = baseline.records.get()
    assert (again.neighbourhood, again.irregular_buildings, again.note) == (place, 10, "Diperbaiki")
    titles = [entry.title for entry in entries(history.record_history(baseline, place))]
    assert titles[:2] == [f"{place} ditambahkan", f"{place} dihapus"]


def test_button_stands_beside_every_version_but_the_present(client, ani, twice):
    record, earlier = twice
    client.force_login(ani)

    page = client.get(
        address("record-history", record.baseline, record.neighbourhood.rw, record.neighbourhood.rt)
    ).content.decode()

    assert page.count("Kembalikan isian ini</button>") == 1
    assert restore_address(record, earlier) in page


def test_nothing_to_bring_back_for_those_who_only_read(client, citra, twice):
    record, __ = twice
    client.force_login(citra)

    page = client.get(
        address("record-history", record.baseline, record.neighbourhood.rw, record.neighbourhood.rt)
    ).content.decode()

    assert "Kembalikan isian ini" not in page


def test_submitted_baseline_stays_as_it_is(client, ani, twice):
    record, earlier = twice
    move_baseline(record.baseline, "submitted", by=ani)
    client.force_login(ani)

    response = client.post(
        restore_address(record, earlier), {"version": record.version}, follow=True
    )

    record.refresh_from_db()
    assert record.irregular_buildings == 10
    assert "terkunci" in response.content.decode()
    assert "Kembalikan isian ini" not in response.content.decode()
    with pytest.raises(Locked):
        restore_record(baseline=record.baseline, earlier=earlier, version=record.version, by=ani)


@pytest.mark.parametrize("version", ["1", "99", "", "abc", "9" * 5000])
def test_stale_page_restores_nothing(client, ani, twice, version):
    record, earlier = twice
    client.force_login(ani)

    response = client.post(restore_address(record, earlier), {"version": version}, follow=True)

    record.refresh_from_db()
    assert record.irregular_buildings == 10
    assert "Isian ini berubah sejak halaman ini dibuka." in response.content.decode()


def test_same_values_are_not_saved_again(ani, twice):
    record, __ = twice
    latest = record.history.first()

    with pytest.raises(ValidationError, match="sudah sama"):
        restore_record(baseline=record.baseline, earlier=latest, version=record.version, by=ani)

    assert record.history.count() == 2


@pytest.mark.parametrize(
    ("role", "status"), [("budi", 404), ("citra", 403), ("vina", 403), ("dedi", 403)]
)
def test_only_its_assistant_may_restore(client, request, role, status, twice):
    record, earlier = twice
    client.force_login(request.getfixturevalue(role))

    response = client.post(restore_address(record, earlier), {"version": record.version})

    assert response.status_code == status
    record.refresh_from_db()
    assert record.irregular_buildings == 10


def test_action_checks_right_and_scope_itself(twice, budi, citra):
    record, earlier = twice

    for user in (budi, citra):
        with pytest.raises(PermissionDenied):
            restore_record(
                baseline=record.baseline, earlier=earlier, version=record.version, by=user
            )


def test_restore_is_posted(client, ani, twice):
    client.force_login(ani)

    assert client.get(restore_address(*twice)).status_code == 405


def test_version_of_another_rt_or_baseline_is_unknown(client, ani, twice, village):
    record, __ = twice
    other = make_record(record.baseline, by=ani)
    elsewhere = make_record(make_baseline(village, year=2023, by=ani), record.neighbourhood, by=ani)
    client.force_login(ani)

    for stranger in (other, elsewhere):
        response = client.post(
            restore_address(record, stranger.history.first()), {"version": record.version}
        )
        assert response.status_code == 404


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_version_that_does_not_exist(client, ani, twice, number):
    record, earlier = twice
    client.force_login(ani)
    url = restore_address(record, earlier).replace(f"/{earlier.history_id}/", f"/{number}/")

    assert client.post(url, {"version": record.version}).status_code == 404
