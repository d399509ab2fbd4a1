"""Follow-ups through their pages: planning, working on one, evidence, deciding."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    make_baseline,
    make_decree,
    make_document,
    make_follow_up,
    make_project,
    make_review,
    make_village,
)
from tests.villages.documents import PDF, upload
from tests.workshops.things import make_note
from workshops.models import FollowUp

pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(response.content.decode().split())


def act_url(follow_up, act):
    return reverse("workshops:follow-up-act", args=[follow_up.pk, act])


def act(client, follow_up, word, **answers):
    return client.post(act_url(follow_up, word), answers)


# --- from a recommendation -----------------------------------------------------------------------------


@pytest.fixture
def plan_url(recommendation):
    return reverse("workshops:follow-up-plan", args=[recommendation.workshop_id, recommendation.pk])


def test_what_the_recommendation_says_is_filled_in(client, citra, plan_url, perkim, dlh, village):
    client.force_login(citra)

    form = client.get(plan_url).context["form"]

    assert sorted(form.initial["agencies"]) == sorted([perkim.pk, dlh.pk])
    assert (form.initial["villages"], form.initial["task"]) == ([village.pk], "Tinjau SK Kumuh")


def test_one_step_makes_a_follow_up_per_agency(
    client, citra, plan_url, perkim, dlh, village, workshop
):
    client.force_login(citra)
    answers = {
        "task": "Tinjau SK",
        "agencies": [perkim.pk, dlh.pk],
        "due_on": "2022-06-30",
        "villages": [village.pk],
    }

    response = client.post(plan_url, answers, follow=True)

    assert "2 tindak lanjut dibuat." in text_of(response)
    assert {(row.agency, row.due_on) for row in FollowUp.objects.all()} == {
        (perkim, date(2022, 6, 30)),
        (dlh, date(2022, 6, 30)),
    }


def test_agencies_that_were_asked_are_shown_and_not_offered(
    client, citra, plan_url, follow_up, dlh, perkim
):
    client.force_login(citra)

    response = client.get(plan_url)

    form = response.context["form"]
    assert form.initial["agencies"] == [dlh.pk]
    assert perkim not in form.fields["agencies"].queryset
    assert "Sudah ditugaskan:" in text_of(response)


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"agencies": []}, {"agencies": ["Pilih sedikitnya satu OPD."]}),
        ({"due_on": ""}, {"due_on": ["Isi tenggatnya."]}),
        ({"due_on": "2021-11-28"}, {"due_on": ["Tenggat ini sebelum lokakaryanya."]}),
        ({"task": " "}, {"task": ["Tulis apa yang dikerjakan."]}),
    ],
)
def test_what_is_missing_is_said_at_its_field(client, citra, plan_url, dlh, answers, errors):
    client.force_login(citra)
    right = {"task": "Tinjau", "agencies": [dlh.pk], "due_on": "2022-06-30"}

    assert client.post(plan_url, right | answers).context["form"].errors == errors


# --- working on one --------------------------------------------------------------------------------------


def test_an_agency_works_on_it_and_bappeda_confirms(client, dedi, citra, follow_up, village):
    client.force_login(dedi)
    act(client, follow_up, "catat", text="Rapat dengan Bappeda", link=village.get_absolute_url())
    act(client, follow_up, "selesai", text="SK ditinjau", upload=upload(PDF, "Berita acara.pdf"))
    client.force_login(citra)
    response = client.post(act_url(follow_up, "konfirmasi"), {"comment": "Baik"}, follow=True)

    text = text_of(response)
    assert "Tindak lanjut dikonfirmasi selesai." in text
    for words in ("Rapat dengan Bappeda", "Berita acara.pdf", village.full_name, "Baik"):
        assert words in text
    note = follow_up.notes.get(act="done")
    evidence = client.get(reverse("workshops:follow-up-evidence", args=[follow_up.pk, note.pk]))
    assert b"".join(evidence.streaming_content) == PDF
    assert evidence["Content-Type"] == "application/pdf"
    assert note.file.name.startswith("evidence/")


def test_a_chosen_file_waits_until_the_result_is_written(client, dedi, follow_up):
    client.force_login(dedi)
    first = act(client, follow_up, "selesai", text="", upload=upload(PDF, "Bukti.pdf"))

    form = first.context["form"]
    assert form.errors == {"text": ["Tulis hasilnya."]}
    act(client, follow_up, "selesai", text="Selesai", held=form.data["held"])

    assert follow_up.notes.get().file_name == "Bukti.pdf"


def test_evidence_is_judged_by_its_content(client, dedi, follow_up):
    client.force_login(dedi)

    form = act(client, follow_up, "catat", text="x", upload=upload(b"<html>", "B.pdf")).context[
        "form"
    ]

    assert "halaman web" in form.errors["upload"][0]
    assert not follow_up.notes.exists()


def test_pages_of_its_villages_are_offered_as_evidence(
    client, dedi, follow_up, village, ani, citra
):
    baseline = make_baseline(village, records=1, status="verified", by=ani, verifier=citra)
    make_baseline(village, year=2023)
    decree = make_decree(villages=[village])
    make_decree(villages=[make_village()])
    make_decree(status="draft", villages=[village])
    project = make_project(village)
    review, document = make_review(village), make_document()
    make_review()
    client.force_login(dedi)

    choices = client.get(act_url(follow_up, "catat")).context["form"].fields["link"].choices

    paths = [path for __, group in choices[1:] for path, __ in group]
    proofs = (village, baseline, decree, project, review, document)
    assert paths == [row.get_absolute_url() for row in proofs]


def test_other_addresses_are_refused_as_evidence(client, dedi, follow_up):
    client.force_login(dedi)

    for link in ("https://contoh.id/", "//contoh.id", "/admin/"):
        form = act(client, follow_up, "catat", text="x", link=link).context["form"]
        assert form.errors == {"link": ["Pilih salah satu halaman dari daftar."]}


def test_the_due_date_moves_and_the_first_stays_visible(client, dedi, follow_up):
    client.force_login(dedi)

    refused = act(client, follow_up, "tenggat", due_on="2030-01-31", reason="")
    act(client, follow_up, "tenggat", due_on="2030-01-31", reason="Lelang ulang")

    text = text_of(client.get(follow_up.get_absolute_url()))
    assert refused.context["form"].errors == {"reason": ["Tulis alasan memindah tenggat."]}
    assert "semula 31 Desember 2022; dipindah karena: Lelang ulang" in text
    assert "dari 31 Desember 2022 ke 31 Januari 2030" in text


def test_somebody_of_the_agency_takes_it(client, dedi, citra, follow_up):
    client.force_login(dedi)
    stranger = act(client, follow_up, "petugas", assignee=citra.pk)

    act(client, follow_up, "petugas", assignee=dedi.pk)

    follow_up.refresh_from_db()
    assert stranger.context["form"].errors == {"assignee": ["Pilih pegawai OPD ini."]}
    assert follow_up.assignee == dedi


def test_bappeda_changes_task_agency_and_villages(client, citra, follow_up, dlh):
    client.force_login(citra)
    other = make_village()
    address = reverse("workshops:follow-up-edit", args=[follow_up.pk])

    client.post(address, {"task": "Baru", "agency": dlh.pk, "villages": [other.pk], "version": 1})

    follow_up.refresh_from_db()
    assert (follow_up.task, follow_up.agency) == ("Baru", dlh)
    assert list(follow_up.villages.all()) == [other]


def test_the_second_to_save_sees_what_the_first_changed(client, citra, kartika, follow_up, perkim):
    follow_up.save()
    address = reverse("workshops:follow-up-edit", args=[follow_up.pk])
    answers = {"agency": perkim.pk, "version": 1}
    client.force_login(citra)
    client.post(address, answers | {"task": "Dari Citra"})
    client.force_login(kartika)

    form = client.post(address, answers | {"task": "Dari Kartika"}).context["form"]

    assert ("task", "Dari Kartika", "Dari Citra") in [
        (row.name, row.mine, row.theirs) for row in form.conflicts
    ]
    assert FollowUp.objects.get().task == "Dari Citra"


# --- deciding ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "answers"),
    [("konfirmasi", {}), ("kembalikan", {"reason": "Foto keliru"})],
)
def test_one_decides_about_what_one_saw(client, citra, word, answers):
    follow_up = make_follow_up(status="done", version=3)
    client.force_login(citra)

    stale = act(client, follow_up, word, version="2", **answers)
    act(client, follow_up, word, version=stale.context["form"].data["version"], **answers)

    assert stale.context["form"].non_field_errors() == [
        "Tindak lanjut ini berubah sejak Anda membukanya. Periksa sekali lagi."
    ]
    follow_up.refresh_from_db()
    assert follow_up.status != "done"


@pytest.mark.parametrize("word", ["hentikan", "kembalikan"])
def test_dropping_and_returning_need_a_reason(client, citra, word):
    follow_up = make_follow_up(status="running" if word == "hentikan" else "done")
    client.force_login(citra)

    form = act(client, follow_up, word, reason="").context["form"]

    assert form.errors == {"reason": ["Tulis alasannya."]}


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("confirmed", "catat"),
        ("dropped", "selesai"),
        ("done", "tenggat"),
        ("running", "konfirmasi"),
        ("planned", "kembalikan"),
        ("confirmed", "hentikan"),
    ],
)
def test_an_act_that_no_longer_fits_leads_back(client, citra, status, word):
    follow_up = make_follow_up(status=status)
    client.force_login(citra)

    response = client.post(act_url(follow_up, word), {"text": "x", "reason": "x"}, follow=True)

    assert response.redirect_chain[0][0] == follow_up.get_absolute_url()
    assert "Tindakan itu tidak berlaku lagi" in text_of(response)


def test_ones_own_report_is_confirmed_by_somebody_else(client, citra):
    follow_up = make_follow_up(status="done", by=citra)
    client.force_login(citra)

    page = text_of(client.get(follow_up.get_absolute_url()))
    response = act(client, follow_up, "konfirmasi", comment="")

    assert "orang lain di Bappeda yang mengonfirmasi" in page
    assert act_url(follow_up, "konfirmasi") not in page
    assert response.status_code == 403


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("dedi", ["catat", "selesai", "petugas", "tenggat"]),
        ("citra", ["catat", "selesai", "petugas", "tenggat", "hentikan"]),
        ("ani", []),
        ("vina", []),
    ],
)
def test_buttons_are_those_that_the_person_may_press(client, follow_up, person, words, request):
    client.force_login(request.getfixturevalue(person))

    text = text_of(client.get(follow_up.get_absolute_url()))

    offered = ("catat", "selesai", "petugas", "tenggat", "hentikan", "konfirmasi", "kembalikan")
    assert [word for word in offered if f'href="{act_url(follow_up, word)}"' in text] == words


def test_staff_of_another_agency_read_and_do_not_change(client, dedi, perkim):
    other = make_follow_up()
    client.force_login(dedi)

    assert client.get(other.get_absolute_url()).status_code == 200
    for word in ("catat", "selesai", "tenggat", "petugas"):
        assert act(client, other, word, text="x").status_code == 404
    assert not other.notes.exists()


def test_evidence_is_for_those_who_see_the_follow_up(client, budi, follow_up):
    note = make_note(follow_up)
    make_village(assistants=[budi])
    client.force_login(budi)

    address = reverse("workshops:follow-up-evidence", args=[follow_up.pk, note.pk])

    assert client.get(address).status_code == 404


def test_history_shows_every_step(client, dedi, follow_up):
    client.force_login(dedi)
    act(client, follow_up, "catat", text="Surat dikirim")

    text = text_of(client.get(reverse("workshops:follow-up-history", args=[follow_up.pk])))

    assert "Kemajuan: Surat dikirim" in text
    assert "Berjalan" in text


@pytest.mark.parametrize("notes", [1, 3])
def test_query_count(client, citra, follow_up, notes, django_assert_num_queries):
    for __ in range(notes):
        make_note(follow_up, by=citra)
        follow_up.villages.add(make_village())
    client.force_login(citra)

    with django_assert_num_queries(9):
        client.get(follow_up.get_absolute_url())
