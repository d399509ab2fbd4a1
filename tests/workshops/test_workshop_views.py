"""Recording a workshop: its form, minutes, page, report, calendar file, history, and two people at once."""

import pytest
from django.urls import reverse

from tests.factories import make_follow_up, make_recommendation, make_workshop
from tests.workshops.things import make_material
from workshops.actions.workshop import save_workshop
from workshops.exports.report import report_data
from workshops.models import Participant, StrategicIssue, Workshop, WorkshopSession
from workshops.queries.workshop import WorkshopPage

pytestmark = pytest.mark.django_db
ANSWERS = {
    "title": "Lokakarya 2021",
    "budget_year": "2021",
    "first_day": "2021-11-29",
    "last_day": "2021-11-30",
    "mode": "virtual",
    "organiser": "Asisten Kota Mandiri",
}


def url(name, *args):
    return reverse(f"workshops:workshop-{name}", args=args)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_a_workshop_is_recorded(client, citra):
    client.force_login(citra)

    response = client.post(url("add"), ANSWERS | {"link": "contoh.id/rapat"})

    workshop = Workshop.objects.get()
    assert response.url == workshop.get_absolute_url()
    assert (workshop.title, workshop.days) == ("Lokakarya 2021", "29–30 November 2021")
    assert workshop.link == "https://contoh.id/rapat"
    assert workshop.history.get().history_user == citra


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"title": ""}, {"title": ["Isi judul lokakarya."]}),
        (
            {"last_day": "2021-11-28"},
            {"last_day": ["Hari terakhir sama dengan atau setelah hari pertama."]},
        ),
        (
            {"mode": "onsite"},
            {"place": ["Isi tempatnya; lokakarya ini tidak hanya daring."]},
        ),
        ({"budget_year": "21"}, {"budget_year": ["Tahun paling awal 2010."]}),
        (
            {"link": "javascript:alert(1)"},
            {"link": ["Tulis alamat lengkap, misalnya https://contoh.id/rapat."]},
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, citra, answers, errors):
    client.force_login(citra)

    form = client.post(url("add"), ANSWERS | answers).context["form"]

    assert form.errors == errors
    assert not Workshop.objects.exists()


def test_the_second_to_save_sees_what_the_first_changed(client, citra, kartika, workshop):
    answers = ANSWERS | {"version": 1, "organiser": "Dari Kartika"}
    workshop.save()
    theirs = Workshop.objects.get(pk=workshop.pk)
    theirs.organiser = "Dari Citra"
    save_workshop(workshop=theirs, by=citra)
    client.force_login(kartika)

    form = client.post(url("edit", workshop.pk), answers).context["form"]

    conflicts = [(row.name, row.mine, row.theirs) for row in form.conflicts]
    assert conflicts == [("organiser", "Dari Kartika", "Dari Citra")]
    assert Workshop.objects.get().organiser == "Dari Citra"


def test_a_session_keeps_the_days(client, citra, workshop):
    WorkshopSession.objects.create(
        workshop=workshop, kind="panel", title="Panel", day=workshop.last_day
    )
    client.force_login(citra)
    answers = ANSWERS | {"version": 1, "last_day": "2021-11-29"}

    form = client.post(url("edit", workshop.pk), answers).context["form"]

    assert form.errors == {
        "first_day": ["Sesi “Panel” di luar hari-hari ini; pindahkan sesinya dahulu."]
    }


def test_minutes_are_written_and_shown_with_their_structure(client, citra, workshop):
    client.force_login(citra)
    minutes = "# Hasil\n- satu <script>\n- dua\n\nPenutup"

    client.post(url("minutes", workshop.pk), {"minutes": minutes, "version": 1})

    text = text_of(client.get(workshop.get_absolute_url()))
    assert "<h3>Hasil</h3> <ul><li>satu &lt;script&gt;</li><li>dua</li></ul> <p>Penutup</p>" in text


def test_two_people_write_the_minutes(client, citra, kartika, workshop):
    workshop.save()
    client.force_login(citra)
    client.post(url("minutes", workshop.pk), {"minutes": "Citra", "version": 1})
    client.force_login(kartika)

    form = client.post(url("minutes", workshop.pk), {"minutes": "Kartika", "version": 1}).context[
        "form"
    ]

    assert [(row.mine, row.theirs) for row in form.conflicts] == [("Kartika", "Citra")]


def test_a_workshop_without_recommendations_is_deleted_with_its_parts(client, citra, workshop):
    Participant.objects.create(workshop=workshop, organisation="LKM", men_attended=1)
    session = WorkshopSession.objects.create(
        workshop=workshop, kind="panel", title="Panel", day=workshop.first_day
    )
    StrategicIssue.objects.create(workshop=workshop, text="Isu", session=session)
    client.force_login(citra)

    asked = text_of(client.get(url("delete", workshop.pk)))
    response = client.post(url("delete", workshop.pk))

    assert "1 baris peserta" in asked
    assert response.url == url("list")
    assert not Workshop.objects.exists()
    assert Participant.history.first().history_type == "-"
    assert Workshop.history.first().history_user == citra


def test_a_workshop_with_recommendations_stays(client, citra, workshop):
    make_recommendation(workshop)
    client.force_login(citra)

    client.post(url("delete", workshop.pk))

    assert Workshop.objects.filter(pk=workshop.pk).exists()
    assert "Hapus dahulu rekomendasinya." in text_of(client.get(url("delete", workshop.pk)))


def test_history_names_the_parts(client, citra, vina, workshop, village):
    client.force_login(citra)
    add = reverse("workshops:part-add", args=[workshop.pk, "isu"])
    client.post(add, {"text": "Kolaborasi OPD"})
    client.force_login(vina)

    text = text_of(client.get(url("history", workshop.pk)))

    assert "Isu “Kolaborasi OPD” ditambahkan" in text
    assert "Citra" in text


# --- the page, on screen and on paper ---------------------------------------------------------------------


@pytest.fixture
def full(workshop, follow_up, village, perkim):
    """A workshop with one of everything."""
    WorkshopSession.objects.create(
        workshop=workshop,
        kind="panel",
        title="Panel Bappeda",
        day=workshop.first_day,
        speakers="Kepala bidang, Bappeda",
    )
    Participant.objects.create(workshop=workshop, agency=perkim, men_attended=2, women_attended=1)
    StrategicIssue.objects.create(workshop=workshop, text="Kolaborasi", raised_by="Bappeda")
    make_material(workshop, title="Paparan Bappeda")
    make_material(workshop, kind="photo", title="Foto bersama")
    make_recommendation(workshop, text="Pelihara", addressed_to=[perkim])
    return workshop


@pytest.mark.parametrize("name", ["detail", "report"])
def test_everything_stands_on_the_page(client, vina, full, name):
    client.force_login(vina)

    text = text_of(client.get(url(name, full.pk)))

    for words in (
        "Panel Bappeda",
        "Kepala bidang, Bappeda",
        "3 orang hadir (2 laki-laki, 1 perempuan) dari 1 OPD dan lembaga",
        "Kolaborasi",
        "Paparan Bappeda",
        "Foto bersama",
        "Tinjau SK Kumuh",
        "Belum ditindaklanjuti",
        "terlambat",
    ):
        assert words in text
    assert "Tambah" not in text
    assert "/ubah/" not in text


def test_the_report_on_paper_has_no_buttons_for_anybody(client, citra, full):
    client.force_login(citra)

    text = text_of(client.get(url("report", full.pk)))

    assert "Tambah" not in text
    assert "/ubah/" not in text


def test_the_report_is_a_pdf(client, vina, full):
    client.force_login(vina)

    response = client.get(url("report-pdf", full.pk))

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="laporan-lokakarya-2021.pdf"'
    assert response.content.startswith(b"%PDF-")
    assert b"%%EOF" in response.content[-100:]


def test_nothing_typed_is_taken_for_markup(client, citra, full):
    full.title = '#panic("x") $ _*` \\ <script> [ ] = #'
    full.minutes = '# #include "/etc/passwd"\n- #(1+1)\n1. $x$\n\n#eval("1")'
    full.save()
    client.force_login(citra)

    response = client.get(url("report-pdf", full.pk))
    data = report_data(WorkshopPage(full, citra))

    assert response.content.startswith(b"%PDF-")
    assert data["title"] == full.title
    assert data["minutes"][1] == {"kind": "bullets", "lines": ("#(1+1)",)}


def test_an_empty_workshop_has_a_report_too(client, vina, workshop):
    client.force_login(vina)

    assert client.get(url("report-pdf", workshop.pk)).content.startswith(b"%PDF-")
    assert client.get(url("report", workshop.pk)).status_code == 200


def test_assistants_see_the_follow_ups_of_their_villages_only(client, ani, budi, full):
    make_follow_up(recommendation=full.recommendations.first(), task="Di tempat lain")

    tasks = {}
    for user in (ani, budi):
        client.force_login(user)
        page = client.get(url("detail", full.pk)).context["page"]
        tasks[user.username] = (page.progress.total, page.progress.waiting)

    assert tasks == {"ani": (1, 1), "budi": (0, 1)}


def test_a_calendar_file_holds_the_days(client, vina, full):
    client.force_login(vina)

    response = client.get(url("calendar-file", full.pk))

    text = response.content.decode().replace("\r\n ", "")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:lokakarya-{full.pk}@testserver\r\n" in text
    assert "DTSTART;VALUE=DATE:20211129\r\nDTEND;VALUE=DATE:20211201\r\n" in text
    assert "29-11-2021 Panel Bappeda" in text


@pytest.mark.parametrize("parts", [1, 3])
@pytest.mark.parametrize("name", ["detail", "report"])
def test_query_count(client, citra, village, parts, name, django_assert_num_queries):
    workshop = make_workshop()
    for number in range(parts):
        recommendation = make_recommendation(workshop, villages=[village])
        make_follow_up(recommendation=recommendation)
        make_material(workshop)
        Participant.objects.create(workshop=workshop, organisation=f"LKM {number}", men_attended=1)
        StrategicIssue.objects.create(workshop=workshop, text="Isu")
    client.force_login(citra)

    with django_assert_num_queries(16):
        client.get(url(name, workshop.pk))
